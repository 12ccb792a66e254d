import type { ChangePlan } from '../../../pcf/SegmentMembersControl/members/change-plan';
import type { ChangeReport } from '../../../pcf/SegmentMembersControl/members/change-report';
import type { RecordId } from '../../../segments';

export interface Verdict {
  /** Ids that a report calls done and that are not. */
  readonly lost: number;
  /** Ids that a report names twice, or the group lists twice. */
  readonly doubled: number;
  /** Ids that a report calls not done and that are, or so before and that are not, and ids that it does not name. */
  readonly misreported: number;
}

export const noFault: Verdict = { lost: 0, doubled: 0, misreported: 0 };

export function sum(one: Verdict, other: Verdict): Verdict {
  return {
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    misreported: one.misreported + other.misreported,
  };
}

/**
 * What a report says beside what the group has. Only one user may touch the ids of a plan.
 *
 * @param before - the members before the change: what was so then may be called not done.
 */
export function judgeReport(
  plan: ChangePlan,
  report: ChangeReport,
  before: ReadonlySet<RecordId>,
  listed: readonly RecordId[],
): Verdict {
  const members = new Set(listed);
  const toRemove = new Set(plan.remove);
  const isSo = (id: RecordId): boolean => members.has(id) !== toRemove.has(id);
  const { added, removed, alreadyThere, notMembers, notKept, uncertain, notSent, refused, failed } = report;
  const wasSo = (id: RecordId): boolean => before.has(id) !== toRemove.has(id);
  const done = [...added, ...removed];
  const undone = [...notKept, ...notSent, ...[...refused, ...failed].map(({ item }) => item)];
  // Nobody else touches them: they are as they were.
  const soBefore = [...alreadyThere, ...notMembers];
  const named = [...done, ...undone, ...uncertain, ...soBefore];
  const names = new Set(named);
  const unnamed = [...plan.add, ...plan.remove].filter((id) => !names.has(id));
  return {
    lost: done.filter((id) => !isSo(id)).length,
    doubled: named.length - names.size + (listed.length - members.size),
    misreported:
      undone.filter((id) => isSo(id) && !wasSo(id)).length +
      soBefore.filter((id) => !isSo(id)).length +
      unnamed.length,
  };
}

/** What an undo says it has taken back has to be as it was before the change; who was a member then stays one. */
export function judgeUndo(
  { added, removed }: ChangeReport,
  before: ReadonlySet<RecordId>,
  listed: readonly RecordId[],
): Verdict {
  const members = new Set(listed);
  const lost = [...added, ...removed].filter((id) => members.has(id) !== before.has(id)).length;
  return { ...noFault, lost };
}

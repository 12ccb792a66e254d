import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { createSlices, roundsPerLook } from '../bulk/slices';
import type { ChangePlan, Purpose } from '../members';
import type { BadLine, CollectedValues } from '../lists/collect-values';
import type { Matches } from './match-values';

/** Which records to take for a value that several records have. */
export type SeveralChoice = 'all' | 'first' | 'none';

/** What a list leads to before anything is done. */
export interface Preview {
  /** Records for values that exactly one record has. */
  readonly matched: readonly RecordId[];
  /** Records of values that several records have, oldest first, with their line. */
  readonly several: readonly {
    readonly line: number;
    readonly value: string;
    readonly ids: readonly RecordId[];
  }[];
  readonly notFound: readonly BadLine[];
  readonly duplicates: readonly BadLine[];
  readonly invalid: readonly BadLine[];
}

/** Throws Cancelled. */
export async function previewOf(
  { wanted, duplicates, invalid }: CollectedValues,
  matches: Matches,
  signal?: AbortSignal,
): Promise<Preview> {
  const matched: RecordId[] = [];
  const several: Preview['several'][number][] = [];
  const notFound: BadLine[] = [];
  const slices = createSlices(signal);
  let round = 0;
  for (const [key, { line, value }] of wanted) {
    const ids = matches(key);
    const [only] = ids;
    if (only === undefined) notFound.push({ line, value, reason: 'notFound' });
    else if (ids.length === 1) matched.push(only);
    else several.push({ line, value, ids });
    round += 1;
    if (round % roundsPerLook === 0 && slices.isOver()) await slices.next();
  }
  return { matched, several, notFound, duplicates, invalid };
}

/** A preview of records that were picked, not looked up. */
export function previewOfRecords(ids: readonly RecordId[]): Preview {
  return { matched: [...new Set(ids)], several: [], notFound: [], duplicates: [], invalid: [] };
}

/** The records of a list, each once. */
export function recordsOf({ matched, several }: Preview, choice: SeveralChoice): readonly RecordId[] {
  const more = several.flatMap(({ ids }) =>
    choice === 'all' ? ids : choice === 'first' ? ids.slice(0, 1) : [],
  );
  return [...new Set([...matched, ...more])];
}

/** What has to be done so that the list's purpose is reached. Throws Cancelled. */
export async function planFor(
  purpose: Purpose,
  list: readonly RecordId[],
  members: ReadonlySet<RecordId>,
  notFound: readonly string[],
  signal?: AbortSignal,
): Promise<ChangePlan> {
  const slices = createSlices(signal);
  const wanted = new Set<RecordId>();
  const present: RecordId[] = [];
  const add: RecordId[] = [];
  for (const [index, id] of list.entries()) {
    wanted.add(id);
    if (members.has(id)) present.push(id);
    else add.push(id);
    if (index % roundsPerLook === 0 && slices.isOver()) await slices.next();
  }
  if (purpose === 'remove') return { add: [], remove: present, alreadyThere: [], notFound };
  if (purpose === 'add') return { add, remove: [], alreadyThere: present, notFound };
  const remove = [...members].filter((id) => !wanted.has(id));
  return { add, remove, alreadyThere: present, notFound };
}

/** Members over the limit that a plan leads to; 0 when it fits. */
export function tooManyBy(plan: ChangePlan, memberCount: number): number {
  return Math.max(0, memberCount + plan.add.length - plan.remove.length - limits.membersPerGroup);
}

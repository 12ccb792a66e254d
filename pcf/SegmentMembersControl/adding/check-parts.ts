import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { TextKey } from '../kit/text-keys';
import type { Purpose } from '../members';
import type { Outcome, Preview } from './preview';

/** What a line of the list comes to, as the tabs of the check tell it. */
export type PartKey =
  | 'toAdd'
  | 'toRemove'
  | 'alreadyThere'
  | 'notMember'
  | 'several'
  | 'notFound'
  | 'inactive'
  | 'invalid'
  | 'duplicate'
  | 'empty'
  | 'hidden'
  | 'title';

/** A line of the check: the place of an outcome, or the id of a member that the list does not name. */
export type CheckLine = number | RecordId;

export interface CheckPart {
  readonly key: PartKey;
  readonly lines: readonly CheckLine[];
}

export const partNames: Readonly<Record<PartKey, TextKey>> = {
  toAdd: 'Preview_ToAdd',
  toRemove: 'Preview_ToRemove',
  alreadyThere: 'Preview_AlreadyThere',
  notMember: 'Preview_NotMember',
  several: 'Preview_Several',
  notFound: 'Preview_NotFound',
  inactive: 'Preview_Inactive',
  invalid: 'Preview_Invalid',
  duplicate: 'Preview_Duplicates',
  empty: 'Preview_Empty',
  hidden: 'Preview_Hidden',
  title: 'Preview_Titles',
};

/**
 * The parts that have a line, in the order of their weight. Each outcome is in one of them, and stays there whatever
 * is decided about it. Throws Cancelled.
 *
 * @param leaving - members that go because the list, which replaces them, does not name them.
 */
export async function partsOf(
  { outcomes }: Preview,
  members: ReadonlySet<RecordId>,
  purpose: Purpose,
  leaving: readonly RecordId[],
  signal?: AbortSignal,
): Promise<readonly CheckPart[]> {
  const lines = new Map<PartKey, CheckLine[]>((Object.keys(partNames) as PartKey[]).map((key) => [key, []]));
  const slices = createSlices(signal);
  await slices.each(outcomes, (outcome, place) => lines.get(partOf(outcome, members, purpose))?.push(place));
  if (purpose === 'replace') await slices.each(leaving, (id) => lines.get('toRemove')?.push(id));
  return [...lines].map(([key, found]) => ({ key, lines: found })).filter((part) => part.lines.length > 0);
}

function partOf(outcome: Outcome, members: ReadonlySet<RecordId>, purpose: Purpose): PartKey {
  switch (outcome.kind) {
    case 'found': {
      const isMember = members.has(outcome.person.id);
      if (purpose === 'remove') return isMember ? 'toRemove' : 'notMember';
      return isMember ? 'alreadyThere' : 'toAdd';
    }
    case 'heading':
      return 'title';
    case 'several':
    case 'inactive':
    case 'notFound':
    case 'invalid':
    case 'duplicate':
    case 'empty':
    case 'hidden':
    case 'title':
      return outcome.kind;
  }
}

/** How a part weighs on what happens: done, to be looked at, lost. */
export function toneOf(key: PartKey): 'good' | 'warn' | 'bad' | 'none' {
  switch (key) {
    case 'toAdd':
    case 'toRemove':
      return 'good';
    case 'several':
    case 'inactive':
      return 'warn';
    case 'notFound':
    case 'invalid':
      return 'bad';
    case 'alreadyThere':
    case 'notMember':
    case 'duplicate':
    case 'empty':
    case 'hidden':
    case 'title':
      return 'none';
  }
}

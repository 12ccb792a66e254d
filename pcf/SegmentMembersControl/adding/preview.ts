import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import { createSlices } from '../bulk/slices';
import type { CollectedEntries, InvalidReason, OtherLines } from '../lists/entries';
import type { ChangePlan, Purpose } from '../members';
import type { FoundPerson, Matches } from './match-values';

/** What a line of a list leads to. A line that names several people has an outcome for each. */
export type Outcome = {
  /** As the file numbers it. */
  readonly line: number;
  /** Place of its row in the table of the list. */
  readonly row: number;
  /** As it was looked up. */
  readonly value: string;
} & (
  | { readonly kind: 'found'; readonly person: FoundPerson }
  /** Several records in use have the value, those created first in front. */
  | { readonly kind: 'several'; readonly people: readonly FoundPerson[] }
  /** Only records that were deactivated have the value. */
  | { readonly kind: 'inactive'; readonly people: readonly FoundPerson[] }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'duplicate' | 'empty' | 'title' | 'heading' | 'hidden' }
);

export type OutcomeKind = Outcome['kind'];

/** What a list leads to before anything is done: an account of every line of it. */
export interface Preview {
  readonly outcomes: readonly Outcome[];
  readonly otherLines: OtherLines;
  readonly lineCount: number;
}

/** Which records to take for a value that several records have. */
export type SeveralChoice = 'all' | 'first' | 'none';

/** How a person has decided about what is not certain. */
export interface Choices {
  readonly several: SeveralChoice;
  /** Whether deactivated records are taken where no other has the value. */
  readonly withInactive: boolean;
  /** By the place of the outcome: the records to take for it, none to leave it out. */
  readonly corrections: ReadonlyMap<number, readonly RecordId[]>;
}

export const firstChoices: Choices = { several: 'all', withInactive: false, corrections: new Map() };

/** Throws Cancelled. */
export async function previewOf(
  { entries, otherLines, lineCount }: CollectedEntries,
  matches: Matches,
  signal?: AbortSignal,
): Promise<Preview> {
  const outcomes: Outcome[] = [];
  await createSlices(signal).each(entries, (entry) => {
    if (entry.kind === 'wanted') {
      const { line, row, value } = entry;
      outcomes.push({ line, row, value, ...foundBy(matches(entry.key)) });
    } else if (entry.kind === 'duplicate') {
      const { line, row, value } = entry;
      outcomes.push({ line, row, value, kind: 'duplicate' });
    } else outcomes.push(entry);
  });
  return { outcomes, otherLines, lineCount };
}

type Lookup = Extract<Outcome, { kind: 'found' | 'several' | 'inactive' | 'notFound' }>;

/** One record in use is certain, whatever others were deactivated. */
function foundBy(people: readonly FoundPerson[]): DistributedOmit<Lookup, 'line' | 'row' | 'value'> {
  const active = people.filter(({ isActive }) => isActive);
  const [only] = active;
  if (only)
    return active.length === 1 ? { kind: 'found', person: only } : { kind: 'several', people: active };
  return people.length > 0 ? { kind: 'inactive', people } : { kind: 'notFound' };
}

type DistributedOmit<Union, Keys extends string> = Union extends unknown ? Omit<Union, Keys> : never;

/** A preview of records that were picked, not looked up: each is a line of its own. Throws Cancelled. */
export async function previewOfRecords(
  ids: readonly RecordId[],
  inactive: ReadonlySet<RecordId>,
  signal?: AbortSignal,
): Promise<Preview> {
  const slices = createSlices(signal);
  const outcomes: Outcome[] = [];
  await slices.each(await slices.setOf(ids), (id, row) => {
    const person = { id, name: '', email: '', isActive: !inactive.has(id) };
    const place = { line: row + 1, row, value: id };
    outcomes.push(
      person.isActive
        ? { ...place, kind: 'found', person }
        : { ...place, kind: 'inactive', people: [person] },
    );
  });
  return { outcomes, otherLines: { blank: 0, continued: 0, instructions: 0 }, lineCount: outcomes.length };
}

/** How many lines lead to what. All together are the lines of the list and the people named beside others on a line. */
export interface LineCounts {
  readonly byKind: Readonly<Record<OutcomeKind, number>>;
  readonly other: OtherLines;
  /** People beyond the first of their line. */
  readonly besideOthers: number;
  readonly lines: number;
}

export function countLines({ outcomes, otherLines, lineCount }: Preview): LineCounts {
  const byKind: Record<OutcomeKind, number> = {
    found: 0,
    several: 0,
    inactive: 0,
    notFound: 0,
    duplicate: 0,
    invalid: 0,
    empty: 0,
    title: 0,
    heading: 0,
    hidden: 0,
  };
  let rows = 0;
  outcomes.forEach(({ kind, row }, place) => {
    byKind[kind] += 1;
    if (outcomes[place - 1]?.row !== row) rows += 1;
  });
  return { byKind, other: otherLines, besideOthers: outcomes.length - rows, lines: lineCount };
}

/** Whether less than half of what the list names was found, so that it is rather another list than was meant. */
export function isMostlyUnknown({ byKind }: LineCounts): boolean {
  const found = byKind.found + byKind.several + byKind.inactive;
  return found < byKind.notFound + byKind.invalid + byKind.empty;
}

/** The records that an outcome stands for. */
export function recordsFor(outcome: Outcome, place: number, choices: Choices): readonly RecordId[] {
  const corrected = choices.corrections.get(place);
  if (corrected) return corrected;
  switch (outcome.kind) {
    case 'found':
      return [outcome.person.id];
    case 'several':
      return chosenAmong(outcome.people, choices.several);
    case 'inactive':
      return choices.withInactive ? chosenAmong(outcome.people, choices.several) : [];
    case 'invalid':
    case 'notFound':
    case 'duplicate':
    case 'empty':
    case 'title':
    case 'heading':
    case 'hidden':
      return [];
  }
}

function chosenAmong(people: readonly FoundPerson[], choice: SeveralChoice): readonly RecordId[] {
  const ids = people.map(({ id }) => id);
  if (ids.length < 2 || choice === 'all') return ids;
  return choice === 'first' ? ids.slice(0, 1) : [];
}

/** The records of a list, each once. Throws Cancelled. */
export async function recordsOf(
  { outcomes }: Preview,
  choices: Choices,
  signal?: AbortSignal,
): Promise<ReadonlySet<RecordId>> {
  const ids = new Set<RecordId>();
  await createSlices(signal).each(outcomes, (outcome, place) =>
    recordsFor(outcome, place, choices).forEach((id) => ids.add(id)),
  );
  return ids;
}

/** The entries of a list that nobody was found for. */
export function valuesNotFound({ outcomes }: Preview): readonly string[] {
  return outcomes.filter(({ kind }) => kind === 'notFound').map(({ value }) => value);
}

/** What has to be done so that the list's purpose is reached. Throws Cancelled. */
export async function planFor(
  purpose: Purpose,
  list: ReadonlySet<RecordId>,
  members: ReadonlySet<RecordId>,
  notFound: readonly string[],
  signal?: AbortSignal,
): Promise<ChangePlan> {
  const slices = createSlices(signal);
  const present: RecordId[] = [];
  const add: RecordId[] = [];
  await slices.each(list, (id) => (members.has(id) ? present : add).push(id));
  if (purpose === 'remove') return { add: [], remove: present, alreadyThere: [], notMembers: add, notFound };
  if (purpose === 'add') return { add, remove: [], alreadyThere: present, notFound };
  const remove: RecordId[] = [];
  await slices.each(members, (id) => list.has(id) || remove.push(id));
  return { add, remove, alreadyThere: present, notFound };
}

/** Members over the limit that a plan leads to; 0 when it fits. */
export function tooManyBy(plan: ChangePlan, memberCount: number): number {
  return Math.max(0, memberCount + plan.add.length - plan.remove.length - limits.membersPerGroup);
}

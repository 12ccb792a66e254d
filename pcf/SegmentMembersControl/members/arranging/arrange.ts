import { createSlices, roundsPerLook, type Slices } from '../../bulk/slices';
import type { RecordId } from '../../../../segments/record-id';
import type { KnownPerson } from '../../people';

/** Whom a list can be cut down to. */
export const memberFilters = ['noEmail', 'doNotEmail', 'inactive', 'twice', 'added'] as const;
export type MemberFilter = (typeof memberFilters)[number];

/** How the members of a group are to be shown. */
export interface Arranging {
  /** Place of the column among the headings; undefined for the order that Dataverse lists them in. */
  readonly sortBy: number | undefined;
  readonly isDescending: boolean;
  readonly only: MemberFilter | undefined;
}

export const notArranged: Arranging = { sortBy: undefined, isDescending: false, only: undefined };

export interface KnownMembers {
  person(id: RecordId): KnownPerson | undefined;
  /** Members that came in while the form was open. */
  readonly added: ReadonlySet<RecordId>;
}

/**
 * The members that are to be seen, in the order asked for. Equal ones stay in the order given, those without a value
 * are last. Gives the page its turns. Throws Cancelled.
 */
export async function arrange(
  ids: readonly RecordId[],
  { sortBy, isDescending, only }: Arranging,
  known: KnownMembers,
  signal: AbortSignal,
): Promise<readonly RecordId[]> {
  const slices = createSlices(signal);
  const kept = only === undefined ? ids : await filtered(ids, only, known, slices);
  if (sortBy === undefined) return kept;
  const keys: SortKey[] = [];
  await slices.each(kept, (id) => keys.push(sortKeyOf(known.person(id), sortBy)));
  const compareTexts = new Intl.Collator().compare;
  const compare = (a: number, b: number): number => {
    const [one, other] = [keys[a] ?? '', keys[b] ?? ''];
    if (one === '' || other === '') return Number(one === '') - Number(other === '') || a - b;
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compareTexts(String(one), String(other));
    return (isDescending ? -order : order) || a - b;
  };
  const places = await sorted(kept.length, compare, slices);
  // Every place is one of the list.
  return places.map((place) => kept[place] as RecordId);
}

type SortKey = string | number;

/** Numbers and dates are sorted as Dataverse has them, all else as it reads. */
function sortKeyOf(person: KnownPerson | undefined, column: number): SortKey {
  if (typeof person !== 'object') return '';
  if (column === 0) return person.name.trim() || person.email.trim();
  if (column === 1) return person.email.trim();
  const text = person.more[column - 2] ?? '';
  const value = person.values?.[column - 2];
  if (typeof value === 'number' && !/\p{L}/u.test(text)) return value;
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? value : text;
}

async function filtered(
  ids: readonly RecordId[],
  only: MemberFilter,
  { person, added }: KnownMembers,
  slices: Slices,
): Promise<readonly RecordId[]> {
  const emailOf = (id: RecordId): string => {
    const found = person(id);
    return typeof found === 'object' ? found.email.trim().toLowerCase() : '';
  };
  const count = new Map<string, number>();
  if (only === 'twice') {
    await slices.each(ids, (id) => {
      const email = emailOf(id);
      if (email !== '') count.set(email, (count.get(email) ?? 0) + 1);
    });
  }
  const isKept = (id: RecordId): boolean => {
    const found = person(id);
    if (only === 'added') return added.has(id);
    if (typeof found !== 'object') return false;
    if (only === 'noEmail') return emailOf(id) === '';
    if (only === 'twice') return (count.get(emailOf(id)) ?? 0) > 1;
    return (only === 'inactive' ? found.isInactive : found.doNotEmail) === true;
  };
  const kept: RecordId[] = [];
  await slices.each(ids, (id) => {
    if (isKept(id)) kept.push(id);
  });
  return kept;
}

type Compare = (a: number, b: number) => number;

/** The engine's own sort takes a second for 200,000 names at once: it sorts short runs here, which are merged. */
async function sorted(count: number, compare: Compare, slices: Slices): Promise<readonly number[]> {
  let runs: (readonly number[])[] = [];
  for (let from = 0; from < count; from += roundsPerLook) {
    const length = Math.min(roundsPerLook, count - from);
    runs.push(Array.from({ length }, (_, offset) => from + offset).sort(compare));
    if (slices.isOver()) await slices.next();
  }
  while (runs.length > 1) {
    const merged: (readonly number[])[] = [];
    for (let pair = 0; pair < runs.length; pair += 2) {
      merged.push(await mergedRuns(runs[pair] ?? [], runs[pair + 1] ?? [], compare, slices));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergedRuns(
  one: readonly number[],
  other: readonly number[],
  compare: Compare,
  slices: Slices,
): Promise<readonly number[]> {
  const merged: number[] = [];
  let [left, right] = [0, 0];
  while (left < one.length || right < other.length) {
    if (merged.length % roundsPerLook === 0 && slices.isOver()) await slices.next();
    const [a, b] = [one[left], other[right]];
    const takesLeft = b === undefined || (a !== undefined && compare(a, b) < 0);
    merged.push((takesLeft ? a : b) as number);
    if (takesLeft) left += 1;
    else right += 1;
  }
  return merged;
}

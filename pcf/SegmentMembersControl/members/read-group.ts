import { limits } from '../../../segments/limits';
import type { RecordId } from '../../../segments/record-id';
import type { Clock } from '../bulk/clock';
import { defaultParallelism } from '../bulk/parallelism';
import { createSlices } from '../bulk/slices';
import { failureOf } from '../dataverse/errors';
import { patiently, readAll } from '../dataverse/patient';

export type ReadPage = (page: { number: number; size: number }) => Promise<readonly RecordId[]>;

/** Page sizes to try, since no largest one is documented; public callers use 5000. */
const pageSizes = [5000, 1000, 250, 50] as const;

export interface FirstPage {
  readonly ids: readonly RecordId[];
  /** The size that the further pages have to be asked for with. */
  readonly size: number;
  /** Whether it has as many ids as were asked for: then there are probably more. */
  readonly isFull: boolean;
}

/**
 * Reads the first page of a group with the largest size that the server takes. Where it gives fewer ids than
 * asked for, that may be the end or the server's own largest page: the further pages are asked for in the size it
 * gave, which fits both. Throws Cancelled.
 */
export async function readFirstPage(
  readPage: ReadPage,
  signal: AbortSignal,
  clock?: Clock,
): Promise<FirstPage> {
  for (const size of pageSizes) {
    try {
      const ids = await patiently(() => readPage({ number: 1, size }), signal, clock);
      return { ids, size: Math.min(size, Math.max(1, ids.length)), isFull: ids.length >= size };
    } catch (error) {
      if (failureOf(error).status !== 400 || size === pageSizes[pageSizes.length - 1]) throw error;
    }
  }
  return { ids: [], size: 1, isFull: false };
}

/**
 * Reads the pages after the first, several at a time, until one is empty or the same as the one before, as a server
 * gives that repeats its last page; a short page ends nothing, nor does one whose members were all seen, as they may
 * have moved. A server that begins again after its last page has ended when it has given everybody twice. `onIds` gets new ids only, in the order of the pages. Throws Cancelled.
 */
export async function readFurtherPages(
  readPage: ReadPage,
  first: FirstPage,
  onIds: (ids: readonly RecordId[]) => void,
  signal: AbortSignal,
  clock?: Clock,
): Promise<void> {
  const seen = new Set(first.ids);
  const early = new Map<number, readonly RecordId[]>();
  let nextToRead = 2;
  let nextToTake = 2;
  let isAtEnd = first.ids.length === 0;
  let last = first.ids;
  let repeated = 0;

  function takeInOrder(): void {
    for (let ids = early.get(nextToTake); ids && !isAtEnd; ids = early.get(nextToTake)) {
      early.delete(nextToTake);
      nextToTake += 1;
      const fresh = [...new Set(ids)].filter((id) => !seen.has(id));
      fresh.forEach((id) => seen.add(id));
      repeated = fresh.length === 0 ? repeated + ids.length : 0;
      isAtEnd = ids.length === 0 || repeated >= seen.size || isSameList(ids, last);
      last = ids;
      if (fresh.length > 0) onIds(fresh);
    }
  }

  await readAll<number>({
    next() {
      if (isAtEnd) return undefined;
      nextToRead += 1;
      return nextToRead - 1;
    },
    async read(number) {
      early.set(number, await readPage({ number, size: first.size }));
      if (!signal.aborted) takeInOrder();
    },
    signal,
    ...(clock ? { clock } : {}),
    parallelism: first.isFull ? defaultParallelism : { ...defaultParallelism, start: 1 },
  });
}

function isSameList(ids: readonly RecordId[], other: readonly RecordId[]): boolean {
  return ids.length === other.length && ids.every((id, place) => id === other[place]);
}

/** All members of a group, each once, as one reading to the end finds them. Throws Cancelled. */
export async function readGroup(
  readPage: ReadPage,
  signal: AbortSignal,
  clock?: Clock,
): Promise<readonly RecordId[]> {
  const first = await readFirstPage(readPage, signal, clock);
  let ids: readonly RecordId[] = [...new Set(first.ids)];
  await readFurtherPages(readPage, { ...first, ids }, (more) => (ids = ids.concat(more)), signal, clock);
  return ids;
}

/** Readings of a group that is never twice the same, before those are taken who were in any. */
const mostReadings = 5;

/**
 * All members of a group that others may be changing. Members move between pages while some are removed, so that one
 * reading can pass over who never left: it is read until two readings agree. Where none do, everybody is in it who was
 * in one of them, so that nobody counts as removed who was seen. A group of one page is no exception: nobody knows
 * whether its server gives no more in a page. Throws Cancelled.
 *
 * @param known - the members as an earlier reading has them, which one more may confirm.
 */
export async function readSettledGroup(
  readPage: ReadPage,
  signal: AbortSignal,
  clock?: Clock,
  known?: readonly RecordId[],
): Promise<readonly RecordId[]> {
  const readings: (readonly RecordId[])[] = [];
  let before = known;
  for (let reading = known ? 2 : 1; reading <= mostReadings; reading += 1) {
    const ids = await readGroup(readPage, signal, clock);
    if (before && (await haveSameIds(ids, before, signal))) return ids;
    readings.push(ids);
    before = ids;
  }
  return [...(await createSlices(signal).setOf(readings.flat()))];
}

/** Two readings mostly have the same order, which shows without the work of a set of 200,000. */
async function haveSameIds(
  ids: readonly RecordId[],
  others: readonly RecordId[],
  signal: AbortSignal,
): Promise<boolean> {
  if (ids.length !== others.length) return false;
  if (isSameList(ids, others)) return true;
  const slices = createSlices(signal);
  const known = await slices.setOf(others);
  return (await slices.filter(ids, (id) => !known.has(id))).length === 0;
}

/**
 * How many members a group has, without reading them all: looks for its last page by halving. Exact as long as
 * the pages before the last are full. Throws Cancelled.
 */
export async function countMembers(readPage: ReadPage, signal: AbortSignal, clock?: Clock): Promise<number> {
  const first = await readFirstPage(readPage, signal, clock);
  const { size } = first;
  if (first.ids.length === 0) return 0;
  const lengthOf = async (number: number): Promise<number> =>
    (await patiently(() => readPage({ number, size }), signal, clock)).length;
  const second = await lengthOf(2);
  if (second === 0) return first.ids.length;
  let [lastFound, lengthOfLast] = [2, second];
  let firstEmpty = Math.ceil(limits.membersPerGroup / size) + 1;
  while (firstEmpty - lastFound > 1) {
    const middle = Math.floor((lastFound + firstEmpty) / 2);
    const length = await lengthOf(middle);
    if (length === 0) firstEmpty = middle;
    else [lastFound, lengthOfLast] = [middle, length];
  }
  return (lastFound - 1) * size + lengthOfLast;
}

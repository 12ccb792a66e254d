import { createSlices, type Slices } from '../bulk/slices';
import { countOf, emptyIds, idAt, wordsPerId, type PackedIds } from './packed-ids';
import type { RecordId } from '../../../segments/record-id';

/** One bit for each set an id is in, the first set in the lowest. */
export type SetMask = number;

/** Sixteen bits are kept for each id; ten groups and the evaluated members take eleven. */
export const mostSets = 16;

/** Which ids are in which of several sets. */
export interface MembershipTable {
  /** How many ids have exactly this mask, by mask. */
  readonly counts: ReadonlyMap<SetMask, number>;
  /** The mask of an id; 0 when it is in none. `id` is packed, at position 0. */
  maskOf(id: PackedIds): SetMask;
  /** The ids whose mask is accepted, in no particular order. Throws Cancelled. */
  idsWhere(accepts: (mask: SetMask) => boolean, signal?: AbortSignal): Promise<readonly RecordId[]>;
}

/** Ids in all sets together. Ten full groups and twice as many evaluated members fit. */
export const mostIds = 1 << 22;

const partitionBits = 8;
const partitionCount = 1 << partitionBits;

/** A slot of a partition holds the position of an id in it, counted from 1; 0 is free. */
const free = 0;

/** The ids of all sets, those of one partition beside one another. */
interface Partitioned {
  readonly words: PackedIds;
  /** Where each partition begins, counted in ids, and where the last one ends. */
  readonly starts: Uint32Array;
  /** By position: the mask where an id stands first, 0 where it stands again. */
  readonly masks: Uint16Array;
}

/**
 * Tells for each id which of the sets it is in. Ids are parted by their hash before the same ones are looked for: a
 * part and its table of slots fit into the processor's cache, where one table for two million ids waits for memory at
 * each of them; a Map of texts takes five times the memory. Gives the page its turns.
 * @throws Cancelled; RangeError for more than {@link mostSets} sets or {@link mostIds} ids.
 */
export async function tabulateMembership(
  sets: readonly PackedIds[],
  signal?: AbortSignal,
): Promise<MembershipTable> {
  const slices = createSlices(signal);
  const table = await partitioned(sets, slices);
  const { words, starts, masks } = table;
  let slots = new Uint32Array(0);
  for (let partition = 0; partition < partitionCount; partition++) {
    if (slices.isOver()) await slices.next();
    const [first, end] = boundsOf(starts, partition);
    const wanted = slotCount(end - first);
    if (slots.length === wanted) slots.fill(free);
    else slots = new Uint32Array(wanted);
    joinSameIds(table, first, end, slots);
  }
  return {
    counts: countsByMask(masks),
    maskOf(id) {
      const [first, end] = boundsOf(starts, partitionOf(hashAt(id, 0)));
      for (let position = first; position < end; position++)
        if (isSameId(id, 0, words, position * wordsPerId)) return masks[position] ?? 0;
      return 0;
    },
    idsWhere: (accepts, cancelled) => idsWhere(table, accepts, cancelled),
  };
}

/** A look at the clock costs as much as some ids. */
const idsPerLook = 4096;

/** Puts the ids of all sets in their partitions, each with the bit of its set. */
async function partitioned(sets: readonly PackedIds[], slices: Slices): Promise<Partitioned> {
  if (sets.length > mostSets) throw new RangeError(`${sets.length} sets; a mask has ${mostSets} bits.`);
  const ids = sets.reduce((sum, set) => sum + countOf(set), 0);
  if (ids > mostIds) throw new RangeError(`${ids} ids; a table takes ${mostIds}.`);
  const starts = new Uint32Array(partitionCount + 1);
  await eachPiece(sets, slices, (set, at, end) => {
    for (let from = at; from < end; from += wordsPerId) {
      const next = partitionOf(hashAt(set, from)) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  });
  for (let next = 1; next <= partitionCount; next++)
    starts[next] = (starts[next] ?? 0) + (starts[next - 1] ?? 0);
  const words = emptyIds(ids);
  const masks = new Uint16Array(ids);
  const nextOf = starts.slice();
  await eachPiece(sets, slices, (set, at, end, index) => {
    for (let from = at; from < end; from += wordsPerId) {
      const partition = partitionOf(hashAt(set, from));
      const position = nextOf[partition] ?? 0;
      nextOf[partition] = position + 1;
      masks[position] = 1 << index;
      const to = position * wordsPerId;
      words[to] = set[from] ?? 0;
      words[to + 1] = set[from + 1] ?? 0;
      words[to + 2] = set[from + 2] ?? 0;
      words[to + 3] = set[from + 3] ?? 0;
    }
  });
  return { words, starts, masks };
}

/** Goes through the words of all sets in pieces, and gives the page its turns between them. */
async function eachPiece(
  sets: readonly PackedIds[],
  slices: Slices,
  work: (set: PackedIds, at: number, end: number, index: number) => void,
): Promise<void> {
  const piece = idsPerLook * wordsPerId;
  for (const [index, set] of sets.entries()) {
    for (let at = 0; at < set.length; at += piece) {
      if (slices.isOver()) await slices.next();
      work(set, at, Math.min(set.length, at + piece), index);
    }
  }
}

function boundsOf(starts: Uint32Array, partition: number): readonly [first: number, end: number] {
  return [starts[partition] ?? 0, starts[partition + 1] ?? 0];
}

/** Moves the bits of an id that stands again to where it stands first. */
function joinSameIds({ words, masks }: Partitioned, first: number, end: number, slots: Uint32Array): void {
  const last = slots.length - 1;
  for (let position = first; position < end; position++) {
    const at = position * wordsPerId;
    let slot = hashAt(words, at) & last;
    for (; ; slot = (slot + 1) & last) {
      const held = slots[slot] ?? free;
      if (held === free) {
        slots[slot] = position + 1;
        break;
      }
      if (isSameId(words, at, words, (held - 1) * wordsPerId)) {
        masks[held - 1] = (masks[held - 1] ?? 0) | (masks[position] ?? 0);
        masks[position] = 0;
        break;
      }
    }
  }
}

/** A power of two with at least a third of the slots free. */
function slotCount(ids: number): number {
  let count = 16;
  while (count < ids * 1.5) count *= 2;
  return count;
}

function partitionOf(hash: number): number {
  return hash >>> (32 - partitionBits);
}

/** Ids of one import differ in few bits only, so every word takes part and the high bits come down. */
function hashAt(ids: PackedIds, at: number): number {
  const mixed =
    (ids[at] ?? 0) ^
    Math.imul(ids[at + 1] ?? 0, 0x85ebca6b) ^
    Math.imul(ids[at + 2] ?? 0, 0xc2b2ae35) ^
    Math.imul(ids[at + 3] ?? 0, 0x27d4eb2f);
  const hash = Math.imul(mixed, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

function isSameId(a: PackedIds, at: number, b: PackedIds, other: number): boolean {
  return (
    a[at + 3] === b[other + 3] &&
    a[at] === b[other] &&
    a[at + 1] === b[other + 1] &&
    a[at + 2] === b[other + 2]
  );
}

function countsByMask(masks: Uint16Array): ReadonlyMap<SetMask, number> {
  const counts = new Uint32Array(1 << mostSets);
  for (const mask of masks) counts[mask] = (counts[mask] ?? 0) + 1;
  const byMask = new Map<SetMask, number>();
  counts.forEach((count, mask) => {
    if (mask !== 0 && count > 0) byMask.set(mask, count);
  });
  return byMask;
}

async function idsWhere(
  { words, masks }: Partitioned,
  accepts: (mask: SetMask) => boolean,
  signal?: AbortSignal,
): Promise<readonly RecordId[]> {
  const slices = createSlices(signal);
  const ids: RecordId[] = [];
  for (let position = 0; position < masks.length; position++) {
    if (position % idsPerLook === 0 && slices.isOver()) await slices.next();
    const mask = masks[position] ?? 0;
    if (mask !== 0 && accepts(mask)) ids.push(idAt(words, position));
  }
  return ids;
}

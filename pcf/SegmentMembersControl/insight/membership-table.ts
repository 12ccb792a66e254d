import { createSlices } from '../bulk/slices';
import { countOf, idAt, wordsPerId, type PackedIds } from './packed-ids';
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
  /** The ids whose mask is accepted, in the order in which they were first given. Throws Cancelled. */
  idsWhere(accepts: (mask: SetMask) => boolean, signal?: AbortSignal): Promise<readonly RecordId[]>;
}

/** A slot holds the position of an id, counted from 1, in its low bits and a part of its hash above. */
const free = 0;
const positionBits = 22;
const positionPart = (1 << positionBits) - 1;

/** Ids in all sets together. Ten full groups and twice as many evaluated members fit. */
export const mostIds = positionPart;

interface Table {
  readonly words: PackedIds;
  readonly slots: Int32Array;
  /** By position: the mask where an id was first given, 0 where it was given before. */
  readonly masks: Uint16Array;
}

/**
 * Tells for each id which of the sets it is in. An open-addressing table of positions over the packed ids: a Map of
 * texts takes five times the memory and the time at two million ids. Gives the page its turns.
 * @throws Cancelled; RangeError for more than {@link mostSets} sets or {@link mostIds} ids.
 */
export async function tabulateMembership(
  sets: readonly PackedIds[],
  signal?: AbortSignal,
): Promise<MembershipTable> {
  const table = emptyTable(sets);
  const slices = createSlices(signal);
  let position = 0;
  for (const [index, set] of sets.entries()) {
    const end = position + countOf(set);
    while (position < end) {
      if (slices.isOver()) await slices.next();
      const stop = Math.min(end, position + idsPerLook);
      for (; position < stop; position++) mark(table, position, 1 << index);
    }
  }
  const counts = countsByMask(table.masks);
  return {
    counts,
    maskOf(id) {
      const held = (table.slots[slotOf(id, 0, table)] ?? free) & positionPart;
      return held === free ? 0 : (table.masks[held - 1] ?? 0);
    },
    idsWhere: (accepts, cancelled) => idsWhere(table, accepts, cancelled),
  };
}

/** A look at the clock costs as much as some ids. */
const idsPerLook = 4096;

function emptyTable(sets: readonly PackedIds[]): Table {
  if (sets.length > mostSets) throw new RangeError(`${sets.length} sets; a mask has ${mostSets} bits.`);
  const words = joined(sets);
  const ids = countOf(words);
  if (ids > mostIds) throw new RangeError(`${ids} ids; a table takes ${mostIds}.`);
  return { words, slots: new Int32Array(slotCount(ids)), masks: new Uint16Array(ids) };
}

function joined(sets: readonly PackedIds[]): PackedIds {
  const words = new Uint32Array(sets.reduce((sum, set) => sum + set.length, 0));
  let at = 0;
  for (const set of sets) {
    words.set(set, at);
    at += set.length;
  }
  return words;
}

/** A power of two with at least a third of the slots free. */
function slotCount(ids: number): number {
  let count = 16;
  while (count < ids * 1.5) count *= 2;
  return count;
}

function mark(table: Table, position: number, bit: SetMask): void {
  const slot = slotOf(table.words, position, table);
  const held = (table.slots[slot] ?? free) & positionPart;
  if (held !== free) table.masks[held - 1] = (table.masks[held - 1] ?? 0) | bit;
  else {
    table.slots[slot] = tagOf(hashAt(table.words, position * wordsPerId)) | (position + 1);
    table.masks[position] = bit;
  }
}

/** The slot that holds an id, or the free one where it belongs. */
function slotOf(of: PackedIds, position: number, { words, slots }: Table): number {
  const at = position * wordsPerId;
  const hash = hashAt(of, at);
  const tag = tagOf(hash);
  const last = slots.length - 1;
  for (let slot = hash & last; ; slot = (slot + 1) & last) {
    const held = slots[slot] ?? free;
    if (held === free) return slot;
    // Comparing the tags first saves most looks at words far away in memory.
    if ((held & ~positionPart) !== tag) continue;
    if (isSameId(of, at, words, ((held & positionPart) - 1) * wordsPerId)) return slot;
  }
}

function tagOf(hash: number): number {
  return hash & ~positionPart;
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
  { words, masks }: Table,
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

import { recordId, type RecordId } from '../../segments';
/** A stream of numbers that is the same on every machine for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** True in `share` of all calls; `share` from 0 to 1. */
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, fast and good enough for data to look at. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number): number => Math.floor((next() / 0x1_0000_0000) * bound);
  return {
    below,
    chance: (share) => next() / 0x1_0000_0000 < share,
    pick: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
  };
}

const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');

function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The id of row `index` of a kind of rows. It depends on nothing else, so that tests and documents can name a row.
 * The first block is the kind, the last the index, which keeps ids apart whatever the mixing does.
 */
export function sampleId(kind: number, index: number): RecordId {
  const middle = mixed(kind * 7_919 + index);
  const last = mixed(middle ^ 0x5bd1e995);
  const block = hex(mixed(kind) & 0xffff0000, 8).slice(0, 4) + hex(middle >>> 16, 4);
  const variant = ((last >>> 16) & 0x3fff) | 0x8000;
  return recordId(
    `${block}-${hex(middle & 0xffff, 4)}-4${hex(last & 0xfff, 3)}-${hex(variant, 4)}-${hex(kind, 2)}${hex(index, 10)}`,
  );
}

import { parseRecordId, type RecordId } from '../../../segments/record-id';

/** 32-bit words in one id. */
export const wordsPerId = 4;

/** Record ids as four 32-bit words each: 16 bytes an id, where the text of one takes four times that. */
export type PackedIds = Uint32Array;

/** Places of the 32 hexadecimal digits in `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, eight to a word. */
const digitsOfWords: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [9, 10, 11, 12, 14, 15, 16, 17],
  [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
];

export function emptyIds(count: number): PackedIds {
  return new Uint32Array(count * wordsPerId);
}

/** Writes an id at a position counted in ids. */
export function putId(into: PackedIds, position: number, id: RecordId): void {
  let at = position * wordsPerId;
  for (const digits of digitsOfWords) {
    let word = 0;
    for (const digit of digits) {
      const code = id.charCodeAt(digit);
      // '0'..'9' are 0x30..0x39, 'a'..'f' 0x61..0x66: bit 6 tells a letter, and adds nine.
      word = (word << 4) | ((code & 15) + (code >> 6) * 9);
    }
    into[at] = word;
    at += 1;
  }
}

export function packIds(ids: readonly RecordId[]): PackedIds {
  const packed = emptyIds(ids.length);
  ids.forEach((id, position) => putId(packed, position, id));
  return packed;
}

export function countOf(ids: PackedIds): number {
  return ids.length / wordsPerId;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(half: number): string {
  return `${hexOfByte[half >>> 8] ?? ''}${hexOfByte[half & 255] ?? ''}`;
}

/** The id at a position counted in ids. Throws RangeError behind the last one. */
export function idAt(ids: PackedIds, position: number): RecordId {
  const at = position * wordsPerId;
  if (at + wordsPerId > ids.length) throw new RangeError(`There is no id at ${position}.`);
  const [a, b, c, d] = [ids[at] ?? 0, ids[at + 1] ?? 0, ids[at + 2] ?? 0, ids[at + 3] ?? 0];
  const [high, low] = [(word: number) => hexOf(word >>> 16), (word: number) => hexOf(word & 0xffff)];
  const text = `${high(a)}${low(a)}-${high(b)}-${low(b)}-${high(c)}-${low(c)}${high(d)}${low(d)}`;
  const id = parseRecordId(text);
  if (id === undefined) throw new RangeError(`The id at ${position} is none.`);
  return id;
}

import { createSlices, type Slices } from '../../bulk/slices';
import { UnreadableList } from '../unreadable-list';
import { createTextPieces, type Encoding } from './encodings';
import { plausibleEncodings } from './legacy-encodings';
import { countUtf8, findUnicode } from './unicode-bytes';

/** The encodings that a text may be in, the likeliest first; more than one where it is a guess. */
export type EncodingCandidates = readonly [Encoding, ...Encoding[]];

/** Candidates that a person can choose among. */
const mostCandidates = 6;

/** Bytes that are looked at in one go. */
const blockLength = 512 * 1024;

/** Finds out what a text is written in. Throws UnreadableList, Cancelled. */
export async function encodingsOf(
  bytes: Uint8Array,
  language: string,
  signal?: AbortSignal,
): Promise<EncodingCandidates> {
  const finding = findUnicode(bytes);
  if (finding === 'notText') throw new UnreadableList('notText');
  if (finding !== 'unknown') return [finding];
  const slices = createSlices(signal);
  const { sequences, broken } = await countInBlocks(bytes, slices);
  if (broken === 0) return ['utf-8'];
  const plausible = plausibleEncodings(bytes, language)
    .slice(0, mostCandidates - 1)
    .map(({ encoding }) => encoding);
  // Characters of older encodings seldom look like UTF-8, and never mostly.
  if (sequences > broken) return ['utf-8', ...plausible];
  const [first = 'windows-1252', ...more] = plausible;
  return [first, ...more, 'utf-8'];
}

/** Text of bytes in an encoding, up to about `most` bytes. Throws Cancelled. */
export async function decodeText(
  bytes: Uint8Array,
  encoding: Encoding,
  signal?: AbortSignal,
  most = bytes.length,
): Promise<string> {
  const slices = createSlices(signal);
  const pieces = createTextPieces(encoding);
  const length = Math.min(most, bytes.length);
  const texts: string[] = [];
  for (let at = 0; at < length; at += blockLength) {
    const end = Math.min(at + blockLength, length);
    texts.push(pieces.decode(bytes.subarray(at, end), end === bytes.length));
    if (slices.isOver()) await slices.next();
  }
  return texts.join('');
}

async function countInBlocks(bytes: Uint8Array, slices: Slices): Promise<ReturnType<typeof countUtf8>> {
  let sequences = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(at + blockLength, bytes.length);
    // A block ends before the first byte of a character.
    for (let back = 0; back < 3 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80; back += 1)
      end -= 1;
    const counts = countUtf8(bytes.subarray(at, end));
    sequences += counts.sequences;
    broken += counts.broken;
    at = end;
    if (slices.isOver()) await slices.next();
  }
  return { sequences, broken };
}

import { UnreadableTable } from '../text-table';

/** A part of a zip archive. */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;

/** More text than 200,000 rows have; a small file that unpacks to more is no list of people. */
const largestPart = 512 * 1024 * 1024;

/** The parts that the archive's directory lists. Throws UnreadableTable. */
export function partsOfZip(bytes: Uint8Array): ReadonlyMap<string, ZipPart> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(view);
  } catch {
    throw new UnreadableTable('brokenSpreadsheet');
  }
}

function readDirectory(view: DataView): ReadonlyMap<string, ZipPart> {
  let end = view.byteLength - endLength;
  const firstPossible = Math.max(0, end - longestComment);
  while (end >= firstPossible && view.getUint32(end, true) !== endSignature) end -= 1;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts = new Map<string, ZipPart>();
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== entrySignature) throw new Error('no entry');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    parts.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** The text of a part, piece by piece. Throws UnreadableTable when the part is damaged. */
export async function* textOfPart(bytes: Uint8Array, part: ZipPart): AsyncGenerator<string> {
  if (part.size > largestPart) throw new UnreadableTable('tooLarge');
  const decoder = new TextDecoder();
  const reader = unpacked(packedBytes(bytes, part), part).getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > largestPart) throw new UnreadableTable('tooLarge');
      yield decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw error instanceof UnreadableTable ? error : new UnreadableTable('brokenSpreadsheet');
  } finally {
    // Ends the unpacking when the rest of the part is not wanted.
    await reader.cancel().catch(() => undefined);
  }
}

function packedBytes(bytes: Uint8Array, { offset, packedSize }: ZipPart): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length) throw new UnreadableTable('brokenSpreadsheet');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return bytes.subarray(start, start + packedSize);
}

/**
 * The browser unpacks: the part is wrapped as the gzip file it would be, with the checksum that the archive's
 * directory has, so that damage is noticed.
 */
function unpacked(packed: Uint8Array, { method, crc, size }: ZipPart): ReadableStream<Uint8Array> {
  if (method === stored) return new Blob([packed as BlobPart]).stream();
  if (method !== deflated) throw new UnreadableTable('brokenSpreadsheet');
  const head = new Uint8Array([0x1f, 0x8b, deflated, 0, 0, 0, 0, 0, 0, 0xff]);
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, crc, true);
  tail.setUint32(4, size, true);
  const gzip = new Blob([head, packed as BlobPart, tail.buffer]);
  return gzip.stream().pipeThrough(new DecompressionStream('gzip'));
}

import { UnreadableList } from '../unreadable-list';
import type { ZipPart } from './zip-directory';

const stored = 0;
const deflated = 8;

/** More than a million rows with 20 columns have. */
const largestPart = 512 * 1024 * 1024;

/** Rows that are nearly equal are packed to a hundredth; what is packed much further says nothing. */
const highestRatio = 250;
const ratioCountsFrom = 8 * 1024 * 1024;

/** The bytes of a part, piece by piece. Throws UnreadableList when it is damaged, locked or too large. */
export async function* bytesOfPart(bytes: Uint8Array, part: ZipPart): AsyncGenerator<Uint8Array> {
  if (part.isEncrypted) throw new UnreadableList('protected');
  const packed = packedBytes(bytes, part);
  if (part.size > Math.max(ratioCountsFrom, packed.length * highestRatio))
    throw new UnreadableList('brokenSpreadsheet');
  if (part.size > largestPart) throw new UnreadableList('tooLarge');
  const reader = unpacked(packed, part).getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > part.size) throw new UnreadableList('brokenSpreadsheet');
      yield value;
    }
  } catch (error) {
    // What was thrown by the reader of the pieces does not come here: a generator ends at its yield.
    throw error instanceof UnreadableList ? error : new UnreadableList('brokenSpreadsheet');
  } finally {
    // Ends the unpacking when the rest of the part is not wanted.
    await reader.cancel().catch(() => undefined);
  }
}

function packedBytes(bytes: Uint8Array, { offset, packedSize }: ZipPart): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length) throw new UnreadableList('brokenSpreadsheet');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw new UnreadableList('brokenSpreadsheet');
  return bytes.subarray(start, start + packedSize);
}

/**
 * The browser unpacks: the part is wrapped as the gzip file it would be, with the checksum that the archive's
 * directory has, so that damage is noticed.
 */
function unpacked(packed: Uint8Array, { method, crc, size }: ZipPart): ReadableStream<Uint8Array> {
  if (method === stored) return new Blob([packed as BlobPart]).stream();
  if (method !== deflated) throw new UnreadableList('brokenSpreadsheet');
  const head = new Uint8Array([0x1f, 0x8b, deflated, 0, 0, 0, 0, 0, 0, 0xff]);
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, crc, true);
  tail.setUint32(4, size, true);
  const gzip = new Blob([head, packed as BlobPart, tail.buffer]);
  return gzip.stream().pipeThrough(new DecompressionStream('gzip'));
}

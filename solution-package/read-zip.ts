import { strFromU8, unzipSync, type UnzipFileInfo } from 'fflate';

/** Why a file is no zip that anyone should unpack. */
export class ZipRefusal extends Error {
  override readonly name = 'ZipRefusal';

  constructor(
    readonly reason: 'not a zip' | 'unsafe name' | 'duplicate name' | 'too large' | 'damaged',
    message: string,
  ) {
    super(message);
  }
}

export interface ZipLimits {
  /** Bytes of all entries together once unpacked. */
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Times its own size that a zip may unpack to, once it unpacks to more than `freeBytes`. */
  readonly ratio?: number;
  readonly freeBytes?: number;
}

const megabyte = 1024 * 1024;

/**
 * Well above any real solution (95 MB packed at most, and text packs to a twentieth), well below what would hurt a
 * machine.
 */
const defaultZipLimits: ZipLimits = {
  unpackedBytes: 512 * megabyte,
  entries: 10_000,
  ratio: 50,
  freeBytes: 32 * megabyte,
};

/**
 * The entries of a zip by name, in the order of its directory; folder entries are left out. Sizes are judged by
 * the directory before anything is inflated, so a zip bomb costs nothing.
 * @throws ZipRefusal
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = defaultZipLimits): Map<string, Uint8Array> {
  const checksums = checksumsOf(bytes);
  const seen = new Set<string>();
  let unpacked = 0;
  const accept = (entry: UnzipFileInfo): boolean => {
    checkName(entry.name, seen);
    unpacked += entry.originalSize;
    if (unpacked > limits.unpackedBytes || seen.size > limits.entries) {
      throw new ZipRefusal(
        'too large',
        `The zip unpacks to more than ${limits.unpackedBytes} bytes or holds more than ${limits.entries} files.`,
      );
    }
    const { ratio = Infinity, freeBytes = 0 } = limits;
    if (unpacked > freeBytes && unpacked > ratio * bytes.length) {
      throw new ZipRefusal('too large', `The zip unpacks to more than ${ratio} times its size.`);
    }
    return !entry.name.endsWith('/');
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter: accept });
  } catch (error) {
    if (error instanceof ZipRefusal) throw error;
    throw new ZipRefusal('damaged', `The zip cannot be read: ${(error as Error).message}.`);
  }
  const entries = new Map(Object.entries(files));
  for (const [name, content] of entries) {
    if (crc32(content) !== checksums.get(name)) {
      throw new ZipRefusal('damaged', `The entry "${name}" of the zip is damaged.`);
    }
  }
  return entries;
}

function checkName(name: string, seen: Set<string>): void {
  const unsafe =
    name === '' ||
    name.startsWith('/') ||
    name.includes('\\') ||
    name.includes('\0') ||
    /^[a-z]:/i.test(name) ||
    name.split('/').includes('..');
  if (unsafe) throw new ZipRefusal('unsafe name', `The entry "${name}" of the zip points outside of it.`);
  if (seen.has(name.toLowerCase())) {
    throw new ZipRefusal('duplicate name', `The zip holds "${name}" more than once.`);
  }
  seen.add(name.toLowerCase());
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** CRC-32 of each entry as the directory states it; fflate itself does not compare them. */
function checksumsOf(bytes: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) {
    // The end record is followed by at most 65,535 bytes of comment.
    if (bytes.length - end > 65_557) end = 0;
    end -= 1;
  }
  if (end < 0) throw new ZipRefusal('not a zip', 'The file is not a zip.');
  const checksums = new Map<string, number>();
  let at = view.getUint32(end + 16, true);
  const count = view.getUint16(end + 10, true);
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) {
      throw new ZipRefusal('damaged', 'The directory of the zip is damaged.');
    }
    const nameLength = view.getUint16(at + 28, true);
    const isUtf8 = (view.getUint16(at + 8, true) & 0x800) !== 0;
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameLength), !isUtf8);
    checksums.set(name, view.getUint32(at + 16, true));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

import { UnreadableList } from '../unreadable-list';

/** A part of a zip archive. */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the part's own header begins. */
  readonly offset: number;
}

/** The parts of an archive, found by name without regard to case. */
export interface ZipDirectory {
  readonly names: readonly string[];
  /** Throws UnreadableList when the archive has the part twice. */
  part(name: string): ZipPart | undefined;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const longestComment = 0xffff;
const notHere = 0xffffffff;
const encrypted = 1;

/** More parts than workbooks with a picture in every row have. */
const mostParts = 50_000;

/** Reads the directory at the end of an archive. Throws UnreadableList. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const parts = new Map<string, ZipPart | 'twice'>();
  const names: string[] = [];
  try {
    for (const part of entriesOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
      const key = keyOf(part.name);
      parts.set(key, parts.has(key) ? 'twice' : part);
      names.push(part.name);
    }
  } catch {
    throw new UnreadableList('brokenSpreadsheet');
  }
  return {
    names,
    part(name) {
      const part = parts.get(keyOf(name));
      if (part === 'twice') throw new UnreadableList('brokenSpreadsheet');
      return part;
    },
  };
}

/** Package names have no case, some writers use backslashes, some begin at the root. */
function keyOf(name: string): string {
  return name.replace(/\\/g, '/').replace(/^\//, '').toLowerCase();
}

function* entriesOf(view: DataView): Generator<ZipPart> {
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostParts) throw new RangeError('too many parts');
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== entrySignature) throw new RangeError('no entry');
    const nameLength = view.getUint16(at + 28, true);
    const moreLength = view.getUint16(at + 30, true);
    const sizes = sizesOf(view, at, at + 46 + nameLength, moreLength);
    yield {
      name: new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)),
      isEncrypted: (view.getUint16(at + 8, true) & encrypted) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    };
    at += 46 + nameLength + moreLength + view.getUint16(at + 32, true);
  }
}

function endOfDirectory(view: DataView): number {
  let end = view.byteLength - endLength;
  const firstPossible = Math.max(0, end - longestComment);
  while (end >= firstPossible && view.getUint32(end, true) !== endSignature) end -= 1;
  return end;
}

/** Some writers keep sizes in the further field of large archives even when they are small. */
function sizesOf(
  view: DataView,
  at: number,
  more: number,
  moreLength: number,
): Pick<ZipPart, 'packedSize' | 'size' | 'offset'> {
  let large = more;
  while (large < more + moreLength && view.getUint16(large, true) !== 1)
    large += 4 + view.getUint16(large + 2, true);
  large += 4;
  const [size = 0, packedSize = 0, offset = 0] = [24, 20, 42].map((place) => {
    const here = view.getUint32(at + place, true);
    if (here !== notHere) return here;
    const value = Number(view.getBigUint64(large, true));
    large += 8;
    return value;
  });
  return { size, packedSize, offset };
}

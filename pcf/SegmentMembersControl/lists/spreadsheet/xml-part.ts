import { Cancelled, createSlices } from '../../bulk/slices';
import { UnreadableList } from '../unreadable-list';
import { createXmlReader, type XmlHandler } from './xml-reader';
import type { ZipDirectory } from './zip-directory';
import { bytesOfPart } from './zip-part';

/** An archive whose parts are read as XML. */
export interface XmlPackage {
  readonly directory: ZipDirectory;
  readonly bytes: Uint8Array;
}

/** Bytes that are read between two looks at the clock. */
const pieceLength = 32 * 1024;

/**
 * Reads a part, giving the page its turn. `isDone` is asked after each piece and may end the reading early. Answers
 * whether there is such a part. Throws UnreadableList, Cancelled.
 */
export async function readXmlPart(
  { directory, bytes }: XmlPackage,
  name: string,
  handler: XmlHandler,
  { signal, isDone }: { readonly signal?: AbortSignal | undefined; readonly isDone?: () => boolean } = {},
): Promise<boolean> {
  const part = directory.part(name);
  if (!part) return false;
  const reader = createXmlReader(handler);
  const slices = createSlices(signal);
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of bytesOfPart(bytes, part)) {
      decoder ??= decoderFor(chunk);
      for (let at = 0; at < chunk.length; at += pieceLength) {
        reader.feed(decoder.decode(chunk.subarray(at, at + pieceLength), { stream: true }));
        if (isDone?.()) return true;
        if (slices.isOver()) await slices.next();
      }
    }
    reader.feed(decoder?.decode() ?? '');
    reader.end();
  } catch (error) {
    if (error instanceof UnreadableList || error instanceof Cancelled) throw error;
    throw new UnreadableList('brokenSpreadsheet');
  }
  return true;
}

/** XML is UTF-8 unless its first bytes or its declaration say otherwise. */
function decoderFor(bytes: Uint8Array): TextDecoder {
  const [first = 0, second = 0] = bytes;
  const options = { fatal: true };
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0))
    return new TextDecoder('utf-16le', options);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c))
    return new TextDecoder('utf-16be', options);
  const declaration = String.fromCharCode(...bytes.subarray(0, 120)).split('?>')[0] ?? '';
  const label = /encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(declaration)?.[1] ?? 'utf-8';
  return new TextDecoder(/^utf-?16/i.test(label) ? 'utf-8' : label, options);
}

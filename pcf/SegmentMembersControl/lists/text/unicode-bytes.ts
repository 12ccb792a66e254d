import type { Encoding } from './encodings';

/** Bytes in which zeros are counted. */
const sampleLength = 8192;

/** Finds Unicode by its mark or by where its zeros stand; bytes with neither are text all the same. */
export function findUnicode(bytes: Uint8Array): Encoding | 'unknown' | 'notText' {
  const marked = markedEncoding(bytes);
  if (marked) return marked;
  return bytes.subarray(0, sampleLength).includes(0) ? withZeros(bytes) : 'unknown';
}

function markedEncoding([first, second, third, fourth]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be';
  return first === 0x84 && second === 0x31 && third === 0x95 && fourth === 0x33 ? 'gb18030' : undefined;
}

/** Letters of addresses have zeros as their second, third and fourth byte: which of the places have them tells. */
function withZeros(bytes: Uint8Array): Encoding | 'notText' {
  const sample = bytes.subarray(0, sampleLength);
  const zeros = [0, 0, 0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  });
  const quarter = Math.max(1, Math.floor(sample.length / 4));
  const [a = 0, b = 0, c = 0, d = 0] = zeros.map((count) => count / quarter);
  const most = 0.7;
  const few = 0.2;
  let encoding: Encoding | undefined;
  if (b > most && c > most && d > most && a < few) encoding = 'utf-32le';
  else if (a > most && b > most && c > most && d < few) encoding = 'utf-32be';
  // Half of a text in any script is letters of addresses, delimiters and line ends.
  else if (b + d > 0.1 && a + c < (b + d) / 8) encoding = 'utf-16le';
  else if (a + c > 0.1 && b + d < (a + c) / 8) encoding = 'utf-16be';
  const width = encoding?.startsWith('utf-32') ? 4 : 2;
  return encoding && bytes.length % width === 0 ? encoding : 'notText';
}

/** Characters of more than one byte that are well-formed, and bytes that are part of none. */
export function countUtf8(bytes: Uint8Array): { readonly sequences: number; readonly broken: number } {
  let sequences = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    let follows = 0;
    while (follows < length && ((bytes[at + follows + 1] ?? 0) & 0xc0) === 0x80) follows += 1;
    if (length === 0 || follows < length) broken += 1;
    else {
      sequences += 1;
      at += length;
    }
  }
  return { sequences, broken };
}

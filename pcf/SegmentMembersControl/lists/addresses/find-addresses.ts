import { isAddress } from './address';
import { recipientsOf } from './mail-link';
import { visibleText } from './visible-text';

/** What a cell or a line says of addresses. */
export interface FoundAddresses {
  /** Each once, as they are looked up. */
  readonly addresses: readonly string[];
  /** Pieces with an @ that are no address. */
  readonly broken: readonly string[];
}

const none: FoundAddresses = { addresses: [], broken: [] };

/**
 * Finds addresses in what people paste: with names, brackets, quotes, bullets, `mailto:`, punctuation and marks that
 * nobody sees around them, several beside one another. Looks at each character a bounded number of times.
 */
export function findAddresses(text: string): FoundAddresses {
  if (isPlain(text)) return { addresses: [text], broken: [] };
  const visible = visibleText(text).replace(/mailto:[^\s<>"'()[\]]+/gi, recipientsOf);
  if (!visible.includes('@')) return none;
  const pieces = piecesIn(visible);
  const addresses = new Map<string, string>();
  const broken: string[] = [];
  pieces.forEach((piece, index) => {
    if (!piece.isAddress) broken.push(piece.text);
    else if (!isNameOf(piece, pieces[index + 1], visible)) {
      const key = piece.text.toLowerCase();
      if (!addresses.has(key)) addresses.set(key, piece.text);
    }
  });
  return { addresses: [...addresses.values()], broken };
}

/** Whether a text is an address and nothing else; most are. */
const isPlain = (text: string): boolean => /^[a-z\d_][\x21-\x7e]*$/i.test(text) && isAddress(text);

interface Piece {
  readonly text: string;
  readonly isAddress: boolean;
  readonly start: number;
  readonly end: number;
}

function piecesIn(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && isWordAt(text, start - 1)) start -= 1;
    let end = at + 1;
    while (end < text.length && isHostAt(text, end)) end += 1;
    const found = withoutDecoration(text.slice(start, end));
    const isLinked = text[start - 1] === '@' || text[end] === '@';
    if (isLinked && pieces[pieces.length - 1]?.end === at) continue;
    const isGood = !isLinked && isAddress(found);
    pieces.push({ text: isGood ? found : text.slice(start, end), isAddress: isGood, start, end });
  }
  return pieces;
}

/** Bullets and quotes that stand before an address, dots and dashes after it. */
function withoutDecoration(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && "*'-+=#~.".includes(text[start] ?? '')) start += 1;
  while (end > start && '.-'.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

/** `a@old.example <a@new.example>`: what stands before the brackets is a name, even if it looks like an address. */
function isNameOf(piece: Piece, next: Piece | undefined, text: string): boolean {
  if (!next?.isAddress || text[next.start - 1] !== '<') return false;
  const between = text.slice(piece.end, next.start - 1);
  return between.length < 100 && /^["'()[\]\s]*$/.test(between);
}

const isAsciiWord = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);

const isOtherLetter = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  // Half of a pair: the other half decides with it.
  const character =
    code >= 0xdc00 && code <= 0xdfff
      ? text.slice(at - 1, at + 1)
      : String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /[\p{L}\p{M}\p{N}]/u.test(character);
};

/** Whether a character may stand before the @. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return isOtherLetter(text, at);
  return isAsciiWord(code) || "!#$%&'*+-=^_~.".includes(text[at] ?? '');
}

/** Whether a character may stand behind the @. */
function isHostAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return isOtherLetter(text, at);
  return isAsciiWord(code) || code === 0x2d || code === 0x2e;
}

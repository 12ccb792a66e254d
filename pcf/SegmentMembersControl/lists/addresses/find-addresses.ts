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
  const visible = asTyped(visibleText(text)).replace(/mailto:[^\s<>"'()[\]]+/gi, recipientsOf);
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
  return { addresses: [...addresses.values()], broken: [...new Set(broken)] };
}

/** Whether a text is an address and nothing else; most are. */
const isPlain = (text: string): boolean => /^[a-z\d_][\x21-\x7e]*$/i.test(text) && isAddress(text);

/** Apostrophes and hyphens as they are typed, which programs for texts make others of: o’neil, anna‑maria. */
const asTyped = (text: string): string =>
  text.replace(/([\p{L}\p{N}])[‘’´`ʼ](?=[\p{L}\p{N}])/gu, "$1'").replace(/[\u2010\u2011]/g, '-');

interface Piece {
  readonly text: string;
  readonly isAddress: boolean;
  readonly start: number;
  readonly end: number;
}

function piecesIn(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let lastEnd = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && isWordAt(text, start - 1)) start -= 1;
    let end = at + 1;
    while (end < text.length && isHostAt(text, end)) end += 1;
    const found = withoutDecoration(text.slice(start, end));
    const isLinked = text[start - 1] === '@' || text[end] === '@';
    const isTold = start < lastEnd || (isLinked && start > 0 && start === lastEnd);
    lastEnd = end;
    if (isTold) continue;
    const isGood = !isLinked && isAddress(found) && !isCut(text, start, end);
    const word = pieces.length < mostWords ? wordAround(text, start, end) : text.slice(start, end);
    pieces.push({ text: isGood ? found : word, isAddress: isGood, start, end });
  }
  return pieces;
}

/** What parts an address from another word without a blank: brackets, quotes and these. */
const partings = '\\s\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf},;:|/\\\\<>"\'&+•・—、،؛';
const letter = '[\\p{L}\\p{N}]';
const cutBefore = new RegExp(`(?:[\ufffd…]|${letter}[^${partings}])$`, 'u');
const cutAfter = new RegExp(`^(?:[\ufffd…_#=%~$^]|\\*+[.\\p{L}]|[^${partings}]${letter})`, 'u');
/** Characters beside a piece that tell whether it is a whole one. */
const beside = 4;

/**
 * Whether a piece is a part of a longer word, by what stands beside it: of an address with a broken letter or one that
 * no address has, or of one that was cut to fit its column. What it says is then somebody else's address.
 */
function isCut(text: string, start: number, end: number): boolean {
  return (
    text.slice(start, end).includes('..') ||
    cutBefore.test(text.slice(Math.max(0, start - beside), start)) ||
    cutAfter.test(text.slice(end, end + beside))
  );
}

/** Longer than any word that is worth showing. */
const longestWord = 60;
/** Words in a cell that are shown whole. */
const mostWords = 1000;

/** What is written around a piece, without a blank. */
function wordAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - longestWord), start).replace(/[^]*[\s,;<>]/, '');
  const after = text.slice(end, end + longestWord).replace(/[\s,;<>][^]*/, '');
  return before + text.slice(start, end) + after;
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

import { badRequest, errorCodes } from '../dataverse-error';
import type { Accents } from './catalogue';

/** How SQLite is to match a text: LIKE knows the case of ASCII letters only, GLOB needs it spelled out. */
export interface TextMatch {
  readonly operator: 'like' | 'glob';
  readonly pattern: string;
}

type PatternPart =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly members: string };

/** SQLite refuses patterns of more than 50,000 bytes. */
const LONGEST_PATTERN = 10_000;

/** Whether SQLite itself compares a text as it is to be compared. */
export function isPlain(text: string, accents: Accents): boolean {
  if (!isAscii(text)) return false;
  return accents === 'count' || [...text].every((character) => lettersAlike(character) === character);
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

/** Letters that are an ASCII letter with an accent, by that letter in lower case. */
const accented: ReadonlyMap<string, string> = lettersWithAccents();

function lettersWithAccents(): Map<string, string> {
  const letters = new Map<string, string>();
  // Latin-1 to Latin Extended-A and -B, and Latin Extended Additional.
  for (const [from, to] of [
    [0xc0, 0x24f],
    [0x1e00, 0x1eff],
  ] as const) {
    for (let code = from; code <= to; code += 1) {
      const letter = String.fromCodePoint(code);
      const base = withoutAccent(letter);
      if (/^[a-z]$/.test(base)) letters.set(base, (letters.get(base) ?? '') + letter);
    }
  }
  return letters;
}

function withoutAccent(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A letter in both cases with all that differ by an accent only; any other character as it is. */
function lettersAlike(character: string): string {
  const base = withoutAccent(character);
  const others = accented.get(base);
  return others === undefined ? character : `${base}${base.toUpperCase()}${others}`;
}

/** A match of a text with something before or after it. */
export function matchOfText(
  text: string,
  open: { before: boolean; after: boolean },
  accents: Accents,
): TextMatch {
  const parts: PatternPart[] = [...text].map((character) => ({ kind: 'character', character }));
  if (open.before) parts.unshift({ kind: 'any' });
  if (open.after) parts.push({ kind: 'any' });
  return matchOfParts(parts, accents);
}

/** A match of a FetchXML `like` pattern: % any text, _ one character, [a-z] and [^a-z] one of a set. */
export function matchOfPattern(pattern: string, accents: Accents): TextMatch {
  const parts: PatternPart[] = [];
  const source = [...pattern];
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? '';
    const end = character === '[' ? source.indexOf(']', index + 2) : -1;
    if (end > 0) {
      const inside = source.slice(index + 1, end).join('');
      const negated = inside.startsWith('^');
      parts.push(setOf(negated ? inside.slice(1) : inside, negated));
      index = end;
    } else if (character === '%') parts.push({ kind: 'any' });
    else if (character === '_') parts.push({ kind: 'one' });
    else parts.push({ kind: 'character', character });
  }
  return matchOfParts(parts, accents);
}

/** A set of one character is how a pattern escapes its wildcards: [%], [_] and [[]. */
function setOf(members: string, negated: boolean): PatternPart {
  return !negated && [...members].length === 1
    ? { kind: 'character', character: members }
    : { kind: 'set', negated, members };
}

function matchOfParts(parts: readonly PatternPart[], accents: Accents): TextMatch {
  const needsGlob = parts.some(
    (part) => part.kind === 'set' || (part.kind === 'character' && !isPlain(part.character, accents)),
  );
  const pattern = parts.map((part) => (needsGlob ? globOf(part, accents) : likeOf(part))).join('');
  if (pattern.length > LONGEST_PATTERN) {
    throw badRequest(errorCodes.invalidArgument, 'The text to search for is too long.');
  }
  return { operator: needsGlob ? 'glob' : 'like', pattern };
}

function likeOf(part: PatternPart): string {
  if (part.kind === 'any') return '%';
  if (part.kind === 'one') return '_';
  const text = part.kind === 'character' ? part.character : part.members;
  return /[%_\\]/.test(text) ? `\\${text}` : text;
}

function globOf(part: PatternPart, accents: Accents): string {
  if (part.kind === 'any') return '*';
  if (part.kind === 'one') return '?';
  if (part.kind === 'set') {
    const both = `${part.members.toLowerCase()}${part.members.toUpperCase()}`;
    return `[${part.negated ? '^' : ''}${both}]`;
  }
  if (accents === 'ignore') {
    const alike = lettersAlike(part.character);
    if (alike !== part.character) return `[${alike}]`;
  }
  const lower = part.character.toLowerCase();
  const upper = part.character.toUpperCase();
  // A letter like ß has an upper case of two letters; only single characters fit into a set.
  if (lower !== upper && [...upper].length === 1 && [...lower].length === 1) return `[${lower}${upper}]`;
  return /[*?[]/.test(part.character) ? `[${part.character}]` : part.character;
}

import { badRequest, errorCodes } from '../dataverse-error';

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

export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

/** A match of a text with something before or after it. */
export function matchOfText(text: string, open: { before: boolean; after: boolean }): TextMatch {
  const parts: PatternPart[] = [...text].map((character) => ({ kind: 'character', character }));
  if (open.before) parts.unshift({ kind: 'any' });
  if (open.after) parts.push({ kind: 'any' });
  return matchOfParts(parts);
}

/** A match of a FetchXML `like` pattern: % any text, _ one character, [a-z] and [^a-z] one of a set. */
export function matchOfPattern(pattern: string): TextMatch {
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
  return matchOfParts(parts);
}

/** A set of one character is how a pattern escapes its wildcards: [%], [_] and [[]. */
function setOf(members: string, negated: boolean): PatternPart {
  return !negated && [...members].length === 1
    ? { kind: 'character', character: members }
    : { kind: 'set', negated, members };
}

function matchOfParts(parts: readonly PatternPart[]): TextMatch {
  const needsGlob = parts.some(
    (part) => part.kind === 'set' || (part.kind === 'character' && !isAscii(part.character)),
  );
  const pattern = parts.map(needsGlob ? globOf : likeOf).join('');
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

function globOf(part: PatternPart): string {
  if (part.kind === 'any') return '*';
  if (part.kind === 'one') return '?';
  if (part.kind === 'set') {
    const both = `${part.members.toLowerCase()}${part.members.toUpperCase()}`;
    return `[${part.negated ? '^' : ''}${both}]`;
  }
  const lower = part.character.toLowerCase();
  const upper = part.character.toUpperCase();
  // A letter like ß has an upper case of two letters; only single characters fit into a set.
  if (lower !== upper && [...upper].length === 1 && [...lower].length === 1) return `[${lower}${upper}]`;
  return /[*?[]/.test(part.character) ? `[${part.character}]` : part.character;
}

/** A piece of a number format. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  /** `0`, `#` or `?`: a digit, always shown, shown when it counts, shown as a blank. */
  | { readonly kind: 'digit'; readonly sign: '0' | '#' | '?' }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'exponent' | 'slash' | 'general' | 'text' }
  /** `y`, `m`, `d`, `h`, `s` with its repetitions, or AM/PM. */
  | { readonly kind: 'moment'; readonly letters: string }
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'condition'; readonly operator: string; readonly value: number };

/** The sections of a number format, cut at the semicolons outside quotes. */
export function sectionsOf(code: string): readonly (readonly FormatToken[])[] {
  const sections: FormatToken[][] = [[]];
  let at = 0;

  function add(token: FormatToken, length: number): void {
    sections[sections.length - 1]?.push(token);
    at += length;
  }

  function bracket(end: number): FormatToken {
    const content = code.slice(at + 1, end);
    if (/^(?:h+|m+|s+)$/i.test(content)) return { kind: 'elapsed' };
    const condition = /^(<=|>=|<>|<|>|=)(-?[\d.]{1,30})$/.exec(content);
    if (condition) return { kind: 'condition', operator: condition[1] ?? '', value: Number(condition[2]) };
    // `[$€-407]` is a currency's sign with a locale; colours and locales alone show nothing.
    const sign = content.startsWith('$') ? (content.slice(1).split('-')[0] ?? '') : '';
    return { kind: 'literal', text: sign };
  }

  while (at < code.length) {
    const character = code[at] ?? '';
    const rest = code.slice(at, at + 7).toLowerCase();
    const close =
      character === '"' ? code.indexOf('"', at + 1) : character === '[' ? code.indexOf(']', at + 1) : -1;
    const meridiem = /^(?:am\/pm|a\/p)/.exec(rest)?.[0];
    const letters = /^(?:y+|m+|d+|h+|s+|e+|g+|b+)/i.exec(code.slice(at, at + 8))?.[0];
    if (character === ';') {
      sections.push([]);
      at += 1;
    } else if (character === '"' && close > 0)
      add({ kind: 'literal', text: code.slice(at + 1, close) }, close + 1 - at);
    else if (character === '[' && close > 0) add(bracket(close), close + 1 - at);
    else if (character === '\\') add({ kind: 'literal', text: code[at + 1] ?? '' }, 2);
    // `_x` leaves the room of a character, `*x` fills the cell with it.
    else if (character === '_' || character === '*') at += 2;
    else if (rest === 'general') add({ kind: 'general' }, 7);
    else if (meridiem) add({ kind: 'moment', letters: meridiem }, meridiem.length);
    else if (/^e[+-]/.test(rest)) add({ kind: 'exponent' }, 2);
    else if (letters) add({ kind: 'moment', letters: letters.toLowerCase() }, letters.length);
    else if (character === '0' || character === '#' || character === '?')
      add({ kind: 'digit', sign: character }, 1);
    else if (character === '.') add({ kind: 'point' }, 1);
    else if (character === ',') add({ kind: 'comma' }, 1);
    else if (character === '%') add({ kind: 'percent' }, 1);
    else if (character === '/') add({ kind: 'slash' }, 1);
    else if (character === '@') add({ kind: 'text' }, 1);
    else add({ kind: 'literal', text: character }, 1);
  }
  return sections;
}

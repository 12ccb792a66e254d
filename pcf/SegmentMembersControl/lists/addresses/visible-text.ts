/** Characters that nobody sees: soft hyphens, joiners, marks of direction and byte order, variation selectors. */
const invisible = /[\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|[\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f]/gu;
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const controls = /[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]/g;
/** White space, and what parts lines, fields and records where it is a control character. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const blanks = /[\s\x1c-\x1f\x85]/g;
const plain = /^[\x20-\x7e]*$/;

/** A text as it looks: without what is invisible, every blank a space, letters of full width as usual ones. */
export function visibleText(text: string): string {
  if (plain.test(text)) return text.trim();
  return text
    .replace(invisible, '')
    .replace(controls, '')
    .replace(blanks, ' ')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, '.')
    .normalize('NFC')
    .trim();
}

/**
 * A text to look people up by: without what is invisible around it, and without the `="…"` that keeps a spreadsheet
 * from reading it as a number. What is inside stays: some scripts need their joiners.
 */
export function valueText(text: string): string {
  const bare = withoutInvisibleEnds(text);
  const [, wrapped] = /^="([^"]*)"$/.exec(bare) ?? [];
  return wrapped === undefined ? bare : withoutInvisibleEnds(wrapped);
}

function withoutInvisibleEnds(text: string): string {
  if (plain.test(text)) return text.trim();
  const isUnseen = (character: string): boolean => visibleText(character) === '' && character !== '\ufffd';
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && isUnseen(characters[start] ?? '')) start += 1;
  while (end > start && isUnseen(characters[end - 1] ?? '')) end -= 1;
  return characters.slice(start, end).join('').normalize('NFC');
}

/**
 * Changes of single values in a JSON text that leave every other byte as it is, which parsing and printing would
 * not: number spellings, white space, order. All texts here have been accepted by `JSON.parse` before.
 */

function isWhiteSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

function skipWhiteSpace(text: string, from: number): number {
  let at = from;
  while (isWhiteSpace(text[at])) at += 1;
  return at;
}

/** The position after the string literal that starts at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The position after the value that starts at `from`. */
function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  let at = from;
  if (first !== '{' && first !== '[') {
    while (at < text.length && !isWhiteSpace(text[at]) && !',]}'.includes(text[at] ?? ',')) at += 1;
    return at;
  }
  for (let depth = 0; ;) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
}

/** The elements of an array with the white space around them: joined by commas they are the array again. */
export function elementSlices(arrayText: string): readonly string[] {
  const slices: string[] = [];
  let start = arrayText.indexOf('[') + 1;
  if (arrayText[skipWhiteSpace(arrayText, start)] === ']') return slices;
  for (;;) {
    const end = skipWhiteSpace(arrayText, endOfValue(arrayText, skipWhiteSpace(arrayText, start)));
    slices.push(arrayText.slice(start, end));
    if (arrayText[end] === ']') return slices;
    start = end + 1;
  }
}

interface MemberSlice {
  readonly name: string;
  readonly valueStart: number;
  readonly valueEnd: number;
}

function memberSlices(objectText: string): readonly MemberSlice[] {
  const members: MemberSlice[] = [];
  let at = skipWhiteSpace(objectText, objectText.indexOf('{') + 1);
  while (objectText[at] === '"') {
    const endOfName = endOfString(objectText, at);
    const name = JSON.parse(objectText.slice(at, endOfName)) as string;
    const valueStart = skipWhiteSpace(objectText, objectText.indexOf(':', endOfName) + 1);
    const valueEnd = endOfValue(objectText, valueStart);
    members.push({ name, valueStart, valueEnd });
    const comma = skipWhiteSpace(objectText, valueEnd);
    at = skipWhiteSpace(objectText, comma + 1);
  }
  return members;
}

/** The object with this member's value replaced, or with the member at its end when it had none. */
export function withMember(objectText: string, name: string, value: string): string {
  const members = memberSlices(objectText);
  const json = JSON.stringify(value);
  // Of a name that stands twice the last value counts.
  const present = members.filter((member) => member.name === name).pop();
  if (present) return objectText.slice(0, present.valueStart) + json + objectText.slice(present.valueEnd);
  const last = members[members.length - 1];
  const at = last ? last.valueEnd : objectText.indexOf('{') + 1;
  return `${objectText.slice(0, at)}${last ? ',' : ''}${JSON.stringify(name)}:${json}${objectText.slice(at)}`;
}

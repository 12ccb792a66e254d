const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The longest reference to a character that XML has, such as `&#x0010FFFF;`. */
export const longestReference = 12;

/** Text of XML with its references resolved and its line ends as XML reads them. Throws SyntaxError. */
export function characterData(xml: string): string {
  const text = xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
  if (!text.includes('&')) return text;
  let plain = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    if (end < 0 || end - at > longestReference) throw new SyntaxError('a reference without an end');
    plain += text.slice(from, at) + character(text.slice(at + 1, end));
    from = end + 1;
  }
  return plain + text.slice(from);
}

function character(reference: string): string {
  if (!reference.startsWith('#')) {
    const known = named[reference];
    if (known === undefined) throw new SyntaxError('an unknown entity');
    return known;
  }
  const isHex = reference[1] === 'x';
  const digits = reference.slice(isHex ? 2 : 1);
  const code = (isHex ? /^[\da-f]+$/i : /^\d+$/).test(digits) ? parseInt(digits, isHex ? 16 : 10) : 0;
  if (code === 0 || code > 0x10ffff) throw new SyntaxError('no character has this number');
  return String.fromCodePoint(code);
}

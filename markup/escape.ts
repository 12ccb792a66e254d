const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text as it stands in XML. Line ends and tabs of an attribute would be read as spaces, a carriage return of any
 * text as a line feed; as references they survive.
 */
export function escapeXml(text: string, place: 'attribute' | 'content' = 'attribute'): string {
  return text.replace(
    place === 'content' ? /[&<>\r]/g : /[&<>"\r\n\t]/g,
    (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}

/** A text as HTML content or attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON for a script element that is only data: no text in it can end the element. */
export function jsonForHtml(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

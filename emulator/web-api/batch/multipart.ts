/** A part of a multipart text: its headers by name in lower case, and what follows them. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

/** The boundary in a `Content-Type: multipart/mixed; boundary=...`; undefined when it is none. */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^\s*multipart\/mixed\s*(?:;|$)/i.test(contentType)) return undefined;
  const found = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/** The parts between the boundaries; undefined when the text does not begin or end with one. Lines end with LF or CRLF. */
export function splitParts(text: string, boundary: string): readonly Part[] | undefined {
  const delimiter = `--${boundary}`;
  const pieces = `\n${text}`.split(`\n${delimiter}`);
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length < 2 || !/^--\s*$/.test(last.split('\n')[0] ?? '')) return undefined;
  const parts = pieces.slice(1, -1);
  // What follows a boundary on its line is padding; anything else makes it another boundary's beginning.
  if (parts.some((piece) => !/^[ \t]*\r?\n/.test(piece))) return undefined;
  return parts.map((piece) => readPart(piece.slice(piece.indexOf('\n') + 1).replace(/\r$/, '')));
}

/** Splits a text at its first empty line into headers and content. */
export function readPart(text: string): Part {
  const end = /^\r?\n|\r?\n\r?\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const content = end === null ? '' : text.slice(end.index + end[0].length);
  const headers: Record<string, string> = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, content };
}

import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';

/** One part of a multipart body: its own headers by name in lower case, and what follows them. */
export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function batchError(message: string): DataverseError {
  return badRequest(errorCodes.queryRefused, message);
}

/** The boundary that a content type names. @throws DataverseError when it names none. */
export function boundaryOf(contentType: string | undefined): string {
  const found = /^multipart\/mixed\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) {
    throw batchError('The content type of a batch request must be multipart/mixed with a boundary.');
  }
  return boundary;
}

/** The parts between boundaries. @throws DataverseError when the closing boundary is missing. */
export function readParts(body: string, boundary: string): Part[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`);
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length < 2 || !last.startsWith('--')) {
    throw batchError(
      `The batch is not complete: its closing boundary '--${boundary.slice(0, 100)}--' is missing.`,
    );
  }
  return pieces.slice(1, -1).map((piece) => readPart(piece.replace(/^[ \t]*\r?\n/, '')));
}

function readPart(text: string): Part {
  const { headers, body } = readHeaders(text);
  return { headers, body };
}

/** Headers up to the first empty line, and the rest. */
export function readHeaders(text: string): Part {
  const end = /\r?\n\r?\n/.exec(`\n${text}`);
  const head = end === null ? text : text.slice(0, Math.max(0, end.index - 1));
  const body = end === null ? '' : text.slice(end.index - 1 + end[0].length);
  const headers: Record<string, string> = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, body };
}

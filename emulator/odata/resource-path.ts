import { parseRecordId, type RecordId } from '../../segments';
import { badRequest, errorCodes, resourceNotFound } from '../dataverse-error';

/** One step of a path: a name and what stands in brackets behind it. */
export interface PathSegment {
  readonly name: string;
  /** Text between the brackets; undefined without brackets. */
  readonly inside: string | undefined;
}

/** Longest path that is looked at. */
const MOST_SEGMENTS = 12;

/** Cuts a path at its slashes, those inside brackets and quotes excepted, and decodes it. */
export function readPath(path: string): readonly PathSegment[] {
  const parts = splitPath(path).filter((part) => part !== '');
  if (parts.length > MOST_SEGMENTS) throw resourceNotFound(parts[MOST_SEGMENTS] ?? '');
  return parts.map((part) => {
    const found = /^([$\w.]+)(?:\(([\s\S]*)\))?$/.exec(part);
    if (found === null) throw resourceNotFound(part.slice(0, 200));
    return { name: found[1] ?? '', inside: found[2] };
  });
}

function splitPath(path: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quoted = false;
  for (const character of decodedPath(path)) {
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') depth -= 1;
    if (character === '/' && depth === 0 && !quoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw resourceNotFound(path.slice(0, 200));
  }
}

/** The id in `contacts(<id>)`, also as `contacts(contactid=<id>)`. @throws DataverseError when it is none. */
export function readKey(inside: string, primaryId: string): RecordId {
  const named = /^\s*([\w]+)\s*=\s*([\s\S]*)$/.exec(inside);
  if (named !== null && named[1] !== primaryId && named[1] !== 'ownerid') {
    throw badRequest(
      errorCodes.queryRefused,
      'The key in the request URI is not valid for resource. The specified key properties are not defined as an alternate key.',
    );
  }
  const text = (named?.[2] ?? inside).trim().replace(/^'(.*)'$/, '$1');
  const id = /^[0-9a-f-]{36}$/i.test(text) ? parseRecordId(text) : undefined;
  if (id === undefined) {
    throw badRequest(
      errorCodes.queryRefused,
      `Error in query syntax. '${text.slice(0, 100)}' is not a valid Guid.`,
    );
  }
  return id;
}

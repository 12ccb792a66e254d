declare const parsed: unique symbol;

/**
 * A record id as the project keeps it: a GUID in lower case without braces. Only {@link parseRecordId} makes one, so
 * that a text nobody looked at cannot pass for an id, and an id is not read twice.
 */
export type RecordId = string & { readonly [parsed]: true };

const BARE_GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UNDASHED_GUID = /^[0-9a-f]{32}$/;

/**
 * The record id that a text stands for, or `undefined` when it is none.
 * Takes any case, with or without braces, with or without dashes, with white space around it.
 */
export function parseRecordId(text: string): RecordId | undefined {
  let bare = text.trim().toLowerCase();
  if (bare.startsWith('{') && bare.endsWith('}')) bare = bare.slice(1, -1);
  if (BARE_GUID.test(bare)) return bare as RecordId;
  if (!UNDASHED_GUID.test(bare)) return undefined;
  const blocks = [
    bare.slice(0, 8),
    bare.slice(8, 12),
    bare.slice(12, 16),
    bare.slice(16, 20),
    bare.slice(20),
  ];
  return blocks.join('-') as RecordId;
}

/**
 * The record id that a text of our own stands for: a constant, a random id, a column that holds only ids.
 * @throws RangeError when it is none.
 */
export function recordId(text: string): RecordId {
  const id = parseRecordId(text);
  if (id === undefined) throw new RangeError(`'${text}' is no record id.`);
  return id;
}

/** Whether a text is a record id in any spelling {@link parseRecordId} takes. */
export function isRecordId(text: string): boolean {
  return parseRecordId(text) !== undefined;
}

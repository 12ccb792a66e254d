import { TextInPieces } from '../text-in-pieces';
import type { Json } from './row-json';

/** Rows of a collection that become JSON only as they are written, since an answer may hold many. */
export class RowsInJson<Row> {
  constructor(
    private readonly rows: readonly Row[],
    private readonly write: (row: Row) => Json,
  ) {}

  *[Symbol.iterator](): Generator<Json> {
    for (const row of this.rows) yield this.write(row);
  }

  toJSON(): Json[] {
    return [...this];
  }
}

/** The same text as JSON.stringify's, in pieces where there are {@link RowsInJson} and {@link TextInPieces}. */
export function* jsonPieces(json: Json): Generator<string> {
  if (!isLong(json)) {
    yield JSON.stringify(json);
    return;
  }
  let before = '{';
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (value instanceof RowsInJson) yield* listPieces(value);
    else if (value instanceof TextInPieces) yield* textPieces(value);
    else if (isObject(value)) yield* jsonPieces(value);
    else yield JSON.stringify(value);
  }
  yield '}';
}

function* listPieces(rows: Iterable<Json>): Generator<string> {
  let before = '[';
  for (const row of rows) {
    yield before;
    yield* jsonPieces(row);
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

function* textPieces(text: TextInPieces): Generator<string> {
  yield '"';
  for (const piece of text) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}

/** Whether there are {@link RowsInJson} or {@link TextInPieces} in it, however far in. */
export function isLong(json: Json): boolean {
  return Object.values(json).some(
    (value) =>
      value instanceof RowsInJson || value instanceof TextInPieces || (isObject(value) && isLong(value)),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

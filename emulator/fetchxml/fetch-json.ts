import { formattedValue } from '../odata/formatted-value';
import type { Preferences } from '../odata/preferences';
import { propertyName } from '../odata/property';
import type { Json } from '../odata/responses';
import { annotateLookup, FORMATTED, namesOfLookups, type LookupNames } from '../odata/row-json';
import { targetColumn, type LookupColumn, type Row, type RowValue, type Store } from '../store';
import type { AnswerColumn } from './answer-column';
import { VERSION } from './compile-fetch';
import type { FetchedRows } from './run-fetch';

const ATTRIBUTE_NAME = 'OData.Community.Display.V1.AttributeName';

/**
 * The rows of an answer. Columns without a value are left out, and a value of a linked table is called
 * `alias.column`. Source: "Page results using FetchXml" and "Select columns using FetchXml".
 */
export function rowsToJson(fetched: FetchedRows, store: Store, preferences: Preferences): Json[] {
  const names = preferences.wants(FORMATTED) ? lookupNames(fetched, store) : new Map<string, string>();
  return fetched.rows.map((row) => {
    const json: Json = fetched.hasRows ? { '@odata.etag': `W/"${String(row[VERSION] ?? 0)}"` } : {};
    for (const column of fetched.columns) writeValue(json, column, row, preferences, names);
    return json;
  });
}

function writeValue(
  json: Json,
  answer: AnswerColumn,
  row: Row,
  preferences: Preferences,
  names: LookupNames,
): void {
  const value = row[answer.key] ?? null;
  if (value === null) return;
  const property = answer.kind === 'own' ? propertyName(answer.column) : answer.key;
  if (answer.kind !== 'own' && preferences.wants(ATTRIBUTE_NAME)) {
    json[`${property}@${ATTRIBUTE_NAME}`] = answer.column.name;
  }
  if (answer.column.type === 'lookup') {
    annotateLookup(json, property, answer.column, lookupRow(answer, answer.column, row), preferences, names);
  } else if (preferences.wants(FORMATTED)) {
    const formatted = formattedAnswer(answer, value);
    if (formatted !== undefined) json[`${property}@${FORMATTED}`] = formatted;
  }
  json[property] = value;
}

function formattedAnswer({ fiscal, column }: AnswerColumn, value: RowValue): string | undefined {
  if (fiscal === 'fiscal-year') return `FY${String(value)}`;
  if (fiscal === 'fiscal-period') return `Quarter ${Number(value) % 10} FY${Math.floor(Number(value) / 10)}`;
  return formattedValue(column, value);
}

/** A lookup of an answer's row as it stands in a row of its own table. */
function lookupRow({ key, targetKey }: AnswerColumn, column: LookupColumn, row: Row): Row {
  const target = targetColumn(column);
  return {
    [column.name]: row[key] ?? null,
    ...(target === undefined || targetKey === undefined ? {} : { [target]: row[targetKey] ?? null }),
  };
}

function lookupNames(fetched: FetchedRows, store: Store): LookupNames {
  const names = new Map<string, string>();
  for (const answer of fetched.columns) {
    const { column } = answer;
    if (column.type !== 'lookup') continue;
    const rows = fetched.rows.map((row) => lookupRow(answer, column, row));
    for (const [key, name] of namesOfLookups(store, [column], rows)) names.set(key, name);
  }
  return names;
}

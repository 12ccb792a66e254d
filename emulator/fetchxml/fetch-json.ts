import {
  annotateLookup,
  annotationNames,
  formattedValue,
  namesOfLookups,
  propertyName,
  type Annotations,
  type Json,
  type LookupNames,
} from '../row-json';
import { targetColumn, type LookupColumn, type Reader, type Row, type RowValue } from '../store';
import type { AnswerColumn } from './answer-column';
import { VERSION } from './compile-fetch';
import type { FetchedRows } from './run-fetch';

/**
 * Writes the rows of an answer one by one. Columns without a value are left out, and a value of a linked table is called
 * `alias.column`. Source: "Page results using FetchXml" and "Select columns using FetchXml".
 */
export async function fetchedRowWriter(
  fetched: FetchedRows,
  reader: Reader,
  annotations: Annotations,
): Promise<(row: Row) => Json> {
  const names = annotations.formatted ? await lookupNames(fetched, reader) : new Map<string, string>();
  return (row) => {
    const json: Json = fetched.hasRows ? { '@odata.etag': `W/"${String(row[VERSION] ?? 0)}"` } : {};
    for (const column of fetched.columns) writeValue(json, column, row, annotations, names);
    return json;
  };
}

function writeValue(
  json: Json,
  answer: AnswerColumn,
  row: Row,
  annotations: Annotations,
  names: LookupNames,
): void {
  const value = row[answer.key] ?? null;
  if (value === null) return;
  const property = answer.kind === 'own' ? propertyName(answer.column) : answer.key;
  if (answer.kind !== 'own' && annotations.attributeName) {
    json[`${property}@${annotationNames.attributeName}`] = answer.column.name;
  }
  if (answer.column.type === 'lookup') {
    annotateLookup(json, property, answer.column, lookupRow(answer, answer.column, row), annotations, names);
  } else if (annotations.formatted) {
    const formatted = formattedAnswer(answer, value);
    if (formatted !== undefined) json[`${property}@${annotationNames.formatted}`] = formatted;
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

async function lookupNames(fetched: FetchedRows, reader: Reader): Promise<LookupNames> {
  const names = new Map<string, string>();
  for (const answer of fetched.columns) {
    const { column } = answer;
    if (column.type !== 'lookup') continue;
    const rows = fetched.rows.map((row) => lookupRow(answer, column, row));
    for (const [key, name] of await namesOfLookups(reader, [column], rows)) names.set(key, name);
  }
  return names;
}

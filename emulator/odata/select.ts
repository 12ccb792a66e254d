import type { ColumnDescription } from '../../segments';
import type { Table, Tables } from '../store';
import { columnOfProperty, propertyName, singleNavigation } from '../row-json';
import { queryRefused, unknownProperty } from './syntax-error';

/** The columns of `$select`; undefined, as with `*`, for all of them. */
export function readSelect(
  text: string | undefined,
  table: Table,
  tables: Tables,
): readonly ColumnDescription[] | undefined {
  if (text === undefined || text === '') return undefined;
  const columns = new Map<string, ColumnDescription>();
  for (const part of text.split(',')) {
    const name = part.trim();
    if (name === '*') return undefined;
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
      throw queryRefused(`Term '${name.slice(0, 100)}' is not valid in a $select or $expand expression.`);
    }
    const column = columnOfProperty(table, name) ?? singleNavigation(table, name, tables)?.column;
    if (column === undefined) throw unknownProperty(name, table.logicalName);
    columns.set(column.name, column);
  }
  return [...columns.values()];
}

/** The list of selected properties as it stands in a context URL. */
export function selectedNames(columns: readonly ColumnDescription[] | undefined): string[] {
  return columns?.map(propertyName) ?? [];
}

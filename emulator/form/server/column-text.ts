import type { Row, Table } from '../../store';

/** A value of a row as people read it: the label of a choice, a date and a time. */
export function textOf(table: Table, name: string, row: Row): string {
  const value = row[name] ?? null;
  if (value === null) return '';
  const column = table.columns.get(name);
  switch (column?.type) {
    case 'picklist':
    case 'state':
    case 'status':
      return column.options.find((option) => option.value === value)?.label ?? String(value);
    case 'boolean':
      return value === true ? 'Yes' : 'No';
    case 'datetime':
      return String(value).replace('T', ' ').replace(/Z$/, ' UTC');
    case undefined:
    case 'string':
    case 'memo':
    case 'choices':
    case 'uniqueidentifier':
    case 'lookup':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
      return String(value);
  }
}

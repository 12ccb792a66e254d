import type { ColumnDescription } from '../../segments';
import type { RowValue } from '../store';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 10 });
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** A value as a person in the organisation's language (en-US, UTC) reads it; undefined where there is none. */
export function formattedValue(column: ColumnDescription, value: RowValue): string | undefined {
  if (value === null) return undefined;
  switch (column.type) {
    case 'picklist':
    case 'state':
    case 'status':
      return column.options.find((option) => option.value === value)?.label;
    case 'choices':
      return String(value)
        .split(',')
        .map((number) => column.options.find((option) => String(option.value) === number)?.label ?? number)
        .join('; ');
    case 'boolean':
      return value === true ? 'Yes' : 'No';
    case 'datetime':
      return column.dateOnly === true ? formattedDate(String(value)) : formattedTime(String(value));
    case 'integer':
    case 'bigint':
      return whole.format(Number(value));
    case 'decimal':
    case 'double':
      return decimal.format(Number(value));
    case 'money':
      return money.format(Number(value));
    case 'uniqueidentifier':
    case 'lookup':
    case 'string':
    case 'memo':
      return undefined;
  }
}

function formattedDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return `${month ?? 0}/${day ?? 0}/${year ?? 0}`;
}

function formattedTime(iso: string): string {
  const hour = Number(iso.slice(11, 13));
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${formattedDate(iso)} ${twelve}:${iso.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`;
}

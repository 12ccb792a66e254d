import { stateOptions, type ColumnDescription, type OptionSet } from '../../segments';
import { isStandardColumn } from '../store';
import type { CsdlProperty, CsdlTable } from './csdl-model';

/** Most characters of any text in Dataverse. Source: "MemoAttributeMetadata.MaxLength". */
const LONGEST_TEXT = 1_048_576;

/** statuscode of a table to which no one added a status. */
const usualStatus: OptionSet = [
  { value: 1, label: 'Active', state: 0 },
  { value: 2, label: 'Inactive', state: 1 },
];

/** The columns of a table without those that the platform keeps for every table; files and images are left out. */
export function columnsOf(
  table: CsdlTable,
  isThere: (table: string) => boolean,
): readonly ColumnDescription[] {
  return table.properties.flatMap((property) => {
    const column = columnOf(property, table, isThere);
    return column === undefined || isStandardColumn(column.name) ? [] : [column];
  });
}

function columnOf(
  property: CsdlProperty,
  table: CsdlTable,
  isThere: (table: string) => boolean,
): ColumnDescription | undefined {
  const { name, isComputed } = property;
  const lookup = /^_(.+)_value$/.exec(name)?.[1];
  if (lookup !== undefined) return lookupColumn(lookup, property, table, isThere);
  if (name === 'statecode')
    return { name, label: name, type: 'state', options: stateOptions, defaultValue: 0 };
  if (name === 'statuscode')
    return { name, label: name, type: 'status', options: usualStatus, defaultValue: 1 };
  const facts = { name, label: name, ...(isComputed && name !== table.key ? { readOnly: true } : {}) };
  switch (property.type) {
    case 'Edm.Guid':
      return { ...facts, type: 'uniqueidentifier' };
    case 'Edm.String':
      return { ...facts, type: 'string', maxLength: LONGEST_TEXT };
    case 'Edm.Int32':
      return { ...facts, type: 'integer' };
    case 'Edm.Int64':
      return { ...facts, type: 'bigint' };
    case 'Edm.Double':
      return { ...facts, type: 'double' };
    case 'Edm.Decimal':
      return decimalColumn(facts, table);
    case 'Edm.Boolean':
      return { ...facts, type: 'boolean' };
    case 'Edm.Date':
      return { ...facts, type: 'datetime', dateOnly: true };
    case 'Edm.DateTimeOffset':
      return { ...facts, type: 'datetime' };
    default:
      return undefined;
  }
}

/** Money has its amount in the organisation's currency beside it, in a column `_base` that no one writes. */
function decimalColumn(
  facts: Pick<ColumnDescription, 'name' | 'label' | 'readOnly'>,
  { properties }: CsdlTable,
): ColumnDescription {
  const has = (name: string): boolean => properties.some((property) => property.name === name);
  if (has(`${facts.name}_base`)) return { ...facts, type: 'money' };
  const isBase = facts.name.endsWith('_base') && has(facts.name.slice(0, -'_base'.length));
  return { ...facts, type: 'decimal', ...(isBase ? { readOnly: true } : {}) };
}

function lookupColumn(
  name: string,
  { name: property, isComputed }: CsdlProperty,
  table: CsdlTable,
  isThere: (table: string) => boolean,
): ColumnDescription | undefined {
  const navigations = table.single.filter((one) => one.property === property && isThere(one.target));
  if (navigations.length === 0) return undefined;
  return {
    name,
    label: name,
    type: 'lookup',
    targets: navigations.map(({ target }) => target),
    navigation: Object.fromEntries(navigations.map((one) => [one.target, one.name])),
    ...(isComputed ? { readOnly: true } : {}),
  };
}

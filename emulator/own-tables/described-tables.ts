import type {
  ColumnDescription,
  ColumnType,
  OptionSet,
  Relationship,
  TableDescription,
} from '../../segments';
import { FIRST_CUSTOM_CODE } from './custom-code';

const columnTypes: ReadonlySet<string> = new Set<ColumnType>([
  'uniqueidentifier',
  'string',
  'memo',
  'integer',
  'bigint',
  'double',
  'decimal',
  'money',
  'boolean',
  'datetime',
  'picklist',
  'state',
  'status',
  'choices',
  'lookup',
]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads descriptions of custom tables as JSON: one description or a list. Only `logicalName` and `columns` are needed;
 * names and keys follow from the logical name as Dataverse makes them.
 * @throws Error naming the table and what is wrong.
 */
export function describedTables(text: string): readonly TableDescription[] {
  const parsed: unknown = JSON.parse(text);
  const list = Array.isArray(parsed) ? parsed : [parsed];
  return list.map((value, index) => readTable(value, `table ${index + 1}`, FIRST_CUSTOM_CODE + index));
}

function readTable(value: unknown, place: string, code: number): TableDescription {
  const fields = fieldsOf(value, place);
  const logicalName = nameOf(fields, 'logicalName', place);
  const inside = `table ${logicalName}`;
  const primaryId = optionalText(fields, 'primaryId', inside) ?? `${logicalName}id`;
  const columns = listOf(fields, 'columns', inside).map((column, index) =>
    readColumn(column, `column ${index + 1} of ${inside}`),
  );
  const idColumn: ColumnDescription = { name: primaryId, label: logicalName, type: 'uniqueidentifier' };
  const firstText = columns.find((column) => column.type === 'string')?.name;
  const primaryName = optionalText(fields, 'primaryName', inside) ?? firstText ?? primaryId;
  const label = optionalText(fields, 'label', inside) ?? logicalName;
  return {
    logicalName,
    entitySetName: optionalText(fields, 'entitySetName', inside) ?? `${logicalName}s`,
    label,
    collectionLabel: optionalText(fields, 'collectionLabel', inside) ?? `${label}s`,
    primaryId,
    primaryName,
    objectTypeCode: typeof fields['objectTypeCode'] === 'number' ? fields['objectTypeCode'] : code,
    ownership:
      fields['ownership'] === 'organization' || fields['ownership'] === 'none' ? fields['ownership'] : 'user',
    columns: columns.some((column) => column.name === primaryId) ? columns : [idColumn, ...columns],
    ...relationshipsOf(fields, logicalName, inside),
  };
}

function readColumn(value: unknown, place: string): ColumnDescription {
  const fields = fieldsOf(value, place);
  const name = nameOf(fields, 'name', place);
  const type = fields['type'];
  if (typeof type !== 'string' || !columnTypes.has(type)) {
    throw new Error(`${place} (${name}) needs a type, one of ${[...columnTypes].join(', ')}`);
  }
  const facts = { name, label: optionalText(fields, 'label', place) ?? name };
  const flags = Object.fromEntries(
    ['readOnly', 'required', 'requiredOnForms', 'dateOnly', 'min', 'max', 'defaultValue']
      .filter((flag) => fields[flag] !== undefined)
      .map((flag) => [flag, fields[flag]]),
  );
  const common = { ...facts, ...flags };
  switch (type as ColumnType) {
    case 'string':
    case 'memo': {
      const maxLength = fields['maxLength'] ?? (type === 'string' ? 100 : 2000);
      if (typeof maxLength !== 'number') throw new Error(`maxLength of ${place} (${name}) is no number`);
      return { ...common, type: type as 'string' | 'memo', maxLength };
    }
    case 'picklist':
    case 'state':
    case 'status':
    case 'choices':
      return {
        ...common,
        type: type as 'picklist' | 'state' | 'status' | 'choices',
        options: readOptions(fields, place),
      };
    case 'lookup': {
      const targets = listOf(fields, 'targets', `${place} (${name})`);
      if (!targets.every((target): target is string => typeof target === 'string') || targets.length === 0) {
        throw new Error(`targets of ${place} (${name}) are no names of tables`);
      }
      return { ...common, type: 'lookup', targets };
    }
    case 'uniqueidentifier':
    case 'boolean':
    case 'datetime':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
      return { ...common, type: type as 'uniqueidentifier' };
  }
}

function readOptions(fields: Fields, place: string): OptionSet {
  return listOf(fields, 'options', place).map((value, index) => {
    const option = fieldsOf(value, `option ${index + 1} of ${place}`);
    if (typeof option['value'] !== 'number' || typeof option['label'] !== 'string') {
      throw new Error(`option ${index + 1} of ${place} needs a number as value and a text as label`);
    }
    const state = typeof option['state'] === 'number' ? { state: option['state'] } : {};
    return { value: option['value'], label: option['label'], ...state };
  });
}

function relationshipsOf(
  fields: Fields,
  many: string,
  place: string,
): { relationships?: readonly Relationship[] } {
  if (fields['relationships'] === undefined) return {};
  const relationships = listOf(fields, 'relationships', place).map((value, index) => {
    const inside = `relationship ${index + 1} of ${place}`;
    const relationship = fieldsOf(value, inside);
    return {
      name: nameOf(relationship, 'name', inside),
      one: nameOf(relationship, 'one', inside),
      many,
      column: nameOf(relationship, 'column', inside),
    };
  });
  return { relationships };
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`${place} is no JSON object`);
}

function listOf(fields: Fields, name: string, place: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw new Error(`${place} needs a list of ${name}`);
}

function nameOf(fields: Fields, name: string, place: string): string {
  const value = fields[name];
  if (typeof value === 'string' && /^[A-Za-z_]\w{0,127}$/.test(value)) return value;
  throw new Error(`${place} needs a ${name} of letters, digits and underscores`);
}

function optionalText(fields: Fields, name: string, place: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${name} of ${place} is no text`);
}

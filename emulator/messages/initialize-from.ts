import type { NamedEntity } from '../../segments';
import { badRequest, errorCodes, recordNotFound } from '../dataverse-error';
import { navigationProperty, type LookupColumn, type Row, type Table, type Tables } from '../store';
import type { Message } from './message';

const targetFieldType = 'TargetFieldType';

/**
 * What a new row begins with when it is made from another one: that it belongs to it, its currency and its address.
 * Organisations may map other columns; these are mapped everywhere. Source: "InitializeFrom function"; "Create a new
 * table row from another entity".
 */
export const initializeFromMessage: Message = {
  name: 'InitializeFrom',
  kind: 'function',
  readOnly: true,
  parameters: [
    { name: 'EntityMoniker', type: 'mscrm.crmbaseentity' },
    { name: 'TargetEntityName', type: 'Edm.String' },
    { name: targetFieldType, type: `mscrm.${targetFieldType}` },
  ],
  enumerationTypes: [
    { name: targetFieldType, members: ['All', 'ValidForCreate', 'ValidForUpdate', 'ValidForRead'] },
  ],
  answer: [],
  answersRow: true,
  handle({ store }, parameters) {
    // Checked against the parameters above.
    const from = parameters['EntityMoniker'] as NamedEntity;
    const source = store.tables.get(from.table);
    const target = store.tables.get(String(parameters['TargetEntityName']));
    const row = from.id === undefined ? undefined : store.retrieve(source.logicalName, from.id);
    if (row === undefined) throw recordNotFound(source.logicalName, from.id ?? '');
    return {
      '@odata.type': `#Microsoft.Dynamics.CRM.${target.logicalName}`,
      [`${parentOf(source, target)}@odata.bind`]: `${source.entitySetName}(${from.id ?? ''})`,
      ...currencyOf(row, target, store.tables),
      ...addressOf(row, target),
    };
  },
};

/** The navigation property by which rows of the target name the source. @throws DataverseError where there is none. */
function parentOf(source: Table, target: Table): string {
  const isParent = (lookup: LookupColumn): boolean =>
    lookup.name.startsWith('parent') && lookup.targets.includes(source.logicalName);
  const lookup = target.lookups.find(isParent);
  if (lookup !== undefined) return navigationProperty(lookup, source.logicalName);
  throw badRequest(
    errorCodes.invalidArgument,
    `There is no mapping from '${source.logicalName}' to '${target.logicalName}'.`,
  );
}

function currencyOf(row: Row, target: Table, tables: Tables): Readonly<Record<string, string>> {
  const name = 'transactioncurrencyid';
  const id = row[name];
  if (typeof id !== 'string' || !target.columns.has(name)) return {};
  return { [`${name}@odata.bind`]: `${tables.get('transactioncurrency').entitySetName}(${id})` };
}

function addressOf(row: Row, target: Table): Row {
  const filled = Object.entries(row).filter(
    ([name, value]) => name.startsWith('address1_') && value !== null && target.columns.has(name),
  );
  return Object.fromEntries(filled);
}

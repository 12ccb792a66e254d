import { accountName, contactName, leadName, type NamedEntity, type RecordId } from '../../segments';
import { badRequest, errorCodes, recordNotFound, type DataverseError } from '../dataverse-error';
import { columnsEqual, idsWhere, targetColumn, type Row, type Store, type Table } from '../store';
import { defineMessage } from './message';

const mergeable: readonly string[] = [accountName, contactName, leadName].map(
  ({ logicalName }) => logicalName,
);

/**
 * Makes one of two rows: the subordinate becomes inactive, points to the target, and what pointed to it points to the
 * target. Columns move only where UpdateContent names them. Source: "Merge action"; "Merge table rows".
 */
export const mergeMessage = defineMessage({
  name: 'Merge',
  kind: 'action',
  parameters: [
    { name: 'Target', type: 'mscrm.crmbaseentity' },
    { name: 'Subordinate', type: 'mscrm.crmbaseentity' },
    { name: 'UpdateContent', type: 'mscrm.crmbaseentity', optional: true },
    { name: 'PerformParentingChecks', type: 'Edm.Boolean' },
  ],
  answer: [],
  handle({ store, user }, { Target, Subordinate, UpdateContent, PerformParentingChecks }) {
    const target = rowNamed('Target', Target, store);
    const loser = rowNamed('Subordinate', Subordinate, store);
    const { table } = target;
    if (loser.table !== table || loser.id === target.id) {
      throw refused('The rows to merge are two different rows of one table.');
    }
    if (loser.row['merged'] === true || target.row['merged'] === true) {
      throw refused('A row that was merged into another one cannot be merged again.');
    }
    if (PerformParentingChecks) checkParents(target, loser);
    store.transaction(() => {
      store.update(table.logicalName, target.id, UpdateContent?.values ?? {}, { user });
      repoint(table, loser.id, target.id, store, user);
      store.update(
        table.logicalName,
        loser.id,
        { statecode: table.logicalName === leadName.logicalName ? 2 : 1, merged: true, masterid: target.id },
        { user, system: true },
      );
    });
    return undefined;
  },
});

interface NamedRow {
  readonly table: Table;
  readonly id: RecordId;
  readonly row: Row;
}

/** The row that a parameter names by its type and key. */
function rowNamed(parameter: string, { table: type, id }: NamedEntity, store: Store): NamedRow {
  if (!mergeable.includes(type)) throw refused(`'${parameter}' is a row of ${mergeable.join(', ')}.`);
  const table = store.tables.get(type);
  if (id === undefined) throw refused(`'${parameter}' needs its key '${table.primaryId}'.`);
  const row = store.retrieve(type, id);
  if (row === undefined) throw recordNotFound(type, id);
  return { table, id, row };
}

function checkParents(target: NamedRow, loser: NamedRow): void {
  const parents = ['parentcustomerid', 'parentaccountid', 'parentcontactid'];
  const differing = parents.find((name) => (target.row[name] ?? null) !== (loser.row[name] ?? null));
  if (differing !== undefined) throw refused(`The rows to merge have different parents in '${differing}'.`);
}

/** Rows that point to the loser point to the winner from now on. */
function repoint(table: Table, from: RecordId, to: RecordId, store: Store, user: RecordId): void {
  for (const { many, column: lookup } of store.tables.oneToMany(table.logicalName)) {
    for (const id of idsWhere(store, many, columnsEqual({ [lookup]: from }))) {
      if (many === table.logicalName && id === to) continue;
      store.update(many, id, lookupTo(many, lookup, to, table, store), { user });
    }
  }
}

function lookupTo(many: string, lookup: string, id: RecordId, table: Table, store: Store): Row {
  const described = store.tables.get(many).lookups.find(({ name }) => name === lookup);
  const target = described === undefined ? undefined : targetColumn(described);
  return { [lookup]: id, ...(target === undefined ? {} : { [target]: table.logicalName }) };
}

function refused(message: string): DataverseError {
  return badRequest(errorCodes.invalidArgument, message);
}

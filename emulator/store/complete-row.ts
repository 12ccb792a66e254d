import { randomUUID } from 'node:crypto';
import {
  parseRecordId,
  recordId,
  teamName,
  userName,
  type ColumnDescription,
  type RecordId,
} from '../../segments';
import { badRequest, DataverseError, errorCodes } from '../dataverse-error';
import { targetColumn, type Table } from './catalogue';
import { checkValue, isoSeconds, payloadError, unknownColumn } from './check-value';
import { BASE_CURRENCY } from './first-rows';
import type { Row } from './row';
import type { WriteOptions } from './store';

type OwnerTable = (typeof userName | typeof teamName)['logicalName'];

export interface Moment {
  readonly now: Date;
  readonly user: RecordId;
  /** The business unit of the user or team that owns a row. */
  businessUnitOf(owner: RecordId, kind: OwnerTable): RecordId | null;
  readonly version: number;
}

/** The values of a write, each checked against its column; read-only ones are left out for a client. */
export function checkedValues(table: Table, values: Row, options: WriteOptions): Row {
  const checked: Row = {};
  for (const [name, value] of Object.entries(values)) {
    const column = table.columns.get(name);
    if (column === undefined) {
      if (!isTargetColumn(table, name)) throw unknownColumn(table, name);
      checked[name] = value;
    } else if (column.readOnly !== true || options.system === true) {
      checked[name] = checkValue(table, column, value);
    }
  }
  for (const column of table.lookups) {
    const target = targetColumn(column);
    if (target === undefined || !(column.name in checked)) continue;
    checked[target] = checked[column.name] === null ? null : checkTarget(table, column.name, checked[target]);
  }
  return checked;
}

function isTargetColumn(table: Table, name: string): boolean {
  return table.lookups.some((column) => targetColumn(column) === name);
}

function checkTarget(table: Table, column: string, target: unknown): string {
  const lookup = table.lookups.find(({ name }) => name === column);
  if (typeof target === 'string' && lookup?.targets.includes(target) === true) return target;
  // An owner is nearly always a user, and that is what the platform takes when nobody says otherwise.
  if (column === 'ownerid' && target === undefined) return userName.logicalName;
  throw payloadError(
    table.entitySetName,
    `System.ArgumentException: The lookup '${column}' needs the table it points to, one of ${lookup?.targets.join(', ') ?? ''}.`,
  );
}

/** Id of a row to be created: the given one or a new one. */
export function idOfNewRow(table: Table, values: Row): RecordId {
  const given = values[table.primaryId];
  return (typeof given === 'string' ? parseRecordId(given) : undefined) ?? recordId(randomUUID());
}

/** A whole row to insert: defaults, the platform's columns and the given values. */
export function completeNewRow(table: Table, id: RecordId, values: Row, moment: Moment): Row {
  const row: Row = { ...defaults(table), ...platformColumns(table, moment), ...values };
  row[table.primaryId] = id;
  if (typeof row['overriddencreatedon'] === 'string') row['createdon'] = row['overriddencreatedon'];
  if ('ownerid' in row) Object.assign(row, owning(row, moment), ownUnit(values));
  completeCurrency(table, row, values, row);
  completeStatus(table, row, values);
  for (const column of table.columns.values()) {
    if (column.required === true && (row[column.name] ?? null) === null) throw missingColumn(table, column);
  }
  return row;
}

/** Money without a currency is of the organisation's own. */
function completeCurrency(table: Table, row: Row, given: Row, written: Row): void {
  if (!table.columns.has('transactioncurrencyid') || (row['transactioncurrencyid'] ?? null) !== null) return;
  if (holdsMoney(table, given)) written['transactioncurrencyid'] = BASE_CURRENCY;
}

function holdsMoney(table: Table, values: Row): boolean {
  return Object.entries(values).some(
    ([name, value]) => value !== null && table.columns.get(name)?.type === 'money',
  );
}

/** What an update writes beside the given values. */
export function completeChanges(table: Table, previous: Row, values: Row, moment: Moment): Row {
  const changes: Row = Object.fromEntries(
    Object.entries(values).filter(([name]) => name !== table.primaryId),
  );
  if (table.columns.has('modifiedon')) changes['modifiedon'] = isoSeconds(moment.now);
  if (table.columns.has('modifiedby')) changes['modifiedby'] = moment.user;
  if (table.columns.has('versionnumber')) changes['versionnumber'] = moment.version;
  completeCurrency(table, { ...previous, ...changes }, changes, changes);
  if (changes['ownerid'] !== undefined) {
    Object.assign(changes, owning(changes, moment), ownUnit(values));
  }
  for (const column of table.columns.values()) {
    if (column.required === true && changes[column.name] === null) throw missingColumn(table, column);
  }
  if ('statecode' in values || 'statuscode' in values) {
    const after: Row = { ...previous, ...changes };
    completeStatus(table, after, values);
    changes['statecode'] = after['statecode'] ?? null;
    changes['statuscode'] = after['statuscode'] ?? null;
  }
  return changes;
}

/** What follows from who owns a row. */
function owning({ ownerid: owner, owneridtype: type }: Row, moment: Moment): Row {
  const id = typeof owner === 'string' ? parseRecordId(owner) : undefined;
  const isTeam = type === teamName.logicalName;
  const { logicalName } = isTeam ? teamName : userName;
  return {
    owninguser: isTeam ? null : (owner ?? null),
    owningteam: isTeam ? (owner ?? null) : null,
    owningbusinessunit: id === undefined ? null : moment.businessUnitOf(id, logicalName),
  };
}

/** A business unit that is named beside the owner, as environments with modern business units take it. */
function ownUnit({ owningbusinessunit: unit }: Row): Row {
  return typeof unit === 'string' ? { owningbusinessunit: unit } : {};
}

function defaults(table: Table): Row {
  const row: Row = {};
  for (const column of table.columns.values()) {
    row[column.name] = 'defaultValue' in column ? (column.defaultValue ?? null) : null;
  }
  return row;
}

function platformColumns(table: Table, moment: Moment): Row {
  const time = isoSeconds(moment.now);
  const row: Row = {
    createdon: time,
    modifiedon: time,
    createdby: moment.user,
    modifiedby: moment.user,
    versionnumber: moment.version,
  };
  if (table.description.ownership !== 'user') return row;
  const owner: Row = {
    ownerid: moment.user,
    owneridtype: userName.logicalName,
    owningbusinessunit: moment.businessUnitOf(moment.user, userName.logicalName),
  };
  return { ...row, ...owner };
}

/** Gives a row the status that goes with its state, or refuses a status of another state. */
function completeStatus(table: Table, row: Row, given: Row): void {
  const status = table.columns.get('statuscode');
  if (status?.type !== 'status') return;
  const state = row['statecode'];
  if (given['statuscode'] === undefined || given['statuscode'] === null) {
    const fits = status.options.find((option) => option.value === row['statuscode'])?.state === state;
    if (fits && !('statecode' in given)) return;
    const fallback = status.options.find((option) => option.state === state)?.value ?? null;
    row['statuscode'] = table.description.defaultStatus?.[Number(state)] ?? fallback;
    return;
  }
  const option = status.options.find((candidate) => candidate.value === given['statuscode']);
  if (given['statecode'] === undefined && option?.state !== undefined) row['statecode'] = option.state;
  else if (option?.state !== undefined && option.state !== state) {
    throw badRequest(
      errorCodes.statusUnknown,
      `${option.value} is not a valid status code for state code ${String(state)} on ${table.logicalName}.`,
    );
  }
}

function missingColumn(table: Table, column: ColumnDescription): DataverseError {
  return new DataverseError(
    400,
    errorCodes.requiredMissing,
    `Attribute '${column.name}' of entity '${table.logicalName}' cannot be set to NULL.`,
  );
}

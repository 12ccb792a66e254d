export * from './build-query';
export {
  navigationProperty,
  targetColumn,
  type Association,
  type LookupColumn,
  type Table,
  type Tables,
} from './catalogue';
export { isoSeconds, numberRange, numbersOfChoices, payloadError, unknownColumn } from './check-value';
export type { SqlDatabase, SqlRow } from './database';
export { ORGANISATION, ROOT_BUSINESS_UNIT, SYSTEM_USER } from './first-rows';
export { idsWhere } from './ids-where';
export { openStore, type StoreOptions } from './open-store';
export * from './query';
export type { Reader } from './reader';
export * from './row';
export { snapshotName, type Snapshots } from './snapshots';
export { listenToStatements, type StatementRun } from './statement-log';
export { isStandardColumn } from './standard-columns';
export { collectionSchemaName, schemaName } from './schema-names';
export * from './store';
export { DataFileRefusal, SnapshotRefusal } from './data-file-version';

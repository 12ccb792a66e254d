export { navigationProperty, targetColumn, type LookupColumn, type Table, type Tables } from './catalogue';
export { isoSeconds, payloadError, unknownColumn } from './check-value';
export type { SqlDatabase, SqlRow } from './database';
export { ORGANISATION, ROOT_BUSINESS_UNIT, SYSTEM_USER } from './first-rows';
export { openStore, type StoreOptions } from './open-store';
export * from './query';
export * from './row';
export { isStandardColumn } from './standard-columns';
export * from './store';

export * from './ast';
export { checkQuery, linkColumn, type CheckOptions } from './check';
export { parseQuery, tryParseQuery } from './parse';
export { printQuery } from './print';
export { NamesInReach, otherEnd, queryTables, type QueryTable, type QueryTables } from './query-tables';
export { referencedSegments } from './references';
export { QuerySyntaxError } from './tokens';
export { translateOutboundQuery, type Translation } from './translate';
export { dateOfText, typeOfColumn } from './value-types';

export * from './ast';
export { checkQuery, linkColumn, type CheckOptions } from './check';
export type { QueryProblem } from './query-problem';
export { parseQuery, tryParseQuery, type ParseResult } from './parse';
export { printCondition, printQuery } from './print';
export {
  NamesInReach,
  otherEnd,
  queryTables,
  type OtherEnd,
  type QueryTable,
  type QueryTables,
} from './query-tables';
export { referencedSegments } from './references';
export { QuerySyntaxError } from './tokens';
export { translateOutboundQuery, type Translation } from './translate';
export { dateOfText, typeOfColumn } from './value-types';

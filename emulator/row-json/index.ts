export { annotationNames, wantedAnnotations, type Annotations } from './annotations';
export { formattedValue } from './formatted-value';
export { isLong, jsonPieces, RowsInJson } from './json-pieces';
export * from './property';
export {
  annotateLookup,
  etagOf,
  lookupKey,
  lookupTarget,
  namesOfLookups,
  rowToJson,
  type Json,
  type LookupNames,
} from './row-json';

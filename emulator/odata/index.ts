export { readAggregate } from './aggregate';
export { contextOf, readShape, splitOutside, type Shape } from './expand';
export { parseExpression, type Expression } from './expression';
export {
  newRowOfPayload,
  readJsonObject,
  readReference,
  rowOfPayload,
  setLookup,
  type NewRow,
} from './payload';
export { noOptions, readCount, readQueryOptions, readTop, type QueryOptions } from './query-options';
export { queryOf, selectRows } from './read-shape';
export type { Reading } from './reading';
export { FractionalNumber } from './read-json';
export { readKey, readPath, type PathSegment } from './resource-path';
export { selectedNames } from './select';
export { readSkipToken, skipToken } from './skip-token';
export { notSupported, notSupportedOnMetadata, queryRefused, unknownProperty } from './syntax-error';
export { rowWriter } from './write-shape';

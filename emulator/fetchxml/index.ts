export { compileFetch } from './compile-fetch';
export type { Fetch } from './fetch';
export { fetchError } from './fetch-error';
export { fetchedRowWriter } from './fetch-json';
export { nextToken, tokenOf } from './paging-cookie';
export { readFetch } from './read-fetch';
export { runFetch, type FetchedRows } from './run-fetch';

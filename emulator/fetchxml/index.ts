export { answerFetch } from './answer-fetch';
export { fetchOf, type RequestedFetch } from './requested-fetch';
export type { Fetch } from './fetch';
export { readFetch } from './read-fetch';
export { runFetch, type FetchedRows } from './run-fetch';

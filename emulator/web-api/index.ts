export { answerBatch } from './batch';
export type { WebApiEnvironment, WebApiRequest, WebApiResponse } from './exchange';
export { failureResponse } from './failure';
export { errorResponse, textOf } from './responses';
export { answer } from './routes';
export type { RowReach } from './reachable-rows';

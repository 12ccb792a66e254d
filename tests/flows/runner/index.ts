export type { Connection, OperationParameters } from './connection';
export { nestedActionsOf } from './definition';
export type {
  ActionDefinition,
  Actions,
  FlowFile,
  JsonObject,
  JsonValue,
  OperationInputs,
  TriggerDefinition,
} from './definition';
export { expressionsIn } from './expression-text';
export { parseExpression } from './expressions';
export { runFlow, type FinishedRun } from './run-flow';
export { knownActionTypes } from './run-actions';
export { sendWithRetries, type ConnectorAnswer } from './retry';
export { PollingTrigger, triggerOf } from './trigger';

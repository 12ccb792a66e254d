export type { Connection, OperationParameters } from './connection';
export { nestedActionsOf } from '../../../../scripts/picturing/flow-definition';
export type {
  ActionDefinition,
  Actions,
  FlowFile,
  JsonObject,
  JsonValue,
  OperationInputs,
  TriggerDefinition,
} from '../../../../scripts/picturing/flow-definition';
export { expressionsIn } from './expression-text';
export { parseExpression } from './expressions';
export { runFlow, type FinishedRun } from './run-flow';
export { knownActionTypes } from './run-actions';
export { sendWithRetries, type OperationAnswer } from './retry';
export { PollingTrigger, triggerOf } from './trigger';

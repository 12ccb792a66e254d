import type { JsonValue } from '../../../../scripts/picturing/flow-definition';
import type { OperationAnswer } from './retry';

export type OperationParameters = Readonly<Record<string, JsonValue>>;

/** A connection that a connection reference of a flow was set to. */
export interface Connection {
  /** Calls an operation with the parameters as the definition names them, e.g. `body/SegmentId`. */
  call(operationId: string, parameters: OperationParameters): Promise<OperationAnswer>;
  /** Follows a next link or the Location of a trigger's answer. */
  follow(address: string): Promise<OperationAnswer>;
}

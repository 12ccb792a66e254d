import type { Connection } from './connection';
import type {
  FlowFile,
  JsonObject,
  JsonValue,
  OperationInputs,
  TriggerDefinition,
} from '../../../../scripts/picturing/flow-definition';
import { evaluate } from './expressions';

/** Checks a polling trigger again and again, as the platform does, and hands over what it fires for. */
export class PollingTrigger {
  private location: string | undefined;

  constructor(
    private readonly file: FlowFile,
    private readonly connections: Readonly<Record<string, Connection>>,
  ) {}

  /**
   * One check.
   * @returns the bodies of the runs to start; none when there is nothing new.
   * @throws Error when the connector refuses.
   */
  async check(): Promise<JsonValue[]> {
    const trigger = triggerOf(this.file);
    const { host, parameters } = trigger.inputs as unknown as OperationInputs;
    const connection = this.connections[host.connectionName];
    if (!connection) throw new Error(`The connection '${host.connectionName}' is not set.`);
    const answer = await (this.location === undefined
      ? connection.call(host.operationId, parameters)
      : connection.follow(this.location));
    this.location = answer.headers['location'] ?? this.location;
    if (answer.status >= 400) throw new Error(`The trigger was answered ${answer.status}.`);
    if (answer.status === 202) return [];
    return itemsOf(trigger, answer.body as JsonObject);
  }
}

export function triggerOf(file: FlowFile): TriggerDefinition {
  const [trigger] = Object.values(file.properties.definition.triggers);
  if (!trigger) throw new Error('The flow has no trigger.');
  return trigger;
}

function itemsOf({ splitOn }: TriggerDefinition, body: JsonObject): JsonValue[] {
  if (splitOn === undefined) return [body];
  const items = evaluate(splitOn, {
    scope: { results: new Map() },
    state: {
      variables: new Map(),
      parameters: {},
      trigger: { outputs: { body } },
      workflow: {},
      now: () => new Date(),
    },
  });
  return Array.isArray(items) ? [...(items as readonly JsonValue[])] : [];
}

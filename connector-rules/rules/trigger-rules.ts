import { isInternal, pollsByItself, type Definition, type Operation } from '../reading/definition';
import { isObject, listOf, objectOf, pointerTo, type JsonObject } from '../reading/json';
import { breaking, certification, eachOperation, guideline, wholeDefinition, type Rules } from './rule';

interface NotificationUrl {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly isInternal: boolean;
  readonly isRequired: boolean;
}

/** Properties of an operation's body that get the address to call back, with what holds along the way to them. */
function notificationUrls({ locate }: Definition, operation: Operation): readonly NotificationUrl[] {
  const seen = new Set<string>();
  const walk = (
    schema: unknown,
    at: string,
    isInside: boolean,
    isRequired: boolean,
  ): readonly NotificationUrl[] => {
    const place = locate(schema, at);
    if (!place) return [];
    const { value, pointer } = place;
    const internal = isInside || isInternal(value);
    const way = `${pointer} ${internal} ${isRequired}`;
    if (seen.has(way)) return [];
    seen.add(way);
    const own =
      value['x-ms-notification-url'] === true ? [{ value, pointer, isInternal: internal, isRequired }] : [];
    const required = listOf(value['required']);
    const nested = Object.entries(objectOf(value['properties'])).flatMap(([name, child]) =>
      walk(child, pointerTo(pointer, 'properties', name), internal, isRequired && required.includes(name)),
    );
    return [...own, ...nested];
  };
  return operation.parameters
    .filter(({ value }) => value['in'] === 'body')
    .flatMap(({ value, pointer }) =>
      walk(value['schema'], pointerTo(pointer, 'schema'), isInternal(value), value['required'] === true),
    );
}

function eachNotificationUrl(isWrong: (url: NotificationUrl) => boolean, message: string) {
  return wholeDefinition((definition) =>
    definition.operations.flatMap((operation) =>
      notificationUrls(definition, operation)
        .filter(isWrong)
        .map(({ pointer }) => ({ pointer, message })),
    ),
  );
}

const isTrigger = ({ value }: Operation) => value['x-ms-trigger'] !== undefined;
const content = ({ pathItem }: Operation) => pathItem['x-ms-notification-content'];
const isWebhook = (operation: Operation) => isTrigger(operation) && operation.method !== 'get';

/** Rules over triggers: webhooks, and what a polling trigger needs to be polled. */
export const triggerRules: Rules = {
  NotificationUrlNotString: {
    ...certification,
    ...eachNotificationUrl(
      ({ value }) => value['type'] !== 'string',
      'The notification URL property must be of type string.',
    ),
  },
  NotificationUrlNotInternal: {
    ...breaking,
    ...eachNotificationUrl(
      ({ isInternal }) => !isInternal,
      'The notification URL property itself or at least one of its parents must be internal.',
    ),
  },
  NotificationUrlNotRequired: {
    ...certification,
    ...eachNotificationUrl(
      ({ isRequired }) => !isRequired,
      'The notification URL property must be required all the way through the schema chain.',
    ),
  },
  NotificationUrlNotAllowedInThisPosition: {
    ...certification,
    ...wholeDefinition(({ operations, parameters, resolve }) => [
      ...parameters
        .filter(({ value }) => value['x-ms-notification-url'] === true)
        .map(({ pointer }) => ({
          pointer,
          message:
            'The notification URL property is not allowed in this position. It is allowed only in input body.',
        })),
      ...operations.flatMap(({ pointer, value }) =>
        Object.entries(objectOf(value['responses']))
          .filter(([, response]) =>
            Object.values(objectOf(resolve(objectOf(response)['schema'])?.['properties'])).some(
              (property) => objectOf(property)['x-ms-notification-url'] === true,
            ),
          )
          .map(([code]) => ({
            pointer: pointerTo(pointer, 'responses', code, 'schema'),
            message:
              'The notification URL property is not allowed in this position. It is allowed only in input body.',
          })),
      ),
    ]),
  },
  OperationMustHaveNotificationContentExtension: {
    ...breaking,
    ...eachOperation((operation, definition) => {
      const count = notificationUrls(definition, operation).length;
      return count > 0 && !isObject(content(operation))
        ? `The operation '${operation.id}' is missing notification content extension as it has '${count}' properties marked as notification URL.`
        : undefined;
    }),
  },
  WebhookOperationsMissingNotificationUrlProperty: {
    ...certification,
    ...eachOperation((operation, definition) =>
      isWebhook(operation) && notificationUrls(definition, operation).length === 0
        ? `The webhook operation '${operation.id}' is missing notification URL property.`
        : undefined,
    ),
  },
  NotificationExtensionNotSupportedInWebhookOperation: {
    ...breaking,
    ...eachOperation((operation) =>
      isWebhook(operation) && operation.value['x-ms-notification'] !== undefined
        ? "The 'x-ms-notification' extension must not be defined in a webhook operation."
        : undefined,
    ),
  },
  NotificationExtensionSupportedForTriggerOnly: {
    ...breaking,
    ...eachOperation((operation) =>
      !isTrigger(operation) && operation.value['x-ms-notification'] !== undefined
        ? "The 'x-ms-notification' is supported for trigger operations only."
        : undefined,
    ),
  },
  NotificationOperationMustBeWebhook: {
    ...breaking,
    ...eachOperation(({ value }, definition) => {
      const target = definition.operation(String(objectOf(value['x-ms-notification'])['operationId']));
      return value['x-ms-notification'] !== undefined && !(target && isWebhook(target))
        ? "The 'operationId' property in 'x-ms-notification' extension must be for a webhook operation."
        : undefined;
    }),
  },
  PollingTriggerPathWithoutPrefix: {
    ...guideline,
    ...eachOperation((operation) =>
      isTrigger(operation) &&
      operation.method === 'get' &&
      !operation.path.startsWith('/trigger/') &&
      !pollsByItself(operation.value)
        ? "The path of a polling trigger begins with '/trigger/', which the gateway takes away."
        : undefined,
    ),
  },
};

import type { Definition, Operation } from '../definition';
import { isObject, listOf, objectOf, pointerTo, type JsonObject } from '../json';
import type { Place, Rule } from '../rule';

interface NotificationUrl {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly isInternal: boolean;
  readonly isRequired: boolean;
}

/** Properties of an operation's body that get the address to call back, with what holds along the way to them. */
function notificationUrls({ resolve }: Definition, operation: Operation): readonly NotificationUrl[] {
  const walk = (
    schema: unknown,
    pointer: string,
    isInternal: boolean,
    isRequired: boolean,
    depth: number,
  ): readonly NotificationUrl[] => {
    const value = resolve(schema);
    if (!value || depth > 12) return [];
    const internal = isInternal || value['x-ms-visibility'] === 'internal';
    const own =
      value['x-ms-notification-url'] === true ? [{ value, pointer, isInternal: internal, isRequired }] : [];
    const required = listOf(value['required']);
    return [
      ...own,
      ...Object.entries(objectOf(value['properties'])).flatMap(([name, child]) =>
        walk(
          child,
          pointerTo(pointer, 'properties', name),
          internal,
          isRequired && required.includes(name),
          depth + 1,
        ),
      ),
    ];
  };
  return operation.parameters
    .filter(({ value }) => value['in'] === 'body')
    .flatMap(({ value, pointer }) =>
      walk(
        value['schema'],
        pointerTo(pointer, 'schema'),
        value['x-ms-visibility'] === 'internal',
        value['required'] === true,
        0,
      ),
    );
}

function urlRule(
  name: string,
  isWrong: (url: NotificationUrl) => boolean,
  message: string,
): Rule<Definition> {
  return {
    name,
    check: (definition) =>
      definition.operations.flatMap((operation) =>
        notificationUrls(definition, operation)
          .filter(isWrong)
          .map(({ pointer }) => ({ pointer, message })),
      ),
  };
}

function operationRule(
  name: string,
  check: (operation: Operation, definition: Definition) => string | undefined,
): Rule<Definition> {
  return {
    name,
    check: (definition) =>
      definition.operations.flatMap((operation): Place[] => {
        const message = check(operation, definition);
        return message === undefined ? [] : [{ pointer: operation.pointer, message }];
      }),
  };
}

const isTrigger = ({ value }: Operation) => value['x-ms-trigger'] !== undefined;
const content = ({ pathItem }: Operation) => pathItem['x-ms-notification-content'];
const isWebhook = (operation: Operation) => isTrigger(operation) && operation.method !== 'get';

/** Rules over triggers: webhooks, and what a polling trigger needs to be polled. */
export const triggerRules: readonly Rule<Definition>[] = [
  urlRule(
    'NotificationUrlNotString',
    ({ value }) => value['type'] !== 'string',
    'The notification URL property must be of type string.',
  ),
  urlRule(
    'NotificationUrlNotInternal',
    ({ isInternal }) => !isInternal,
    'The notification URL property itself or at least one of its parents must be internal.',
  ),
  urlRule(
    'NotificationUrlNotRequired',
    ({ isRequired }) => !isRequired,
    'The notification URL property must be required all the way through the schema chain.',
  ),
  {
    name: 'NotificationUrlNotAllowedInThisPosition',
    check: ({ operations, parameters, resolve }) => [
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
    ],
  },
  operationRule('OperationMustHaveNotificationContentExtension', (operation, definition) => {
    const count = notificationUrls(definition, operation).length;
    return count > 0 && !isObject(content(operation))
      ? `The operation '${operation.id}' is missing notification content extension as it has '${count}' properties marked as notification URL.`
      : undefined;
  }),
  operationRule('WebhookOperationsMissingNotificationUrlProperty', (operation, definition) =>
    isWebhook(operation) && notificationUrls(definition, operation).length === 0
      ? `The webhook operation '${operation.id}' is missing notification URL property.`
      : undefined,
  ),
  operationRule('NotificationExtensionNotSupportedInWebhookOperation', (operation) =>
    isWebhook(operation) && operation.value['x-ms-notification'] !== undefined
      ? "The 'x-ms-notification' extension must not be defined in a webhook operation."
      : undefined,
  ),
  operationRule('NotificationExtensionSupportedForTriggerOnly', (operation) =>
    !isTrigger(operation) && operation.value['x-ms-notification'] !== undefined
      ? "The 'x-ms-notification' is supported for trigger operations only."
      : undefined,
  ),
  operationRule('NotificationOperationMustBeWebhook', ({ value }, definition) => {
    const target = definition.operation(String(objectOf(value['x-ms-notification'])['operationId']));
    return value['x-ms-notification'] !== undefined && !(target && isWebhook(target))
      ? "The 'operationId' property in 'x-ms-notification' extension must be for a webhook operation."
      : undefined;
  }),
  operationRule('PollingTriggerPathWithoutPrefix', (operation) =>
    isTrigger(operation) && operation.method === 'get' && !operation.path.startsWith('/trigger/')
      ? "The path of a polling trigger begins with '/trigger/', which the gateway takes away."
      : undefined,
  ),
];

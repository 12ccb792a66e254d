import type { Definition, Operation } from '../definition';
import { objectOf, pointerTo, repeated, textOf, textsOf, printed } from '../json';
import type { Place, Rule } from '../rule';

/** The validator names no number for ids; this is the longest that leaves room for suffixes in its messages. */
const longestOperationId = 80;
/** The validator says 120; the string guidance says 80, which certification reads. */
const longestSummary = 80;

function operationRule(name: string, check: (operation: Operation) => Iterable<Place>): Rule<Definition> {
  return { name, check: ({ operations }) => operations.flatMap((operation) => [...check(operation)]) };
}

function responsesOf(operation: Operation): [code: string, response: ReturnType<typeof objectOf>][] {
  return Object.entries(objectOf(operation.value['responses'])).map(([code, response]) => [
    code,
    objectOf(response),
  ]);
}

function withSchema(operation: Operation): readonly string[] {
  return responsesOf(operation)
    .filter(([, response]) => response['schema'] !== undefined)
    .map(([code]) => code);
}

const isSuccess = (code: string) => /^2\d\d$/.test(code);
const hasBody = ({ parameters }: Operation) =>
  parameters.some(({ value }) => value['in'] === 'body' || value['in'] === 'formData');
const isInternal = ({ value }: Operation) => value['x-ms-visibility'] === 'internal';

function textRule(
  name: string,
  field: 'summary' | 'description',
  isWrong: (text: string, operation: Operation) => boolean,
  message: string,
): Rule<Definition> {
  return operationRule(name, (operation) => {
    const text = textOf(operation.value[field]);
    return text !== undefined && isWrong(text, operation)
      ? [{ pointer: pointerTo(operation.pointer, field), message: `${message} It is '${text}'.` }]
      : [];
  });
}

/** Rules over each operation: its id, its words, what it takes and answers. */
export const operationRules: readonly Rule<Definition>[] = [
  operationRule('OperationIdRequired', ({ id, pointer }) =>
    id === '' ? [{ pointer, message: "The operation 'operationId' property is required." }] : [],
  ),
  {
    name: 'OperationIdNotUnique',
    check: ({ operations }) =>
      repeated(operations.map(({ id }) => id).filter(Boolean)).map((id) => ({
        pointer: pointerTo(
          operations.findLast((operation) => operation.id === id)?.pointer ?? '',
          'operationId',
        ),
        message: `The operationId '${id}' is used multiple times. Operation identifiers must be unique.`,
      })),
  },
  operationRule('OperationIdSanitized', ({ id, pointer }) =>
    id === '' || /^[A-Z][A-Za-z0-9]*(_V\d+)?$/.test(id)
      ? []
      : [
          {
            pointer: pointerTo(pointer, 'operationId'),
            message: `The 'operationId' property value is different from its sanitized value '${id.replace(/[^A-Za-z0-9]/g, '')}', or does not begin with a capital letter.`,
          },
        ],
  ),
  operationRule('OperationIdTooLong', ({ id, pointer }) =>
    id.length > longestOperationId
      ? [
          {
            pointer: pointerTo(pointer, 'operationId'),
            message: `The operationId length must be less than '${longestOperationId}'.`,
          },
        ]
      : [],
  ),
  operationRule('OperationSummaryMissing', ({ value, pointer }) =>
    textOf(value['summary']) ? [] : [{ pointer, message: "The operation has no 'summary'." }],
  ),
  operationRule('OperationDescriptionMissing', ({ value, pointer }) =>
    textOf(value['description']) ? [] : [{ pointer, message: "The operation has no 'description'." }],
  ),
  textRule(
    'OperationSummaryTooLong',
    'summary',
    (text) => text.length > longestSummary,
    `The operation 'summary' should have at most ${longestSummary} characters.`,
  ),
  textRule(
    'RestrictedCharactersInSummary',
    'summary',
    (text) => /[^\p{L}\p{N} ()]/u.test(text),
    'The summary may contain letters, digits, spaces and parentheses only.',
  ),
  textRule(
    'SummaryMustEndWithAlphanumeric',
    'summary',
    (text) => !/[\p{L}\p{N})]$/u.test(text),
    'The summary must end with a letter, a digit or a parenthesis.',
  ),
  textRule(
    'TriggerSummaryMustBeginWithWhen',
    'summary',
    (text, { value }) => value['x-ms-trigger'] !== undefined && !/^When an? /.test(text),
    "The summary of a trigger must begin with 'When a'.",
  ),
  textRule(
    'DescriptionMustEndWithPeriod',
    'description',
    (text) => text !== '' && !text.endsWith('.'),
    'The description must be a full sentence that ends with a period.',
  ),
  textRule(
    'DescriptionMustDifferFromSummary',
    'description',
    (text, { value }) => text.replace(/\.$/, '').toLowerCase() === textOf(value['summary'])?.toLowerCase(),
    'The description must say more than the summary.',
  ),
  textRule(
    'TriggerDescriptionMustSayTriggers',
    'description',
    (text, { value }) =>
      value['x-ms-trigger'] !== undefined && !text.startsWith('This operation triggers when '),
    "The description of a trigger must begin with 'This operation triggers when'.",
  ),
  operationRule('OperationMustHaveResponse', (operation) =>
    responsesOf(operation).length === 0
      ? [
          {
            pointer: operation.pointer,
            message: 'The operation is not valid, it must contain at least one response definition.',
          },
        ]
      : [],
  ),
  operationRule('OperationShouldHaveSuccessfulResponse', (operation) =>
    responsesOf(operation).some(([code]) => isSuccess(code))
      ? []
      : [
          {
            pointer: pointerTo(operation.pointer, 'responses'),
            message: `The operation '${operation.id}' should have at least one successful response definition.`,
          },
        ],
  ),
  operationRule('ResponseMustBeDefaultOrHttpStatusCode', (operation) =>
    responsesOf(operation)
      .filter(([code]) => code !== 'default' && !/^[1-5]\d\d$/.test(code) && !code.startsWith('x-'))
      .map(([code]) => ({
        pointer: pointerTo(operation.pointer, 'responses', code),
        message:
          "The response is not valid, the response must be a valid HTTP status code, or the string 'default'.",
      })),
  ),
  operationRule('OperationHasManyResponsesWithSchema', (operation) =>
    withSchema(operation).length > 1
      ? [
          {
            pointer: pointerTo(operation.pointer, 'responses'),
            message: `The operation '${operation.id}' has more than one response with specified schema, only one schema will be used in the designer.`,
          },
        ]
      : [],
  ),
  operationRule('DefaultResponseHasSchema', (operation) =>
    withSchema(operation).includes('default')
      ? [
          {
            pointer: pointerTo(operation.pointer, 'responses', 'default', 'schema'),
            message:
              "The 'default' response should not have schema definition. Schemas should be defined on expected responses only.",
          },
        ]
      : [],
  ),
  operationRule('SchemaDefinitionSetIncorrectly', (operation) => {
    const codes = withSchema(operation);
    return codes.length === 0 || codes.includes('200') || codes.includes('201')
      ? []
      : [
          {
            pointer: pointerTo(operation.pointer, 'responses'),
            message: `The operation '${operation.id}' should define an output schema on the 200 or 201 response code to be visible in the designer.`,
          },
        ];
  }),
  {
    name: 'ConsumesMissing',
    check: ({ document, operations }) =>
      operations
        .filter(
          (operation) =>
            hasBody(operation) && textsOf(operation.value['consumes'] ?? document['consumes']).length === 0,
        )
        .map(({ id, pointer }) => ({
          pointer,
          message: `At least one supported MIME type must be provided in 'consumes' for operation '${id}'.`,
        })),
  },
  operationRule('BodyOrFormDataParameterInFetchOperationNotAllowed', (operation) =>
    operation.method === 'get' && hasBody(operation)
      ? [
          {
            pointer: pointerTo(operation.pointer, 'parameters'),
            message: 'Body or form data parameters are not supported in a fetch operation.',
          },
        ]
      : [],
  ),
  operationRule('InvalidNextLinkNameValue', ({ id, value, pointer }) => {
    const pageable = value['x-ms-pageable'];
    const name = objectOf(pageable)['nextLinkName'];
    return pageable === undefined || name === 'nextLink' || name === '@odata.nextLink'
      ? []
      : [
          {
            pointer: pointerTo(pointer, 'x-ms-pageable', 'nextLinkName'),
            message: `The nextLinkName value for operation '${id}' is invalid. Supported values are 'nextLink' or '@odata.nextLink'.`,
          },
        ];
  }),
  operationRule('DeprecatedNotTold', ({ value, pointer }) =>
    value['deprecated'] === true && !/\(deprecated\)$/i.test(textOf(value['summary']) ?? '')
      ? [
          {
            pointer: pointerTo(pointer, 'summary'),
            message: "A deprecated operation says '(deprecated)' at the end of its summary.",
          },
        ]
      : [],
  ),
  operationRule('VisibilityNotKnown', (operation) => {
    const visibility = operation.value['x-ms-visibility'];
    return visibility === undefined ||
      isInternal(operation) ||
      ['important', 'advanced', 'none'].some((known) => known === visibility)
      ? []
      : [
          {
            pointer: pointerTo(operation.pointer, 'x-ms-visibility'),
            message: `${printed(visibility)} is neither important, advanced, none nor internal.`,
          },
        ];
  }),
  {
    name: 'EmptySchema',
    check: ({ schemas }) =>
      schemas
        .filter(
          ({ value, pointer }) =>
            Object.keys(value).length === 0 && !pointer.endsWith('/additionalProperties'),
        )
        .map(({ pointer }) => ({
          pointer,
          message: 'The schema says nothing: empty schemas are refused in review.',
        })),
  },
];

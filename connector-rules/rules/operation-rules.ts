import { length, pattern, truthy, undefined as undefinedValue } from '@stoplight/spectral-functions';
import type { Operation } from '../reading/definition';
import { objectOf, pointerTo, repeated, textOf, textsOf } from '../reading/json';
import {
  breaking,
  certification,
  eachOperation,
  eachPlaceInOperation,
  guideline,
  wholeDefinition,
  type Rules,
} from './rule';

/** The validator names no number for ids; this is the longest that leaves room for suffixes in its messages. */
const longestOperationId = 80;
/** The validator says 120; the string guidance says 80, which certification reads. */
const longestSummary = 80;

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

const bare = (text: string) => text.replace(/\.$/, '').toLowerCase();
const isSuccess = (code: string) => /^2\d\d$/.test(code);
const hasBody = ({ parameters }: Operation) =>
  parameters.some(({ value }) => value['in'] === 'body' || value['in'] === 'formData');

/** Rules over each operation: its id, its words, what it takes and answers. */
export const operationRules: Rules = {
  OperationIdRequired: {
    ...breaking,
    given: '#Operation',
    then: { field: 'operationId', function: truthy },
    message: "The operation 'operationId' property is required.",
  },
  OperationIdNotUnique: {
    ...breaking,
    ...wholeDefinition(({ operations }) =>
      repeated(operations.map(({ id }) => id).filter(Boolean)).map((id) => ({
        pointer: pointerTo(
          operations.findLast((operation) => operation.id === id)?.pointer ?? '',
          'operationId',
        ),
        message: `The operationId '${id}' is used multiple times. Operation identifiers must be unique.`,
      })),
    ),
  },
  OperationIdSanitized: {
    ...guideline,
    ...eachOperation(
      ({ id }) =>
        id === '' || /^[A-Z][A-Za-z0-9]*(_V\d+)?$/.test(id)
          ? undefined
          : `The 'operationId' property value is different from its sanitized value '${id.replace(/[^A-Za-z0-9]/g, '')}', or does not begin with a capital letter.`,
      'operationId',
    ),
  },
  OperationIdTooLong: {
    ...guideline,
    given: '#Operation',
    then: { field: 'operationId', function: length, functionOptions: { max: longestOperationId } },
    message: `The operationId length must be less than '${longestOperationId}'.`,
  },
  OperationSummaryMissing: {
    ...certification,
    given: '#Operation',
    then: { field: 'summary', function: truthy },
    message: "The operation has no 'summary'.",
  },
  OperationDescriptionMissing: {
    ...certification,
    given: '#Operation',
    then: { field: 'description', function: truthy },
    message: "The operation has no 'description'.",
  },
  OperationSummaryTooLong: {
    ...certification,
    given: '#Operation',
    then: { field: 'summary', function: length, functionOptions: { max: longestSummary } },
    message: `The operation 'summary' should have at most ${longestSummary} characters. It is '{{value}}'.`,
  },
  RestrictedCharactersInSummary: {
    ...certification,
    given: '#Operation',
    then: { field: 'summary', function: pattern, functionOptions: { notMatch: '/[^\\p{L}\\p{N} ()]/u' } },
    message: "The summary may contain letters, digits, spaces and parentheses only. It is '{{value}}'.",
  },
  SummaryMustEndWithAlphanumeric: {
    ...certification,
    given: '#Operation',
    then: { field: 'summary', function: pattern, functionOptions: { match: '/[\\p{L}\\p{N})]$/u' } },
    message: "The summary must end with a letter, a digit or a parenthesis. It is '{{value}}'.",
  },
  TriggerSummaryMustBeginWithWhen: {
    ...guideline,
    given: '#Trigger',
    then: { field: 'summary', function: pattern, functionOptions: { match: '^When an? ' } },
    message: "The summary of a trigger must begin with 'When a'. It is '{{value}}'.",
  },
  DescriptionMustEndWithPeriod: {
    ...guideline,
    given: '#Operation',
    then: { field: 'description', function: pattern, functionOptions: { match: '^$|\\.$' } },
    message: "The description must be a full sentence that ends with a period. It is '{{value}}'.",
  },
  DescriptionMustDifferFromSummary: {
    ...guideline,
    ...eachOperation(({ value }) => {
      const text = textOf(value['description']);
      return text !== undefined && bare(text) === bare(textOf(value['summary']) ?? '')
        ? `The description must say more than the summary. It is '${text}'.`
        : undefined;
    }, 'description'),
  },
  TriggerDescriptionMustSayTriggers: {
    ...guideline,
    given: '#Trigger',
    then: {
      field: 'description',
      function: pattern,
      functionOptions: { match: '^This operation triggers when ' },
    },
    message:
      "The description of a trigger must begin with 'This operation triggers when'. It is '{{value}}'.",
  },
  OperationMustHaveResponse: {
    ...certification,
    ...eachOperation((operation) =>
      responsesOf(operation).length === 0
        ? 'The operation is not valid, it must contain at least one response definition.'
        : undefined,
    ),
  },
  OperationShouldHaveSuccessfulResponse: {
    ...certification,
    ...eachOperation(
      (operation) =>
        responsesOf(operation).some(([code]) => isSuccess(code))
          ? undefined
          : `The operation '${operation.id}' should have at least one successful response definition.`,
      'responses',
    ),
  },
  ResponseMustBeDefaultOrHttpStatusCode: {
    ...breaking,
    ...eachPlaceInOperation((operation) =>
      responsesOf(operation)
        .filter(([code]) => code !== 'default' && !/^[1-5]\d\d$/.test(code) && !code.startsWith('x-'))
        .map(([code]) => ({
          pointer: pointerTo(operation.pointer, 'responses', code),
          message:
            "The response is not valid, the response must be a valid HTTP status code, or the string 'default'.",
        })),
    ),
  },
  OperationHasManyResponsesWithSchema: {
    ...certification,
    ...eachOperation(
      (operation) =>
        withSchema(operation).length > 1
          ? `The operation '${operation.id}' has more than one response with specified schema, only one schema will be used in the designer.`
          : undefined,
      'responses',
    ),
  },
  DefaultResponseHasSchema: {
    ...certification,
    given: '#Operation.responses',
    then: { field: 'default.schema', function: undefinedValue },
    message:
      "The 'default' response should not have schema definition. Schemas should be defined on expected responses only.",
  },
  SchemaDefinitionSetIncorrectly: {
    ...certification,
    ...eachOperation((operation) => {
      const codes = withSchema(operation);
      return codes.length === 0 || codes.includes('200') || codes.includes('201')
        ? undefined
        : `The operation '${operation.id}' should define an output schema on the 200 or 201 response code to be visible in the designer.`;
    }, 'responses'),
  },
  ConsumesMissing: {
    ...certification,
    ...eachOperation((operation, { document }) =>
      hasBody(operation) && textsOf(operation.value['consumes'] ?? document['consumes']).length === 0
        ? `At least one supported MIME type must be provided in 'consumes' for operation '${operation.id}'.`
        : undefined,
    ),
  },
  BodyOrFormDataParameterInFetchOperationNotAllowed: {
    ...certification,
    ...eachOperation(
      (operation) =>
        operation.method === 'get' && hasBody(operation)
          ? 'Body or form data parameters are not supported in a fetch operation.'
          : undefined,
      'parameters',
    ),
  },
  InvalidNextLinkNameValue: {
    ...certification,
    ...eachOperation(
      ({ id, value }) => {
        const pageable = value['x-ms-pageable'];
        const name = objectOf(pageable)['nextLinkName'];
        return pageable === undefined || name === 'nextLink' || name === '@odata.nextLink'
          ? undefined
          : `The nextLinkName value for operation '${id}' is invalid. Supported values are 'nextLink' or '@odata.nextLink'.`;
      },
      'x-ms-pageable',
      'nextLinkName',
    ),
  },
  DeprecatedNotTold: {
    ...guideline,
    ...eachOperation(
      ({ value }) =>
        value['deprecated'] === true && !/deprecated/i.test(textOf(value['summary']) ?? '')
          ? "A deprecated operation says '(deprecated)' in its summary."
          : undefined,
      'summary',
    ),
  },
  EmptySchema: {
    ...certification,
    ...wholeDefinition(({ schemas }) =>
      schemas
        .filter(
          ({ value, pointer }) =>
            Object.keys(value).length === 0 && !pointer.endsWith('/additionalProperties'),
        )
        .map(({ pointer }) => ({
          pointer,
          message: 'The schema says nothing: empty schemas are refused in review.',
        })),
    ),
  },
};

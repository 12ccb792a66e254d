import type { Definition, Operation, Parameter } from '../definition';
import { objectOf, pointerTo, repeated, textOf, printed } from '../json';
import type { Place, Rule } from '../rule';

function parameterRule(
  name: string,
  check: (parameter: Parameter) => string | undefined,
  at?: string,
): Rule<Definition> {
  return {
    name,
    check: ({ parameters }) =>
      parameters.flatMap((parameter) => {
        const message = check(parameter);
        const pointer = at === undefined ? parameter.pointer : pointerTo(parameter.pointer, at);
        return message === undefined ? [] : [{ pointer, message }];
      }),
  };
}

function perOperation(name: string, check: (operation: Operation) => Iterable<Place>): Rule<Definition> {
  return { name, check: ({ operations }) => operations.flatMap((operation) => [...check(operation)]) };
}

const inPlace = (parameter: Parameter, place: string) => parameter.value['in'] === place;
const nameOf = ({ value }: Parameter) => textOf(value['name']) ?? '';
const variablesIn = (path: string) => [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
const dynamicExtensions = [
  'x-ms-dynamic-values',
  'x-ms-dynamic-list',
  'x-ms-dynamic-schema',
  'x-ms-dynamic-properties',
  'x-ms-dynamic-tree',
];

/** Rules over parameters: where they stand, how they are encoded, what is hidden. */
export const parameterRules: readonly Rule<Definition>[] = [
  parameterRule(
    'ConnectionIdParameterNotAllowed',
    (parameter) =>
      nameOf(parameter) === 'connectionId' ? "A parameter cannot be named as 'connectionId'." : undefined,
    'name',
  ),
  parameterRule('PathParameterMustBeRequired', (parameter) =>
    inPlace(parameter, 'path') && parameter.value['required'] !== true
      ? 'The parameter must be marked as required as it is used in the operation path.'
      : undefined,
  ),
  parameterRule('PathParameterMissingEncoding', (parameter) =>
    inPlace(parameter, 'path') && !['single', 'double'].includes(String(parameter.value['x-ms-url-encoding']))
      ? `Encoding for path parameter '${nameOf(parameter)}' is missing. Use "x-ms-url-encoding": "single" to ensure the value is URL encoded.`
      : undefined,
  ),
  parameterRule('QueryParameterEncodingNotSupported', (parameter) =>
    inPlace(parameter, 'query') && parameter.value['x-ms-url-encoding'] !== undefined
      ? `Encoding for query parameter '${nameOf(parameter)}' is not supported. All query parameters are single encoded by default.`
      : undefined,
  ),
  parameterRule('FileParameterMustBeInFormData', (parameter) =>
    parameter.value['type'] === 'file' && !inPlace(parameter, 'formData')
      ? "Parameters of type 'file' are not valid in locations other than 'formData'."
      : undefined,
  ),
  parameterRule('BodyParameterSchemaRequired', (parameter) =>
    inPlace(parameter, 'body') && parameter.value['schema'] === undefined
      ? "The 'body' parameter must define a 'schema' property."
      : undefined,
  ),
  parameterRule('BodyParameterPropertyNotValid', (parameter) =>
    inPlace(parameter, 'body') && parameter.value['type'] !== undefined
      ? "The 'body' parameter cannot use property 'type', instead, the 'schema' property should be used to define the type used by the parameter."
      : undefined,
  ),
  parameterRule('NonBodyParameterSchemaNotValid', (parameter) =>
    !inPlace(parameter, 'body') && parameter.value['schema'] !== undefined
      ? "The parameter cannot define a schema as it is not in the 'body'."
      : undefined,
  ),
  parameterRule('DynamicExtensionDefinitionNotAllowedInParameter', (parameter) =>
    inPlace(parameter, 'body') &&
    dynamicExtensions.some((extension) => parameter.value[extension] !== undefined)
      ? 'Dynamic extensions are not allowed to be defined on the body parameter. It should be in the schema.'
      : undefined,
  ),
  parameterRule('AllowEmptyValueOnlyValidForQueryFormData', (parameter) =>
    parameter.value['allowEmptyValue'] === true &&
    !inPlace(parameter, 'query') &&
    !inPlace(parameter, 'formData')
      ? "The parameter cannot use the 'allowEmptyValue' keyword as it is not in the 'query' or 'formData' location."
      : undefined,
  ),
  parameterRule('CollectionFormatValueNotSupported', (parameter) => {
    const format = parameter.value['collectionFormat'];
    return format === undefined || ['csv', 'ssv', 'tsv', 'pipes', 'multi'].some((known) => known === format)
      ? undefined
      : `The 'collectionFormat' keyword value ${printed(format)} is not supported.`;
  }),
  parameterRule('PropertyMustBeRequired', ({ value }) =>
    value['x-ms-visibility'] === 'internal' && value['default'] !== undefined && value['required'] !== true
      ? 'The property is internal and has a default value, it must be required. Optional internal fields are ignored.'
      : undefined,
  ),
  parameterRule('InternalParameterWithoutDefault', ({ value }) =>
    value['x-ms-visibility'] === 'internal' &&
    value['in'] !== 'body' &&
    value['required'] === true &&
    value['default'] === undefined
      ? 'The parameter is internal and required, so it must have a default: nobody is asked for a value.'
      : undefined,
  ),
  perOperation('OperationMissingPathParameter', ({ id, path, pointer, parameters }) =>
    variablesIn(path)
      .filter(
        (name) => !parameters.some((parameter) => inPlace(parameter, 'path') && nameOf(parameter) === name),
      )
      .map((name) => ({
        pointer,
        message: `The operation '${id}' does not define the '${name}' parameter which is required by the path.`,
      })),
  ),
  perOperation('PathParameterNotDefinedInTemplate', ({ path, parameters }) =>
    parameters
      .filter((parameter) => inPlace(parameter, 'path') && !variablesIn(path).includes(nameOf(parameter)))
      .map((parameter) => ({
        pointer: parameter.pointer,
        message: `The 'path' parameter '${nameOf(parameter)}' is not defined in the URI path template.`,
      })),
  ),
  perOperation('OperationParametersContainDuplicateParameter', ({ id, pointer, parameters }) =>
    repeated(
      parameters
        .filter((parameter) => !inPlace(parameter, 'body'))
        .map((parameter) => `${String(parameter.value['in'])} ${nameOf(parameter)}`),
    ).map((both) => {
      const [place, name] = both.split(' ');
      return {
        pointer: pointerTo(pointer, 'parameters'),
        message: `The operation '${id}' contains duplicate parameters with name '${name}', location '${place}'.`,
      };
    }),
  ),
  perOperation('OperationParametersContainMultipleBodyParameters', ({ id, pointer, parameters }) =>
    parameters.filter((parameter) => inPlace(parameter, 'body')).length > 1
      ? [
          {
            pointer: pointerTo(pointer, 'parameters'),
            message: `The operation '${id}' contains multiple parameters in the location 'body', at most one is allowed.`,
          },
        ]
      : [],
  ),
  perOperation('ParameterListContainsFormDataAndBody', ({ pointer, parameters }) =>
    parameters.some((parameter) => inPlace(parameter, 'body')) &&
    parameters.some((parameter) => inPlace(parameter, 'formData'))
      ? [
          {
            pointer: pointerTo(pointer, 'parameters'),
            message:
              "The 'parameters' list defines both a 'body' parameter, and a 'formData' parameter. Only one of these location types can be used in an operation.",
          },
        ]
      : [],
  ),
  {
    name: 'OperationParameterNameIsAmbiguous',
    check: ({ operations, resolve }) =>
      operations.flatMap(({ pointer, parameters }) => {
        const body = parameters.find((parameter) => inPlace(parameter, 'body'));
        const properties = Object.keys(objectOf(resolve(body?.value['schema'])?.['properties']));
        return parameters
          .filter((parameter) => !inPlace(parameter, 'body') && properties.includes(nameOf(parameter)))
          .map((parameter) => ({
            pointer: pointerTo(pointer, 'parameters'),
            message: `The parameter name '${nameOf(parameter)}' is ambiguous as it matches both a parameter name and a path to a body property.`,
          }));
      }),
  },
];

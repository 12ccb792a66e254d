import {
  defined,
  enumeration,
  pattern,
  truthy,
  undefined as undefinedValue,
} from '@stoplight/spectral-functions';
import { isInternal, type Parameter } from '../reading/definition';
import { objectOf, pointerTo, repeated, textOf } from '../reading/json';
import {
  breaking,
  certification,
  eachOperation,
  eachParameter,
  eachPlaceInOperation,
  wholeDefinition,
  type Rules,
} from './rule';

const inPlace = ({ value }: Pick<Parameter, 'value'>, place: string) => value['in'] === place;
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
export const parameterRules: Rules = {
  ConnectionIdParameterNotAllowed: {
    ...breaking,
    given: '#Parameter',
    then: { field: 'name', function: pattern, functionOptions: { notMatch: '^connectionId$' } },
    message: "A parameter cannot be named as 'connectionId'.",
  },
  PathParameterMustBeRequired: {
    ...breaking,
    given: '#PathParameter',
    then: { field: 'required', function: truthy },
    message: 'The parameter must be marked as required as it is used in the operation path.',
  },
  PathParameterMissingEncoding: {
    ...certification,
    ...eachParameter((parameter) =>
      inPlace(parameter, 'path') &&
      !['single', 'double'].includes(String(parameter.value['x-ms-url-encoding']))
        ? `Encoding for path parameter '${nameOf(parameter)}' is missing. Use "x-ms-url-encoding": "single" to ensure the value is URL encoded.`
        : undefined,
    ),
  },
  QueryParameterEncodingNotSupported: {
    ...certification,
    given: '#QueryParameter',
    then: { field: 'x-ms-url-encoding', function: undefinedValue },
    message:
      'Encoding for this query parameter is not supported. All query parameters are single encoded by default.',
  },
  FileParameterMustBeInFormData: {
    ...breaking,
    ...eachParameter((parameter) =>
      parameter.value['type'] === 'file' && !inPlace(parameter, 'formData')
        ? "Parameters of type 'file' are not valid in locations other than 'formData'."
        : undefined,
    ),
  },
  BodyParameterSchemaRequired: {
    ...breaking,
    given: '#BodyParameter',
    then: { field: 'schema', function: defined },
    message: "The 'body' parameter must define a 'schema' property.",
  },
  BodyParameterPropertyNotValid: {
    ...breaking,
    given: '#BodyParameter',
    then: { field: 'type', function: undefinedValue },
    message:
      "The 'body' parameter cannot use property 'type', instead, the 'schema' property should be used to define the type used by the parameter.",
  },
  NonBodyParameterSchemaNotValid: {
    ...breaking,
    ...eachParameter((parameter) =>
      !inPlace(parameter, 'body') && parameter.value['schema'] !== undefined
        ? "The parameter cannot define a schema as it is not in the 'body'."
        : undefined,
    ),
  },
  DynamicExtensionDefinitionNotAllowedInParameter: {
    ...breaking,
    ...eachParameter((parameter) =>
      inPlace(parameter, 'body') &&
      dynamicExtensions.some((extension) => parameter.value[extension] !== undefined)
        ? 'Dynamic extensions are not allowed to be defined on the body parameter. It should be in the schema.'
        : undefined,
    ),
  },
  AllowEmptyValueOnlyValidForQueryFormData: {
    ...breaking,
    ...eachParameter((parameter) =>
      parameter.value['allowEmptyValue'] === true &&
      !inPlace(parameter, 'query') &&
      !inPlace(parameter, 'formData')
        ? "The parameter cannot use the 'allowEmptyValue' keyword as it is not in the 'query' or 'formData' location."
        : undefined,
    ),
  },
  CollectionFormatValueNotSupported: {
    ...breaking,
    given: '#Parameter',
    then: {
      field: 'collectionFormat',
      function: enumeration,
      functionOptions: { values: ['csv', 'ssv', 'tsv', 'pipes', 'multi'] },
    },
    message: "The 'collectionFormat' keyword value '{{value}}' is not supported.",
  },
  PropertyMustBeRequired: {
    ...certification,
    ...eachParameter(({ value }) =>
      isInternal(value) && value['default'] !== undefined && value['required'] !== true
        ? 'The property is internal and has a default value, it must be required. Optional internal fields are ignored.'
        : undefined,
    ),
  },
  InternalParameterWithoutDefault: {
    ...breaking,
    ...eachParameter(({ value }) =>
      isInternal(value) &&
      value['in'] !== 'body' &&
      value['required'] === true &&
      value['default'] === undefined
        ? 'The parameter is internal and required, so it must have a default: nobody is asked for a value.'
        : undefined,
    ),
  },
  OperationMissingPathParameter: {
    ...breaking,
    ...eachPlaceInOperation(({ id, path, pointer, parameters }) =>
      variablesIn(path)
        .filter(
          (name) => !parameters.some((parameter) => inPlace(parameter, 'path') && nameOf(parameter) === name),
        )
        .map((name) => ({
          pointer,
          message: `The operation '${id}' does not define the '${name}' parameter which is required by the path.`,
        })),
    ),
  },
  PathParameterNotDefinedInTemplate: {
    ...breaking,
    ...eachPlaceInOperation(({ path, parameters }) =>
      parameters
        .filter((parameter) => inPlace(parameter, 'path') && !variablesIn(path).includes(nameOf(parameter)))
        .map((parameter) => ({
          pointer: parameter.pointer,
          message: `The 'path' parameter '${nameOf(parameter)}' is not defined in the URI path template.`,
        })),
    ),
  },
  OperationParametersContainDuplicateParameter: {
    ...breaking,
    ...eachPlaceInOperation(({ id, pointer, parameters }) =>
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
  },
  OperationParametersContainMultipleBodyParameters: {
    ...breaking,
    ...eachOperation(
      ({ id, parameters }) =>
        parameters.filter((parameter) => inPlace(parameter, 'body')).length > 1
          ? `The operation '${id}' contains multiple parameters in the location 'body', at most one is allowed.`
          : undefined,
      'parameters',
    ),
  },
  ParameterListContainsFormDataAndBody: {
    ...breaking,
    ...eachOperation(
      ({ parameters }) =>
        parameters.some((parameter) => inPlace(parameter, 'body')) &&
        parameters.some((parameter) => inPlace(parameter, 'formData'))
          ? "The 'parameters' list defines both a 'body' parameter, and a 'formData' parameter. Only one of these location types can be used in an operation."
          : undefined,
      'parameters',
    ),
  },
  OperationParameterNameIsAmbiguous: {
    ...certification,
    ...wholeDefinition(({ operations, resolve }) =>
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
    ),
  },
};

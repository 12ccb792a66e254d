import type { Definition, Operation, SchemaPlace } from '../reading/definition';
import { objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

function consumedBy(definition: Definition, operation: Operation): readonly string[] {
  return textsOf(operation.value['consumes'] ?? definition.document['consumes']);
}

function producedBy(definition: Definition, operation: Operation): readonly string[] {
  return textsOf(operation.value['produces'] ?? definition.document['produces']);
}

function parametersIn(operation: Operation, place: string): readonly JsonObject[] {
  return operation.parameters.map(({ value }) => value).filter((value) => value['in'] === place);
}

const isFile = ({ value }: SchemaPlace) => value['type'] === 'file';
const isBinary = (value: JsonObject | undefined) =>
  value?.['type'] === 'string' && value['format'] === 'binary';
const isRootOfAnswer = ({ pointer }: SchemaPlace) => /\/responses\/[^/]+\/schema$/.test(pointer);
const isRootOfBody = ({ pointer }: SchemaPlace) =>
  /\/parameters\/[^/]+\/schema$|^\/parameters\/[^/]+\/schema$/.test(pointer);

/** Rules over what bodies and answers are made of: files, binary texts, MIME types, examples. */
export const contentRules: Rules = {
  SchemaTypeFileNotValid: {
    ...breaking,
    ...wholeDefinition(({ schemas }) =>
      schemas
        .filter((place) => isFile(place) && !isRootOfAnswer(place))
        .map(({ pointer }) => ({
          pointer,
          message:
            "The schema type 'file' is not valid. Only parameters in 'formData' and the root response schema may be of type 'file'.",
        })),
    ),
  },
  InvalidStringBinaryProperty: {
    ...certification,
    ...wholeDefinition(({ schemas, resolve }) =>
      schemas
        .filter((place) => isBinary(resolve(place.value)) && !isRootOfAnswer(place) && !isRootOfBody(place))
        // A definition may be referred to where it is allowed; each place that does is looked at.
        .filter(({ pointer }) => !/^\/definitions\/[^/]+$/.test(pointer))
        .map(({ pointer }) => ({
          pointer,
          message:
            "A schema with type/format 'string/binary' can only be at the top level of a body or formData parameter.",
        })),
    ),
  },
  MimeTypeNotCompatibleWithRequestContentSchemaType: {
    ...certification,
    ...wholeDefinition((definition) =>
      definition.operations.flatMap((operation) => {
        const needsForm = parametersIn(operation, 'formData').length > 0;
        const fits = consumedBy(definition, operation).some(
          (type) => type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded',
        );
        return needsForm && !fits
          ? [
              {
                pointer: operation.pointer,
                message: `The MIME type(s) are not compatible with the request content type 'formData' for operation '${operation.id}'.`,
              },
            ]
          : [];
      }),
    ),
  },
  StringBinaryNotSupportedForFormUrlEncoded: {
    ...breaking,
    ...wholeDefinition((definition) =>
      definition.operations
        .filter((operation) =>
          consumedBy(definition, operation).includes('application/x-www-form-urlencoded'),
        )
        .filter((operation) =>
          parametersIn(operation, 'formData').some((parameter) => parameter['format'] === 'binary'),
        )
        .map(({ id, pointer }) => ({
          pointer,
          message: `String/binary parameters are not supported for operation '${id}' with 'application/x-www-form-urlencoded' consumes type.`,
        })),
    ),
  },
  InvalidFormDataParameterName: {
    ...breaking,
    ...wholeDefinition(({ parameters }) =>
      parameters
        .filter(({ value }) => value['in'] === 'formData' && /[^\x20-\x7e]/.test(textOf(value['name']) ?? ''))
        .map(({ value, pointer }) => ({
          pointer: pointerTo(pointer, 'name'),
          message: `The form data parameter name '${String(value['name'])}' is invalid. All characters must be part of the US-ASCII character set.`,
        })),
    ),
  },
  ResponseExampleMustBeProducedByOperation: {
    ...breaking,
    ...wholeDefinition((definition) =>
      definition.operations.flatMap((operation) =>
        Object.entries(objectOf(operation.value['responses'])).flatMap(([code, response]) =>
          Object.keys(objectOf(objectOf(response)['examples']))
            .filter((type) => !producedBy(definition, operation).includes(type))
            .map((type) => ({
              pointer: pointerTo(operation.pointer, 'responses', code, 'examples'),
              message: `The response example '${type}' is not produced by the operation '${operation.id}'.`,
            })),
        ),
      ),
    ),
  },
};

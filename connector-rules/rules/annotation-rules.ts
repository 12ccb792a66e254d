import type { Operation } from '../reading/definition';
import { isObject, objectOf, pointerTo, repeated, textOf } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

const extension = 'x-ms-api-annotation';

function annotationOf({ value }: Operation) {
  return objectOf(value[extension]);
}

function eachReplacement(isWrong: (operation: Operation) => boolean, message: string) {
  return wholeDefinition(({ operations }) =>
    operations
      .filter((operation) => isObject(annotationOf(operation)['replacement']) && isWrong(operation))
      .map(({ id, pointer }) => ({
        pointer: pointerTo(pointer, extension, 'replacement'),
        message: `The 'x-ms-api-annotation' extension for operation '${id}' is invalid. ${message}`,
      })),
  );
}

const replacementOf = (operation: Operation) => objectOf(annotationOf(operation)['replacement']);

function eachFamily(isWrong: (family: readonly Operation[]) => boolean, message: (name: string) => string) {
  return wholeDefinition(({ operations }) => {
    const families = new Set(operations.map((operation) => textOf(annotationOf(operation)['family'])));
    return [...families].flatMap((family) => {
      const members = operations.filter((operation) => annotationOf(operation)['family'] === family);
      return family !== undefined && isWrong(members)
        ? [{ pointer: pointerTo(members[0]?.pointer ?? '', extension), message: message(family) }]
        : [];
    });
  });
}

const isActive = ({ value }: Operation) => value['deprecated'] !== true;
const revisionOf = (operation: Operation) => annotationOf(operation)['revision'];

/** Rules over revisions of operations: families, and what replaces a deprecated one. */
export const annotationRules: Rules = {
  ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations: {
    ...breaking,
    ...eachReplacement(
      isActive,
      'The replacement property should be specified for deprecated operations only.',
    ),
  },
  ApiAnnotationExtensionReplacementInfoMissingApiProperty: {
    ...breaking,
    ...eachReplacement(
      (operation) => !textOf(replacementOf(operation)['api']),
      "The replacement property must specify 'api' property.",
    ),
  },
  ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty: {
    ...breaking,
    ...eachReplacement(
      (operation) => !textOf(replacementOf(operation)['operationId']),
      "The replacement property must specify 'operationId' property.",
    ),
  },
  OperationFamilyHasDuplicateRevisions: {
    ...breaking,
    ...eachFamily(
      (family) => repeated(family.map(revisionOf).filter((revision) => revision !== undefined)).length > 0,
      (name) => `The operation family '${name}' has operations with duplicate revision.`,
    ),
  },
  OperationFamilyHasManyActiveOperations: {
    ...breaking,
    ...eachFamily(
      (family) => family.filter(isActive).length > 2,
      (name) =>
        `The operation family '${name}' has more than two active operations. Extra operations must be deprecated.`,
    ),
  },
  OperationFamilyHasManyEmptyRevisions: {
    ...breaking,
    ...eachFamily(
      (family) => family.filter((operation) => revisionOf(operation) === undefined).length > 1,
      (name) =>
        `The operation family '${name}' has several operations with empty revision. Only one operation can have empty revision.`,
    ),
  },
  OperationFamilyHasManyActiveProductionOperations: {
    ...breaking,
    ...eachFamily(
      (family) =>
        family.filter(
          (operation) => isActive(operation) && annotationOf(operation)['status'] === 'Production',
        ).length > 1,
      (name) =>
        `The operation family '${name}' has several active operations in Production status. Previous revisions should be deprecated.`,
    ),
  },
  OperationIdShouldEndWithRevision: {
    ...certification,
    ...wholeDefinition(({ operations }) =>
      operations
        .filter(
          (operation) =>
            Number(revisionOf(operation)) > 1 && !operation.id.endsWith(`V${String(revisionOf(operation))}`),
        )
        .map((operation) => ({
          pointer: pointerTo(operation.pointer, 'operationId'),
          message: `The operation Id '${operation.id}' should end with revision suffix 'V${String(revisionOf(operation))}'.`,
        })),
    ),
  },
  OperationStatusAheadOfConnector: {
    ...breaking,
    ...wholeDefinition(({ document, operations }) => {
      const status = objectOf(objectOf(document['info'])[extension])['status'];
      return operations
        .filter((operation) => status === 'Preview' && annotationOf(operation)['status'] === 'Production')
        .map(({ id, pointer }) => ({
          pointer: pointerTo(pointer, extension, 'status'),
          message: `The operation '${id}' cannot be in a Production status ahead of the connector.`,
        }));
    }),
  },
};

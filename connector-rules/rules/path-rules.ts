import { pattern, undefined as undefinedValue } from '@stoplight/spectral-functions';
import type { Definition } from '../reading/definition';
import { objectOf, pointerTo } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

function paths({ document }: Definition): readonly string[] {
  return Object.keys(objectOf(document['paths'])).filter((path) => !path.startsWith('x-'));
}

/** What is wrong with a path's text alone. */
function eachPath(isWrong: (path: string) => boolean, message: string) {
  return wholeDefinition((definition) =>
    paths(definition)
      .filter(isWrong)
      .map((path) => ({ pointer: pointerTo('/paths', path), message })),
  );
}

/** Braces in pairs, not nested, each pair within one segment. */
function isTemplateWrong(path: string): boolean {
  return path.split('/').some((segment) => /[{}]/.test(segment.replace(/\{[^{}]+\}/g, '')));
}

function segmentsOf(path: string): readonly string[] {
  return path.toLowerCase().split('/');
}

const isVariable = (segment: string) => /^\{[^{}]*\}$/.test(segment);

/** A path with the names of its variables left out: what routing can tell apart. */
function shapeOf(path: string): string {
  return path.toLowerCase().replace(/\{[^{}]*\}/g, '{}');
}

/** Whether a value of a variable in one path can make it look like the other one. */
function mayBeTaken(variable: string, fixed: string): boolean {
  const [ours, theirs] = [segmentsOf(variable), segmentsOf(fixed)];
  if (ours.length !== theirs.length || shapeOf(variable) === shapeOf(fixed)) return false;
  return ours.every((segment, index) => {
    const other = theirs[index] ?? '';
    return segment === other || isVariable(segment) || isVariable(other);
  });
}

/** Rules over the paths, which the gateway routes by. */
export const pathRules: Rules = {
  OperationPathMustStartWithSlash: {
    ...breaking,
    given: '$.paths',
    then: { field: '@key', function: pattern, functionOptions: { match: '^(/|x-)' } },
    message: "The path is not valid, it must start with a '/' character.",
  },
  OperationPathContainsUnsupportedCharacters: {
    ...breaking,
    given: '$.paths',
    then: { field: '@key', function: pattern, functionOptions: { notMatch: '\\*' } },
    message: "The operation path cannot contain wildcard character '*'.",
  },
  OperationPathMayNotContainQueryOrFragment: {
    ...breaking,
    given: '$.paths',
    then: { field: '@key', function: pattern, functionOptions: { notMatch: '[?#]' } },
    message: 'The path is not valid, it must not contain a query part or fragment identifier.',
  },
  OperationPathTemplateNotValid: {
    ...breaking,
    ...eachPath(
      isTemplateWrong,
      "The path is not valid, each path template variable enclosed by '{' and '}' characters must be contained within a single URL segment.",
    ),
  },
  OperationPathVariablesContainDefaults: {
    ...breaking,
    given: '$.paths',
    then: { field: '@key', function: pattern, functionOptions: { notMatch: '\\{[^}]*=[^}]*\\}' } },
    message: "The operation path template variables cannot set default values with character '='.",
  },
  PathItemRefNotSuppored: {
    ...breaking,
    given: '$.paths[*]',
    then: { field: '$ref', function: undefinedValue },
    message: "The '$ref' property in a path is not supported.",
  },
  PathRedefined: {
    ...breaking,
    ...wholeDefinition((definition) => {
      const all = paths(definition);
      return all
        .filter((path, index) => all.findIndex((other) => other.toLowerCase() === path.toLowerCase()) < index)
        .map((path) => ({
          pointer: pointerTo('/paths', path),
          message: `The path '${path}' is defined multiple times with different capitalization. Paths must be unique when compared case-insensitively.`,
        }));
    }),
  },
  DuplicateOperationPath: {
    ...breaking,
    ...wholeDefinition(({ operations }) =>
      operations.flatMap((operation, index) => {
        const earlier = operations
          .slice(0, index)
          .find(
            ({ method, path }) =>
              method === operation.method &&
              path.toLowerCase() !== operation.path.toLowerCase() &&
              shapeOf(path) === shapeOf(operation.path),
          );
        return earlier
          ? [
              {
                pointer: operation.pointer,
                message: `The operations '${earlier.id}' and '${operation.id}' have the path templates '${earlier.path}' and '${operation.path}' which are duplicate and indistinguishable.`,
              },
            ]
          : [];
      }),
    ),
  },
  PartialDuplicateOperationPath: {
    ...certification,
    ...wholeDefinition(({ operations }) =>
      operations.flatMap((operation, index) => {
        const similar = operations
          .slice(0, index)
          .filter(({ method, path }) => method === operation.method && mayBeTaken(path, operation.path))
          .map(({ path }) => path);
        return similar.length > 0
          ? [
              {
                pointer: operation.pointer,
                message: `The operation '${operation.id}' has the path template '${operation.path}' which is similar to other operation path templates. Partially duplicated paths are: ${similar.join(', ')}`,
              },
            ]
          : [];
      }),
    ),
  },
};

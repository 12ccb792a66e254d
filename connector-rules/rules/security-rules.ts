import type { Definition } from '../reading/definition';
import { isObject, listOf, objectOf, pointerTo, textOf, textsOf } from '../reading/json';
import { breaking, certification, wholeDefinition, type Rules } from './rule';

interface Requirement {
  readonly name: string;
  readonly value: unknown;
  readonly pointer: string;
}

function requirements({ document, operations }: Definition): readonly Requirement[] {
  const holders: [string, unknown][] = [
    ['', document],
    ...operations.map(({ pointer, value }): [string, unknown] => [pointer, value]),
  ];
  return holders.flatMap(([pointer, holder]) =>
    listOf(objectOf(holder)['security']).flatMap((entry, index) =>
      Object.entries(objectOf(entry)).map(([name, value]) => ({
        name,
        value,
        pointer: pointerTo(pointer, 'security', index, name),
      })),
    ),
  );
}

function schemes({ document }: Definition): Readonly<Record<string, unknown>> {
  return objectOf(document['securityDefinitions']);
}

const neededOf: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['name', 'in'],
  implicit: ['flow', 'authorizationUrl', 'scopes'],
  accessCode: ['flow', 'authorizationUrl', 'tokenUrl', 'scopes'],
  password: ['flow', 'tokenUrl', 'scopes'],
  application: ['flow', 'tokenUrl', 'scopes'],
};

/** Rules over how a connection signs in. */
export const securityRules: Rules = {
  SecurityRequirementMustBeDefined: {
    ...certification,
    ...wholeDefinition((definition) =>
      requirements(definition)
        .filter(({ name }) => schemes(definition)[name] === undefined)
        .map(({ name, pointer }) => ({
          pointer,
          message: `The security requirement '${name}' is not defined in the 'securityDefinitions' object.`,
        })),
    ),
  },
  SecurityRequirementMustHaveValue: {
    ...breaking,
    ...wholeDefinition((definition) =>
      requirements(definition)
        .filter(({ value }) => !Array.isArray(value))
        .map(({ name, pointer }) => ({
          pointer,
          message: `The security requirement '${name}' must have have a value. Provide an empty array if no OAuth scopes are required.`,
        })),
    ),
  },
  SecurityRequirementMustHaveEmptyValue: {
    ...breaking,
    ...wholeDefinition((definition) =>
      requirements(definition)
        .filter(({ name, value }) => {
          const scheme = schemes(definition)[name];
          return isObject(scheme) && scheme['type'] !== 'oauth2' && listOf(value).length > 0;
        })
        .map(({ name, pointer }) => ({
          pointer,
          message: `The security requirement '${name}' cannot specify any scopes, an empty array should be provided.`,
        })),
    ),
  },
  OAuthSecurityRequirementValueMustBeScopeName: {
    ...certification,
    ...wholeDefinition((definition) =>
      requirements(definition).flatMap(({ name, value, pointer }) => {
        const scheme = objectOf(schemes(definition)[name]);
        const scopes = objectOf(scheme['scopes']);
        return scheme['type'] === 'oauth2'
          ? textsOf(value)
              .filter((scope) => scopes[scope] === undefined)
              .map((scope) => ({
                pointer,
                message: `The OAuth security requirement '${name}' refers to scope name '${scope}', but this is not defined in the 'securityDefinitions' object.`,
              }))
          : [];
      }),
    ),
  },
  SecuritySchemePropertyRequired: {
    ...certification,
    ...wholeDefinition((definition) =>
      Object.entries(schemes(definition)).flatMap(([name, value]) => {
        const scheme = objectOf(value);
        const type = textOf(scheme['type']) ?? '';
        const needed = neededOf[type === 'oauth2' ? (textOf(scheme['flow']) ?? '') : type] ?? [];
        return needed
          .filter((property) => scheme[property] === undefined)
          .map((property) => ({
            pointer: pointerTo('/securityDefinitions', name),
            message: `The security definition property '${property}' is required for definitions of type '${type}'.`,
          }));
      }),
    ),
  },
  SecuritySchemePropertyNotValid: {
    ...breaking,
    ...wholeDefinition((definition) =>
      Object.entries(schemes(definition)).flatMap(([name, value]) => {
        const scheme = objectOf(value);
        const type = textOf(scheme['type']) ?? '';
        const needed = neededOf[type === 'oauth2' ? (textOf(scheme['flow']) ?? '') : type] ?? [];
        return Object.keys(scheme)
          .filter(
            (property) =>
              !['type', 'description', ...needed].includes(property) && !property.startsWith('x-'),
          )
          .map((property) => ({
            pointer: pointerTo('/securityDefinitions', name, property),
            message: `The security definition property '${property}' is not valid for definitions of type '${type}'.`,
          }));
      }),
    ),
  },
};

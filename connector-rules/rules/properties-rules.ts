import type { RuleDefinition } from '@stoplight/spectral-core';
import { pollsByItself, type Definition } from '../reading/definition';
import { isObject, listOf, objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../reading/json';
import { breaking, certification, guideline, placesAt, type Place, type Rules } from './rule';

/** What stands beside apiProperties.json in a connector's folder. */
export interface Companions {
  readonly definition: Definition;
  readonly hasScript: boolean;
}

interface ConnectorProperties extends Companions {
  /** The object `properties` of the file. */
  readonly properties: JsonObject;
}

type RuleOverProperties = Omit<RuleDefinition, 'given' | 'then'> & {
  readonly places: (subject: ConnectorProperties) => Iterable<Place>;
};

/** The policy templates that the platform knows. Source: "Policy templates" and the connectors in its repository. */
const templates = [
  'convertarraytoobject',
  'convertobjecttoarray',
  'dynamichosturl',
  'dynamicsubdomain',
  'encodepropertyvalue',
  'moveproperties',
  'pollingtrigger',
  'routerequesttoendpoint',
  'setconnectionstatustounauthenticated',
  'setheader',
  'setproperty',
  'setqueryparameter',
  'setvaluefromurl',
  'stringreplace',
  'stringtoarray',
  'updatenextlink',
];
const parameterTypes = ['string', 'securestring', 'int', 'bool', 'oauthSetting', 'gatewaySetting'];
const refusedColors = ['#007ee5', '#ffffff'];
const independentPublisherColor = '#da3b01';

function policies({
  properties,
}: ConnectorProperties): { value: JsonObject; pointer: string; operations: readonly string[] }[] {
  return listOf(properties['policyTemplateInstances']).map((value, index) => ({
    value: objectOf(value),
    pointer: pointerTo('/properties/policyTemplateInstances', index),
    operations: textsOf(objectOf(objectOf(value)['parameters'])['x-ms-apimTemplate-operationName']),
  }));
}

function connectionParameters({ properties }: ConnectorProperties): [name: string, value: JsonObject][] {
  const sets = listOf(objectOf(properties['connectionParameterSets'])['values']).map((set) =>
    objectOf(objectOf(set)['parameters']),
  );
  return [objectOf(properties['connectionParameters']), ...sets].flatMap((parameters) =>
    Object.entries(parameters).map(([name, value]): [string, JsonObject] => [name, objectOf(value)]),
  );
}

/** What stands where a secret will be, in the files of connectors that are certified. */
const placeholder = /^(|.*(dummy|your|secret|placeholder|registration|to.?be.?provided|<|\[|\{).*)$/i;

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && !placeholder.test(value.trim());
}

function color(subject: ConnectorProperties): string | undefined {
  return textOf(subject.properties['iconBrandColor'])?.toLowerCase();
}

const colorPointer = '/properties/iconBrandColor';

function policiesNamed(subject: ConnectorProperties, templateId: string) {
  return policies(subject).filter(({ value }) => textOf(value['templateId'])?.toLowerCase() === templateId);
}

/** Rules over apiProperties.json, alone and together with the definition. The names are ours: Microsoft's has none. */
const rules: Readonly<Record<string, RuleOverProperties>> = {
  IconBrandColorMissing: {
    ...certification,
    places: (subject) =>
      color(subject) === undefined
        ? [{ pointer: colorPointer, message: "'iconBrandColor' is required." }]
        : [],
  },
  IconBrandColorNotValid: {
    ...certification,
    places: (subject) => {
      const value = color(subject);
      return value === undefined || /^#[0-9a-f]{6}$/.test(value)
        ? []
        : [{ pointer: colorPointer, message: `'${value}' is no color of the form #rrggbb.` }];
    },
  },
  IconBrandColorNotAllowed: {
    ...certification,
    places: (subject) =>
      refusedColors.includes(color(subject) ?? '')
        ? [
            {
              pointer: colorPointer,
              message: `'${color(subject)}' is not allowed: it is the portal's default or white.`,
            },
          ]
        : [],
  },
  IndependentPublisherColor: {
    ...certification,
    places: (subject) => {
      const title = textOf(objectOf(subject.definition.document['info'])['title']) ?? '';
      return title.endsWith('(Independent Publisher)') && color(subject) !== independentPublisherColor
        ? [
            {
              pointer: colorPointer,
              message: `Connectors of independent publishers have the color ${independentPublisherColor}.`,
            },
          ]
        : [];
    },
  },
  StackOwnerMissing: {
    ...certification,
    places: ({ properties }) =>
      textOf(properties['stackOwner'])
        ? []
        : [{ pointer: '/properties/stackOwner', message: "'stackOwner' is required for certification." }],
  },
  PublisherMissing: {
    ...certification,
    places: ({ properties }) =>
      textOf(properties['publisher'])
        ? []
        : [{ pointer: '/properties/publisher', message: "'publisher' is required for certification." }],
  },
  ConnectionParameterTypeNotKnown: {
    ...breaking,
    places: (subject) =>
      connectionParameters(subject)
        .filter(
          ([, value]) =>
            !parameterTypes.some((type) => type.toLowerCase() === textOf(value['type'])?.toLowerCase()),
        )
        .map(([name, value]) => ({
          pointer: pointerTo('/properties/connectionParameters', name),
          message: `'${String(value['type'])}' is no type of a connection parameter.`,
        })),
  },
  ConnectionParameterWithoutWords: {
    ...certification,
    places: (subject) =>
      connectionParameters(subject)
        .filter(([, value]) => {
          const words = objectOf(value['uiDefinition']);
          const isHidden = String(objectOf(words['constraints'])['hidden']) === 'true';
          // The platform has its own words for these.
          const isPlatforms = ['oauthsetting', 'gatewaysetting'].includes(
            textOf(value['type'])?.toLowerCase() ?? '',
          );
          const explained = textOf(words['description']) || textOf(words['tooltip']);
          return !isPlatforms && !isHidden && !(textOf(words['displayName']) && explained);
        })
        .map(([name]) => ({
          pointer: pointerTo('/properties/connectionParameters', name),
          message: 'Whoever makes a connection sees no displayName or no description.',
        })),
  },
  ClientSecretInFile: {
    ...certification,
    places: (subject) =>
      connectionParameters(subject)
        .filter(([, value]) => isSecret(objectOf(value['oAuthSettings'])['clientSecret']))
        .map(([name]) => ({
          pointer: pointerTo('/properties/connectionParameters', name, 'oAuthSettings', 'clientSecret'),
          message: 'A secret does not belong in a file.',
        })),
  },
  PolicyTemplateNotKnown: {
    ...breaking,
    places: (subject) =>
      policies(subject)
        .filter(({ value }) => !templates.includes(String(value['templateId']).toLowerCase()))
        .map(({ value, pointer }) => ({
          pointer: pointerTo(pointer, 'templateId'),
          message: `'${String(value['templateId'])}' is no policy template.`,
        })),
  },
  PolicyTitleMissing: {
    ...certification,
    places: (subject) =>
      policies(subject)
        .filter(({ value }) => !textOf(value['title']))
        .map(({ pointer }) => ({ pointer, message: "The policy has no 'title'." })),
  },
  PolicyOperationNotFound: {
    ...certification,
    places: (subject) =>
      policies(subject).flatMap(({ pointer, operations }) =>
        operations
          .filter((id) => !subject.definition.operation(id))
          .map((id) => ({
            pointer: pointerTo(pointer, 'parameters', 'x-ms-apimTemplate-operationName'),
            message: `The definition has no operation '${id}'.`,
          })),
      ),
  },
  PolicyConnectionParameterNotFound: {
    ...certification,
    places: (subject) => {
      const known = connectionParameters(subject).map(([name]) => name);
      return policies(subject).flatMap(({ value, pointer }) =>
        [...JSON.stringify(value).matchAll(/@connectionParameters\('([^']+)'(,)?/gi)]
          .filter(([, name = '', hasDefault]) => hasDefault === undefined && !known.includes(name))
          .map(([, name]) => ({ pointer, message: `There is no connection parameter '${name}'.` })),
      );
    },
  },
  HostUrlEndsWithSlash: {
    ...guideline,
    places: (subject) =>
      policiesNamed(subject, 'dynamichosturl')
        .filter(({ value }) =>
          /\/$/.test(String(objectOf(value['parameters'])['x-ms-apimTemplateParameter.urlTemplate'])),
        )
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'parameters', 'x-ms-apimTemplateParameter.urlTemplate'),
          message: 'Paths begin with a slash, so the address of the host may not end with one.',
        })),
  },
  NextLinkPolicyMissing: {
    ...guideline,
    places: (subject) => {
      const covered = policiesNamed(subject, 'updatenextlink');
      const scripted = textsOf(subject.properties['scriptOperations']);
      return subject.definition.operations
        .filter(({ id, value }) => isObject(value['x-ms-pageable']) && !scripted.includes(id))
        .filter(
          ({ id }) => !covered.some(({ operations }) => operations.length === 0 || operations.includes(id)),
        )
        .map(({ id }) => ({
          pointer: '/properties/policyTemplateInstances',
          message: `No 'updatenextlink' policy covers the pages of '${id}': the second page would be asked for without the connection.`,
        }));
    },
  },
  PollingTriggerPolicyMissing: {
    ...guideline,
    places: (subject): Place[] => {
      const covered = policiesNamed(subject, 'pollingtrigger').flatMap(({ operations }) => operations);
      return subject.definition.operations
        .filter(
          ({ id, method, value }) =>
            value['x-ms-trigger'] !== undefined &&
            method === 'get' &&
            !covered.includes(id) &&
            !pollsByItself(value),
        )
        .map(({ id }) => ({
          pointer: '/properties/policyTemplateInstances',
          message: `No 'pollingtrigger' policy keeps the state of the trigger '${id}'.`,
        }));
    },
  },
  ScriptOperationNotFound: {
    ...certification,
    places: ({ properties, definition }) =>
      textsOf(properties['scriptOperations'])
        .filter((id) => !definition.operation(id))
        .map((id) => ({
          pointer: '/properties/scriptOperations',
          message: `The definition has no operation '${id}'.`,
        })),
  },
  ScriptMissing: {
    ...certification,
    places: ({ properties, hasScript }) =>
      properties['scriptOperations'] !== undefined && !hasScript
        ? [
            {
              pointer: '/properties/scriptOperations',
              message: 'Operations are to run a script, but there is no script.csx.',
            },
          ]
        : [],
  },
};

/** The rules over apiProperties.json with what stands beside it, which Spectral alone does not know. */
export function propertiesRules(companions: Companions): Rules {
  return Object.fromEntries(
    Object.entries(rules).map(([name, { places, ...rule }]) => [
      name,
      {
        ...rule,
        ...placesAt((document) => places({ ...companions, properties: objectOf(document['properties']) })),
      },
    ]),
  );
}

export const propertiesRuleNames: readonly string[] = Object.keys(rules);

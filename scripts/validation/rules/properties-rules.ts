import type { Definition } from '../definition';
import { isObject, listOf, objectOf, pointerTo, textOf, textsOf, type JsonObject } from '../json';
import type { Place, Rule } from '../rule';

/** apiProperties.json beside the definition it belongs to. */
export interface ConnectorProperties {
  /** The object `properties` of the file. */
  readonly properties: JsonObject;
  readonly definition: Definition;
  readonly hasScript: boolean;
}

/** The policy templates that the platform knows. Source: "Policy templates" and the connectors in its repository. */
const templates = [
  'convertarraytoobject',
  'convertobjecttoarray',
  'dynamichosturl',
  'encodepropertyvalue',
  'moveproperties',
  'pollingtrigger',
  'routerequesttoendpoint',
  'setconnectionstatustounauthenticated',
  'setheader',
  'setproperty',
  'setqueryparameter',
  'setvaluefromurl',
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

function color(subject: ConnectorProperties): string | undefined {
  return textOf(subject.properties['iconBrandColor'])?.toLowerCase();
}

const colorPointer = '/properties/iconBrandColor';

function policiesNamed(subject: ConnectorProperties, templateId: string) {
  return policies(subject).filter(({ value }) => textOf(value['templateId'])?.toLowerCase() === templateId);
}

/** Rules over apiProperties.json, alone and together with the definition. The names are ours: Microsoft's has none. */
export const propertiesRules: readonly Rule<ConnectorProperties>[] = [
  {
    name: 'IconBrandColorMissing',
    check: (subject) =>
      color(subject) === undefined
        ? [{ pointer: colorPointer, message: "'iconBrandColor' is required." }]
        : [],
  },
  {
    name: 'IconBrandColorNotValid',
    check: (subject) => {
      const value = color(subject);
      return value === undefined || /^#[0-9a-f]{6}$/.test(value)
        ? []
        : [{ pointer: colorPointer, message: `'${value}' is no color of the form #rrggbb.` }];
    },
  },
  {
    name: 'IconBrandColorNotAllowed',
    check: (subject) =>
      refusedColors.includes(color(subject) ?? '')
        ? [
            {
              pointer: colorPointer,
              message: `'${color(subject)}' is not allowed: it is the portal's default or white.`,
            },
          ]
        : [],
  },
  {
    name: 'IndependentPublisherColor',
    check: (subject) => {
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
  {
    name: 'PublisherMissing',
    check: ({ properties }) =>
      textOf(properties['publisher'])
        ? []
        : [{ pointer: '/properties/publisher', message: "'publisher' is required for certification." }],
  },
  {
    name: 'ConnectionParameterTypeNotKnown',
    check: (subject) =>
      connectionParameters(subject)
        .filter(([, value]) => !parameterTypes.includes(String(value['type'])))
        .map(([name, value]) => ({
          pointer: pointerTo('/properties/connectionParameters', name),
          message: `'${String(value['type'])}' is no type of a connection parameter.`,
        })),
  },
  {
    name: 'ConnectionParameterWithoutWords',
    check: (subject) =>
      connectionParameters(subject)
        .filter(([, value]) => {
          const words = objectOf(value['uiDefinition']);
          const isHidden = String(objectOf(words['constraints'])['hidden']) === 'true';
          return (
            value['type'] !== 'oauthSetting' &&
            !isHidden &&
            !(textOf(words['displayName']) && textOf(words['description']))
          );
        })
        .map(([name]) => ({
          pointer: pointerTo('/properties/connectionParameters', name),
          message: 'Whoever makes a connection sees no displayName or no description.',
        })),
  },
  {
    name: 'ClientSecretInFile',
    check: (subject) =>
      connectionParameters(subject)
        .filter(([, value]) => objectOf(value['oAuthSettings'])['clientSecret'] !== undefined)
        .map(([name]) => ({
          pointer: pointerTo('/properties/connectionParameters', name, 'oAuthSettings', 'clientSecret'),
          message: 'A secret does not belong in a file.',
        })),
  },
  {
    name: 'PolicyTemplateNotKnown',
    check: (subject) =>
      policies(subject)
        .filter(({ value }) => !templates.includes(String(value['templateId']).toLowerCase()))
        .map(({ value, pointer }) => ({
          pointer: pointerTo(pointer, 'templateId'),
          message: `'${String(value['templateId'])}' is no policy template.`,
        })),
  },
  {
    name: 'PolicyTitleMissing',
    check: (subject) =>
      policies(subject)
        .filter(({ value }) => !textOf(value['title']))
        .map(({ pointer }) => ({ pointer, message: "The policy has no 'title'." })),
  },
  {
    name: 'PolicyOperationNotFound',
    check: (subject) =>
      policies(subject).flatMap(({ pointer, operations }) =>
        operations
          .filter((id) => !subject.definition.operation(id))
          .map((id) => ({
            pointer: pointerTo(pointer, 'parameters', 'x-ms-apimTemplate-operationName'),
            message: `The definition has no operation '${id}'.`,
          })),
      ),
  },
  {
    name: 'PolicyConnectionParameterNotFound',
    check: (subject) => {
      const known = connectionParameters(subject).map(([name]) => name);
      return policies(subject).flatMap(({ value, pointer }) =>
        [...JSON.stringify(value).matchAll(/@connectionParameters\('([^']+)'(,)?/gi)]
          .filter(([, name = '', hasDefault]) => hasDefault === undefined && !known.includes(name))
          .map(([, name]) => ({ pointer, message: `There is no connection parameter '${name}'.` })),
      );
    },
  },
  {
    name: 'HostUrlEndsWithSlash',
    check: (subject) =>
      policiesNamed(subject, 'dynamichosturl')
        .filter(({ value }) =>
          /\/$/.test(String(objectOf(value['parameters'])['x-ms-apimTemplateParameter.urlTemplate'])),
        )
        .map(({ pointer }) => ({
          pointer: pointerTo(pointer, 'parameters', 'x-ms-apimTemplateParameter.urlTemplate'),
          message: 'Paths begin with a slash, so the address of the host may not end with one.',
        })),
  },
  {
    name: 'NextLinkPolicyMissing',
    check: (subject) => {
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
  {
    name: 'PollingTriggerPolicyMissing',
    check: (subject): Place[] => {
      const covered = policiesNamed(subject, 'pollingtrigger').flatMap(({ operations }) => operations);
      return subject.definition.operations
        .filter(
          ({ id, method, value }) =>
            value['x-ms-trigger'] !== undefined && method === 'get' && !covered.includes(id),
        )
        .map(({ id }) => ({
          pointer: '/properties/policyTemplateInstances',
          message: `No 'pollingtrigger' policy keeps the state of the trigger '${id}'.`,
        }));
    },
  },
  {
    name: 'ScriptOperationNotFound',
    check: ({ properties, definition }) =>
      textsOf(properties['scriptOperations'])
        .filter((id) => !definition.operation(id))
        .map((id) => ({
          pointer: '/properties/scriptOperations',
          message: `The definition has no operation '${id}'.`,
        })),
  },
  {
    name: 'ScriptMissing',
    check: ({ properties, hasScript }) =>
      properties['scriptOperations'] !== undefined && !hasScript
        ? [
            {
              pointer: '/properties/scriptOperations',
              message: 'Operations are to run a script, but there is no script.csx.',
            },
          ]
        : [],
  },
];

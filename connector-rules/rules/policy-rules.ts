import { pollsByItself } from '../reading/definition';
import { isObject, objectOf, textOf, textsOf } from '../reading/json';
import {
  connectionParameters,
  eachPolicy,
  policiesNamed,
  type PropertiesFile,
  type RuleOverProperties,
} from './properties-file';
import { breaking, certification, guideline } from './rule';

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

const urlTemplate = 'x-ms-apimTemplateParameter.urlTemplate';

/** Operations without a policy that they need, each with what it lacks. */
function withoutPolicy(
  missing: (file: PropertiesFile) => readonly { readonly id: string }[],
  message: (id: string) => string,
): RuleOverProperties['places'] {
  return (file) =>
    missing(file).map(({ id }) => ({
      pointer: '/properties/policyTemplateInstances',
      message: message(id),
    }));
}

/** Rules over the policies of a connector. */
export const policyRules: Readonly<Record<string, RuleOverProperties>> = {
  PolicyTemplateNotKnown: {
    ...breaking,
    places: eachPolicy(({ value: { templateId } }) => {
      const isKnown = templates.includes(String(templateId).toLowerCase());
      return isKnown ? [] : [`'${String(templateId)}' is no policy template.`];
    }, 'templateId'),
  },
  PolicyTitleMissing: {
    ...certification,
    places: eachPolicy(({ value }) => (textOf(value['title']) ? [] : ["The policy has no 'title'."])),
  },
  PolicyOperationNotFound: {
    ...certification,
    places: eachPolicy(
      ({ operations }, { definition }) =>
        operations
          .filter((id) => !definition.operation(id))
          .map((id) => `The definition has no operation '${id}'.`),
      'parameters',
      'x-ms-apimTemplate-operationName',
    ),
  },
  PolicyConnectionParameterNotFound: {
    ...certification,
    places: eachPolicy(({ value }, file) => {
      const known = connectionParameters(file).map(([name]) => name);
      return [...JSON.stringify(value).matchAll(/@connectionParameters\('([^']+)'(,)?/gi)]
        .filter(([, name = '', hasDefault]) => hasDefault === undefined && !known.includes(name))
        .map(([, name]) => `There is no connection parameter '${name}'.`);
    }),
  },
  HostUrlEndsWithSlash: {
    ...guideline,
    places: eachPolicy(
      ({ value: { templateId, parameters } }) =>
        textOf(templateId)?.toLowerCase() === 'dynamichosturl' &&
        String(objectOf(parameters)[urlTemplate]).endsWith('/')
          ? ['Paths begin with a slash, so the address of the host may not end with one.']
          : [],
      'parameters',
      urlTemplate,
    ),
  },
  NextLinkPolicyMissing: {
    ...guideline,
    places: withoutPolicy(
      (file) => {
        const covered = policiesNamed(file, 'updatenextlink');
        const scripted = textsOf(file.properties['scriptOperations']);
        return file.definition.operations.filter(
          ({ id, value }) =>
            isObject(value['x-ms-pageable']) &&
            !scripted.includes(id) &&
            !covered.some(({ operations }) => operations.length === 0 || operations.includes(id)),
        );
      },
      (id) =>
        `No 'updatenextlink' policy covers the pages of '${id}': the second page would be asked for without the connection.`,
    ),
  },
  PollingTriggerPolicyMissing: {
    ...guideline,
    places: withoutPolicy(
      (file) => {
        const covered = policiesNamed(file, 'pollingtrigger').flatMap(({ operations }) => operations);
        return file.definition.operations.filter(
          ({ id, method, value }) =>
            value['x-ms-trigger'] !== undefined &&
            method === 'get' &&
            !covered.includes(id) &&
            !pollsByItself(value),
        );
      },
      (id) => `No 'pollingtrigger' policy keeps the state of the trigger '${id}'.`,
    ),
  },
};

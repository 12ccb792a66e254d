import { objectOf, textOf, textsOf } from '../reading/json';
import { policyRules } from './policy-rules';
import {
  eachConnectionParameter,
  placeAt,
  type Companions,
  type PropertiesFile,
  type RuleOverProperties,
} from './properties-file';
import { breaking, certification, placesAt, type Rules } from './rule';

const parameterTypes = ['string', 'securestring', 'int', 'bool', 'oauthsetting', 'gatewaysetting'];
/** Parameters whose words the platform has itself. */
const platformTypes = ['oauthsetting', 'gatewaysetting'];
const refusedColors = ['#007ee5', '#ffffff'];
const independentPublisherColor = '#da3b01';

/** What stands where a secret will be, in the files of connectors that are certified. */
const placeholder = /^(|.*(dummy|your|secret|placeholder|registration|to.?be.?provided|<|\[|\{).*)$/i;

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && !placeholder.test(value.trim());
}

const atColor = (fault: (color: string | undefined, file: PropertiesFile) => string | undefined) =>
  placeAt('/properties/iconBrandColor', (file) =>
    fault(textOf(file.properties['iconBrandColor'])?.toLowerCase(), file),
  );

const atScriptOperations = '/properties/scriptOperations';

/** A text that certification asks for. */
const required = (name: string) => ({
  ...certification,
  places: placeAt(`/properties/${name}`, ({ properties }) =>
    textOf(properties[name]) ? undefined : `'${name}' is required for certification.`,
  ),
});

/** Rules over apiProperties.json, alone and together with the definition. The names are ours: Microsoft's has none. */
const rules: Readonly<Record<string, RuleOverProperties>> = {
  IconBrandColorMissing: {
    ...certification,
    places: atColor((color) => (color === undefined ? "'iconBrandColor' is required." : undefined)),
  },
  IconBrandColorNotValid: {
    ...certification,
    places: atColor((color) =>
      color === undefined || /^#[0-9a-f]{6}$/.test(color)
        ? undefined
        : `'${color}' is no color of the form #rrggbb.`,
    ),
  },
  IconBrandColorNotAllowed: {
    ...certification,
    places: atColor((color = '') =>
      refusedColors.includes(color)
        ? `'${color}' is not allowed: it is the portal's default or white.`
        : undefined,
    ),
  },
  IndependentPublisherColor: {
    ...certification,
    places: atColor((color, { definition }) =>
      textOf(objectOf(definition.document['info'])['title'])?.endsWith('(Independent Publisher)') &&
      color !== independentPublisherColor
        ? `Connectors of independent publishers have the color ${independentPublisherColor}.`
        : undefined,
    ),
  },
  StackOwnerMissing: required('stackOwner'),
  PublisherMissing: required('publisher'),
  ConnectionParameterTypeNotKnown: {
    ...breaking,
    places: eachConnectionParameter(({ type }) =>
      parameterTypes.includes(textOf(type)?.toLowerCase() ?? '')
        ? undefined
        : `'${String(type)}' is no type of a connection parameter.`,
    ),
  },
  ConnectionParameterWithoutWords: {
    ...certification,
    places: eachConnectionParameter((value) => {
      const words = objectOf(value['uiDefinition']);
      const isHidden = String(objectOf(words['constraints'])['hidden']) === 'true';
      const isPlatforms = platformTypes.includes(textOf(value['type'])?.toLowerCase() ?? '');
      const explained = textOf(words['description']) || textOf(words['tooltip']);
      return isPlatforms || isHidden || (textOf(words['displayName']) && explained)
        ? undefined
        : 'Whoever makes a connection sees no displayName or no description.';
    }),
  },
  ClientSecretInFile: {
    ...certification,
    places: eachConnectionParameter(
      (value) =>
        isSecret(objectOf(value['oAuthSettings'])['clientSecret'])
          ? 'A secret does not belong in a file.'
          : undefined,
      'oAuthSettings',
      'clientSecret',
    ),
  },
  ...policyRules,
  ScriptOperationNotFound: {
    ...certification,
    places: ({ properties, definition }) =>
      textsOf(properties['scriptOperations'])
        .filter((id) => !definition.operation(id))
        .map((id) => ({
          pointer: atScriptOperations,
          message: `The definition has no operation '${id}'.`,
        })),
  },
  ScriptMissing: {
    ...certification,
    places: placeAt(atScriptOperations, ({ properties, hasScript }) =>
      properties['scriptOperations'] !== undefined && !hasScript
        ? 'Operations are to run a script, but there is no script.csx.'
        : undefined,
    ),
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

import { pattern } from '@stoplight/spectral-functions';
import type { Definition } from '../reading/definition';
import { listOf, objectOf, pointerTo, textOf } from '../reading/json';
import { certification, wholeDefinition, type Rules } from './rule';

const categories = [
  'AI',
  'Business Management',
  'Business Intelligence',
  'Collaboration',
  'Commerce',
  'Communication',
  'Content and Files',
  'Finance',
  'Data',
  'Human Resources',
  'Internet of Things',
  'IT Operations',
  'Lifestyle and Entertainment',
  'Marketing',
  'Productivity',
  'Sales and CRM',
  'Security',
  'Social Media',
  'Website',
];
const mostCategories = 2;
const lengths = { title: [1, 30], description: [30, 500] } as const;

const products = [
  'Power Apps',
  'Power Platform',
  'Power Virtual Agents',
  'PowerApps',
  'Power Automate',
  'Microsoft Flow',
  'Copilot Studio',
  'Logic Apps',
];
const restrictedWords = {
  title: ['API', 'Connector', ...products],
  description: products,
} as const;

function infoTexts(definition: Definition): [name: 'title' | 'description', text: string, pointer: string][] {
  const info = objectOf(definition.document['info']);
  return (['title', 'description'] as const).flatMap((name) => {
    const text = textOf(info[name]);
    return text === undefined ? [] : [[name, text, pointerTo('/info', name)]];
  });
}

function isAbsoluteUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(text) && URL.canParse(text);
}

function metadata(definition: Definition): { name: string; value: string; pointer: string }[] {
  return listOf(definition.document['x-ms-connector-metadata']).map((entry, index) => ({
    name: textOf(objectOf(entry)['propertyName']) ?? '',
    value: textOf(objectOf(entry)['propertyValue']) ?? '',
    pointer: pointerTo('/x-ms-connector-metadata', index),
  }));
}

function categoriesOf(definition: Definition): { values: readonly string[]; pointer: string } | undefined {
  const found = metadata(definition).find(({ name }) => name === 'Categories');
  return (
    found && {
      values: found.value
        .split(';')
        .map((value) => value.trim())
        .filter(Boolean),
      pointer: pointerTo(found.pointer, 'propertyValue'),
    }
  );
}

function* urls(definition: Definition): Iterable<[string, string]> {
  const contact = objectOf(objectOf(definition.document['info'])['contact']);
  const url = textOf(contact['url']);
  if (url !== undefined) yield [url, '/info/contact/url'];
  for (const { name, value, pointer } of metadata(definition)) {
    if (name !== 'Categories') yield [value, pointerTo(pointer, 'propertyValue')];
  }
}

/** Rules over what the list of connectors shows: title, description, contact, categories. */
export const listingRules: Rules = {
  FieldLengthNotInRange: {
    ...certification,
    ...wholeDefinition((definition) =>
      infoTexts(definition).flatMap(([name, text, pointer]) => {
        const [least, most] = lengths[name];
        // Independent publishers add their suffix to the title on top of its length.
        const length = text.replace(/ \(Independent Publisher\)$/, '').length;
        return length >= least && length <= most
          ? []
          : [
              {
                pointer,
                message: `The '${name}' value must be between '${least}' and '${most}' characters; it has ${length}.`,
              },
            ];
      }),
    ),
  },
  ValueMustEndWithAlphanumeric: {
    ...certification,
    given: '$.info',
    then: {
      field: 'title',
      function: pattern,
      functionOptions: { match: '/[\\p{L}\\p{N}]( \\(Independent Publisher\\))?$/u' },
    },
    message: "The 'title' value must end with alphanumeric character.",
  },
  ValueContainsRestrictedWords: {
    ...certification,
    ...wholeDefinition((definition) =>
      infoTexts(definition).flatMap(([name, text, pointer]) =>
        restrictedWords[name]
          .filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text))
          .map((word) => ({
            pointer,
            message: `The value '${text}' contains at least one of the restricted words: '${word}'.`,
          })),
      ),
    ),
  },
  ValueMustBeInEnglish: {
    ...certification,
    given: '$.info',
    then: ['title', 'description'].map((field) => ({
      field,
      function: pattern,
      // Letters alone tell: dashes, quotes and names with accents stand in English texts, too.
      functionOptions: { notMatch: '/(?!\\p{Script=Latin})\\p{L}/u' },
    })),
    message: "The '{{property}}' value must be written in English.",
  },
  ContactEmailNotValid: {
    ...certification,
    given: '$.info.contact',
    then: {
      field: 'email',
      function: pattern,
      functionOptions: { match: '/^[\\x21-\\x7e]+@[a-z0-9-]+(\\.[a-z0-9-]+)+$/i' },
    },
    message: "The contact 'email' property must be a valid email address.",
  },
  UrlNotValid: {
    ...certification,
    ...wholeDefinition((definition) =>
      [...urls(definition)]
        .filter(([url]) => !isAbsoluteUrl(url))
        .map(([url, pointer]) => ({ pointer, message: `'${url}' must be a valid absolute URL.` })),
    ),
  },
  ConnectorMetadataPropertiesMissing: {
    ...certification,
    ...wholeDefinition((definition) =>
      ['Website', 'Privacy policy', 'Categories']
        .filter((name) => !metadata(definition).some((entry) => entry.name === name && entry.value !== ''))
        .map((name) => ({
          pointer: '/x-ms-connector-metadata',
          message: `The connector metadata property '${name}' is required.`,
        })),
    ),
  },
  InvalidConnectorCategory: {
    ...certification,
    ...wholeDefinition((definition) => {
      const found = categoriesOf(definition);
      return (found?.values ?? [])
        .filter((value) => !categories.includes(value))
        .map((value) => ({
          pointer: found?.pointer ?? '',
          message: `The connector category '${value}' is invalid. Available categories are: [${categories.join(', ')}].`,
        }));
    }),
  },
  TooManyConnectorCategories: {
    ...certification,
    ...wholeDefinition((definition) => {
      const found = categoriesOf(definition);
      return found && found.values.length > mostCategories
        ? [
            {
              pointer: found.pointer,
              message: `The maximum allowed number of categories for the connector is '${mostCategories}'.`,
            },
          ]
        : [];
    }),
  },
};

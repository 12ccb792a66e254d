import type { Definition } from '../definition';
import { listOf, objectOf, pointerTo, textOf } from '../json';
import type { Rule } from '../rule';

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
  'PowerApps',
  'Power Automate',
  'Microsoft Flow',
  'Copilot Studio',
  'Logic Apps',
];
const restrictedWords = {
  title: ['API', 'Connector', ...products],
  description: ['API', ...products],
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
      values: found.value.split(';').filter(Boolean),
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
export const listingRules: readonly Rule<Definition>[] = [
  {
    name: 'FieldLengthNotInRange',
    check: (definition) =>
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
  },
  {
    name: 'ValueMustEndWithAlphanumeric',
    check: (definition) =>
      infoTexts(definition)
        .filter(
          ([name, text]) =>
            name === 'title' && !/[\p{L}\p{N}]$/u.test(text.replace(/ \(Independent Publisher\)$/, '')),
        )
        .map(([, , pointer]) => ({
          pointer,
          message: `The 'title' value must end with alphanumeric character.`,
        })),
  },
  {
    name: 'ValueContainsRestrictedWords',
    check: (definition) =>
      infoTexts(definition).flatMap(([name, text, pointer]) =>
        restrictedWords[name]
          .filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(text))
          .map((word) => ({
            pointer,
            message: `The value '${text}' contains at least one of the restricted words: '${word}'.`,
          })),
      ),
  },
  {
    name: 'ValueMustBeInEnglish',
    check: (definition) =>
      infoTexts(definition)
        .filter(([, text]) => /[^\x20-\x7e]/.test(text))
        .map(([name, , pointer]) => ({
          pointer,
          message: `The '${name}' value must be written in English.`,
        })),
  },
  {
    name: 'ContactEmailNotValid',
    check: ({ document }) => {
      const email = textOf(objectOf(objectOf(document['info'])['contact'])['email']);
      return email === undefined || /^[\x21-\x7e]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(email)
        ? []
        : [
            {
              pointer: '/info/contact/email',
              message: `The contact 'email' property must be a valid email address.`,
            },
          ];
    },
  },
  {
    name: 'UrlNotValid',
    check: (definition) =>
      [...urls(definition)]
        .filter(([url]) => !isAbsoluteUrl(url))
        .map(([url, pointer]) => ({ pointer, message: `'${url}' must be a valid absolute URL.` })),
  },
  {
    name: 'ConnectorMetadataPropertiesMissing',
    check: (definition) =>
      ['Website', 'Privacy policy', 'Categories']
        .filter((name) => !metadata(definition).some((entry) => entry.name === name && entry.value !== ''))
        .map((name) => ({
          pointer: '/x-ms-connector-metadata',
          message: `The connector metadata property '${name}' is required.`,
        })),
  },
  {
    name: 'InvalidConnectorCategory',
    check: (definition) => {
      const found = categoriesOf(definition);
      return (found?.values ?? [])
        .filter((value) => !categories.includes(value))
        .map((value) => ({
          pointer: found?.pointer ?? '',
          message: `The connector category '${value}' is invalid. Available categories are: [${categories.join(', ')}].`,
        }));
    },
  },
  {
    name: 'TooManyConnectorCategories',
    check: (definition) => {
      const found = categoriesOf(definition);
      return found && found.values.length > mostCategories
        ? [
            {
              pointer: found.pointer,
              message: `The maximum allowed number of categories for the connector is '${mostCategories}'.`,
            },
          ]
        : [];
    },
  },
];

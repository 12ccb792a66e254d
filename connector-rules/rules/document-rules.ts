import { defined, enumeration, length, pattern } from '@stoplight/spectral-functions';
import { listOf, objectOf, repeated, textOf } from '../reading/json';
import { breaking, certification, layout, wholeDefinition, type Rules } from './rule';

const mimeTypes = [
  'application/json',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
];

const mostOperations = 256;

/** A label of the host, not its last one, that names a stage before production, or a machine of a developer. */
const notForProduction =
  '/((^|[.-])(staging|stage|stg|dev|test|qa|uat|sandbox|ngrok)[.-]|(^|[.])localhost([:.]|$))/i';
const placeholder = '/\\b(example\\.(com|org|net)|contoso\\.com)\\b/i';

/** Rules whose findings at the host are none where calls go to another host. */
export const hostRules: readonly string[] = ['HostNotForProduction', 'PlaceholderAddress'];

const required = ['info', 'info.title', 'info.version', 'paths'];
const requiredForListing = [
  'host',
  'info.description',
  'info.contact',
  'info.contact.name',
  'info.contact.url',
  'info.contact.email',
];

/** The order of a definition's parts that certification asks for. */
const order = [
  'swagger',
  'info',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
];

/** Rules over the document as a whole: what must be there, where it points, what it speaks. */
export const documentRules: Rules = {
  SpecificationVersionIncorrect: {
    ...breaking,
    ...wholeDefinition(({ document }) =>
      document['swagger'] === '2.0'
        ? []
        : [{ pointer: '/swagger', message: `The 'swagger' property must have the string value "2.0".` }],
    ),
  },
  RequiredPropertyMissing: {
    ...breaking,
    given: '$',
    then: required.map((field) => ({ field, function: defined })),
    message: "The '{{property}}' property is required.",
  },
  ListingPropertyMissing: {
    ...certification,
    given: '$',
    then: requiredForListing.map((field) => ({ field, function: defined })),
    message: "The '{{property}}' property is required.",
  },
  RequiredValueEmpty: {
    ...certification,
    given: '$',
    then: required.map((field) => ({ field, function: pattern, functionOptions: { notMatch: '^$' } })),
    message: "The '{{property}}' property must have not empty value.",
  },
  HostNameNotValid: {
    ...certification,
    given: '$',
    then: { field: 'host', function: pattern, functionOptions: { match: '^[^{}/ :\\\\]+(:\\d+)?$' } },
    message: "The 'host' property must be a valid URI host without a scheme or path.",
  },
  BasePathNotValid: {
    ...breaking,
    given: '$',
    then: { field: 'basePath', function: pattern, functionOptions: { match: '^/' } },
    message: "The 'basePath' property, if present, must start with a '/' character.",
  },
  SchemesArrayEmpty: {
    ...breaking,
    given: '$',
    then: { field: 'schemes', function: length, functionOptions: { min: 1 } },
    message: "The 'schemes' array requires at least one value.",
  },
  SchemeNotSupported: {
    ...breaking,
    given: '$.schemes[*]',
    then: { function: pattern, functionOptions: { notMatch: '^wss?$' } },
    message: 'The WebSocket transfer protocol schemes are not supported.',
  },
  SchemeNotValid: {
    ...breaking,
    given: '$.schemes[*]',
    then: { function: enumeration, functionOptions: { values: ['http', 'https', 'ws', 'wss'] } },
    message: "The 'schemes' property must only contain transfer protocols from the list: http, https.",
  },
  SchemeNotSecure: {
    ...certification,
    given: '$.schemes[*]',
    then: { function: pattern, functionOptions: { notMatch: '^http$' } },
    message: 'Calls without encryption are not accepted; https is enough.',
  },
  HostNotForProduction: {
    ...certification,
    given: '$',
    then: { field: 'host', function: pattern, functionOptions: { notMatch: notForProduction } },
    message: "The host '{{value}}' is one for trying out, not for production.",
  },
  PlaceholderAddress: {
    ...certification,
    given: ['$.host', '$.info.contact[url,email]', '$.x-ms-connector-metadata[*].propertyValue'],
    then: { function: pattern, functionOptions: { notMatch: placeholder } },
    message: "'{{value}}' is an address for examples.",
  },
  MimeTypeNotSupported: {
    ...certification,
    given: ['$[consumes,produces][*]', '#Operation[consumes,produces][*]'],
    then: { function: pattern, functionOptions: { match: `^(${mimeTypes.join('|')}) *(;|$)` } },
    message: `The MIME type '{{value}}' is not supported. The supported mime types are: '${mimeTypes.join(', ')}'.`,
  },
  PartsOutOfOrder: {
    ...layout,
    ...wholeDefinition(({ document }) => {
      const parts = Object.keys(document).filter((part) => order.includes(part));
      const sorted = [...parts].sort((one, other) => order.indexOf(one) - order.indexOf(other));
      return parts.join() === sorted.join()
        ? []
        : [{ pointer: '', message: `The parts must stand in the order ${sorted.join(', ')}.` }];
    }),
  },
  TagRedefined: {
    ...breaking,
    ...wholeDefinition(({ document }) =>
      repeated(listOf(document['tags']).map((tag) => textOf(objectOf(tag)['name']))).map((name) => ({
        pointer: '/tags',
        message: `The 'tags' property defines tag '${name}' multiple times.`,
      })),
    ),
  },
  TotalOperationsCountExceedsMaxAllowed: {
    ...breaking,
    ...wholeDefinition(({ operations }) =>
      operations.length > mostOperations
        ? [
            {
              pointer: '/paths',
              message: `The total number of operations in the swagger exceeds the maximum allowed value of '${mostOperations}'.`,
            },
          ]
        : [],
    ),
  },
};

import { connector, put, remove, swap, type BrokenPackage } from './changes';

/** Packages whose connector is wrong. */
export const brokenConnectorComponents: readonly BrokenPackage[] = [
  {
    name: 'without a part of the connector',
    change: remove(`${connector}_iconblob.Png`),
    rule: 'parts-of-connector',
    found: `iconblob: the part ${connector}_iconblob.Png is missing`,
    refused: ['0x80048033', 'Connector import: FAILURE: No file with that name found'],
  },
  {
    name: 'with connection parameters of a wrong shape',
    change: put(`${connector}_connectionparameters.json`, '{"api_key":"secret"}'),
    rule: 'shape-of-connector-parts',
    found: 'its connection parameters must be objects with a type',
    refused: ['0x80048033', 'Nullable object must have a value'],
  },
  {
    name: 'with a connector of another prefix',
    change: swap('customizations.xml', '<name>abc_sample<', '<name>xyz_sample<'),
    rule: 'prefix-of-connector',
    found: 'its name must begin with abc_',
    refused: ['0x80048033', "does not start with the publisher's prefix abc"],
  },
  {
    name: 'with another version of the connector',
    change: swap(`${connector}_openapidefinition.json`, '1.0.0', '9.9.9'),
    rule: 'operations-of-connector',
    found: 'connector abc_sample: its version is 9.9.9',
  },
  {
    name: 'with a script too long for its column',
    change: put(`${connector}_customcodeblobcontent.csx`, '/'.repeat(500_001)),
    rule: 'length-of-connector-parts',
    found: 'its customcodeblobcontent has more than 500000 characters',
    refused: ['0x80048033', 'The customcodeblobcontent has more than 500000 characters'],
  },
  {
    name: 'with an OpenAPI file that is none',
    change: put(`${connector}_openapidefinition.json`, '{}'),
    rule: 'shape-of-connector-parts',
    found: 'its OpenAPI definition is no OpenAPI 2.0 with paths',
    refused: ['0x80048033', 'The OpenAPI definition is not valid OpenAPI 2.0'],
  },
  {
    name: 'with an icon of two bytes',
    change: put(`${connector}_iconblob.Png`, 'ic'),
    rule: 'icon-of-connector',
    found: 'its icon is no image',
    refused: ['0x80048033', 'The icon is not a valid image'],
  },
  {
    name: 'with a script operation that is none',
    change: swap('customizations.xml', '["ListThings"]', '["Other"]'),
    rule: 'operations-of-connector',
    found: 'handle Other, which its definition does not have',
  },
  {
    name: 'with a connector name too long to survive unpacking',
    change: swap(
      'customizations.xml',
      '<displayname>Sample',
      '<displayname>A name of more than thirty letters',
    ),
    rule: 'columns-of-connector',
    found: 'its displayname has more than 30 characters',
  },
  {
    name: "with a connector whose name begins another one's",
    change: swap(
      'customizations.xml',
      '</Connectors>',
      '<Connector><connectorid>1a0b0c0d-1111-4222-8333-444455556666</connectorid><name>abc_sampler</name></Connector></Connectors>',
    ),
    rule: 'overlapping-connector-names',
    found: 'its name is the beginning of abc_sampler, so packers take it for a part of it.',
    refused: ['0x8004803a', 'component abc_sampler of type 372 is not declared'],
  },
];

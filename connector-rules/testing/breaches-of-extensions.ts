import type { Breach } from './sample-definition';

const list = '/paths/~1items/get';
const name = '/definitions/NewItem/properties/name';
const tree = {
  settings: { canSelectParentNodes: false, canSelectLeafNodes: true },
  open: { operationId: 'ListItems', itemValuePath: 'id', itemTitlePath: 'name' },
};

/** How the rules over extensions, and those over what is no use to makers, are broken. */
export const breachesOfExtensions: readonly Breach[] = [
  ['ExtensionNotKnown', [[`${name}/x-ms-sumary`, 'Name']], `${name}/x-ms-sumary`],
  ['ExtensionNotKnown', [[`${list}/x-ms-visible`, true]], `${list}/x-ms-visible`],
  ['ExtensionValueNotValid', [[`${name}/x-ms-visibility`, 'Advanced']], `${name}/x-ms-visibility`],
  ['ExtensionValueNotValid', [[`${list}/x-ms-visibility`, 'hidden']], `${list}/x-ms-visibility`],
  ['ExtensionValueNotValid', [['/parameters/PlainId/x-ms-url-encoding', true]]],
  ['ExtensionValueNotValid', [['/definitions/Hook/properties/url/x-ms-notification-url', 'true']]],
  ['TriggerKindNotKnown', [['/paths/~1trigger~1items/get/x-ms-trigger', 'poll']]],
  [
    'SelectedItemValuePathMisplaced',
    [[`${name}/x-ms-dynamic-tree`, { ...tree, browse: { ...tree.open, selectedItemValuePath: 'id' } }]],
    `${name}/x-ms-dynamic-tree/browse/selectedItemValuePath`,
  ],
  ['ValueContainsRestrictedWords', [['/info/title', 'Items for Power Platform']], '/info/title'],
  ['SchemeNotSecure', [['/schemes', ['https', 'http']]], '/schemes/1'],
  ['HostNotForProduction', [['/host', 'api-staging.sample-items.net']], '/host'],
  ['HostNotForProduction', [['/host', 'localhost:4433']], '/host'],
  ['PlaceholderAddress', [['/host', 'api.example.com']], '/host'],
  ['PlaceholderAddress', [['/info/contact/email', 'sample@example.com']], '/info/contact/email'],
  ['PropertyTypeMissing', [[`${name}/type`, undefined]], name],
  ['ObjectHasNoProperties', [[`${name}/type`, 'object']], name],
  ['DescriptionMustDifferFromTitle', [[`${name}/description`, 'Name.']], `${name}/description`],
  [
    'PartsOutOfOrder',
    [
      ['/host', undefined],
      ['/host', 'api.sample-items.net'],
    ],
    '',
  ],
  ['SwaggerNotValid', [['/nonsense', 1]], '/nonsense'],
];

import type { Breach, Change } from './sample-definition';

const list = '/paths/~1items/get';
const create = '/paths/~1items/post';
const remove = '/paths/~1items~1{itemId}/delete';
const trigger = '/paths/~1trigger~1items/get';

const operation = {
  operationId: 'Another',
  summary: 'Another',
  description: 'Does more.',
  responses: { 204: { description: 'Done.' } },
};
const family = (revision?: number) => ({ family: 'One', ...(revision === undefined ? {} : { revision }) });
const inFamily = (id: string, revision?: number) => ({
  ...operation,
  operationId: id,
  'x-ms-api-annotation': family(revision),
});

/** How the rules over the document, its paths and its operations are broken. */
export const breachesOfOperations: readonly Breach[] = [
  ['SpecificationVersionIncorrect', [['/swagger', '3.0']], '/swagger'],
  ['RequiredPropertyMissing', [['/paths', undefined]], ''],
  ['RequiredPropertyMissing', [['/info/title', undefined]], '/info'],
  ['ListingPropertyMissing', [['/info/contact', undefined]], '/info'],
  ['ListingPropertyMissing', [['/info/contact/email', undefined]], '/info/contact'],
  ['RequiredValueEmpty', [['/info/version', '']], '/info/version'],
  ['FieldLengthNotInRange', [['/info/title', 'A title that is longer than thirty']], '/info/title'],
  ['FieldLengthNotInRange', [['/info/description', 'Too short.']], '/info/description'],
  ['ValueMustEndWithAlphanumeric', [['/info/title', 'Sample!']], '/info/title'],
  ['ValueContainsRestrictedWords', [['/info/title', 'Sample Connector']], '/info/title'],
  [
    'ValueContainsRestrictedWords',
    [['/info/description', 'Brings Power Automate together with items.']],
    '/info/description',
  ],
  ['ValueMustBeInEnglish', [['/info/title', 'Примеры']], '/info/title'],
  ['ContactEmailNotValid', [['/info/contact/email', 'nobody']], '/info/contact/email'],
  ['UrlNotValid', [['/info/contact/url', 'example.com']], '/info/contact/url'],
  [
    'UrlNotValid',
    [['/x-ms-connector-metadata/1/propertyValue', '/privacy']],
    '/x-ms-connector-metadata/1/propertyValue',
  ],
  ['HostNameNotValid', [['/host', 'https://example.com']], '/host'],
  ['HostNameNotValid', [['/host', '{org}.crm.dynamics.com']], '/host'],
  ['BasePathNotValid', [['/basePath', 'api']], '/basePath'],
  ['SchemesArrayEmpty', [['/schemes', []]], '/schemes'],
  ['SchemeNotSupported', [['/schemes', ['wss']]], '/schemes/0'],
  ['SchemeNotValid', [['/schemes', ['https', 'ftp']]], '/schemes/1'],
  ['MimeTypeNotSupported', [[`${create}/consumes`, ['text/xml']]], `${create}/consumes/0`],
  ['TagRedefined', [['/tags/-', { name: 'Items' }]], '/tags'],
  [
    'TotalOperationsCountExceedsMaxAllowed',
    Array.from({ length: 257 }, (_, index): Change => [
      `/paths/~1more${index}`,
      { get: { ...operation, operationId: `More${index}` } },
    ]),
    '/paths',
  ],
  [
    'ConnectorMetadataPropertiesMissing',
    [['/x-ms-connector-metadata/0', { propertyName: 'Other', propertyValue: 'https://example.com' }]],
  ],
  ['InvalidConnectorCategory', [['/x-ms-connector-metadata/2/propertyValue', 'Fishing']]],
  ['TooManyConnectorCategories', [['/x-ms-connector-metadata/2/propertyValue', 'Data;AI;Finance']]],

  ['OperationPathMustStartWithSlash', [['/paths/more', { get: operation }]], '/paths/more'],
  ['OperationPathContainsUnsupportedCharacters', [['/paths/~1more*', { get: operation }]]],
  ['OperationPathMayNotContainQueryOrFragment', [['/paths/~1more?a=b', { get: operation }]]],
  ['OperationPathTemplateNotValid', [['/paths/~1more~1{a', { get: operation }]]],
  ['OperationPathVariablesContainDefaults', [['/paths/~1more~1{a=b}', { get: operation }]]],
  ['PathItemRefNotSuppored', [['/paths/~1more', { $ref: '#/paths/~1items' }]]],
  ['PathRedefined', [['/paths/~1Items', { put: operation }]], '/paths/~1Items'],
  ['DuplicateOperationPath', [['/paths/~1items~1{other}', { get: operation }]]],
  [
    'PartialDuplicateOperationPath',
    [['/paths/~1items~1newest', { get: operation }]],
    '/paths/~1items~1newest/get',
  ],

  ['OperationIdRequired', [[`${list}/operationId`, undefined]], list],
  ['OperationIdNotUnique', [[`${create}/operationId`, 'GetItem']]],
  ['OperationIdSanitized', [[`${create}/operationId`, 'create-item']], `${create}/operationId`],
  ['OperationIdTooLong', [[`${create}/operationId`, `C${'r'.repeat(90)}`]]],
  ['OperationSummaryMissing', [[`${create}/summary`, undefined]], create],
  ['OperationDescriptionMissing', [[`${create}/description`, '']], `${create}/description`],
  ['OperationSummaryTooLong', [[`${create}/summary`, 'a'.repeat(81)]]],
  ['RestrictedCharactersInSummary', [[`${create}/summary`, 'Create/update an item']], `${create}/summary`],
  ['SummaryMustEndWithAlphanumeric', [[`${create}/summary`, 'Create an item.']]],
  ['TriggerSummaryMustBeginWithWhen', [[`${trigger}/summary`, 'New item']]],
  ['DescriptionMustEndWithPeriod', [[`${create}/description`, 'Creates an item']]],
  ['DescriptionMustDifferFromSummary', [[`${create}/description`, 'Create an item.']]],
  ['TriggerDescriptionMustSayTriggers', [[`${trigger}/description`, 'Fires for new items.']]],
  ['OperationMustHaveResponse', [[`${remove}/responses`, {}]]],
  [
    'OperationShouldHaveSuccessfulResponse',
    [[`${remove}/responses`, { default: { description: 'Failed.' } }]],
  ],
  ['ResponseMustBeDefaultOrHttpStatusCode', [[`${remove}/responses/ok`, { description: 'Fine.' }]]],
  [
    'OperationHasManyResponsesWithSchema',
    [[`${create}/responses/400`, { description: 'Bad.', schema: { type: 'string' } }]],
  ],
  ['DefaultResponseHasSchema', [[`${create}/responses/default/schema`, { type: 'string' }]]],
  ['SchemaDefinitionSetIncorrectly', [[`${remove}/responses/204/schema`, { type: 'string' }]]],
  [
    'ConsumesMissing',
    [
      ['/consumes', []],
      [`${create}/consumes`, undefined],
    ],
    create,
  ],
  [
    'BodyOrFormDataParameterInFetchOperationNotAllowed',
    [[`${list}/parameters/-`, { name: 'body', in: 'body', schema: { type: 'string' } }]],
  ],
  ['InvalidNextLinkNameValue', [[`${list}/x-ms-pageable/nextLinkName`, 'next']]],
  ['DeprecatedNotTold', [[`${remove}/summary`, 'Delete an item']]],
  ['EmptySchema', [[`${create}/responses/201/schema`, {}]], `${create}/responses/201/schema`],

  ['ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations', [[`${remove}/deprecated`, undefined]]],
  [
    'ApiAnnotationExtensionReplacementInfoMissingApiProperty',
    [[`${remove}/x-ms-api-annotation/replacement/api`, undefined]],
  ],
  [
    'ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty',
    [[`${remove}/x-ms-api-annotation/replacement/operationId`, undefined]],
  ],
  [
    'OperationFamilyHasDuplicateRevisions',
    [
      ['/paths/~1a', { get: inFamily('One', 1) }],
      ['/paths/~1b', { get: inFamily('Two', 1) }],
    ],
  ],
  [
    'OperationFamilyHasManyActiveOperations',
    [
      ['/paths/~1a', { get: inFamily('One', 1) }],
      ['/paths/~1b', { get: inFamily('Two', 2) }],
      ['/paths/~1c', { get: inFamily('Three', 3) }],
    ],
  ],
  [
    'OperationFamilyHasManyEmptyRevisions',
    [
      ['/paths/~1a', { get: inFamily('One') }],
      ['/paths/~1b', { get: inFamily('Two') }],
    ],
  ],
  [
    'OperationFamilyHasManyActiveProductionOperations',
    [
      [
        '/paths/~1a',
        {
          get: {
            ...operation,
            operationId: 'One',
            'x-ms-api-annotation': { ...family(1), status: 'Production' },
          },
        },
      ],
      [
        '/paths/~1b',
        {
          get: {
            ...operation,
            operationId: 'OneV2',
            'x-ms-api-annotation': { ...family(2), status: 'Production' },
          },
        },
      ],
    ],
  ],
  [
    'OperationIdShouldEndWithRevision',
    [['/paths/~1a', { get: inFamily('One', 2) }]],
    '/paths/~1a/get/operationId',
  ],
  [
    'OperationStatusAheadOfConnector',
    [
      ['/info/x-ms-api-annotation', { status: 'Preview' }],
      [`${remove}/x-ms-api-annotation/status`, 'Production'],
    ],
  ],
];

import type { Breach, Change } from './sample-definition';

const list = '/paths/~1items/get';
const create = '/paths/~1items/post';
const get = '/paths/~1items~1{itemId}/get';
const remove = '/paths/~1items~1{itemId}/delete';
const trigger = '/paths/~1trigger~1items/get';
const hook = '/paths/~1hooks/post';
const newItem = '/definitions/NewItem/properties';
const itemId = '/parameters/ItemId';

/** How the rules over parameters, schemas, dropdowns, triggers and security are broken. */
export const breachesOfSchemas: readonly Breach[] = [
  [
    'ConnectionIdParameterNotAllowed',
    [[`${list}/parameters/0/name`, 'connectionId']],
    `${list}/parameters/0/name`,
  ],
  ['PathParameterMustBeRequired', [[`${itemId}/required`, false]], `${itemId}/required`],
  ['PathParameterMissingEncoding', [[`${itemId}/x-ms-url-encoding`, undefined]], itemId],
  ['QueryParameterEncodingNotSupported', [[`${list}/parameters/0/x-ms-url-encoding`, 'single']]],
  ['FileParameterMustBeInFormData', [[`${list}/parameters/0/type`, 'file']]],
  ['BodyParameterSchemaRequired', [[`${create}/parameters/0/schema`, undefined]]],
  ['BodyParameterPropertyNotValid', [[`${create}/parameters/0/type`, 'string']]],
  ['NonBodyParameterSchemaNotValid', [[`${list}/parameters/0/schema`, { type: 'string' }]]],
  [
    'DynamicExtensionDefinitionNotAllowedInParameter',
    [[`${create}/parameters/0/x-ms-dynamic-schema`, { operationId: 'GetItem' }]],
  ],
  ['AllowEmptyValueOnlyValidForQueryFormData', [[`${itemId}/allowEmptyValue`, true]]],
  ['CollectionFormatValueNotSupported', [[`${list}/parameters/0/collectionFormat`, 'semicolons']]],
  ['PropertyMustBeRequired', [[`${list}/parameters/2/required`, false]], `${list}/parameters/2`],
  ['InternalParameterWithoutDefault', [[`${list}/parameters/2/default`, undefined]], `${list}/parameters/2`],
  ['OperationMissingPathParameter', [[`${remove}/parameters`, []]], remove],
  ['PathParameterNotDefinedInTemplate', [[`${list}/parameters/-`, { $ref: itemId.replace('/', '#/') }]]],
  ['OperationParametersContainDuplicateParameter', [[`${list}/parameters/1/name`, 'kind']]],
  [
    'OperationParametersContainMultipleBodyParameters',
    [[`${create}/parameters/-`, { name: 'more', in: 'body', schema: { type: 'string' } }]],
  ],
  [
    'ParameterListContainsFormDataAndBody',
    [[`${create}/parameters/-`, { name: 'file', in: 'formData', type: 'file' }]],
  ],
  [
    'OperationParameterNameIsAmbiguous',
    [[`${create}/parameters/-`, { name: 'kind', in: 'query', type: 'string' }]],
  ],

  ['ArrayHasNoItems', [[`${newItem}/sizes/items`, undefined]], `${newItem}/sizes`],
  ['RequiredPropertyArrayEmpty', [['/definitions/Hook/required', []]]],
  ['RequiredPropertyDefinitionMissing', [['/definitions/NewItem/required/-', 'age']]],
  ['RequiredPropertyNotOnObject', [[`${newItem}/sizes/required`, ['a']]]],
  ['EnumMustContainAtLeastOneElement', [[`${newItem}/color/enum`, []]]],
  ['ArrayDuplicateValue', [[`${newItem}/color/enum`, ['red', 'red', 'blue']]]],
  ['InvalidEnumValue', [[`${newItem}/color/enum`, ['red', 'blue', 3]]]],
  ['DefaultValueMustMatchType', [[`${newItem}/state/default`, 3]]],
  ['InvalidEnumValuesExtensionValue', [[`${newItem}/color/x-ms-enum-values/0/value`, 'green']]],
  ['MissingEnumValuesDisplayName', [[`${newItem}/color/x-ms-enum-values/0/displayName`, undefined]]],
  ['DuplicateEnumValuesInExtension', [[`${newItem}/color/x-ms-enum-values/0/value`, 'blue']]],
  ['UnrecognizedTypeFormat', [[`${newItem}/name/format`, 'guid']], `${newItem}/name/format`],
  ['SwaggerKeywordNotSupported', [[`${newItem}/sizes/uniqueItems`, true]]],
  ['PatternShouldBeValidRegularExpression', [[`${newItem}/name/pattern`, '(']]],
  ['MultipleOfMustBeGreaterThanZero', [[`${newItem}/weight/multipleOf`, 0]]],
  ['MinimumShouldBeLessThanOrEqualToMaximum', [[`${newItem}/weight/minimum`, 3]]],
  ['MinLengthShouldBeLessThanOrEqualToMaxLength', [[`${newItem}/name/minLength`, 10]]],
  ['MinItemsShouldBeLessThanOrEqualToMaxItems', [[`${newItem}/sizes/minItems`, 4]]],
  ['MaxItemsMustBeGreaterThanOrEqualToZero', [[`${newItem}/sizes/maxItems`, -1]]],
  ['MinItemsMustBeGreaterThanOrEqualToZero', [[`${newItem}/sizes/minItems`, -1]]],
  ['MaxLengthMustBeGreaterThanOrEqualToZero', [[`${newItem}/name/maxLength`, -1]]],
  ['MinLengthMustBeGreaterThanOrEqualToZero', [[`${newItem}/name/minLength`, -1]]],
  ['ExclusiveMaximumRequiresMaximum', [[`${newItem}/weight/maximum`, undefined]]],
  [
    'ExclusiveMinimumRequiresMinimum',
    [
      [`${newItem}/weight/minimum`, undefined],
      [`${newItem}/weight/exclusiveMinimum`, true],
    ],
  ],
  ['InternalPropertyWithDefaultOptional', [['/definitions/NewItem/required', ['name']]], `${newItem}/state`],
  ['InternalPropertyWithoutDefault', [[`${newItem}/state/default`, undefined]], `${newItem}/state`],
  ['RequiredReadOnlyPropertyNotAllowedAsInput', [[`${newItem}/name/readOnly`, true]]],
  ['InvalidCustomEditorExtensionDictionaryValue', [[`${newItem}/name/x-ms-editor`, 'dictionary']]],
  ['SchemaTooDeep', [['/definitions/Item/properties/child', { $ref: '#/definitions/Item' }]]],
  [
    'BodySchemaCountExceedsMaxAllowed',
    Array.from({ length: 520 }, (_, index): Change => [
      `${newItem}/p${index}`,
      { type: 'string', 'x-ms-summary': `P${index}`, description: 'One.' },
    ]),
  ],

  ['SchemaReferenceNotValid', [[`${create}/responses/201/schema/$ref`, '#/parameters/ItemId']]],
  ['ParameterReferenceNotValid', [[`${remove}/parameters/0/$ref`, '#/definitions/Item']]],
  ['ResponseReferenceNotValid', [[`${trigger}/responses/200/$ref`, '#/definitions/Item']]],
  ['SchemaReferenceNotFound', [[`${create}/responses/201/schema/$ref`, '#/definitions/Nothing']]],
  ['ParameterReferenceNotFound', [[`${remove}/parameters/0/$ref`, '#/parameters/Nothing']]],
  ['ResponseReferenceNotFound', [[`${trigger}/responses/200/$ref`, '#/responses/Nothing']]],
  ['AdditionalPropertyNotAllowedAdjacentToRef', [[`${create}/responses/201/schema/description`, 'More.']]],
  [
    'SchemaRefLoopNotAllowed',
    [
      ['/definitions/A', { $ref: '#/definitions/B' }],
      ['/definitions/B', { $ref: '#/definitions/A' }],
    ],
  ],

  ['SummaryMissing', [[`${newItem}/name/x-ms-summary`, undefined]], `${newItem}/name`],
  ['DescriptionMissing', [[`${itemId}/description`, undefined]], itemId],
  ['FieldLengthExceeded', [[`${newItem}/name/x-ms-summary`, 'A'.repeat(81)]]],
  ['SummaryNotInTitleCase', [[`${newItem}/name/x-ms-summary`, 'name']]],
  [
    'OutputTitleNotUnique',
    [['/definitions/ItemList/properties/nextLink/x-ms-summary', 'Name']],
    `${list}/responses/200/schema`,
  ],

  ['OperationIdNotFound', [[`${itemId}/x-ms-dynamic-values/operationId`, 'Nothing']]],
  ['OperationParameterNameNotFound', [[`${itemId}/x-ms-dynamic-values/parameters/more`, 'x']]],
  [
    'OperationMissingRequiredProperty',
    [[`${itemId}/x-ms-dynamic-values/parameters/kind`, undefined]],
    `${itemId}/x-ms-dynamic-values`,
  ],
  ['OperationParameterRequiredMismatch', [[`${get}/parameters/1/required`, false]]],
  ['OperationParameterTypeMismatch', [[`${get}/parameters/1/type`, 'integer']]],
  ['OperationParameterStaticTypeMismatch', [[`${itemId}/x-ms-dynamic-values/parameters/count`, 'three']]],
  ['SourcePropertyInternal', [[`${itemId}/x-ms-dynamic-values/parameters/kind/parameter`, 'hidden']]],
  ['InvokedOperationShouldProduceArray', [[`${itemId}/x-ms-dynamic-values/value-collection`, 'nextLink']]],
  ['InvokedOperationShouldProduceProperty', [[`${itemId}/x-ms-dynamic-values/value-title`, 'label']]],
  [
    'DynamicListExtensionRequiredForNonParameterReferences',
    [[`${newItem}/parent/x-ms-dynamic-list`, undefined]],
  ],
  [
    'DynamicPropertiesExtensionRequiredForNonParameterReferences',
    [
      [
        `${newItem}/parent/x-ms-dynamic-schema`,
        { operationId: 'ListItems', 'value-path': 'value', parameters: { kind: { parameter: 'kind' } } },
      ],
    ],
  ],

  ['NotificationUrlNotString', [['/definitions/Hook/properties/url/type', 'integer']]],
  ['NotificationUrlNotInternal', [['/definitions/Hook/properties/url/x-ms-visibility', undefined]]],
  ['NotificationUrlNotRequired', [['/definitions/Hook/required', undefined]]],
  [
    'NotificationUrlNotAllowedInThisPosition',
    [[`${list}/parameters/0/x-ms-notification-url`, true]],
    `${list}/parameters/0`,
  ],
  [
    'NotificationUrlNotAllowedInThisPosition',
    [['/definitions/Item/properties/id/x-ms-notification-url', true]],
  ],
  [
    'OperationMustHaveNotificationContentExtension',
    [['/paths/~1hooks/x-ms-notification-content', undefined]],
  ],
  [
    'WebhookOperationsMissingNotificationUrlProperty',
    [['/definitions/Hook/properties/url/x-ms-notification-url', undefined]],
  ],
  [
    'NotificationExtensionNotSupportedInWebhookOperation',
    [[`${hook}/x-ms-notification`, { operationId: 'OnItem' }]],
  ],
  [
    'NotificationExtensionSupportedForTriggerOnly',
    [[`${list}/x-ms-notification`, { operationId: 'OnItem' }]],
  ],
  ['NotificationOperationMustBeWebhook', [[`${trigger}/x-ms-notification`, { operationId: 'ListItems' }]]],
  ['PollingTriggerPathWithoutPrefix', [[`${list}/x-ms-trigger`, 'batch']]],

  ['SecurityRequirementMustBeDefined', [['/security/0/other', []]], '/security/0/other'],
  ['SecurityRequirementMustHaveValue', [['/security/0/key', null]]],
  ['SecurityRequirementMustHaveEmptyValue', [['/security/0/key', ['all']]]],
  ['OAuthSecurityRequirementValueMustBeScopeName', [['/security/0/oauth2', ['some']]]],
  ['SecuritySchemePropertyRequired', [['/securityDefinitions/oauth2/tokenUrl', undefined]]],

  ['SchemaTypeFileNotValid', [[`${newItem}/name/type`, 'file']], `${newItem}/name`],
  ['InvalidStringBinaryProperty', [[`${newItem}/name/format`, 'binary']], `${newItem}/name`],
  [
    'MimeTypeNotCompatibleWithRequestContentSchemaType',
    [[`${create}/parameters/0`, { name: 'file', in: 'formData', type: 'file' }]],
  ],
  [
    'StringBinaryNotSupportedForFormUrlEncoded',
    [
      [`${create}/consumes`, ['application/x-www-form-urlencoded']],
      [`${create}/parameters/0`, { name: 'file', in: 'formData', type: 'string', format: 'binary' }],
    ],
  ],
  [
    'InvalidFormDataParameterName',
    [[`${create}/parameters/0`, { name: 'größe', in: 'formData', type: 'string' }]],
  ],
  ['ResponseExampleMustBeProducedByOperation', [[`${create}/responses/201/examples`, { 'text/plain': 'x' }]]],
  ['DiscriminatorMustBeARequiredStringProperty', [['/definitions/Item/discriminator', 'name']]],
  ['MaxPropertiesMustBeGreaterThanOrEqualToZero', [['/definitions/Item/maxProperties', -1]]],
  ['MinPropertiesMustBeGreaterThanOrEqualToZero', [['/definitions/Item/minProperties', -1]]],
  [
    'RequiredLoopInSchemaNotAllowed',
    [
      ['/definitions/Item/required', ['child']],
      ['/definitions/Item/properties/child', { $ref: '#/definitions/Item' }],
    ],
    '/definitions/Item',
  ],
  [
    'OperationSchemaCountExceedsMaxAllowed',
    Array.from({ length: 15 }, (_, index): Change => [
      `/definitions/Level${index}`,
      {
        type: 'object',
        properties: {
          left: { $ref: `#/definitions/Level${index + 1}` },
          right: { $ref: `#/definitions/Level${index + 1}` },
        },
      },
    ]).concat([
      ['/definitions/Level15', { type: 'string' }],
      [`${create}/responses/201/schema`, { $ref: '#/definitions/Level0' }],
    ]),
    create,
  ],
  ['ExtensionNameNotValid', [[`${list}/note`, 'more']], `${list}/note`],
  [
    'DynamicPropertiesExtensionRequiredForPropertiesValuePath',
    [
      [
        `${newItem}/parent/x-ms-dynamic-schema`,
        { operationId: 'ListItems', 'value-path': 'schema/properties', parameters: {} },
      ],
    ],
  ],
  [
    'DynamicPropertiesItemValuePathMismatch',
    [
      [
        `${newItem}/parent/x-ms-dynamic-schema`,
        { operationId: 'ListItems', 'value-path': 'schema/properties', parameters: {} },
      ],
      [
        `${newItem}/parent/x-ms-dynamic-properties`,
        { operationId: 'ListItems', itemValuePath: 'schema/properties', parameters: {} },
      ],
    ],
  ],
  [
    'SecuritySchemePropertyNotValid',
    [['/securityDefinitions/key/flow', 'implicit']],
    '/securityDefinitions/key/flow',
  ],
];

import type { ColumnDescription, TableDescription } from '../../segments';
import { choices, column, status } from '../store/tables/column';

const manyCharacters = 1_073_741_823;

const activeStatus = status(
  choices(['Active', 'Inactive'], 0),
  [
    { value: 1, label: 'Active', state: 0 },
    { value: 2, label: 'Inactive', state: 1 },
  ],
  { state: 0, status: 1 },
);

/** Tables of solutions and their components belong to the organisation. */
function table(
  logicalName: string,
  objectTypeCode: number,
  [label, collectionLabel]: readonly [string, string],
  primaryName: string,
  columns: readonly ColumnDescription[],
  facts: Partial<TableDescription> = {},
): TableDescription {
  return {
    logicalName,
    entitySetName: `${logicalName}s`,
    label,
    collectionLabel,
    primaryId: `${logicalName}id`,
    primaryName,
    objectTypeCode,
    ownership: 'organization',
    columns: [column.id(`${logicalName}id`, label), ...columns],
    ...facts,
  };
}

const managed = column.yesNo('ismanaged', 'Is managed');

const publisher = table('publisher', 7101, ['Publisher', 'Publishers'], 'friendlyname', [
  column.text('uniquename', 'Name', 256, { required: true }),
  column.text('friendlyname', 'Display name', 256, { required: true }),
  column.text('customizationprefix', 'Prefix', 8),
  column.whole('customizationoptionvalueprefix', 'Option value prefix', 10_000, 99_999),
  column.yesNo('isreadonly', 'Is read-only publisher'),
]);

const solution = table('solution', 7100, ['Solution', 'Solutions'], 'friendlyname', [
  column.text('uniquename', 'Name', 65, { required: true }),
  column.text('friendlyname', 'Display name', 256, { required: true }),
  column.text('description', 'Description', 2000),
  column.text('version', 'Version', 256, { required: true }),
  column.dateTime('installedon', 'Installed on'),
  column.lookup('publisherid', 'Publisher', ['publisher'], { publisher: 'publisherid' }),
  managed,
  column.yesNo('isvisible', 'Is visible outside platform', true),
  column.yesNo('upgradepending', 'Upgrade pending'),
]);

const solutionComponent = table(
  'solutioncomponent',
  7103,
  ['Solution component', 'Solution components'],
  'solutioncomponentid',
  [
    column.lookup('solutionid', 'Solution', ['solution'], { solution: 'solutionid' }),
    column.id('objectid', 'Regarding'),
    column.whole('componenttype', 'Component type'),
    column.whole('rootcomponentbehavior', 'Root component behavior'),
  ],
);

const customControl = table('customcontrol', 9753, ['Custom control', 'Custom controls'], 'name', [
  column.text('name', 'Name', 200, { required: true }),
  column.text('version', 'Version', 20),
  column.memo('manifest', 'Manifest', manyCharacters),
  column.text('compatibledatatypes', 'Compatible data types', 800),
  managed,
]);

const customControlResource = table(
  'customcontrolresource',
  9754,
  ['Custom control resource', 'Custom control resources'],
  'name',
  [
    column.text('name', 'Name', 200, { required: true }),
    column.lookup('customcontrolid', 'Custom control', ['customcontrol'], {
      customcontrol: 'customcontrolid',
    }),
    column.lookup('webresourceid', 'Web resource', ['webresource'], { webresource: 'webresourceid' }),
  ],
);

const webResource = table('webresource', 9333, ['Web resource', 'Web resources'], 'name', [
  column.text('name', 'Name', 256, { required: true }),
  column.text('displayname', 'Display name', 200),
  // Base64, as Dataverse keeps it.
  column.memo('content', 'Content', manyCharacters),
  column.whole('webresourcetype', 'Type'),
  managed,
]);

/** Source of the lengths: table reference "connector". */
const connector = table('connector', 372, ['Connector', 'Connectors'], 'name', [
  column.text('name', 'Connector name', 500, { required: true }),
  column.text('displayname', 'Display name', 200),
  column.text('description', 'Description', 1000),
  column.text('iconbrandcolor', 'Icon brand color', 100),
  column.choice(
    'connectortype',
    'Connector type',
    choices(['NotSpecified', 'CustomConnector', 'ManagedConnector'], 0),
  ),
  column.text('connectorinternalid', 'Internal id', 255),
  column.memo('openapidefinition', 'OpenAPI definition', 1_000_000),
  column.memo('connectionparameters', 'Connection parameters', 500_000),
  column.memo('connectionparametersets', 'Connection parameter sets', 500_000),
  column.memo('policytemplateinstances', 'Policy template instances', 500_000),
  column.memo('customcodeblobcontent', 'Custom code', 500_000),
  column.memo('scriptoperations', 'Script operations', 500_000),
  // Base64 of the image column.
  column.memo('iconblob', 'Icon', manyCharacters),
  managed,
  ...activeStatus,
]);

const workflow = table('workflow', 4703, ['Process', 'Processes'], 'name', [
  column.text('name', 'Process name', 100, { required: true }),
  column.memo('description', 'Description', 100_000),
  column.whole('category', 'Category'),
  column.whole('type', 'Type'),
  column.text('primaryentity', 'Primary entity', 64),
  column.memo('clientdata', 'Client data', manyCharacters),
  managed,
  ...status(
    choices(['Draft', 'Activated', 'Suspended'], 0),
    [
      { value: 1, label: 'Draft', state: 0 },
      { value: 2, label: 'Activated', state: 1 },
      { value: 3, label: 'CompanyDLPViolation', state: 2 },
    ],
    { state: 0, status: 1 },
  ),
]);

const connectionReference = table(
  'connectionreference',
  10150,
  ['Connection reference', 'Connection references'],
  'connectionreferencedisplayname',
  [
    column.text('connectionreferencelogicalname', 'Logical name', 256, { required: true }),
    column.text('connectionreferencedisplayname', 'Display name', 256),
    column.text('connectionid', 'Connection', 500),
    column.text('connectorid', 'Connector', 500),
    column.lookup('customconnectorid', 'Custom connector', ['connector'], { connector: 'CustomConnectorId' }),
    column.text('description', 'Description', 4000),
    managed,
    ...activeStatus,
  ],
);

const systemForm: TableDescription = {
  ...table('systemform', 1030, ['Form', 'Forms'], 'name', []),
  primaryId: 'formid',
  columns: [
    column.id('formid', 'Form'),
    column.text('name', 'Name', 100, { required: true }),
    column.text('objecttypecode', 'Table', 128),
    column.whole('type', 'Form type'),
    column.memo('formxml', 'Form XML', manyCharacters),
    column.whole('formactivationstate', 'Form state'),
    managed,
  ],
};

const variableTypes = [
  { value: 100000000, label: 'String' },
  { value: 100000001, label: 'Number' },
  { value: 100000002, label: 'Boolean' },
  { value: 100000003, label: 'JSON' },
  { value: 100000004, label: 'Data source' },
  { value: 100000005, label: 'Secret' },
];

const environmentVariable = table(
  'environmentvariabledefinition',
  380,
  ['Environment variable definition', 'Environment variable definitions'],
  'schemaname',
  [
    column.text('schemaname', 'Schema name', 100, { required: true }),
    column.text('displayname', 'Display name', 100),
    column.text('description', 'Description', 2000),
    column.memo('defaultvalue', 'Default value', 2000),
    column.choice('type', 'Type', variableTypes, 100000000),
    managed,
    ...activeStatus,
  ],
);

const environmentVariableValue = table(
  'environmentvariablevalue',
  381,
  ['Environment variable value', 'Environment variable values'],
  'schemaname',
  [
    column.text('schemaname', 'Schema name', 100),
    column.memo('value', 'Value', 2000),
    column.lookup('environmentvariabledefinitionid', 'Definition', ['environmentvariabledefinition'], {
      environmentvariabledefinition: 'EnvironmentVariableDefinitionId',
    }),
    managed,
    ...activeStatus,
  ],
);

const importJob = table('importjob', 9107, ['Import job', 'Import jobs'], 'name', [
  column.text('name', 'Name', 256),
  column.text('solutionname', 'Solution name', 256),
  column.id('solutionid', 'Solution'),
  column.double('progress', 'Progress'),
  column.dateTime('startedon', 'Started on'),
  column.dateTime('completedon', 'Completed on'),
  column.memo('data', 'Data', manyCharacters),
]);

const stagedUpload = table(
  'stagesolutionupload',
  10159,
  ['Stage solution upload', 'Stage solution uploads'],
  'name',
  [
    column.text('name', 'Name', 100),
    column.text('solutionuniquename', 'Solution unique name', 256),
    // Base64 of the file column.
    column.memo('solutionfile', 'Solution file', manyCharacters),
  ],
);

/** Solutions and what they bring. */
export const solutionTables: readonly TableDescription[] = [
  publisher,
  solution,
  solutionComponent,
  customControl,
  customControlResource,
  webResource,
  connector,
  systemForm,
  workflow,
  connectionReference,
  environmentVariable,
  environmentVariableValue,
  importJob,
  stagedUpload,
];

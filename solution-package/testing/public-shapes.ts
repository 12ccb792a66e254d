import { variableWith, type Content } from './changes';
import { addForm, fixtureConnectorId, fixtureControl, swapIn } from './package-fixture';

/** Shapes that public solutions have and real environments take, each as a change of the small solution. */
export const publicShapes: readonly (readonly [name: string, change: (parts: Content) => void])[] = [
  [
    'values of environment variables',
    variableWith('{"environmentvariablevalues":{"environmentvariablevalue":{"value":"Sales"}}}'),
  ],
  [
    'licences beside a bundle',
    (parts) => {
      parts.set(`Controls/${fixtureControl}/bundle.js.LICENSE.txt`, 'MIT');
      swapIn(
        parts,
        '[Content_Types].xml',
        '<Default',
        '<Default Extension="txt" ContentType="text/plain" /><Default',
      );
    },
  ],
  [
    'forms that are not listed, of a table that comes with all that belongs to it',
    (parts) => {
      addForm(parts, { behavior: 0 });
    },
  ],
  [
    'names that differ in case',
    (parts) => {
      addForm(parts);
      swapIn(parts, 'solution.xml', 'schemaName="msdynmkt_', 'schemaName="MSDYNMKT_');
    },
  ],
  [
    'web resources after the data providers',
    (parts) => {
      swapIn(
        parts,
        'customizations.xml',
        '<Connectors>',
        '<EntityDataProviders /><WebResources /><Connectors>',
      );
    },
  ],
  [
    'connection roles and dashboards of their own kind',
    (parts) => {
      swapIn(
        parts,
        'customizations.xml',
        '<Entities />',
        '<Entities /><Templates /><ConnectionRoles /><EntityMaps /><InteractionCentricDashboards />',
      );
    },
  ],
  [
    'a connector and its flows in one file',
    flowWith(
      'Json',
      '{"properties":{"connectionReferences":{"shared_abc_sample":{"connection":{"connectionReferenceLogicalName":"abc_sample"}}}}}',
    ),
  ],
  ['a classic workflow', flowWith('Xaml', '<Activity />')],
];

/** A workflow with its definition, and a connection reference to the connector of the same file. */
function flowWith(kind: 'Json' | 'Xaml', definition: string): (parts: Content) => void {
  return (parts) => {
    const part = `Workflows/A-44444444-2222-4333-8444-555555555555.${kind.toLowerCase()}`;
    const id = '{44444444-2222-4333-8444-555555555555}';
    parts.set(part, definition);
    swapIn(
      parts,
      'customizations.xml',
      '<Entities />',
      `<Entities /><Workflows><Workflow WorkflowId="${id}" Name="A"><${kind}FileName>/${part}</${kind}FileName><Category>${kind === 'Json' ? 5 : 0}</Category></Workflow></Workflows>`,
    );
    swapIn(
      parts,
      'customizations.xml',
      '<Languages>',
      `<connectionreferences><connectionreference connectionreferencelogicalname="abc_sample"><connectorid>/providers/Microsoft.PowerApps/apis/shared_abc_sample</connectorid><customconnectorid><connectorid>${fixtureConnectorId}</connectorid></customconnectorid></connectionreference></connectionreferences><Languages>`,
    );
    swapIn(
      parts,
      'solution.xml',
      '<RootComponents>',
      `<RootComponents><RootComponent type="29" id="${id}" />`,
    );
    swapIn(
      parts,
      '[Content_Types].xml',
      '<Default',
      '<Default Extension="xaml" ContentType="application/octet-stream" /><Default',
    );
  };
}

/** Right in Dataverse, and not kept by the local one; with what the refusal names. */
export const notKeptShapes: readonly (readonly [
  name: string,
  change: (parts: Content) => void,
  named: string,
])[] = [
  [
    'a web resource',
    (parts) => {
      swapIn(
        parts,
        'solution.xml',
        '<RootComponents>',
        '<RootComponents><RootComponent type="61" schemaName="abc_/page.html" behavior="0" />',
      );
      parts.set('WebResources/abc_page', '<html />');
    },
    'abc_/page.html (component type 61)',
  ],
  [
    'a security role',
    (parts) => {
      swapIn(
        parts,
        'customizations.xml',
        '<Entities />',
        '<Entities /><Roles><Role name="A role" /></Roles>',
      );
    },
    'what Roles of customizations.xml holds',
  ],
  [
    'a table with columns of its own',
    (parts) => {
      addForm(parts);
      swapIn(
        parts,
        'customizations.xml',
        '<FormXml>',
        '<EntityInfo><entity Name="abc_thing"><attributes><attribute PhysicalName="abc_Name"><LogicalName>abc_name</LogicalName></attribute></attributes></entity></EntityInfo><FormXml>',
      );
    },
    'columns of the table msdynmkt_segmentdefinition',
  ],
];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeOf, childOf, childrenOf, parseXml, rootOf, textOf } from '../../markup/read-xml';
import {
  packFolder,
  readFolder,
  readZip,
  unpackParts,
  withManagedForms,
  writeZip,
} from '../../solution-package';
import { zipsInDist } from '.';
import { connectorIdentity } from './project-solutions';

const root = join(__dirname, '..', '..');
const partsOf = (folder: string) =>
  packFolder(withManagedForms(readFolder(join(root, 'solution', folder))), 'managed');

/** The dependencies of a solution: attributes of what it needs, and of what needs it. */
function dependenciesOf(folder: string) {
  const manifest = childOf(
    rootOf(parseXml(partsOf(folder).get('solution.xml') ?? '', 'solution.xml')),
    'SolutionManifest',
  );
  return childrenOf(childOf(manifest, 'MissingDependencies')).map((dependency) => {
    const [required, dependent] = ['Required', 'Dependent'].map((name) => childOf(dependency, name));
    return { required, dependent };
  });
}

test('packing what was unpacked from our zips gives the same bytes, managed and unmanaged', () => {
  const same = zipsInDist(root).map(({ solution, kind, file }) => {
    const zip = new Uint8Array(readFileSync(file));
    const again = writeZip(packFolder(unpackParts(readZip(zip)), kind));
    return `${solution}, ${kind}: ${String(Buffer.from(again).equals(Buffer.from(zip)))}`;
  });
  expect(same).toEqual([
    'SegmentMembers, unmanaged: true',
    'SegmentMembers, managed: true',
    'SegmentMembersFlows, unmanaged: true',
    'SegmentMembersFlows, managed: true',
  ]);
});

test('flows and their connection reference need the connector by its id', () => {
  const dependencies = dependenciesOf('flows');
  for (const { required } of dependencies) {
    expect(attributeOf(required, 'id')).toBe(`{${connectorIdentity.id}}`);
    expect(attributeOf(required, 'solution')).toMatch(/^SegmentMembers \(\d+\.\d+\.\d+\.0\)$/);
  }
  const dependents = dependencies.map(({ dependent }) => attributeOf(dependent, 'type'));
  const flows = Array.from(partsOf('flows').keys()).filter((name) => name.startsWith('Workflows/'));
  expect(dependents.filter((type) => type === '29').length).toBe(flows.length);
  expect(dependents.filter((type) => type !== '29')).toEqual(['connectionreference']);
  expect(
    dependencies.map(({ dependent }) => attributeOf(dependent, 'id.connectionreferencelogicalname')),
  ).toContain('sgm_segmentmembers_connection');
});

test('the form needs its table, its columns and the control', () => {
  const needed = dependenciesOf('form').map(({ required }) =>
    [attributeOf(required, 'parentSchemaName'), attributeOf(required, 'schemaName')]
      .filter((name) => name !== undefined)
      .join('.'),
  );
  const table = 'msdynmkt_segmentdefinition';
  expect(needed).toEqual([
    table,
    `${table}.msdynmkt_name`,
    `${table}.msdynmkt_segmentquery`,
    `${table}.msdynmkt_staticlistmembers`,
    'sgm_SegmentMembers.SegmentMembersControl',
  ]);
});

test('the field with the control has the class of described controls, its base class stands in the description', () => {
  const customizations = textOf(partsOf('form').get('customizations.xml'));
  expect(customizations).toMatch(
    /<control id="msdynmkt_staticlistmembers" classid="\{F9A8A302-114E-466A-B582-6771B2AE0D92\}"/,
  );
  expect(customizations).toContain('<customControl id="{E0DECE4B-6FC8-4A8F-A065-082708572369}">');
  expect(customizations).toContain('<RibbonDiffXml />');
});

test('every parameter of a flow has a default', () => {
  const flows = Array.from(partsOf('flows')).filter(([name]) => name.startsWith('Workflows/'));
  const without = flows.flatMap(([name, bytes]) => {
    const { properties } = JSON.parse(textOf(bytes)) as {
      properties: { definition: { parameters: Record<string, { defaultValue?: unknown; type: string }> } };
    };
    return Object.entries(properties.definition.parameters)
      .filter(([, { defaultValue }]) => defaultValue === undefined)
      .map(([key]) => `${name}: ${key}`);
  });
  expect(flows.length).toBeGreaterThan(0);
  expect(without).toEqual([]);
});

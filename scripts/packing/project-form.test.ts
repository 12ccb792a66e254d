import { join } from 'node:path';
import { segmentDefinitionTable } from '../../segments';
import {
  judgePackage,
  packFolder,
  readFolder,
  readSolutionPackage,
  readZip,
  unpackParts,
  withManagedForms,
  writeZip,
  type PackageKind,
} from '../../solution-package';
import { projectVersion } from './project-solutions';

const root = join(__dirname, '..', '..');
const folder = withManagedForms(readFolder(join(root, 'solution', 'form')));
const kinds: readonly PackageKind[] = ['managed', 'unmanaged'];

test.each(kinds)('the form is packed into its table, and comes out of a %s zip again', (kind) => {
  const parts = packFolder(folder, kind);
  expect(judgePackage(parts, { version: projectVersion(root) }).findings).toEqual([]);
  const [table] = readSolutionPackage(parts).tables;
  expect(table).toMatchObject({
    name: 'msdynmkt_segmentdefinition',
    forms: [
      { name: 'Segment members', type: 'main', controls: ['sgm_SegmentMembers.SegmentMembersControl'] },
    ],
  });
  const zip = writeZip(parts);
  expect(Buffer.from(writeZip(packFolder(unpackParts(readZip(zip)), kind))).equals(Buffer.from(zip))).toBe(
    true,
  );
});

test('both kinds hold the same form', () => {
  const [managed, unmanaged] = kinds.map((kind) => packFolder(folder, kind).get('customizations.xml'));
  expect(Buffer.from(managed ?? []).equals(Buffer.from(unmanaged ?? []))).toBe(true);
});

test('every column on the form is one of the table, and no id stands twice', () => {
  const [form] = readSolutionPackage(packFolder(folder, 'managed')).tables.flatMap(({ forms }) => forms);
  const xml = form?.formXml ?? '';
  const columns = Array.from(xml.matchAll(/datafieldname="([^"]+)"/g), ([, name]) => name ?? '');
  const known = new Set([...segmentDefinitionTable.columns.map(({ name }) => name), 'ownerid', 'statuscode']);
  expect(columns.length).toBeGreaterThan(3);
  expect(columns.filter((name) => !known.has(name))).toEqual([]);
  const ids = Array.from(xml.matchAll(/\b(?:id|uniqueid)="(\{5a5d[^"]+\})"/g), ([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import { childrenOf, childText, parseXml, rootOf } from '../../markup/read-xml';

const folder = join(__dirname, '..', '..', 'solution');

interface ProjectFile {
  readonly name: string;
  readonly root: Element;
  /** The last value that the file itself gives a property. */
  property(name: string): string | undefined;
}

const xmlAt = (path: string) => rootOf(parseXml(new Uint8Array(readFileSync(path)), path));

const projects: readonly ProjectFile[] = readdirSync(folder)
  .filter((file) => file.endsWith('.cdsproj'))
  .map((file) => {
    const root = xmlAt(join(folder, file));
    const groups = childrenOf(root, 'PropertyGroup');
    return {
      name: file.replace('.cdsproj', ''),
      root,
      property: (name) =>
        groups
          .map((group) => childText(group, name))
          .filter((value) => value !== undefined)
          .at(-1),
    };
  });

test('SegmentMembers and SegmentMembersFlows have a project for MSBuild', () => {
  expect(projects.map(({ name }) => name).sort()).toEqual(['SegmentMembers', 'SegmentMembersFlows']);
});

test.each(projects)('the project $name packs the solution of its name', (project) => {
  const manifest = xmlAt(join(folder, project.property('SolutionRootPath') ?? '', 'Other', 'Solution.xml'));
  const [solution] = childrenOf(manifest, 'SolutionManifest');
  expect(childText(solution, 'UniqueName')).toBe(project.name);
  const references = childrenOf(project.root, 'ItemGroup')
    .flatMap((group) => childrenOf(group, 'ProjectReference'))
    .map((reference) => reference.getAttribute('Include') ?? '');
  expect(references.filter((path) => !existsSync(join(folder, path.replace(/\\/g, '/'))))).toEqual([]);
});

test('a project packs a managed zip only when it lays in all that the solution has', () => {
  const kinds = Object.fromEntries(
    projects.map(({ name, property }) => [name, property('SolutionPackageType')]),
  );
  expect(kinds).toEqual({ SegmentMembers: 'Unmanaged', SegmentMembersFlows: 'Both' });
  const [warning] = projects
    .filter(({ name }) => name === 'SegmentMembers')
    .flatMap(({ root }) => childrenOf(root, 'Target'))
    .flatMap((target) => childrenOf(target, 'Warning'));
  expect(warning?.getAttribute('Text')).toContain('not the connector');
});

test('projects beside each other share neither an id nor a folder for what NuGet writes', () => {
  for (const name of ['ProjectGuid', 'BaseIntermediateOutputPath']) {
    expect(new Set(projects.map(({ property }) => property(name))).size).toBe(projects.length);
  }
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const rooms = [
  'connector-rules',
  'emulator',
  'markup',
  'observing',
  'pcf/SegmentMembersControl',
  'scripts',
  'segments',
  'solution-package',
  'tests',
];

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'generated', 'out'].includes(entry.name) ? [] : filesIn(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function fileAt(path: string): string | undefined {
  return [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((candidate) =>
    statSync(candidate, { throwIfNoEntry: false })?.isFile(),
  );
}

/** What a file imports of ours, types included: ESLint's own rule on circles passes over those. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => fileAt(join(dirname(file), fileName)))
    .filter((found) => found !== undefined);
}

/** The first circle that is met on the way from each file, as its files in order. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push(
        [...path.slice(start), file].map((each) => relative(root, each).replaceAll(sep, '/')).join(' > '),
      );
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

it('no files import one another in a circle, be it for types alone', () => {
  const files = rooms.flatMap((room) => filesIn(join(root, room)));
  expect(files.length).toBeGreaterThan(500);
  expect(circles(new Map(files.map((file) => [file, importsOf(file)])))).toEqual([]);
});

it('a circle through a type is seen', () => {
  const graph = new Map([
    [join(root, 'a.ts'), [join(root, 'b.ts')]],
    [join(root, 'b.ts'), [join(root, 'a.ts')]],
  ]);
  expect(circles(graph)).toEqual(['a.ts > b.ts > a.ts']);
});

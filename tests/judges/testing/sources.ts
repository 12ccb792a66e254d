import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

export const root = join(__dirname, '..', '..', '..');

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

/** What is ours and TypeScript, as paths from the root with `/`; declarations of types alone are left out. */
export function sourceFiles(): readonly string[] {
  return rooms
    .flatMap((room) => filesIn(join(root, room)))
    .map((file) => relative(root, file).replaceAll(sep, '/'));
}

/** What each file imports of ours, types included. */
export function importGraph(): ReadonlyMap<string, readonly string[]> {
  return new Map(sourceFiles().map((file) => [file, importsOf(file)]));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'generated', 'out'].includes(entry.name) ? [] : filesIn(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => fileAt(join(root, dirname(file), fileName)))
    .filter((found) => found !== undefined)
    .map((found) => relative(root, found).replaceAll(sep, '/'));
}

function fileAt(path: string): string | undefined {
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
    (candidate) => /\.tsx?$/.test(candidate) && statSync(candidate, { throwIfNoEntry: false })?.isFile(),
  );
}

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
  return rooms.flatMap((room) => filesIn(room, /(?<!\.d)\.tsx?$/));
}

/** All code, in any language, as paths from the root. */
export function codeFiles(): readonly string[] {
  return filesIn('', /\.(tsx?|mjs|cjs|csx?|css|sh)$/);
}

/** What each file imports of ours, types included. */
export function importGraph(): ReadonlyMap<string, readonly string[]> {
  return new Map(sourceFiles().map((file) => [file, importsOf(file)]));
}

/** What tools make. */
const made = ['node_modules', 'generated', 'out', 'obj', 'bin', 'dist', 'coverage', 'reports'];

function filesIn(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return made.includes(entry.name) || entry.name.startsWith('.') ? [] : filesIn(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
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

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folders that hold what a build makes, what package-lock.json pins, or what only tests use. */
const notInputs = new Set(['node_modules', 'out', 'obj', 'bin', 'generated', 'testing']);
const testFile = /\.test\.tsx?$/;

/** Files below a folder, tests and outputs left out, sorted, with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return notInputs.has(entry.name) ? [] : filesBelow(path);
      return testFile.test(entry.name) ? [] : [path];
    })
    .sort();
}

/** SHA-256 over names and bytes of the files, so that a renamed file counts as a change. */
export function hashOfFiles(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join('/')}\0${bytes.length}\0`);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** What the control's bundle is made from: its own sources, the vocabulary, and the pinned tools. */
export function hashOfControlInputs(root: string): string {
  const files = [
    ...filesBelow(join(root, 'pcf')),
    ...filesBelow(join(root, 'segments')),
    join(root, 'package-lock.json'),
  ];
  return hashOfFiles(root, files.filter(existsSync));
}

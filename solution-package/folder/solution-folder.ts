import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files in SolutionPackager's folder layout: path with forward slashes to bytes. */
export type SolutionFolder = ReadonlyMap<string, Uint8Array>;

export type PackageKind = 'managed' | 'unmanaged';

/** The folder cannot become a zip, or the zip no folder; says which file and why. */
export class PackFailure extends Error {
  override readonly name = 'PackFailure';
}

/** Compares as bytes do, the same on every machine and in every language. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function readFolder(folder: string, below = ''): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) readFolder(folder, path).forEach((bytes, name) => files.set(name, bytes));
    else files.set(path, new Uint8Array(readFileSync(join(folder, path))));
  }
  return files;
}

/** @throws Error when the folder is there already and holds something. */
export function writeFolder(folder: string, files: SolutionFolder): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`The folder ${folder} is not empty. Name one that is empty or not there.`);
  }
  for (const [path, bytes] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

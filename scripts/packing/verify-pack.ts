import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSolution, solutionTables } from '../../emulator/solutions';
import { openStore, SYSTEM_USER } from '../../emulator/store';
import { platformTables } from '../../emulator/store/tables';
import {
  packFolder,
  PackFailure,
  readFolder,
  readZip,
  unpackParts,
  writeFolder,
  writeZip,
  type PackageKind,
  type SolutionFolder,
} from '../../solution-package';
import { differencesBetween } from './compare-packages';
import type { OfficialPacker } from './official-packer';

/** A solution folder with everything laid in, under the name of its solution. */
export interface SolutionToVerify {
  readonly name: string;
  readonly folder: SolutionFolder;
}

const kinds: readonly PackageKind[] = ['unmanaged', 'managed'];

/**
 * Proves with Microsoft's packer, for both kinds of each solution: our zip extracts to what we unpack, packs
 * again to the same, our folder packed by it gives our zip, and what it packed imports. Solutions are taken in
 * the order of their import.
 * @throws PackFailure with the first thing that differs.
 */
export function verifyWith(
  packer: OfficialPacker,
  solutions: readonly SolutionToVerify[],
  say: (line: string) => void,
): void {
  for (const kind of kinds) {
    const store = openStore([...platformTables, ...solutionTables]);
    try {
      for (const solution of solutions) {
        const theirs = verifyOne(packer, solution, kind);
        importSolution(store, { file: theirs, user: SYSTEM_USER });
        say(
          `${solution.name}, ${kind}: extracted, packed again and packed from the folder to the same; imports`,
        );
      }
    } finally {
      store.close();
    }
  }
}

/** @returns the zip that Microsoft's packer made of our folder. */
function verifyOne(
  packer: OfficialPacker,
  { name, folder }: SolutionToVerify,
  kind: PackageKind,
): Uint8Array {
  const work = mkdtempSync(join(tmpdir(), 'verify-pack-'));
  const refuseDifferences = (what: string, ours: SolutionFolder, theirs: SolutionFolder) => {
    const differences = differencesBetween(ours, theirs);
    if (differences.length > 0) {
      throw new PackFailure(
        `${name}, ${kind}: ${what}:\n${differences.map((line) => `  ${line}`).join('\n')}`,
      );
    }
  };
  try {
    const path = (file: string) => join(work, file);
    const parts = packFolder(folder, kind);
    writeFileSync(path('ours.zip'), writeZip(parts));

    packer.extract(path('ours.zip'), path('extracted'), kind);
    refuseDifferences(
      'what it extracted is not what we unpack',
      unpackParts(parts),
      readFolder(path('extracted')),
    );

    packer.pack(path('extracted'), path('again.zip'), kind);
    refuseDifferences('what it packed again is not our zip', parts, readZip(fileAt(path('again.zip'))));

    writeFolder(path('folder'), folder);
    packer.pack(path('folder'), path('theirs.zip'), kind);
    refuseDifferences(
      'what it packed of our folder is not our zip',
      parts,
      readZip(fileAt(path('theirs.zip'))),
    );
    return fileAt(path('theirs.zip'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fileAt(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

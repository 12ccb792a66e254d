import { readFileSync, writeFileSync } from 'node:fs';
import {
  packFolder,
  readFolder,
  readZip,
  unpackParts,
  writeFolder,
  writeZip,
  type SolutionFolder,
} from '../../solution-package';
import { smallFolder } from '../../solution-package/testing/small-folder';
import type { OfficialPacker } from './official-packer';
import { verifyWith } from './verify-pack';

/** A packer that does as ours does, but for what a test makes it do wrong. */
function packerThat({
  packs = (parts) => parts,
  extracts = (folder) => folder,
}: {
  packs?(parts: SolutionFolder): SolutionFolder;
  extracts?(folder: SolutionFolder): SolutionFolder;
}): OfficialPacker {
  return {
    name: 'a packer',
    extract: (zip, folder) => {
      writeFolder(folder, extracts(unpackParts(readZip(new Uint8Array(readFileSync(zip))))));
    },
    pack: (folder, zip, kind) => {
      writeFileSync(zip, writeZip(packs(packFolder(readFolder(folder), kind))));
    },
  };
}

const without =
  (part: string) =>
  (files: SolutionFolder): SolutionFolder =>
    new Map(Array.from(files).filter(([name]) => name !== part));

function verified(packer: OfficialPacker): string[] {
  const lines: string[] = [];
  verifyWith(packer, [{ name: 'Small', folder: smallFolder() }], (line) => lines.push(line));
  return lines;
}

test('a packer that makes the same of both kinds proves them', () => {
  expect(verified(packerThat({}))).toEqual([
    expect.stringMatching(/^Small, unmanaged: extracted, packed again/),
    expect.stringMatching(/^Small, managed: extracted, packed again/),
  ]);
});

test('a part that only one packer writes is a difference, named', () => {
  const part = 'Controls/sgm_Small.Control/bundle.js';
  expect(() => verified(packerThat({ packs: without(part) }))).toThrow(
    `Small, unmanaged: what it packed again is not our zip:\n  ${part} is in ours only`,
  );
  expect(() => verified(packerThat({ extracts: without(part) }))).toThrow(
    `Small, unmanaged: what it extracted is not what we unpack:\n  ${part} is in ours only`,
  );
});

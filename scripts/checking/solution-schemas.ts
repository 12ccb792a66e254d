import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from '../../solution-package';

/** Part of a solution zip to its schema, below the folder of schemas. */
const schemaOfPart: readonly (readonly [part: string, schema: string])[] = [
  ['solution.xml', join('derived', 'Solution.xsd')],
  ['customizations.xml', join('extended', 'CustomizationsSolution.xsd')],
];

/** One part that was held against its schema. */
export interface SchemaResult {
  readonly what: string;
  /** The validator's words; empty when the part is valid. */
  readonly faults: readonly string[];
}

/** Whether xmllint is there; nothing else on hand validates XSD. */
export function hasXmllint(): boolean {
  return spawnSync('xmllint', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Validates solution.xml and customizations.xml of every zip in a folder. */
export function checkZipsAgainstSchemas(dist: string, schemas: string): SchemaResult[] {
  const work = mkdtempSync(join(tmpdir(), 'solution-schemas-'));
  try {
    return readdirSync(dist)
      .filter((file) => file.endsWith('.zip'))
      .sort()
      .flatMap((file) => {
        const parts = readZip(new Uint8Array(readFileSync(join(dist, file))));
        return schemaOfPart.map(([part, schema]) => {
          const path = join(work, part);
          writeFileSync(path, parts.get(part) ?? new Uint8Array());
          return { what: `${file}: ${part}`, faults: faultsOf(path, join(schemas, schema)) };
        });
      });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function faultsOf(file: string, schema: string): string[] {
  const run = spawnSync('xmllint', ['--noout', '--schema', schema, file], { encoding: 'utf8' });
  if (run.status === 0) return [];
  return run.stderr.split('\n').filter((line) => line !== '' && !line.endsWith('fails to validate'));
}

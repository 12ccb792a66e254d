import { readFileSync } from 'node:fs';
import type { TableDescription } from '../../segments';
import { describedTables } from './described-tables';
import { tablesOfMetadata } from './metadata-tables';

/**
 * Reads custom tables, and custom columns of the tables that are there anyway, from a file: the `$metadata` of an
 * environment, or descriptions in JSON.
 * @param known the tables that are there anyway.
 * @throws Error naming the file, the table and what is wrong.
 */
export function readTablesFile(
  file: string,
  known: readonly TableDescription[],
): readonly TableDescription[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Error(`The tables file ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return text.trimStart().startsWith('<') ? tablesOfMetadata(text, known) : describedTables(text);
  } catch (error) {
    throw new Error(`The tables file ${file} is not usable: ${(error as Error).message}`, { cause: error });
  }
}

import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding, Strictness } from './findings';
import { connectorFiles, filesIn, lintConnector } from './lint-connector';

/**
 * Judges the connector in a folder.
 * @throws UnreadableConnectorFile when the definition or the properties are missing or no JSON.
 */
export function lintFolder(folder: string, strictness: Strictness): Promise<readonly Finding[]> {
  return lintConnector(filesIn(folder), strictness);
}

/** Keeps the definition as the released one that later ones are compared with. */
export function keepAsReleased(folder: string): void {
  const released = join(folder, connectorFiles.released);
  mkdirSync(dirname(released), { recursive: true });
  copyFileSync(join(folder, connectorFiles.definition), released);
}

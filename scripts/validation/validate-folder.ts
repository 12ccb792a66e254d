import { validate as validateSwagger } from '@apidevtools/swagger-cli';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from './rule';
import { connectorFiles, filesIn, validateConnector } from './validate-connector';

/**
 * Judges the connector in a folder by our rules and by swagger-cli.
 * @throws UnreadableConnector when the definition or the properties are missing or no JSON.
 */
export async function validateFolder(folder: string): Promise<readonly Finding[]> {
  return [...validateConnector(filesIn(folder)), ...(await swaggerFindings(folder))];
}

async function swaggerFindings(folder: string): Promise<readonly Finding[]> {
  const file = connectorFiles.definition;
  try {
    await validateSwagger(join(folder, file), { schema: true, spec: true });
    return [];
  } catch (error) {
    const message = (error as Error).message
      .trim()
      .split(/\s*\n\s*/)
      .slice(0, 4)
      .join(' ');
    return [{ rule: 'SwaggerNotValid', file, pointer: '', message }];
  }
}

/** Keeps the definition as the released one that later ones are compared with. */
export function keepAsReleased(folder: string): void {
  const released = join(folder, connectorFiles.released);
  mkdirSync(dirname(released), { recursive: true });
  copyFileSync(join(folder, connectorFiles.definition), released);
}

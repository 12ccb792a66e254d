import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const command = join(root, 'node_modules', '@apidevtools', 'swagger-cli', 'bin', 'swagger-cli.js');

/** What `swagger-cli validate` says of a file. */
export function swaggerCliOn(file: string): { readonly status: number | null; readonly says: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'validate', file], {
    encoding: 'utf8',
  });
  return { status, says: stdout + stderr };
}

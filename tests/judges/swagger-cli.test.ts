import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const command = join(root, 'node_modules', '@apidevtools', 'swagger-cli', 'bin', 'swagger-cli.js');

function validated(file: string): { readonly status: number | null; readonly says: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'validate', file], {
    encoding: 'utf8',
  });
  return { status, says: stdout + stderr };
}

describe('swagger-cli', () => {
  it('takes the definition of the connector for valid Swagger', () => {
    const { status, says } = validated(join(root, 'connector', 'apiDefinition.swagger.json'));
    expect(says).toContain('is valid');
    expect(status).toBe(0);
  });

  it('says so of a definition that is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'segment-members-swagger-'));
    try {
      const file = join(folder, 'broken.json');
      writeFileSync(file, JSON.stringify({ swagger: '2.0', info: { title: 'No version' }, paths: {} }));
      expect(validated(file).status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

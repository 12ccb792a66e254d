import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { swaggerCliOn } from './testing/swagger-cli';

const root = join(__dirname, '..', '..');
describe('swagger-cli', () => {
  it('takes the definition of the connector for valid Swagger', () => {
    const { status, says } = swaggerCliOn(join(root, 'connector', 'apiDefinition.swagger.json'));
    expect(says).toContain('is valid');
    expect(status).toBe(0);
  });

  it('says so of a definition that is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'segment-members-swagger-'));
    try {
      const file = join(folder, 'broken.json');
      writeFileSync(file, JSON.stringify({ swagger: '2.0', info: { title: 'No version' }, paths: {} }));
      expect(swaggerCliOn(file).status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

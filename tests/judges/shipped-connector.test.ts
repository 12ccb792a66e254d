import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintFolder } from '../../connector-rules';
import { projectConnectorFiles, readPublisher } from '../../scripts/packing';
import { writeFolder } from '../../solution-package';
import { swaggerCliOn } from './testing/swagger-cli';

const root = join(__dirname, '..', '..');

describe('the connector as it ships, without references', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'segment-members-shipped-'));
    writeFolder(folder, projectConnectorFiles(root, readPublisher(root)));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has nothing that certification would find', async () => {
    expect(await lintFolder(folder, { certification: true })).toEqual([]);
  });

  it('is valid Swagger for swagger-cli', () => {
    expect(swaggerCliOn(join(folder, 'apiDefinition.swagger.json'))).toMatchObject({ status: 0 });
  });
});

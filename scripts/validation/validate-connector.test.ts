import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, UnreadableConnector, validateConnector } from './validate-connector';
import { keepAsReleased, validateFolder } from './validate-folder';

const root = join(__dirname, '..', '..');
const connector = join(root, 'connector');

describe('a connector in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-'));
    cpSync(connector, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const change = (name: string, from: string, to: string) => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const rulesBroken = async () => (await validateFolder(folder)).map(({ rule }) => rule);

  it("has no findings when it is this project's", async () => {
    expect(await validateFolder(folder)).toEqual([]);
  });

  it('is refused when swagger-cli refuses it', async () => {
    change('apiDefinition.swagger.json', '"swagger": "2.0"', '"swagger": "2.0", "nonsense": 1');
    expect(await rulesBroken()).toContain('SwaggerNotValid');
  });

  it('cannot be judged when a file is no JSON or missing', () => {
    writeFileSync(join(folder, 'apiProperties.json'), '{');
    expect(() => validateConnector(filesIn(folder))).toThrow(/^apiProperties\.json is no JSON: /);
    expect(() => validateConnector(filesIn(tmpdir()))).toThrow(UnreadableConnector);
  });

  it('is compared with the one that was kept as released', async () => {
    keepAsReleased(folder);
    change('apiDefinition.swagger.json', '"operationId": "StopSegments"', '"operationId": "HaltSegments"');
    expect(await rulesBroken()).toEqual(expect.arrayContaining(['OperationRemoved', 'VersionNotRaised']));
  });

  it('is printed as file, pointer, rule and message, and ends npm run validate with 1', () => {
    change(
      'apiDefinition.swagger.json',
      '"title": "Segment Members"',
      '"title": "Segment Members Connector"',
    );
    const script = join(root, 'scripts', 'validate.ts');
    const { status, stdout } = spawnSync(process.execPath, [require.resolve('tsx/cli'), script, folder], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('apiDefinition.swagger.json#/info/title\n  ValueContainsRestrictedWords:');
    expect(status).toBe(1);
  });
});

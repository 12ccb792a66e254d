import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, UnreadableConnector, validateConnector } from './validate-connector';

const root = join(__dirname, '..', '..');
const connector = join(root, 'connector');

describe('this project’s connector', () => {
  it('has no findings', () => {
    expect(validateConnector(filesIn(connector))).toEqual([]);
  });
});

describe('npm run validate', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-'));
    cpSync(connector, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...given: string[]) =>
    spawnSync(
      process.execPath,
      [require.resolve('tsx/cli'), join(root, 'scripts', 'validate.ts'), ...given],
      { encoding: 'utf8' },
    );
  const change = (name: string, from: string, to: string) => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };

  it('ends with 0 for any folder without findings', () => {
    const { status, stdout } = run(folder);
    expect(stdout).toContain('no findings');
    expect(status).toBe(0);
  });

  it('prints rule, pointer and message and ends with 1 for a finding', () => {
    change(
      'apiDefinition.swagger.json',
      '"title": "Segment Members"',
      '"title": "Segment Members Connector"',
    );
    const { status, stdout } = run(folder);
    expect(stdout).toContain('apiDefinition.swagger.json#/info/title\n  ValueContainsRestrictedWords:');
    expect(status).toBe(1);
  });

  it('names what swagger-cli refuses', () => {
    change('apiDefinition.swagger.json', '"swagger": "2.0"', '"swagger": "2.0", "nonsense": 1');
    const { status, stdout } = run(folder);
    expect(stdout).toContain('SwaggerNotValid');
    expect(status).toBe(1);
  });

  it('ends with 2 and one line for a file that is no JSON', () => {
    writeFileSync(join(folder, 'apiProperties.json'), '{');
    const { status, stderr } = run(folder);
    expect(stderr).toMatch(/^apiProperties\.json is no JSON: .*\n$/);
    expect(status).toBe(2);
  });

  it('refuses a folder without a definition', () => {
    expect(() => validateConnector(filesIn(tmpdir()))).toThrow(UnreadableConnector);
  });

  it('keeps a definition as the released one and compares later ones with it', () => {
    run(folder, '--release');
    change('apiDefinition.swagger.json', '"operationId": "StopSegments"', '"operationId": "HaltSegments"');
    const { stdout } = run(folder);
    expect(stdout).toContain("OperationRemoved: The operation 'StopSegments' is gone");
    expect(stdout).toContain('VersionNotRaised');
  });
});

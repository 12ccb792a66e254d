import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, UnreadableConnectorFile, lintConnector } from './lint-connector';
import { keepAsReleased, lintFolder } from './lint-folder';
import { surveyFolders } from './survey';
import { changed, sampleDefinition } from './testing/sample-definition';

const root = join(__dirname, '..');
const connector = join(root, 'connector');
const strict = { certification: true };

describe('a connector in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-'));
    cpSync(connector, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const change = (name: string, from: string | RegExp, to: string) => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  const rulesBroken = async () => (await lintFolder(folder, strict)).map(({ rule }) => rule);

  it("has no findings when it is this project's", async () => {
    expect(await lintFolder(folder, strict)).toEqual([]);
  });

  it('is refused when it breaks the schema of OpenAPI', async () => {
    change('apiDefinition.swagger.json', '"swagger": "2.0"', '"swagger": "2.0", "nonsense": 1');
    expect(await rulesBroken()).toContain('SwaggerNotValid');
  });

  it('may have any host where a policy or its script names another one', async () => {
    change('apiDefinition.swagger.json', /"host": "[^"]*"/, '"host": "api.contoso.com"');
    expect(await rulesBroken()).toEqual([]);
    change('apiProperties.json', /"dynamichosturl"/g, '"routerequesttoendpoint"');
    expect(await rulesBroken()).not.toContain('PlaceholderAddress');
    change('script.csx', /RequestUri = /g, 'Nothing = ');
    expect(await rulesBroken()).toContain('PlaceholderAddress');
  });

  it('cannot be judged when a file is no JSON or missing', async () => {
    writeFileSync(join(folder, 'apiProperties.json'), '{\n  "properties": nothing\n}');
    await expect(lintConnector(filesIn(folder), strict)).rejects.toThrow(
      /^apiProperties\.json is no JSON: line 2, column 17: /,
    );
    await expect(lintConnector(filesIn(tmpdir()), strict)).rejects.toThrow(UnreadableConnectorFile);
  });

  it('is compared with the one that was kept as released', async () => {
    keepAsReleased(folder);
    change('apiDefinition.swagger.json', '"operationId": "StopSegments"', '"operationId": "HaltSegments"');
    expect(await rulesBroken()).toEqual(expect.arrayContaining(['OperationRemoved', 'VersionNotRaised']));
  });

  it('is printed as severity, file, line, pointer, rule and message, and an error ends npm run validate with 1', () => {
    change(
      'apiDefinition.swagger.json',
      '"title": "Segment Members"',
      '"title": "Segment Members Connector"',
    );
    const script = join(root, 'scripts', 'validate.ts');
    const validate = (...options: readonly string[]) =>
      spawnSync(process.execPath, [require.resolve('tsx/cli'), script, folder, ...options], {
        encoding: 'utf8',
      });
    const asked = validate('--certification');
    const line = 'error apiDefinition.swagger.json:4:18 #/info/title\n  ValueContainsRestrictedWords:';
    expect(asked.stdout).toContain(line);
    expect(asked.status).toBe(1);
    const unasked = validate();
    expect(unasked.stdout).toContain('warning apiDefinition.swagger.json:4:18 #/info/title');
    expect(unasked.status).toBe(0);
  });
});

describe('connectors in many folders', () => {
  it('are counted by the rules that they break, with those that cannot be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'connectors-'));
    try {
      const add = (name: string, definition: string) => {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'apiDefinition.swagger.json'), definition);
        writeFileSync(join(folder, name, 'apiProperties.json'), '{"properties":{}}');
      };
      mkdirSync(join(folder, 'no connector'));
      add('cut off', '{');
      add('fine', JSON.stringify(sampleDefinition()));
      const hosts = ['api-staging.sample-items.net', 'localhost:4433'];
      for (const host of hosts)
        add(host.slice(0, 3), JSON.stringify(changed(sampleDefinition(), [['/host', host]])));
      const { connectors, withErrors, unreadable, rules } = await surveyFolders(folder, strict);
      expect({ connectors, withErrors }).toEqual({ connectors: 3, withErrors: 3 });
      expect(unreadable).toMatchObject([
        { connector: 'cut off', reason: expect.stringContaining('line 1') as string },
      ]);
      const counts = rules.map(({ rule, findings, connectors: those }) => [rule, findings, those]);
      expect(counts).toContainEqual(['StackOwnerMissing', 3, 3]);
      expect(counts).toContainEqual(['HostNotForProduction', 2, 2]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const run = (script: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });

interface Result {
  readonly code: string;
  readonly path: readonly string[];
  readonly severity: number;
}

describe("the connector's rules in Spectral's own linter", () => {
  let folder: string;
  let ruleset: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ruleset-'));
    ruleset = join(folder, 'connector-ruleset.mjs');
    const bundled = run(require.resolve('tsx/cli'), 'scripts/bundle-ruleset.ts', '--out', ruleset);
    expect(bundled.stderr).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const lint = (file: string): readonly Result[] => {
    const spectral = require.resolve('@stoplight/spectral-cli/dist/index.js');
    const { stdout } = run(spectral, 'lint', file, '--ruleset', ruleset, '--format', 'json', '--quiet');
    return JSON.parse(stdout) as readonly Result[];
  };

  it('find nothing in our definition', () => {
    expect(lint('connector/apiDefinition.swagger.json')).toEqual([]);
  });

  it('find what is wrong in another, at its place and with its severity', () => {
    const text = readFileSync(join(root, 'connector', 'apiDefinition.swagger.json'), 'utf8');
    const file = join(folder, 'apiDefinition.swagger.json');
    writeFileSync(
      file,
      text
        .replace('"title": "Segment Members"', '"title": "Segment Members Connector"')
        .replace('#/definitions/', '#/nowhere/'),
    );
    const found = lint(file);
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'ValueContainsRestrictedWords', path: ['info', 'title'], severity: 1 }),
    );
    expect(found).toContainEqual(expect.objectContaining({ code: 'SchemaReferenceNotValid', severity: 0 }));
  });
});

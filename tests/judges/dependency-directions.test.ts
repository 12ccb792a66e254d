import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Probe {
  readonly path: string;
  readonly text: string;
}

/**
 * Lints texts as if they stood at their paths; ESLint reads its configuration in a process of its own. Types are not asked
 * for: no project knows of files that are not there.
 */
const lintAll = `
  const { ESLint } = require('eslint');
  const { configs } = require('typescript-eslint');
  const probes = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const eslint = new ESLint({ cwd: process.cwd(), overrideConfig: [configs.disableTypeChecked] });
  (async () => {
    const found = [];
    for (const { path, text } of probes) {
      const [result] = await eslint.lintText(text, { filePath: path });
      found.push(result.messages.map(({ ruleId }) => ruleId ?? 'not linted'));
    }
    process.stdout.write(JSON.stringify(found));
  })();
`;

function rulesBrokenBy(probes: readonly Probe[]): readonly (readonly string[])[] {
  const options = { cwd: root, input: JSON.stringify(probes), encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', lintAll], options);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly (readonly string[])[];
}

const importing = (path: string, from: string): Probe => ({ path, text: `export * from '${from}';\n` });
const inControl = (path: string): string => `pcf/SegmentMembersControl/${path}`;
const paths = 'import-x/no-restricted-paths';

const refused: readonly (readonly [Probe, rule: string])[] = [
  [importing('segments/probe.ts', '../emulator/assumptions'), paths],
  [importing('emulator/probe.ts', '../pcf/SegmentMembersControl/index'), paths],
  [importing('pcf/SegmentMembersControl/probe.ts', '../../emulator/assumptions'), paths],
  [importing('markup/probe.ts', '../segments'), paths],
  [
    { path: 'emulator/messages/probe.ts', text: "export const table = 'msdynmkt_segment';\n" },
    'no-restricted-syntax',
  ],
  [importing('connector-rules/probe.ts', '../segments'), paths],
  [importing('connector-rules/probe.ts', '../scripts/run-command'), paths],
  [importing('emulator/probe.ts', '../connector-rules'), paths],
  [importing('solution-package/probe.ts', '../emulator/assumptions'), paths],
  [importing('observing/probe.ts', '../emulator/assumptions'), paths],
  [importing('emulator/probe.ts', '../observing'), paths],
  [importing('connector-rules/probe.ts', '../observing'), paths],
  [importing('solution-package/probe.ts', '../scripts/packing'), paths],
  [importing('pcf/SegmentMembersControl/probe.ts', '../../markup/escape'), paths],
  [importing('scripts/probe.ts', '../tests/judges/testing/dotnet'), paths],
  ...(
    [
      ['store', '../odata/filter'],
      ['store', '../operators'],
      ['operators', '../row-json'],
      ['row-json', '../operators'],
      ['odata', '../fetchxml'],
      ['odata', '../metadata'],
      ['odata', '../web-api'],
      ['fetchxml', '../odata'],
      ['fetchxml', '../web-api'],
      ['membership', '../messages'],
      ['messages', '../odata'],
      ['metadata', '../web-api'],
      ['web-api', '../http/server'],
      ['form', '../web-api'],
    ] as const
  ).map(([room, from]) => [importing(`emulator/${room}/probe.ts`, from), paths] as const),
  ...(
    [
      ['kit', '../people'],
      ['kit', '../../../segments/limits'],
      ['bulk', '../kit/store'],
      ['bulk', '../dataverse/errors'],
      ['bulk', '../../../segments/limits'],
      ['dataverse', '../kit/store'],
      ['dataverse', '../lists/list-table'],
      ['lists', '../dataverse/dataverse'],
      ['lists', '../kit/store'],
      ['people', '../members'],
      ['exporting', '../members'],
      ['segment', '../groups'],
      ['insight', '../members'],
      ['groups', '../insight'],
      ['app', '../insight/explain'],
      ['members', '../adding'],
      ['members', '../groups'],
      ['groups', '../adding'],
      ['adding', '../groups'],
      ['adding', '../app/session'],
      ['groups', '../members/members-store'],
      ['members', '../people/people'],
      ['app', '../members/changes'],
    ] as const
  ).map(([room, from]) => [importing(inControl(`${room}/probe.ts`), from), paths] as const),
  [importing(inControl('members/probe.ts'), '@fluentui/react'), 'no-restricted-imports'],
  [importing(inControl('lists/probe.ts'), '@fluentui/react'), 'no-restricted-imports'],
  [importing(inControl('lists/probe.ts'), 'react'), 'no-restricted-imports'],
  [importing(inControl('bulk/probe.ts'), 'react'), 'no-restricted-imports'],
  [
    { path: inControl('people/probe.ts'), text: 'export const api: unknown = Xrm;\n' },
    'no-restricted-syntax',
  ],
  [
    { path: inControl('app/probe.ts'), text: 'export const api = (c: { webAPI: number }) => c.webAPI;\n' },
    'no-restricted-syntax',
  ],
];

const allowed: readonly Probe[] = [
  importing('emulator/probe.ts', '../segments'),
  importing('emulator/solutions/probe.ts', '../../solution-package'),
  importing('solution-package/probe.ts', '../markup/escape'),
  importing('emulator/messages/probe.ts', '../fetchxml'),
  importing('emulator/metadata/probe.ts', '../odata'),
  importing('pcf/SegmentMembersControl/probe.test.ts', '../../emulator/assumptions'),
  importing(inControl('kit/probe.ts'), '@fluentui/react'),
  importing(inControl('lists/probe.ts'), '../bulk/slices'),
  importing(inControl('groups/probe.ts'), '../members'),
  importing(inControl('adding/probe.ts'), '../members'),
  importing(inControl('members/probe.ts'), './members-store'),
  importing(inControl('app/probe.ts'), '../adding'),
];

const named = ({ path, text }: Probe): string => `${path} with ${text.trim()}`;

describe('the dependency directions of ARCHITECTURE.md', () => {
  let broken: readonly (readonly string[])[];

  beforeAll(() => {
    broken = rulesBrokenBy([...refused.map(([probe]) => probe), ...allowed]);
  });

  it.each(refused.map(([probe, rule], index) => [named(probe), rule, index] as const))(
    'refuse %s by %s',
    (_, rule, index) => {
      expect(broken[index]).toContain(rule);
    },
  );

  it.each(allowed.map((probe, index) => [named(probe), refused.length + index] as const))(
    'let %s be',
    (_, index) => {
      expect(broken[index]).toEqual([]);
    },
  );
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');

/** What ESLint says of a file with one import in it, as if it stood at the path. */
function lintedImport(path: string, from: string): string {
  const run = spawnSync(process.execPath, [eslint, '--stdin', '--stdin-filename', path], {
    cwd: root,
    input: `export * from '${from}';\n`,
    encoding: 'utf8',
  });
  return run.stdout;
}

describe('the dependency directions of ARCHITECTURE.md', () => {
  it.each([
    ['segments/probe.ts', '../emulator/assumptions'],
    ['markup/probe.ts', '../segments'],
    ['solution-package/probe.ts', '../emulator/assumptions'],
    ['solution-package/probe.ts', '../scripts/packing'],
    ['pcf/SegmentMembersControl/probe.ts', '../../markup/escape'],
    ['emulator/probe.ts', '../pcf/SegmentMembersControl/index'],
    ['pcf/SegmentMembersControl/probe.ts', '../../emulator/assumptions'],
    ['scripts/probe.ts', '../tests/judges/dotnet'],
    ['emulator/store/probe.ts', '../odata/filter'],
    ['emulator/messages/probe.ts', '../fetchxml/read-fetch'],
  ])('are refused by ESLint when %s imports %s', (path, from) => {
    expect(lintedImport(path, from)).toContain('import-x/no-restricted-paths');
  });

  it.each([
    ['emulator/probe.ts', '../segments'],
    ['emulator/solutions/probe.ts', '../../solution-package'],
    ['solution-package/probe.ts', '../markup/escape'],
    ['emulator/messages/fetch-contacts.ts', '../fetchxml/read-fetch'],
    ['pcf/SegmentMembersControl/probe.test.ts', '../../emulator/assumptions'],
  ])('let %s import %s', (path, from) => {
    expect(lintedImport(path, from)).not.toContain('import-x/no-restricted-paths');
  });
});

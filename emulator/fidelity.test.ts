import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultAssumptions } from './assumptions';

const root = join(__dirname, '..');
const rows = readFileSync(join(__dirname, 'FIDELITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Behaviour') && !line.startsWith('| ---'))
  .map((line) => {
    const [behaviour = '', status = '', , option = '', test = '', ...more] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return { behaviour, status, option, test, more };
  });

describe('FIDELITY.md', () => {
  it('has five cells in every row, a known status, and tests that exist', () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const { behaviour, status, test, more } of rows) {
      expect({ behaviour, more }).toEqual({ behaviour, more: [] });
      expect(['documented', 'observed', 'assumed']).toContain(status);
      if (test !== '') expect({ test, exists: existsSync(join(root, test)) }).toEqual({ test, exists: true });
    }
  });

  it('leaves only what is not emulated without a test', () => {
    const untested = rows.filter(({ test }) => test === '').map(({ behaviour }) => behaviour);
    expect(untested).toEqual([expect.stringContaining('are not emulated')]);
  });

  it('lists every option with its default, and no other', () => {
    const listed = rows.flatMap(({ option, status }) => {
      const [, name, value] = /^`(\w+)` \(`([^`]+)`\)$/.exec(option) ?? [];
      if (option === '') return [];
      return [
        {
          name,
          value,
          mayBeFlipped:
            status !== 'documented' ||
            ['groupMembersAnswer', 'businessUnitScoping', 'accents'].includes(name ?? ''),
        },
      ];
    });
    const existing = Object.entries(defaultAssumptions).map(([name, value]) => ({
      name,
      value: String(value),
      mayBeFlipped: true,
    }));
    const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }): number =>
      (a.name ?? '').localeCompare(b.name ?? '');
    expect([...listed].sort(byName)).toEqual([...existing].sort(byName));
  });
});

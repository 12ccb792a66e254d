import powerApps from '@microsoft/eslint-plugin-power-apps';
import { Linter } from 'eslint';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const file = join(__dirname, '..', '..', 'pcf', 'out', 'controls', 'SegmentMembersControl', 'bundle.js');

function bundle(): string {
  if (!existsSync(file)) throw new Error(`${file} is missing. Run npm run build first; npm test does.`);
  return readFileSync(file, 'utf8');
}

describe('the bundle of the control', () => {
  it('gives the rules of the Power Apps checker nothing to find', () => {
    const messages = new Linter().verify(bundle(), [
      {
        plugins: { '@microsoft/power-apps': powerApps },
        languageOptions: { ecmaVersion: 2018, sourceType: 'script' },
        rules: {
          ...powerApps.configs.paCheckerHosted.rules,
          'no-eval': 'error',
          'no-console': 'error',
          'no-debugger': 'error',
          'no-alert': 'error',
        },
      },
    ] as Linter.Config[]);
    expect(
      messages.map(({ ruleId, message, column }) => `${ruleId ?? 'syntax'} at ${column}: ${message}`),
    ).toEqual([]);
  });

  it('has no React DOM in it', () => {
    expect(bundle()).not.toMatch(/react-dom|findDOMNode|createPortal/);
  });

  // Public controls of this size have 337 to 990 KB. The aim is 160 KB and 50 KB; `npm run bench:control -- --part
  // bundle` says what to take from.
  it('stays within 213 KB, and within 76 KB as it travels', () => {
    expect(Buffer.byteLength(bundle())).toBeLessThanOrEqual(213 * 1024);
    expect(gzipSync(bundle()).length).toBeLessThanOrEqual(76 * 1024);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clipboardRow, csvOf } from '../../pcf/SegmentMembersControl/exporting/csv';
import { recordSkippedPart } from './testing/dotnet';

const program = 'soffice';

/** How it is told to read: separators, quote, encoding (76 is UTF-8, 1 Windows-1252) by their numbers. */
const readings = [
  ['at semicolons', '59,34,76'],
  ['at every separator, no quotes, in another encoding', '44/59/9/124/58/32,,1'],
] as const;

const beginners = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '=HYPERLINK("http://example.com","x")', '＝1+1'];
const fronts = [
  '',
  'x;',
  'x,',
  'x\t',
  'x|',
  'x:',
  ' ',
  '"',
  '""',
  "'",
  'x\n',
  'x\r\n',
  'x\r',
  '\0',
  '\u200b',
  '\u00a0',
  '"x";',
  'x";"',
];
const hostile = fronts.flatMap((front) =>
  beginners.map((beginner) => [front + beginner, `x${front}${beginner}`]),
);

const hasProgram = spawnSync(program, ['--version']).status === 0;
if (!hasProgram) recordSkippedPart('hostile exports in a spreadsheet: no LibreOffice on this machine');

(hasProgram ? describe : describe.skip)('an export of hostile values in LibreOffice', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'libreoffice-'));
    mkdirSync(join(folder, 'read'));
    writeFileSync(join(folder, 'commas.csv'), await csvOf(hostile));
    writeFileSync(join(folder, 'semicolons.csv'), await csvOf(hostile, { decimalSign: ',' }));
    writeFileSync(join(folder, 'clipboard.csv'), hostile.map(clipboardRow).join('\r\n'));
    writeFileSync(join(folder, 'naive.csv'), '=1+1;x\r\n,=1+1\r\n');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(readings)('has no formula in any cell when it is read %s', (_, options) => {
    const names = ['commas', 'semicolons', 'clipboard', 'naive'];
    const { status } = spawnSync(
      program,
      [
        '--headless',
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        `--infilter=CSV:${options},1`,
        ...['--convert-to', 'fods', '--outdir', join(folder, 'read')],
        ...names.map((name) => join(folder, `${name}.csv`)),
      ],
      { timeout: 60_000 },
    );
    expect(status).toBe(0);
    const formulas = names.map((name) => {
      const text = readFileSync(join(folder, 'read', `${name}.fods`), 'utf8');
      return [name, [...text.matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula)];
    });
    expect(Object.fromEntries(formulas)).toEqual({
      commas: [],
      semicolons: [],
      clipboard: [],
      // What nobody defused is run: the look for formulas finds them.
      naive: expect.arrayContaining(['of:=1+1']),
    });
  });
});

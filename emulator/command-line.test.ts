import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { help, readCommandLine } from './command-line';
import { startLocalDataverse } from './local-dataverse';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the command line', () => {
  it('asks for the help text, or starts on its own port with sample data', () => {
    expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
    expect(help).toContain('--data FILE');
    expect(readCommandLine([])).toEqual({
      kind: 'start',
      options: { port: 5151, sampleData: 'standard', assumptions: {} },
    });
  });

  it('answers as an environment that was observed, but for what is said beside it', () => {
    const file = fileWith('observations.json', '{"answers":{"idSpelling":"braces","removeIdsPerCall":500}}');
    expect(readCommandLine(['--observed', file, '--assume', 'removeIdsPerCall=7'])).toMatchObject({
      options: { assumptions: { idSpelling: 'braces', removeIdsPerCall: 7 } },
    });
    const wrong = fileWith('wrong.json', '{"answers":{"colour":"red"}}');
    expect(() => readCommandLine(['--observed', wrong])).toThrow(
      `The observations ${wrong} cannot be used: There is no option 'colour'.`,
    );
    expect(() => readCommandLine(['--observed', fileWith('empty.json', '{}')])).toThrow('it has no answers');
  });

  it('reads every option', () => {
    const plan = fileWith('plan.json', '{"rules":[{"kind":"throttle"}]}');
    const args = `--port 0 --sample none --auth --limits --fault-plan ${plan} --assume membersNeedPublish=false --assume largestPageSize=10`;
    expect(readCommandLine(args.split(' '))).toEqual({
      kind: 'start',
      options: {
        port: 0,
        sampleData: 'none',
        auth: true,
        serviceProtection: {},
        faults: { rules: [{ kind: 'throttle' }] },
        assumptions: { membersNeedPublish: false, largestPageSize: 10 },
      },
    });
  });

  it.each([
    ['--port 70000', "'70000'"],
    ['--sample huge', "'huge'"],
    ['--assume nothing=1', "no option 'nothing'. There are definitionIdAsSegmentId, "],
    ['--assume membersNeedPublish=maybe', "membersNeedPublish is true or false; 'maybe' is neither"],
    ['--assume largestPageSize=many', "largestPageSize is a whole number from 1 up; 'many' is none"],
    ['--assume idSpelling=dashes', "idSpelling is plain or upperCase or braces; 'dashes' is neither"],
    ['--assume largestPageSize=0', 'from 1 up'],
    ['--now tomorrow', "'tomorrow' is none"],
    ['--auth-secret short', '--auth-secret needs 16'],
    ['--fault-plan /nowhere.json', '/nowhere.json cannot be read'],
    ['--tables /nowhere.json', '/nowhere.json cannot be read'],
    ['--nosuch', '--nosuch'],
  ])('refuses %s in words', (args, words) => {
    expect(() => readCommandLine(args.split(' '))).toThrow(words);
  });
});

describe('custom tables from a file', () => {
  const visit = {
    logicalName: 'sgm_visit',
    columns: [
      { name: 'sgm_name', type: 'string' },
      { name: 'sgm_rating', type: 'picklist', options: [{ value: 1, label: 'Good' }] },
      { name: 'sgm_contactid', type: 'lookup', targets: ['contact'] },
    ],
  };

  it('are tables like any other', async () => {
    const command = readCommandLine([
      '--sample',
      'none',
      '--tables',
      fileWith('tables.json', JSON.stringify(visit)),
    ]);
    if (command.kind !== 'start') throw new Error('The command starts nothing.');
    const dataverse = await startLocalDataverse({ ...command.options, port: 0 });
    const api = `${dataverse.url}/api/data/v9.2/`;
    const post = (set: string, body: object): Promise<Response> =>
      fetch(api + set, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' },
      });
    const contact = (await (await post('contacts', { lastname: 'Byron' })).json()) as { contactid: string };
    const created = await post('sgm_visits', {
      sgm_name: 'First',
      sgm_rating: 1,
      'sgm_contactid@odata.bind': `/contacts(${contact.contactid})`,
    });
    expect(created.status).toBe(201);
    const found = await fetch(
      `${api}contacts?$select=lastname&$expand=sgm_visit_sgm_contactid($select=sgm_name)`,
    );
    expect(await found.json()).toMatchObject({
      value: [{ sgm_visit_sgm_contactid: [{ sgm_name: 'First' }] }],
    });
    expect((await post('sgm_visits', { sgm_rating: 2 })).status).toBe(400);
    await dataverse.close();
  });

  it.each([
    ['{', 'wrong.json is not usable'],
    ['{}', 'table 1 needs a logicalName'],
    ['{"logicalName":"sgm_a"}', 'table sgm_a needs a list of columns'],
    [
      '{"logicalName":"sgm_a","columns":[{"name":"sgm_b","type":"text"}]}',
      'column 1 of table sgm_a (sgm_b) needs a type',
    ],
    ['{"logicalName":"sgm_a","columns":[{"name":"sgm_b","type":"lookup"}]}', 'needs a list of targets'],
    ['{"logicalName":"sgm_a","columns":[{"name":"sgm_b","type":"picklist","options":[1]}]}', 'option 1'],
    ['[{"logicalName":"x; drop table contact","columns":[]}]', 'of letters, digits and underscores'],
  ])('are refused when they are %s', (text, words) => {
    const file = fileWith('wrong.json', text);
    expect(() => readCommandLine(['--tables', file])).toThrow(words);
  });
});

describe('a data file', () => {
  it('keeps rows for the next start, and serves one at a time', async () => {
    const file = join(folder, 'rows.db');
    const first = await startLocalDataverse({ file });
    const id = first.store.create('contact', { lastname: 'Byron' });
    await expect(startLocalDataverse({ file })).rejects.toMatchObject({
      code: expect.stringMatching(/^SQLITE_BUSY/) as string,
    });
    await first.close();
    const second = await startLocalDataverse({ file });
    expect(second.store.retrieve('contact', id)).toMatchObject({ lastname: 'Byron' });
    await second.close();
  });

  it('that is no database is refused', async () => {
    const file = fileWith(
      'text.db',
      'This is no database, but a text that is long enough to look like one.'.repeat(20),
    );
    await expect(startLocalDataverse({ file })).rejects.toMatchObject({ code: 'SQLITE_NOTADB' });
  });
});

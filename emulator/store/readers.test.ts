import Libsql from 'libsql';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore, type Query, type Reader, type Store } from '.';
import { keptFile, temporaryFile } from './data-file';
import { platformTables } from './tables';

const everyContact: Query = {
  table: 'contact',
  select: [{ as: 'name', value: { kind: 'column', column: 'lastname' } }],
};

/** Takes minutes: every contact with every other one, three times. */
const endless: Query = {
  ...everyContact,
  select: [{ as: 'n', value: { kind: 'aggregate', function: 'countRows' } }],
  joins: ['a', 'b', 'c'].map((alias) => ({
    alias,
    table: 'contact',
    kind: 'inner',
    from: { kind: 'column', column: 'jobtitle' },
    to: 'jobtitle',
  })),
};

const names = async (reader: Reader): Promise<unknown[]> =>
  (await reader.select(everyContact)).map((row) => row['name']);

describe('reading beside writing', () => {
  let store: Store;

  beforeEach(() => {
    store = openStore(platformTables, { file: { temporary: true }, statementMilliseconds: 300 });
  });

  afterEach(() => {
    store.close();
  });

  const fill = (count: number): void => {
    store.createMany(
      'contact',
      Array.from({ length: count }, (_, index) => ({ lastname: `n${index}`, jobtitle: 'same' })),
    );
  };

  it('sees what was written before, and nothing of what is written meanwhile', async () => {
    store.create('contact', { lastname: 'First' });
    await store.read(async (reader) => {
      expect(await names(reader)).toEqual(['First']);
      store.create('contact', { lastname: 'Second' });
      expect(await names(reader)).toEqual(['First']);
    });
    expect(await store.read(names)).toEqual(['First', 'Second']);
  });

  it('gives rows as the store itself gives them', async () => {
    const id = store.create('contact', { lastname: 'One', donotemail: true, birthdate: '1990-05-20' });
    expect(await store.read((reader) => reader.retrieve('contact', id))).toEqual(
      store.retrieve('contact', id),
    );
    expect(await store.read((reader) => reader.count(everyContact))).toBe(1);
  });

  it('leaves time to others while a statement runs, which ends with its time', async () => {
    fill(700);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    const started = Date.now();
    const reading = store.read((reader) => reader.select(endless));
    await expect(reading).rejects.toMatchObject({ status: 500, code: '0x80044151' });
    clearInterval(timer);
    expect(Date.now() - started).toBeLessThan(5000);
    expect(turns).toBeGreaterThan(5);
    expect(await store.read((reader) => reader.count(everyContact))).toBe(700);
  });

  it('ends when nobody waits for it any more', async () => {
    store.close();
    store = openStore(platformTables, { file: { temporary: true } });
    fill(700);
    const gone = new AbortController();
    const started = Date.now();
    const reading = store.read((reader) => reader.select(endless), gone.signal);
    await delay(50);
    gone.abort();
    await expect(reading).rejects.toThrow(/abort/i);
    expect(Date.now() - started).toBeLessThan(3000);
  });
});

it('reads on after statements that were ended between their rows and within them', async () => {
  const store = openStore(platformTables, { file: { temporary: true } });
  store.createMany(
    'contact',
    Array.from({ length: 3000 }, (_, index) => ({ lastname: `n${index}`, jobtitle: 'same' })),
  );
  const endedAfter = async (milliseconds: number, work: (reader: Reader) => Promise<unknown>) => {
    const gone = new AbortController();
    const reading = store.read(work, gone.signal);
    await delay(milliseconds);
    gone.abort();
    await expect(reading).rejects.toThrow(/abort/i);
  };
  const everyId = { sql: 'select contactid as id from contact', parameters: [] };
  await endedAfter(50, async (reader) => {
    for await (const _slice of reader.ids(everyId)) await delay(100);
  });
  await endedAfter(50, (reader) => reader.select(endless));
  expect(await store.read((reader) => reader.count(everyContact))).toBe(3000);
  store.close();
});

describe('the file of a store', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'data-file-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be read by other programs while it is used', () => {
    const path = join(folder, 'rows.db');
    const store = openStore(platformTables, { file: path });
    store.create('account', { name: 'Fabrikam' });
    const other = new Libsql(path);
    expect(other.prepare('select name from account').all()).toEqual([{ name: 'Fabrikam' }]);
    other.close();
    store.close();
  });

  it('is refused in one line when its folder is missing, it is a folder, or another program has it', () => {
    expect(() => keptFile(join(folder, 'missing', 'rows.db'))).toThrow(/^The folder of .* does not exist\.$/);
    expect(() => keptFile(folder)).toThrow(/^The data file .* is a folder\.$/);
    const kept = keptFile(join(folder, 'rows.db'));
    expect(() => keptFile(join(folder, 'rows.db'))).toThrow(/locked/);
    kept.release();
    keptFile(join(folder, 'rows.db')).release();
    expect(existsSync(join(folder, 'rows.db.lock'))).toBe(false);
  });

  it('is gone when it was a temporary one', () => {
    const file = temporaryFile();
    expect(existsSync(join(file.path, '..'))).toBe(true);
    file.release();
    expect(existsSync(join(file.path, '..'))).toBe(false);
  });
});

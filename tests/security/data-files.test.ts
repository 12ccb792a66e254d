import Libsql from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDataverse } from './testing/local-server';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-files-'));
  file = join(folder, 'rows.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(...statements: readonly string[]): void {
  const database = new Libsql(file);
  for (const statement of statements) database.exec(statement);
  database.close();
}

const keepContact = () =>
  withDataverse({ file }, ({ store }) => Promise.resolve(store.create('contact', { lastname: 'Byron' })));

it('a file of before versions were kept is taken over with its rows', async () => {
  const id = await keepContact();
  run('pragma user_version = 0', 'pragma application_id = 0');
  await withDataverse({ file }, ({ store }) => {
    expect(store.retrieve('contact', id)).toMatchObject({ lastname: 'Byron' });
    return Promise.resolve();
  });
  await withDataverse({ file }, () => Promise.resolve());
});

it('a file of a newer program is refused and left as it is', async () => {
  await keepContact();
  run('pragma user_version = 99');
  await expect(withDataverse({ file }, () => Promise.resolve())).rejects.toThrow(
    /version 99, written by a newer program/,
  );
  run('select 1');
});

it.each([
  ['the database of another program', 'pragma application_id = 0', 'create table secrets (id)'],
  ['a database that is marked as another program’s', 'pragma application_id = 7', 'create table t (id)'],
])('%s is refused and gets no table', async (_what, ...statements) => {
  run(...statements);
  await expect(withDataverse({ file }, () => Promise.resolve())).rejects.toThrow(/another program/);
  const database = new Libsql(file);
  expect(
    database.prepare("select count(*) as n from sqlite_master where name = 'contact'").get(),
  ).toMatchObject({
    n: 0,
  });
  database.close();
});

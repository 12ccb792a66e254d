import Libsql from 'libsql/promise';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { checkedSnapshot, SnapshotRefusal } from './data-file-version';
import { compileSql } from './sql-text';

/** All rows as they were at some moments, each a SQLite file of its own. */
export interface Snapshots {
  /** Those that are kept, by name. */
  names(): readonly string[];
  /**
   * Keeps the rows of this moment; reading and writing go on meanwhile.
   * @returns the file, which is there in whole or not at all
   */
  take(name: string): Promise<string>;
  /**
   * Replaces all rows by those of a snapshot: in whole or, when it fails, not at all. Nobody else may write meanwhile.
   * @throws SnapshotRefusal when there is none of this name
   */
  restore(name: string): Promise<void>;
  /** The same from any file that was taken. @throws SnapshotRefusal when it is none. */
  restoreFile(file: string): Promise<void>;
  /** Returns whether there was one. */
  delete(name: string): boolean;
}

/** A name that is a file's name on every system. */
export const snapshotName = /^[A-Za-z0-9][\w-]{0,99}$/;

const ending = '.db';

/**
 * Snapshots of a data file, kept in a folder.
 * @param restored runs when all rows are others
 */
export function snapshotsOf(dataFile: string, folder: string, restored: () => void): Snapshots {
  const fileOf = (name: string): string => {
    if (!snapshotName.test(name))
      throw new SnapshotRefusal(`'${name.slice(0, 100)}' is no name of a snapshot.`);
    return join(folder, name + ending);
  };
  const restoreFile = async (file: string): Promise<void> => {
    await replaceRows(dataFile, file);
    restored();
  };
  return {
    names: () =>
      existsSync(folder)
        ? readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : []))
        : [],
    take: async (name) => {
      const file = fileOf(name);
      mkdirSync(folder, { recursive: true });
      const unfinished = join(folder, `${randomUUID()}.unfinished`);
      try {
        await withConnection(dataFile, (connection) => run(connection, 'vacuum into ?', [unfinished]));
        renameSync(unfinished, file);
      } finally {
        rmSync(unfinished, { force: true });
      }
      return file;
    },
    restore: async (name) => {
      const file = fileOf(name);
      if (!existsSync(file)) throw new SnapshotRefusal(`There is no snapshot '${name}'.`);
      await restoreFile(file);
    },
    restoreFile,
    delete: (name) => {
      const file = fileOf(name);
      const wasThere = existsSync(file);
      rmSync(file, { force: true });
      return wasThere;
    },
  };
}

/** In one transaction and on a thread of its own, so that others can read meanwhile and no row is lost on the way. */
async function replaceRows(dataFile: string, snapshot: string): Promise<void> {
  checkedSnapshot(snapshot);
  await withConnection(dataFile, async (connection) => {
    await run(connection, 'attach ? as snapshot', [snapshot]);
    await connection.exec('begin immediate');
    try {
      const [present, kept] = [await tablesIn(connection, 'main'), await tablesIn(connection, 'snapshot')];
      for (const [name, statement] of kept) if (!present.has(name)) await connection.exec(statement);
      for (const name of present.keys()) {
        const table = sql.id(name);
        await connection.exec(compileSql(sql`delete from main.${table}`).sql);
        if (!kept.has(name)) continue;
        const columns = sql.join((await columnsOfBoth(connection, name)).map((column) => sql.id(column)));
        await connection.exec(
          compileSql(sql`insert into main.${table} (${columns}) select ${columns} from snapshot.${table}`)
            .sql,
        );
      }
      await connection.exec('commit');
    } catch (error) {
      await connection.exec('rollback');
      throw error;
    }
  });
}

/** Each table with the statement that makes it. */
async function tablesIn(
  connection: Libsql,
  schema: 'main' | 'snapshot',
): Promise<ReadonlyMap<string, string>> {
  const rows = await all(
    connection,
    `select name, sql from ${schema}.sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  );
  return new Map(rows.map(({ name, sql: statement }) => [String(name), String(statement)]));
}

/** A snapshot of a program with other tables may lack columns, or have more. */
async function columnsOfBoth(connection: Libsql, table: string): Promise<readonly string[]> {
  const rows = await all(
    connection,
    `select name from pragma_table_info(?, 'main') where name in (select name from pragma_table_info(?, 'snapshot'))`,
    [table, table],
  );
  return rows.map(({ name }) => String(name));
}

async function withConnection(file: string, work: (connection: Libsql) => Promise<void>): Promise<void> {
  const connection = new Libsql(file, { timeout: 30_000 });
  try {
    await work(connection);
  } finally {
    connection.close();
  }
}

/** libsql describes its statements as `any`. */
interface Statement {
  run(parameters: readonly string[]): Promise<unknown>;
  all(parameters: readonly string[]): Promise<readonly Record<string, unknown>[]>;
}

async function run(connection: Libsql, statement: string, parameters: readonly string[]): Promise<void> {
  await ((await connection.prepare(statement)) as Statement).run(parameters);
}

async function all(
  connection: Libsql,
  statement: string,
  parameters: readonly string[] = [],
): Promise<readonly Record<string, unknown>[]> {
  return ((await connection.prepare(statement)) as Statement).all(parameters);
}

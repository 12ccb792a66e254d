import type { RecordId, TableDescription } from '../../segments';
import { recordNotFound } from '../dataverse-error';
import { buildTables, type Accents, type Table, type Tables } from './catalogue';
import { booleanKeys, compileCount, compileQuery } from './compile-query';
import { checkedValues, completeChanges, completeNewRow, idOfNewRow, type Moment } from './complete-row';
import { SqlDatabase } from './database';
import { keptFile, temporaryFile, type DataFile } from './data-file';
import { migrateDataFile } from './data-file-version';
import { ensureOrganisation, SYSTEM_USER } from './first-rows';
import type { Reader } from './reader';
import { Readers } from './readers';
import { restoreBooleans } from './restore-booleans';
import { storedId, type Row } from './row';
import { Rows } from './rows';
import { ensureTable } from './schema';
import { snapshotsOf } from './snapshots';
import { compileSql } from './sql-text';
import type { Store, TableRule, Write, WriteOptions } from './store';

export interface StoreOptions {
  /** SQLite file that keeps the rows, or one that ends with the process; memory when absent. */
  readonly file?: string | { readonly temporary: true };
  /** How long reading one statement may take; as long as Dataverse allows when absent. */
  readonly statementMilliseconds?: number;
  /** Accents count when absent. */
  readonly accents?: Accents;
  readonly rules?: readonly TableRule[];
  readonly now?: () => Date;
}

/** Opens a store over these tables; missing SQL tables, columns and first rows are made. */
export function openStore(descriptions: readonly TableDescription[], options: StoreOptions = {}): Store {
  const tables = buildTables(descriptions, options.accents);
  const file = dataFile(options.file);
  const database = openDatabase(file, tables);
  const readers =
    file === undefined ? undefined : new Readers(file.path, tables, options.statementMilliseconds);
  const rows = new Rows(database, tables);
  const rules = groupedRules(options.rules ?? []);
  const now = options.now ?? (() => new Date());
  // Versions only ever grow, also over restarts, without being kept: no clock makes 100 steps a millisecond.
  let version = Date.now() * 100;
  let isClosed = false;

  const businessUnits = new Map<string, RecordId | null>();
  const businessUnitOf: Moment['businessUnitOf'] = (owner, kind) => {
    const cached = businessUnits.get(owner);
    if (cached !== undefined) return cached;
    const table = tables.find(kind);
    const unit = table === undefined ? null : rows.read(table, owner)?.['businessunitid'];
    if (typeof unit !== 'string') return null;
    businessUnits.set(owner, storedId(unit));
    return storedId(unit);
  };

  const moment = (write: WriteOptions): Moment => {
    const user = write.user ?? SYSTEM_USER;
    return { now: now(), user, businessUnitOf, version: (version += 1) };
  };

  const runRules = (when: 'before' | 'after', write: Write): void => {
    for (const rule of rules.get(write.table.logicalName) ?? []) rule[when]?.(write, store);
  };

  const createRow = (table: Table, values: Row, write: WriteOptions, known: Set<string>): RecordId => {
    const checked = checkedValues(table, values, write);
    const id = idOfNewRow(table, checked);
    const at = moment(write);
    const row = completeNewRow(table, id, checked, at);
    const event: Write = { kind: 'create', table, id, values: row, previous: undefined, user: at.user };
    runRules('before', event);
    rows.checkLookups(table, row, known);
    rows.insert(table, row);
    runRules('after', event);
    return id;
  };

  const existing = (table: Table, id: RecordId): Row => {
    const row = rows.read(table, id);
    if (row === undefined) throw recordNotFound(table.logicalName, id);
    return row;
  };

  const store: Store = {
    tables,
    database,
    snapshots:
      file &&
      snapshotsOf(file.path, file.snapshots, () => {
        businessUnits.clear();
      }),
    now,
    create: (name, values, write = {}) =>
      database.transaction(() => createRow(tables.get(name), values, write, knownRows())),
    createMany: (name, many, write = {}) =>
      database.transaction(() => {
        const table = tables.get(name);
        const known = knownRows();
        let count = 0;
        for (const values of many) {
          createRow(table, values, write, known);
          count += 1;
        }
        return count;
      }),
    retrieve: (name, id) => rows.read(tables.get(name), id),
    update(name, id, values, write = {}) {
      database.transaction(() => {
        const table = tables.get(name);
        const previous = existing(table, id);
        const at = moment(write);
        const changes = completeChanges(table, previous, checkedValues(table, values, write), at);
        const event: Write = { kind: 'update', table, id, values: changes, previous, user: at.user };
        runRules('before', event);
        rows.checkLookups(table, changes, knownRows());
        rows.update(table, id, changes);
        // Users and teams may move to another unit; what they own already stays where it is.
        businessUnits.delete(id);
        runRules('after', event);
      });
    },
    delete(name, id, write = {}) {
      database.transaction(() => {
        const table = tables.get(name);
        const previous = existing(table, id);
        const user = write.user ?? SYSTEM_USER;
        const event: Write = { kind: 'delete', table, id, values: {}, previous, user };
        runRules('before', event);
        rows.delete(table, id);
        runRules('after', event);
      });
    },
    select(query) {
      const { sql, parameters } = compileSql(compileQuery(query, tables));
      const keys = booleanKeys(query, tables);
      const found: Row[] = database.all(sql, parameters);
      restoreBooleans(found, keys);
      return found;
    },
    count(query) {
      const { sql, parameters } = compileSql(compileCount(query, tables));
      return Number(database.get(sql, parameters)?.['n'] ?? 0);
    },
    read: (work, signal) => readers?.read(work, signal) ?? work(readerOver(store)),
    transaction: (work) => database.transaction(work),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      readers?.close();
      database.close();
      file?.release();
    },
  };
  ensureOrganisation(store);
  return store;
}

function dataFile(place: StoreOptions['file']): DataFile | undefined {
  if (place === undefined) return undefined;
  return typeof place === 'string' ? keptFile(place) : temporaryFile();
}

/** @throws SQLite's error when the file is no database; it is let go of then. */
function openDatabase(file: DataFile | undefined, tables: Tables): SqlDatabase {
  try {
    const database = new SqlDatabase(file?.path, file?.isTemporary === true ? 'temporary' : 'durable');
    try {
      migrateDataFile(database);
      database.transaction(() => {
        for (const table of tables.all) ensureTable(database, table);
      });
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    file?.release();
    throw error;
  }
}

/** The first user owns the rows that are made before it. */
function knownRows(): Set<string> {
  return new Set([`systemuser:${SYSTEM_USER}`]);
}

/** Rows in memory have one connection only, which reads them at once. */
function readerOver(store: Store): Reader {
  return {
    tables: store.tables,
    retrieve: async (name, id) => Promise.resolve(store.retrieve(name, id)),
    select: async (query) => Promise.resolve(store.select(query)),
    count: async (query) => Promise.resolve(store.count(query)),
    ids: async function* ({ sql, parameters }) {
      yield await Promise.resolve(store.database.all(sql, parameters).map(({ id }) => storedId(id)));
    },
  };
}

function groupedRules(rules: readonly TableRule[]): Map<string, TableRule[]> {
  const map = new Map<string, TableRule[]>();
  for (const rule of rules) map.set(rule.table, [...(map.get(rule.table) ?? []), rule]);
  return map;
}

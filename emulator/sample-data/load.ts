import { segmentName, type RecordId } from '../../segments';
import { sql } from 'kysely';
import { defaultAssumptions } from '../assumptions';
import { MemberSets } from '../membership/member-sets';
import { publishSegment } from '../membership/real-time/publish';
import { SYSTEM_USER, type Row, type RowValue, type Store } from '../store';
import { compileSql } from '../store/sql-text';
import { sampleData, type SampleSize } from './sample';
import { membersOfSampleGroup } from './segments';

/** Puts the sample into a store in one transaction; a store that has it already stays as it is. */
export async function loadSampleData(store: Store, size: SampleSize): Promise<void> {
  const { tables, segments } = sampleData(size);
  const [sample] = segments;
  if (sample !== undefined && store.retrieve(segmentName.logicalName, sample.segmentId) !== undefined) return;
  store.transaction(() => {
    for (const { table, rows } of tables) loadRows(store, table, rows);
    const sets = MemberSets.in(store.database);
    for (const segment of segments) {
      for (const group of segment.groups) {
        const name = { kind: 'group', owner: segment.definitionId, group: group.id } as const;
        sets.add(name, membersOfSampleGroup(segment, group));
      }
    }
  });
  for (const segment of segments.filter(({ live }) => live)) await publishNow(store, segment.segmentId);
}

/** Puts many rows of one shape into a table. */
export function loadRows(store: Store, table: string, rows: Iterable<Row>): void {
  store.transaction(() => {
    withoutIndices(store, table, () => {
      insertAlike(store, table, rows);
    });
  });
}

/** Publishes a segment without the time it takes otherwise. */
async function publishNow(store: Store, segmentId: RecordId): Promise<void> {
  const work: (() => void | Promise<void>)[] = [];
  const publishing = {
    store,
    user: SYSTEM_USER,
    assumptions: defaultAssumptions,
    now: () => store.now(),
    later: (_milliseconds: number, job: () => void | Promise<void>) => void work.push(job),
  };
  publishSegment(publishing, segmentId);
  for (const job of work) await job();
}

/**
 * Inserts rows of one shape. The first goes through all of the store's checks; the others take from it what the
 * store adds (owner, times, status) and go straight into the table, ten times as fast.
 */
function insertAlike(store: Store, tableName: string, rows: Iterable<Row>): void {
  const table = store.tables.get(tableName);
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return;
  const id = store.create(tableName, first.value);
  const pattern = store.retrieve(tableName, id) ?? {};
  const computed = 'fullname' in pattern ? ['fullname'] : [];
  const dated = 'overriddencreatedon' in first.value ? ['createdon'] : [];
  const own = [...Object.keys(first.value), ...computed, ...dated];
  const added = Object.entries(pattern).filter(([column, value]) => value !== null && !own.includes(column));
  const statement = compileSql(
    sql`insert into ${sql.id(table.logicalName)} (${sql.join([...own, ...added.map(([column]) => column)].map((column) => sql.id(column)))})
      values (${sql.join([...own.map(() => sql.raw('?')), ...added.map(([, value]) => sql.lit(sqlValue(value)))])})`,
  ).sql;
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    store.database.run(
      statement,
      own.map((column) => valueOf(next.value, column)),
    );
  }
}

/** Makes the indices of a table anew after the work: sorting once is faster than 200,000 insertions into each. */
function withoutIndices(store: Store, table: string, work: () => void): void {
  const indices = store.database.all(
    "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null",
    [table],
  );
  for (const { name } of indices)
    store.database.exec(compileSql(sql`drop index ${sql.id(String(name))}`).sql);
  work();
  for (const index of indices) store.database.exec(String(index['sql']));
}

function valueOf(row: Row, column: string): RowValue {
  if (column === 'fullname') return `${String(row['firstname'])} ${String(row['lastname'])}`;
  if (column === 'createdon') return row['overriddencreatedon'] ?? null;
  return row[column] ?? null;
}

const sqlValue = (value: RowValue): RowValue => (typeof value === 'boolean' ? Number(value) : value);

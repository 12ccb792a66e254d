import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { recordId, type RecordId } from '../../segments';
import { type RowValue, type SqlDatabase, storedId } from '../store';
import { compileSql, type SqlText } from '../store/sql-text';

/** What a set of ids is kept for. */
export interface SetName {
  readonly kind:
    /** Members of a static members group; the owner is the definition. */
    | 'group'
    /** Who was in a segment when it was last computed; the owner is the segment. */
    | 'computed'
    /** Being computed to take the place of one of those, or replaced by one and not quite forgotten yet. */
    | 'computing'
    | 'replaced'
    /** Members of an outbound static segment, and those pinned into or barred from an outbound segment. */
    | 'outboundStatic'
    | 'outboundIncluded'
    | 'outboundExcluded';
  readonly owner: RecordId;
  readonly group?: RecordId;
}

/**
 * Sets of row ids, each with an order. Members are numbered 0, 1, 2, … without gaps, so that any page is found as
 * fast as the first: new ones go to the end, and the last ones take the places of those that are removed.
 * Its two tables are none of Dataverse's, so that no query of the store reaches them, and what it does to whole sets
 * (upserts from JSON, window functions) no builder says: the SQL stands here as it runs, and nowhere else.
 */
export class MemberSets {
  private static readonly prepared = new WeakMap<SqlDatabase, MemberSets>();

  private constructor(private readonly database: SqlDatabase) {
    database.exec(`
      create table if not exists member_set (
        key integer primary key, kind text not null, owner text not null, part text not null,
        unique (kind, owner, part));
      create table if not exists set_member (
        set_key integer not null, member text not null, position integer not null,
        primary key (set_key, member)) without rowid;
      create unique index if not exists set_member_position on set_member (set_key, position, member);`);
  }

  /** The sets kept beside the rows of a database. */
  static in(database: SqlDatabase): MemberSets {
    const existing = MemberSets.prepared.get(database);
    if (existing !== undefined) return existing;
    const sets = new MemberSets(database);
    // Tables that are made inside a transaction are gone when it is rolled back.
    if (!database.inTransaction) MemberSets.prepared.set(database, sets);
    return sets;
  }

  /** Adds ids at the end, those that are members already not again. Returns how many are new. */
  add(name: SetName, ids: Iterable<RecordId>): number {
    return this.database.transaction(() => {
      const key = this.keyToWrite(name);
      const first = this.sizeOf(key);
      let next = first;
      for (const part of inParts(ids)) {
        // Sorted by id, so that neighbours in the index are written together.
        const added = this.database.run(
          `insert into set_member (set_key, member, position)
           select ?, value, ? + key from json_each(?) where true order by value, key on conflict do nothing`,
          [key, next, JSON.stringify(part)],
        );
        if (added < part.length) this.closeUp(key, next);
        next += added;
      }
      return next - first;
    });
  }

  /** Removes ids; others are passed over. Returns how many were members. */
  remove(name: SetName, ids: readonly RecordId[]): number {
    return this.database.transaction(() => {
      const key = this.key(name);
      if (key === undefined) return 0;
      const before = this.sizeOf(key);
      const freed = this.database
        .all(
          'delete from set_member where set_key = ? and member in (select value from json_each(?)) returning position',
          [key, JSON.stringify(ids)],
        )
        .map((row) => Number(row['position']));
      this.closeGaps(key, before - freed.length, freed);
      return freed.length;
    });
  }

  /** Which of these ids are members. */
  which(name: SetName, ids: readonly RecordId[]): ReadonlySet<RecordId> {
    const rows = this.database.all(
      'select value as id from json_each(?) where exists (select 1 from set_member where set_key = ? and member = value)',
      [JSON.stringify(ids), this.key(name) ?? null],
    );
    return new Set(rows.map((row) => storedId(row['id'])));
  }

  size(name: SetName): number {
    const key = this.key(name);
    return key === undefined ? 0 : this.sizeOf(key);
  }

  /** Up to `count` ids from position `first`, from 0. */
  page(name: SetName, first: number, count: number, order: 'added' | 'id' = 'added'): readonly RecordId[] {
    const key = this.key(name);
    if (key === undefined) return [];
    const rows =
      order === 'added'
        ? this.database.all(
            'select member from set_member where set_key = ? and position >= ? and position < ? order by position',
            [key, first, first + count],
          )
        : this.database.all(
            'select member from set_member where set_key = ? order by member limit ? offset ?',
            [key, count, first],
          );
    return rows.map((row) => storedId(row['member']));
  }

  /** Forgets a set. */
  clear(name: SetName): void {
    this.database.transaction(() => {
      const key = this.key(name);
      if (key === undefined) return;
      this.database.run('delete from set_member where set_key = ?', [key]);
      this.database.run('delete from member_set where key = ?', [key]);
    });
  }

  /** Makes a set what a statement selects in its first column, sorted by id. Returns its size. */
  replace(name: SetName, statement: SqlText): number {
    return this.database.transaction(() => {
      this.clear(name);
      const key = this.keyToWrite(name);
      return this.database.run(
        `insert into set_member (set_key, member, position)
         select ${key}, id, row_number() over (order by id) - 1 from (${statement.sql})`,
        statement.parameters,
      );
    });
  }

  /**
   * Gathers what a set is to be, slice by slice beside other work. The returned function puts it in the place of the
   * set at once and tells its size.
   */
  async gather(name: SetName, slices: AsyncIterable<readonly RecordId[]>): Promise<() => number> {
    const next: SetName = { ...name, kind: 'computing' };
    await this.forget(next);
    for await (const slice of slices) {
      this.add(next, slice);
      await otherWork();
    }
    return () =>
      this.database.transaction(() => {
        const key = this.keyToWrite(next);
        const old = this.key(name);
        if (old !== undefined) {
          this.rename(old, { kind: 'replaced', owner: name.owner, group: recordId(randomUUID()) });
        }
        this.rename(key, name);
        return this.sizeOf(key);
      });
  }

  /** Forgets the sets of an owner that others have taken the place of, slice by slice beside other work. */
  async forgetReplaced(owner: RecordId): Promise<void> {
    const rows = this.database.all("select part from member_set where kind = 'replaced' and owner = ?", [
      owner,
    ]);
    for (const { part } of rows)
      await this.forget({ kind: 'replaced', owner, group: recordId(String(part)) });
  }

  private async forget(name: SetName): Promise<void> {
    const key = this.key(name);
    if (key === undefined) return;
    while (
      this.database.run(
        'delete from set_member where set_key = ? and member in (select member from set_member where set_key = ? limit 5000)',
        [key, key],
      ) > 0
    ) {
      await otherWork();
    }
    this.clear(name);
  }

  private rename(key: number, name: SetName): void {
    const [kind, owner, part] = partsOf(name);
    this.database.run('update member_set set kind = ?, owner = ?, part = ? where key = ?', [
      kind ?? '',
      owner ?? '',
      part ?? '',
      key,
    ]);
  }

  /** The groups of a definition that hold ids. */
  groupsOf(definition: RecordId): readonly RecordId[] {
    const rows = this.database.all("select part from member_set where kind = 'group' and owner = ?", [
      definition,
    ]);
    return rows.map((row) => storedId(row['part']));
  }

  /** A statement that selects the ids of a set as `id`. */
  selectOf(name: SetName): SqlText {
    return compileSql(sql`select member as id from set_member where set_key = ${this.key(name) ?? null}`);
  }

  /** The same in the order of its members. */
  inOrder(name: SetName): SqlText {
    return compileSql(
      sql`select member as id from set_member where set_key = ${this.key(name) ?? null} order by position`,
    );
  }

  private key(name: SetName): number | undefined {
    const row = this.database.get(
      'select key from member_set where kind = ? and owner = ? and part = ?',
      partsOf(name),
    );
    return row === undefined ? undefined : Number(row['key']);
  }

  private keyToWrite(name: SetName): number {
    this.database.run(
      'insert into member_set (kind, owner, part) values (?, ?, ?) on conflict do nothing',
      partsOf(name),
    );
    const key = this.key(name);
    if (key === undefined) throw new Error('A set that was just made is not there.');
    return key;
  }

  private sizeOf(key: number): number {
    const row = this.database.get('select max(position) as last from set_member where set_key = ?', [key]);
    return typeof row?.['last'] === 'number' ? row['last'] + 1 : 0;
  }

  /** Numbers the members from a position on without gaps, in the order they have. */
  private closeUp(key: number, first: number): void {
    this.database.run(
      `update set_member set position = renumbered.position
       from (select member, ? + row_number() over (order by position) - 1 as position
             from set_member where set_key = ? and position >= ?) as renumbered
       where set_key = ? and set_member.member = renumbered.member and set_member.position <> renumbered.position`,
      [first, key, first, key],
    );
  }

  /** Moves the members beyond the new size into the freed places below it. */
  private closeGaps(key: number, size: number, freed: readonly number[]): void {
    const gaps = freed.filter((position) => position < size);
    const beyond = this.database.all('select member from set_member where set_key = ? and position >= ?', [
      key,
      size,
    ]);
    for (const [nth, { member }] of beyond.entries()) {
      this.database.run('update set_member set position = ? where set_key = ? and member = ?', [
        gaps[nth] ?? null,
        key,
        member ?? null,
      ]);
    }
  }
}

/** Lets whatever else there is to do be done first. */
function otherWork(): Promise<void> {
  return new Promise(setImmediate);
}

/** A list in parts that are small enough for one statement. */
function* inParts(ids: Iterable<RecordId>): Generator<readonly RecordId[]> {
  let part: RecordId[] = [];
  for (const id of ids) {
    part.push(id);
    if (part.length < 5000) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function partsOf(name: SetName): readonly RowValue[] {
  return [name.kind, name.owner, name.group ?? ''];
}

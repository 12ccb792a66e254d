import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { RowValue } from './row';

/** Kysely writes the SQL; libsql, which has no kysely dialect of its own, runs it. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export interface SqlText {
  readonly sql: string;
  readonly parameters: readonly RowValue[];
}

export function compileSql(builder: RawBuilder<unknown>): SqlText {
  const compiled = builder.compile(compiler);
  return { sql: compiled.sql, parameters: compiled.parameters as readonly RowValue[] };
}

import { existsSync } from 'node:fs';
import { segmentDefinitionName } from '../../segments';
import { SqlDatabase } from './database';

/** "LDV1" in ASCII: marks a file as one of a local Dataverse. */
const APPLICATION_ID = 0x4c445631;

/**
 * What brings a file from each version to the next. New tables and columns need none: they are made when they are
 * missing. Version 0 are the files from before versions were kept; nothing in them has to change.
 */
const migrations: readonly ((database: SqlDatabase) => void)[] = [() => undefined];

/** The version of the files that this program writes. */
export const dataFileVersion = migrations.length;

/** A file that this program may not write into. */
export class DataFileRefusal extends Error {
  override readonly name = 'DataFileRefusal';
}

/** A file that is no snapshot this program can take over; the message says it in one line. */
export class SnapshotRefusal extends Error {
  override readonly name = 'SnapshotRefusal';
}

/**
 * Brings a file to today's version, all steps or none.
 * @throws DataFileRefusal for a file of a newer program, or of another program.
 */
export function migrateDataFile(database: SqlDatabase): void {
  const version = pragma(database, 'user_version');
  const application = pragma(database, 'application_id');
  if (application !== APPLICATION_ID && !isOfBeforeVersions(database, application, version)) {
    throw new DataFileRefusal('it is a database of another program');
  }
  if (version > dataFileVersion) {
    throw new DataFileRefusal(
      `it is of version ${version}, written by a newer program; this one knows versions up to ${dataFileVersion}`,
    );
  }
  database.transaction(() => {
    for (const migrate of migrations.slice(version)) migrate(database);
    database.exec(`pragma application_id = ${APPLICATION_ID}`);
    database.exec(`pragma user_version = ${dataFileVersion}`);
  });
}

/**
 * A file whose rows may be taken over.
 * @throws SnapshotRefusal when it is missing, of another program or of another version.
 */
export function checkedSnapshot(file: string): void {
  if (!existsSync(file)) throw new SnapshotRefusal(`There is no snapshot ${file}.`);
  const database = new SqlDatabase(file, 'read');
  try {
    if (pragma(database, 'application_id') !== APPLICATION_ID) {
      throw new SnapshotRefusal(`${file} is no snapshot of a local Dataverse.`);
    }
    const version = pragma(database, 'user_version');
    if (version !== dataFileVersion) {
      throw new SnapshotRefusal(
        `The snapshot ${file} is of version ${version}; this program takes version ${dataFileVersion}.`,
      );
    }
  } catch (error) {
    if (error instanceof SnapshotRefusal) throw error;
    throw new SnapshotRefusal(`${file} is no snapshot of a local Dataverse.`, { cause: error });
  } finally {
    database.close();
  }
}

/** Empty, or with the tables of a local Dataverse that did not mark its files yet. */
function isOfBeforeVersions(database: SqlDatabase, application: number, version: number): boolean {
  if (application !== 0 || version !== 0) return false;
  const tables = database.all("select name from sqlite_master where type = 'table'").map(({ name }) => name);
  return tables.length === 0 || tables.includes(segmentDefinitionName.logicalName);
}

function pragma(database: SqlDatabase, name: 'user_version' | 'application_id'): number {
  return Number(Object.values(database.get(`select * from pragma_${name}`) ?? {})[0] ?? 0);
}

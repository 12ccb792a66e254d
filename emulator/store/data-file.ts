import Libsql from 'libsql';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** The SQLite file of one store. */
export interface DataFile {
  readonly path: string;
  readonly isTemporary: boolean;
  /** Where its snapshots are kept, which end with it when it is temporary. */
  readonly snapshots: string;
  /** Lets go of the file; a temporary one is gone then. */
  release(): void;
}

/**
 * A file that is kept. Other programs may read it; that no second one writes it is ensured by a lock beside it, which
 * ends with the process however that ends.
 * @throws Error that says in one line why the file cannot be used; SQLite's (SQLITE_BUSY) when another program has it.
 */
export function keptFile(file: string): DataFile {
  const path = resolve(file);
  const folder = dirname(path);
  if (!existsSync(folder)) throw new Error(`The folder of the data file ${file} does not exist.`);
  if (existsSync(path) && statSync(path).isDirectory()) throw new Error(`The data file ${file} is a folder.`);
  if (!isWritable(folder) || (existsSync(path) && !isWritable(path))) {
    throw new Error(`The data file ${file} cannot be written.`);
  }
  const lockPath = `${path}.lock`;
  const lock = new Libsql(lockPath);
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    path,
    isTemporary: false,
    snapshots: `${path}.snapshots`,
    release: () => {
      lock.exec('rollback');
      lock.close();
      rmSync(lockPath, { force: true });
    },
  };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const PREFIX = 'local-dataverse-';
const folders = new Set<string>();

/** A file that ends with the process, for rows that would not fit in its memory. */
export function temporaryFile(): DataFile {
  removeLeftOvers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  if (folders.size === 0) process.once('exit', removeAll);
  folders.add(folder);
  return {
    path: join(folder, 'rows.db'),
    isTemporary: true,
    snapshots: join(folder, 'snapshots'),
    release: () => {
      remove(folder);
      folders.delete(folder);
      if (folders.size === 0) process.removeListener('exit', removeAll);
    },
  };
}

function removeAll(): void {
  for (const folder of folders) remove(folder);
}

/** Windows keeps a file as long as a statement over it lives; the next start removes what is left. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // See above.
  }
}

/** Files of processes that were ended before they could remove them. */
function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    const process = new RegExp(`^${PREFIX}(\\d+)-`).exec(basename(name))?.[1];
    if (process !== undefined && !isRunning(Number(process))) remove(join(tmpdir(), name));
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

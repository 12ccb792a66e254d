import type { StartOptions } from './start-options';

/** One clear line (the cause may follow in lines of its own) for whatever ended the start. */
export function wordsForFailure(error: unknown, options: Pick<StartOptions, 'port' | 'file'>): string {
  const { code, message, path } = error as { code?: unknown; message?: unknown; path?: unknown };
  const file = typeof path === 'string' ? path : (options.file ?? 'the database');
  switch (typeof code === 'string' && code !== '' ? baseCode(code) : codeInWords(String(message))) {
    case 'EADDRINUSE':
      return (
        `Port ${options.port} is in use. Another npm start may be running: open http://127.0.0.1:${options.port}/ to see. ` +
        'Stop it, or choose another port with npm start -- --port NUMBER.'
      );
    case 'EACCES':
    case 'EPERM':
      if (typeof path === 'string') {
        return `${path} may not be written by this user. Give this user the right to, and start again.`;
      }
      return `This user may not listen on port ${options.port}. Choose one above 1023 with npm start -- --port NUMBER.`;
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return `The disk is full: ${file} could not be written. Free some space and start again.`;
    case 'SQLITE_CANTOPEN':
      return `The data file ${file} cannot be opened. Check that its folder exists and that you may write there.`;
    case 'SQLITE_READONLY':
      return `The data file ${file} is read-only. Make it writable or choose another with --data FILE.`;
    case 'SQLITE_IOERR':
      return `The data file ${file} could not be read or written; the disk may be full or failing.`;
    case 'SQLITE_NOTADB':
      return `${file} is not a SQLite database. Choose another with --data FILE.`;
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return `The data file ${file} is in use by another program. Another npm start may be running with it.`;
    case undefined:
    default:
      return typeof message === 'string' && message !== '' ? message : String(error);
  }
}

/** libsql says that a file cannot be opened without a code of its own; 14 is SQLITE_CANTOPEN. */
function codeInWords(message: string): string | undefined {
  return /Unable to open connection to local database .*: 14\b/.test(message) ? 'SQLITE_CANTOPEN' : undefined;
}

/** SQLite's extended codes, e.g. SQLITE_READONLY_DIRECTORY, say the same as their base for our purpose. */
function baseCode(code: string): string {
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
}

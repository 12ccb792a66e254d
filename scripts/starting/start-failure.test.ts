import { wordsForFailure } from './start-failure';

const options = { port: 5151, file: 'rows.db' };
const failure = (code: string) => wordsForFailure(Object.assign(new Error('raw words'), { code }), options);

describe('the words for a failed start', () => {
  it('name the port and the way out when it is in use', () => {
    expect(failure('EADDRINUSE')).toMatch(/^Port 5151 is in use.*--port NUMBER\.$/);
  });

  it('name the file when the disk is full', () => {
    expect(failure('SQLITE_FULL')).toMatch(/^The disk is full: rows\.db/);
    expect(failure('ENOSPC')).toMatch(/^The disk is full: rows\.db/);
  });

  it('name the file that could not be written where the error names it', () => {
    const error = Object.assign(new Error('raw words'), { code: 'ENOSPC', path: 'dist/solution.zip' });
    expect(wordsForFailure(error, options)).toMatch(/^The disk is full: dist\/solution\.zip/);
  });

  it('tell a port from a file that this user may not use', () => {
    expect(failure('EACCES')).toMatch(/^This user may not listen on port 5151\./);
    const error = Object.assign(new Error('raw words'), { code: 'EACCES', path: 'dist/solution.zip' });
    expect(wordsForFailure(error, options)).toMatch(/^dist\/solution\.zip may not be written/);
  });

  it.each([
    ['SQLITE_IOERR_WRITE', /rows\.db could not be read or written/],
    ['SQLITE_CANTOPEN', /rows\.db cannot be opened/],
    ['SQLITE_READONLY_DIRECTORY', /rows\.db is read-only/],
    ['SQLITE_NOTADB', /rows\.db is not a SQLite database/],
    ['SQLITE_BUSY', /rows\.db is in use by another program/],
  ])('say what %s means', (code, words) => {
    expect(failure(code)).toMatch(words);
  });

  it('name the file that libsql cannot open, though it gives no code', () => {
    const words = 'ConnectionFailed("Unable to open connection to local database rows.db: 14")';
    expect(wordsForFailure(Object.assign(new Error(words), { code: '' }), options)).toMatch(
      /rows\.db cannot be opened/,
    );
  });

  it('are the error itself where it has words of its own', () => {
    expect(wordsForFailure(new Error('The control could not be built.'), options)).toBe(
      'The control could not be built.',
    );
  });
});

import { readStartOptions } from './start-options';

describe('the options of npm start', () => {
  it('have defaults that need no argument', () => {
    expect(readStartOptions([])).toEqual({ port: 5151, large: false, file: undefined, help: false });
  });

  it('take a port, a data file and the large sample', () => {
    const options = readStartOptions(['--port', '0', '--data', 'rows.db', '--large']);
    expect(options).toEqual({ port: 0, large: true, file: 'rows.db', help: false });
  });

  it.each([
    [['--port', 'high'], /--port .* 'high'/],
    [['--port', '65536'], /--port .* '65536'/],
    [['--prot', '5000'], /--prot/],
    [['extra'], /extra/],
  ])('refuse %j in a line that names it', (args, words) => {
    expect(() => readStartOptions(args)).toThrow(words);
  });
});

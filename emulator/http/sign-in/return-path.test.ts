import fc from 'fast-check';
import { returnPath } from './return-path';

const origin = 'http://127.0.0.1:5151';

describe('the path that a sign-in leads back to', () => {
  it.each(['/', '/main.aspx?a=b#c', '/connectors/sgm_a'])('is %s when that is asked for', (path) => {
    expect(returnPath(path, origin)).toBe(path);
  });

  it.each([
    undefined,
    '',
    'main.aspx',
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '/\t/evil.test/',
    '/\n\\evil.test',
    '\t//evil.test',
    '/.//evil.test/',
    '/a/..//evil.test',
    'javascript:alert(1)',
    '//127.0.0.1:5152/',
  ])('is the first page when %j is asked for', (asked) => {
    expect(returnPath(asked, origin)).toBe('/');
  });

  it('never leaves this server, whatever is asked for', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '\n',
      '.',
      '..',
      '@',
      'evil.test',
      ':',
      '?',
      '#',
      '%2f',
      'http:',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const led = new URL(returnPath(parts.join(''), origin), `${origin}/sign-in`);
        expect(led.origin).toBe(origin);
      }),
      { numRuns: 5000 },
    );
  });
});

import fc from 'fast-check';
import { isAddress } from './address';
import { findAddresses } from './find-addresses';
import { findIds } from './find-ids';
import { valueText } from './visible-text';

describe('an e-mail address', () => {
  it.each([
    'nora@example.com',
    "o'brien+tag_1@mail.example.co.uk",
    'NORA@EXAMPLE.COM',
    'théo@exämple.com',
    'nora@xn--exmple-cua.com',
    '山田@例え.テスト',
    'a@b.co',
    'नोरा@उदाहरण.भारत',
    'nora@example.xn--p1ai',
  ])('may be %s', (text) => {
    expect(isAddress(text)).toBe(true);
  });

  it.each([
    ['no dot', 'nora@example'],
    ['no name', '@example.com'],
    ['two @', 'a@b@example.com'],
    ['a blank', 'nora lind@example.com'],
    ['a quote', '"nora"@example.com'],
    ['typographic quotes', '“nora”@example.com'],
    ['a bar', '2|Omar|omar@example.com'],
    ['a slash', 'a/b@example.com'],
    ['a control character', 'nora\r@example.com'],
    ['a broken character', 'nor\ufffd@example.com'],
    ['bytes of Shift_JIS read as Western', 'ŽR“c@‘¾˜Y.taro'],
    ['an address of numbers', 'nora@127.0.0.1'],
    ['two dots', 'nora..lind@example.com'],
    ['a dot in front', '.nora@example.com'],
    ['a dot before the @', 'nora.@example.com'],
    ['a dash at the end of a name', 'nora@example-.com'],
    ['an end of one letter', 'nora@example.c'],
    ['too long a name', `${'n'.repeat(65)}@example.com`],
    ['too many characters', `nora@${'example.'.repeat(40)}com`],
  ])('has not %s', (_, text) => {
    expect(isAddress(text)).toBe(false);
  });
});

describe('addresses in what people paste', () => {
  const one = ['nora@example.com'];
  const two = ['nora@example.com', 'omar@example.org'];
  it.each<[string, string, readonly string[]]>([
    ['with a name', 'Nora Lind <nora@example.com>', one],
    ['with a quoted name', '"Lind, Nora" <nora@example.com>', one],
    ['in brackets', '(nora@example.com)', one],
    ['in square brackets', 'Nora [nora@example.com]', one],
    ['in guillemets', '‹nora@example.com›', one],
    ['with mailto:', 'mailto:nora@example.com?subject=Hi', one],
    [
      'in a link that names more for a copy',
      'mailto:nora@example.com?cc=boss@example.com&subject=a@b.co',
      one,
    ],
    ['in a link with its signs as numbers', 'mailto:nora%40example.com', one],
    ['in a link that cannot be decoded', 'mailto:nora@example.com?subject=100%', one],
    ['in a link to two', 'mailto:nora@example.com,omar%40example.org', two],
    ['parted by the end of a line of old', 'nora@example.com\x85omar@example.org', two],
    ['parted by a separator of records', 'nora@example.com\x1eomar@example.org', two],
    ['in a link of Markdown', '[nora@example.com](mailto:nora@example.com)', one],
    ['with a bullet', '• nora@example.com', one],
    ['with a bullet of ASCII', '* nora@example.com', one],
    ['with a bullet beside it', '-nora@example.com', one],
    ['with a number', '1) nora@example.com', one],
    ['with an end of a sentence', 'nora@example.com.', one],
    ['with a separator after it', 'nora@example.com;', one],
    ['in a formula', '="nora@example.com"', one],
    ['in apostrophes', "'nora@example.com'", one],
    ['with zero-width characters', '\u200bno\u200bra@example.com\ufeff', one],
    ['with marks of direction', '\u202anora@example.com\u202c\u200f', one],
    ['with letters that show nothing', 'no\u3164ra@exam\uffa0ple.com', one],
    ['with a soft hyphen', 'no\u00adra@exam\u00adple.com', one],
    ['with blanks that do not break', '\u00a0nora@example.com\u3000', one],
    ['with a carriage return', 'nora@example.com\r', one],
    ['in full width', 'ｎｏｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ', one],
    ['after a word and a colon', 'E-Mail:nora@example.com', one],
    ['with another address for a name', 'old@example.net <nora@example.com>', one],
    ['twice', 'nora@example.com (NORA@example.com)', one],
    ['parted by semicolons', 'Nora <nora@example.com>; Omar <omar@example.org>', two],
    ['parted by commas', 'nora@example.com,omar@example.org', two],
    ['parted by lines', 'nora@example.com\nomar@example.org', two],
    ['parted by slashes', 'nora@example.com / omar@example.org', two],
    ['parted by slashes alone', 'nora@example.com/omar@example.org', two],
    ['parted by bars', '2|Omar|nora@example.com|omar@example.org', two],
    ['with names in brackets', 'Nora Lind (nora@example.com) Omar (omar@example.org)', two],
    ['of other scripts', '山田太郎 <taro@例え.jp>', ['taro@例え.jp']],
    ['with letters put together', 'the\u0301o@example.com', ['th\u00e9o@example.com']],
    ['nowhere', 'Nora Lind', []],
    ['nowhere but an @', 'nora @ example', []],
  ])('are found %s', (_, text, addresses) => {
    expect(findAddresses(text).addresses).toEqual(addresses);
  });

  it.each([
    ['nora@example.com; omar@', ['omar@']],
    ['a@b@example.com', ['a@b@example.com']],
    [`${'n'.repeat(70)}@example.com`, [`${'n'.repeat(70)}@example.com`]],
  ])('that are none are told: %s', (text, broken) => {
    expect(findAddresses(text).broken.map((piece) => piece.slice(0, 90))).toEqual(broken);
    expect(findAddresses(text).addresses.every((address) => text.startsWith(address))).toBe(true);
  });

  it.each([
    ['a broken letter', 'n\ufffdra@example.com'],
    ['a letter that was lost', 'j?rgen@example.com'],
    ['a letter that no address has', 'no😀ra@example.com'],
    ['a dash that may be a hyphen', 'anna–maria@example.com'],
    ['a name of a server that has none', 'nora@mail.exam_ple.com'],
    ['a name that goes on', 'nora@example.com_old'],
    ['the address of a guest', 'nora@example.com#EXT#@tenant.example.com'],
    ['a start that was cut off', '…ra@example.com'],
    ['a start that was cut off with dots', '...ra@example.com'],
    ['an end that was cut off', 'nora@example.co…'],
    ['an end that was cut off with dots', 'nora@example.co...'],
    ['an end of a line in a mail', 'nora@example.co='],
    ['a server that was made unreadable', 'nora@mail.ex***.com'],
  ])('are not taken out of a longer word: %s', (_, text) => {
    expect(findAddresses(text)).toEqual({ addresses: [], broken: [text] });
    expect(findAddresses(`Nora <${text}>, omar@example.org`)).toEqual({
      addresses: ['omar@example.org'],
      broken: [text],
    });
  });

  it.each([
    ['o’neil@example.com', "o'neil@example.com"],
    ['o´neil@example.com', "o'neil@example.com"],
    ['‘o’neil@example.com’', "o'neil@example.com"],
    ['anna\u2011maria@exam\u2010ple.com', 'anna-maria@exam-ple.com'],
  ])('are as they were typed: %s is %s', (text, address) => {
    expect(findAddresses(text)).toEqual({ addresses: [address], broken: [] });
  });

  it.each(['Nora—nora@example.com', '田中・nora@example.com、', '**nora@example.com**', '✉nora@example.com'])(
    'are found beside what parts them from words: %s',
    (text) => {
      expect(findAddresses(text)).toEqual({ addresses: one, broken: [] });
    },
  );

  it('are all found in any mixture of forms', () => {
    const address = fc
      .tuple(
        fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
        fc.constantFrom('example.com', 'mail.example.org', 'exämple.de'),
      )
      .map(([name, host]) => `${name}@${host}`);
    const form = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `Some Name <${text}>`,
      (text) => `"Name, Some" <${text}>`,
      (text) => `mailto:${text}`,
      (text) => `\u200b${text}\u200f`,
      (text) => `[${text}]`,
    );
    const separator = fc.constantFrom(', ', ';', '; ', '\n', ' ', ' | ', '\t');
    fc.assert(
      fc.property(
        fc.uniqueArray(address, { minLength: 1, maxLength: 6 }),
        fc.array(form, { minLength: 6, maxLength: 6 }),
        separator,
        (addresses, forms, between) => {
          const text = addresses.map((each, index) => forms[index]?.(each) ?? each).join(between);
          expect(findAddresses(text)).toEqual({ addresses, broken: [] });
        },
      ),
    );
  });
});

describe('record ids in a cell', () => {
  const id = '0f5b0c7f-395d-447b-b14c-315a601f878e';
  it.each<[string, string, readonly string[]]>([
    ['in braces and capitals', `{${id.toUpperCase()}}`, [id]],
    ['with what nobody sees', `\ufeff${id}\u200b`, [id]],
    ['in a formula', `="${id}"`, [id]],
    [
      'several of them',
      `${id}; 11111111-2222-4333-8444-555555555555`,
      [id, '11111111-2222-4333-8444-555555555555'],
    ],
    ['not beside other words', `id ${id}`, []],
    ['not in words', 'a text that is longer than an id is, surely', []],
  ])('are found %s', (_, text, ids) => {
    expect(findIds(text)).toEqual(ids);
  });
});

describe('a value to look people up by', () => {
  it.each([
    ['="0042"', '0042'],
    [' \u200b0042\u00a0', '0042'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('%j is %j', (text, value) => {
    expect(valueText(text)).toBe(value);
  });
});

import { strToU8, zipSync } from 'fflate';
import { readZip, ZipRefusal } from './read-zip';

function reasonOf(bytes: Uint8Array, limits?: Parameters<typeof readZip>[1]): string {
  try {
    readZip(bytes, limits);
  } catch (error) {
    if (error instanceof ZipRefusal) return error.reason;
    throw error;
  }
  return 'none';
}

test('entries come back with their bytes, folders left out', () => {
  const zip = zipSync({
    'a/b.txt': strToU8('b'),
    'a/': new Uint8Array(),
    'c.txt': [strToU8('c'), { level: 0 }],
  });
  expect(Array.from(readZip(zip), ([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['a/b.txt', 'b'],
    ['c.txt', 'c'],
  ]);
});

test.each(['../up.txt', 'a/../../up.txt', '/root.txt', 'C:/windows.txt', 'a\\b.txt'])(
  'an entry named %s is refused',
  (name) => {
    expect(reasonOf(zipSync({ [name]: strToU8('x') }))).toBe('unsafe name');
  },
);

test('two entries that differ in case only are refused', () => {
  expect(reasonOf(zipSync({ 'a.txt': strToU8('1'), 'A.txt': strToU8('2') }))).toBe('duplicate name');
});

test('a bomb is refused by its directory, before anything is unpacked', () => {
  const bomb = zipSync({ 'zeros.bin': new Uint8Array(3_000_000) }, { level: 9 });
  expect(bomb.length).toBeLessThan(10_000);
  expect(reasonOf(bomb, { unpackedBytes: 1_000_000, entries: 10 })).toBe('too large');
});

test('a bomb that lies about its size in the directory is refused', () => {
  const bomb = zipSync({ 'zeros.bin': new Uint8Array(3_000_000) }, { level: 9 });
  const view = new DataView(bomb.buffer);
  const directory = view.getUint32(bomb.length - 22 + 16, true);
  view.setUint32(directory + 24, 10, true);
  expect(reasonOf(bomb, { unpackedBytes: 1_000_000, entries: 10 })).toBe('damaged');
});

test('a small zip that unpacks to very much is refused', () => {
  const bomb = zipSync({ 'customizations.xml': new Uint8Array(40 * 1024 * 1024).fill(97) }, { level: 9 });
  expect(bomb.length).toBeLessThan(200_000);
  expect(reasonOf(bomb)).toBe('too large');
});

test('too many entries are refused', () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`${index}.txt`, new Uint8Array()]),
  );
  expect(reasonOf(zipSync(many), { unpackedBytes: 1000, entries: 20 })).toBe('too large');
});

test('a changed byte is noticed', () => {
  const zip = zipSync({ 'a.txt': [strToU8('hello hello'), { level: 0 }] });
  const at = Buffer.from(zip).indexOf('hello');
  zip[at] = 'j'.charCodeAt(0);
  expect(reasonOf(zip)).toBe('damaged');
});

test.each([0, 5, 21, 40])('a zip cut off after %i bytes is refused', (length) => {
  const zip = zipSync({ 'a.txt': strToU8('hello') });
  expect(['not a zip', 'damaged']).toContain(reasonOf(zip.subarray(0, length)));
});

test('the words of a refusal name what is wrong', () => {
  const messageOf = (bytes: Uint8Array, limits?: Parameters<typeof readZip>[1]): string => {
    try {
      readZip(bytes, limits);
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };
  const two = zipSync({
    'a.txt': [strToU8('12345'), { level: 0 }],
    'b.txt': [strToU8('12345'), { level: 0 }],
  });
  expect(messageOf(two, { unpackedBytes: 9, entries: 2 })).toBe(
    'The zip unpacks to more than 9 bytes or holds more than 2 files.',
  );
  expect(messageOf(two, { unpackedBytes: 10, entries: 1 })).toMatch('more than 1 files');
  expect(messageOf(two, { unpackedBytes: 10, entries: 2 })).toBe('none');
  const packed = zipSync({ 'a.txt': strToU8('a'.repeat(1000)) });
  const ratio = 1000 / packed.length;
  expect(messageOf(packed, { unpackedBytes: 1000, entries: 1, ratio: ratio - 0.01 })).toMatch(
    /unpacks to more than [\d.]+ times its size/,
  );
  expect(messageOf(packed, { unpackedBytes: 1000, entries: 1, ratio: ratio + 0.01 })).toBe('none');
  expect(messageOf(packed, { unpackedBytes: 1000, entries: 1, ratio: 1, freeBytes: 1000 })).toBe('none');
  expect(messageOf(packed, { unpackedBytes: 1000, entries: 1, ratio: 1, freeBytes: 999 })).toMatch('times');
  expect(messageOf(zipSync({ 'a\0b': strToU8('x') }))).toMatch(
    /^The entry ".*" of the zip points outside of it\.$/s,
  );
  expect(messageOf(zipSync({ '': strToU8('x') }))).toBe('The entry "" of the zip points outside of it.');
  expect(messageOf(zipSync({ 'a.txt': strToU8('1'), 'A.txt': strToU8('2') }))).toBe(
    'The zip holds "A.txt" more than once.',
  );
  expect(messageOf(strToU8('x'.repeat(100)))).toBe('The file is not a zip.');
});

test('names that only look like ways out of the zip are none', () => {
  const names = ['a..b/..c', 'cc:/x', 'a/C:', 'x/.', 'ä/ö.txt'];
  const zip = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(name)])));
  expect(Array.from(readZip(zip).keys())).toEqual(names);
});

test('a name in the letters of the first zips is read as such', () => {
  const zip = zipSync({ 'aXb.txt': strToU8('hello') });
  for (let at = 0; at < zip.length; at += 1) {
    if (zip[at] === 'X'.charCodeAt(0) && zip[at - 1] === 'a'.charCodeAt(0)) zip[at] = 0xe4;
  }
  expect(Array.from(readZip(zip).keys())).toEqual(['aäb.txt']);
});

test('a comment at the end of a zip is read over, as long as a zip may have it', () => {
  const zip = zipSync({ 'a.txt': strToU8('hello') });
  const withComment = (length: number): Uint8Array => {
    const bytes = new Uint8Array(zip.length + length);
    bytes.set(zip);
    new DataView(bytes.buffer).setUint16(zip.length - 2, Math.min(length, 65_535), true);
    return bytes;
  };
  expect(readZip(withComment(7)).size).toBe(1);
  expect(readZip(withComment(65_535)).size).toBe(1);
  expect(reasonOf(withComment(70_000))).toBe('not a zip');
});

test('a zip that stands within other bytes is read', () => {
  const zip = zipSync({ 'a.txt': strToU8('hello') });
  const around = new Uint8Array(zip.length + 64);
  around.set(zip, 32);
  expect(readZip(around.subarray(32, 32 + zip.length)).size).toBe(1);
});

test('entries with more in their directory than a name are read', () => {
  const zip = zipSync({
    'a.txt': [strToU8('hello'), { extra: { 0x7777: strToU8('more') }, comment: 'a comment' }],
    'b.txt': strToU8('world'),
  });
  expect(Array.from(readZip(zip), ([, bytes]) => Buffer.from(bytes).toString())).toEqual(['hello', 'world']);
});

test('a directory that is no directory is damaged', () => {
  const zip = zipSync({ 'a.txt': strToU8('hello') });
  const view = new DataView(zip.buffer);
  view.setUint32(view.getUint32(zip.length - 6, true), 7, true);
  expect(reasonOf(zip)).toBe('damaged');
  const far = zipSync({ 'a.txt': strToU8('hello') });
  new DataView(far.buffer).setUint32(far.length - 6, far.length - 40, true);
  expect(reasonOf(far)).toBe('damaged');
});

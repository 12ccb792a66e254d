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

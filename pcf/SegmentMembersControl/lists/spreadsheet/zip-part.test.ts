import { bytesOfPart } from './zip-part';
import type { ZipPart } from './zip-directory';

const megabyte = 1024 * 1024;

/** What is wrong with a part that says it unpacks to so much, and has so many bytes in the file. */
async function problemOf(size: number, packedSize: number): Promise<unknown> {
  const bytes = new Uint8Array(30 + packedSize);
  const part: ZipPart = { name: 'x', offset: 0, packedSize, size, crc: 0, method: 0, isEncrypted: false };
  try {
    await bytesOfPart(bytes, part).next();
    return undefined;
  } catch (error) {
    return (error as { problem?: unknown }).problem;
  }
}

describe('a part of a workbook', () => {
  it('is not unpacked when it says that it is larger than any sheet', async () => {
    expect(await problemOf(512 * megabyte + 1, 3 * megabyte)).toBe('tooLarge');
    expect(await problemOf(512 * megabyte, 3 * megabyte)).toBeUndefined();
  });

  it('is not unpacked when it says that it was packed further than rows can be', async () => {
    expect(await problemOf(8 * megabyte + 1, 1000)).toBe('brokenSpreadsheet');
    expect(await problemOf(8 * megabyte, 1000)).toBeUndefined();
    expect(await problemOf(250 * megabyte + 1, megabyte)).toBe('brokenSpreadsheet');
    expect(await problemOf(250 * megabyte, megabyte)).toBeUndefined();
  });
});

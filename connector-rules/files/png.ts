import { inflateSync } from 'node:zlib';

/** An image's size and one color: that of its first pixel, which is background in an icon. */
export interface PngFacts {
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** `#rrggbb`, or undefined when the image has a palette or is gray. */
  readonly cornerColor: string | undefined;
}

const signature = '89504e470d0a1a0a';
const colorType = { rgb: 2, rgba: 6 } as const;

/** Reads what the rules need of a PNG; undefined when the bytes are none. */
export function readPng(bytes: Uint8Array): PngFacts | undefined {
  const png = Buffer.from(bytes);
  if (png.subarray(0, 8).toString('hex') !== signature || png.length < 33) return undefined;
  const type = png[25];
  return {
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    hasAlpha: type === 4 || type === colorType.rgba,
    cornerColor: type === colorType.rgb || type === colorType.rgba ? firstPixel(png) : undefined,
  };
}

/** The rows of an image after decompression, filter bytes included. @throws when they are damaged. */
export function rowsOfPng(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return inflateSync(Buffer.concat(parts));
}

function firstPixel(png: Buffer): string | undefined {
  try {
    // Every filter leaves the first pixel of the first row as it is: there is nothing left of it or above it.
    return `#${rowsOfPng(png).subarray(1, 4).toString('hex')}`;
  } catch {
    return undefined;
  }
}

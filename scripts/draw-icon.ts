import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

const help = `npx tsx scripts/draw-icon.ts

Draws connector/icon.png. A test fails when the file is out of date.

  --help    this text`;

/** Edge of the square in pixels: the column of a connector's icon takes 144 at most, a certified one needs 100. */
const edge = 144;
/** The mark is drawn on a square of 230, in the middle 160 of it. */
const scale = 230 / edge;
/** Samples per pixel and axis: smooth edges without an image library. */
const samples = 4;
/** The same colour stands in connector/apiProperties.json as iconBrandColor; a test compares them. */
const background = { red: 0x0b, green: 0x6a, blue: 0x70 };

const ring = { outer: 76, inner: 40, x: 112, y: 118 };
/** The slice that is pulled out of the ring, from 12 to 3 o'clock. */
const sliceShift = 9;
const gap = 3;

function onRing(x: number, y: number): boolean {
  const distance = Math.hypot(x - ring.x, y - ring.y);
  const inSliceQuarter = x > ring.x - gap && y < ring.y + gap;
  return distance <= ring.outer && distance >= ring.inner && !inSliceQuarter;
}

function onSlice(x: number, y: number): boolean {
  const fromX = x - (ring.x + sliceShift);
  const fromY = y - (ring.y - sliceShift);
  const distance = Math.hypot(fromX, fromY);
  return fromX > gap && fromY < -gap && distance <= ring.outer && distance >= ring.inner;
}

/** A head over shoulders in the hole of the ring: the member. */
function onPerson(x: number, y: number): boolean {
  const head = Math.hypot(x - ring.x, y - (ring.y - 10)) <= 12;
  const shoulders = Math.hypot(x - ring.x, y - (ring.y + 26)) <= 21 && y <= ring.y + 24;
  return head || shoulders;
}

/** Share of a pixel that the white mark covers, 0 to 1. */
function coverage(column: number, row: number): number {
  let hits = 0;
  for (let i = 0; i < samples * samples; i++) {
    const x = scale * (column + ((i % samples) + 0.5) / samples);
    const y = scale * (row + (Math.floor(i / samples) + 0.5) / samples);
    if (onRing(x, y) || onSlice(x, y) || onPerson(x, y)) hits++;
  }
  return hits / (samples * samples);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The image before compression: rows of a filter byte and RGB, as PNG wants them. */
export function iconPixels(): Buffer {
  const bytesPerRow = edge * 3 + 1;
  const image = Buffer.alloc(bytesPerRow * edge);
  for (let row = 0; row < edge; row++) {
    for (let column = 0; column < edge; column++) {
      const white = coverage(column, row);
      const at = row * bytesPerRow + 1 + column * 3;
      image[at] = Math.round(background.red + (255 - background.red) * white);
      image[at + 1] = Math.round(background.green + (255 - background.green) * white);
      image[at + 2] = Math.round(background.blue + (255 - background.blue) * white);
    }
  }
  return image;
}

/** The icon as an opaque 8 bit RGB PNG. */
function drawIcon(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 8;
  header[9] = 2;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(iconPixels(), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

if (require.main === module) {
  if (process.argv.includes('--help')) console.log(help);
  else writeFileSync(join(__dirname, '..', 'connector', 'icon.png'), drawIcon());
}

import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { PNG } from 'pngjs';

/** One index of the 256 says that a pixel is as it was. */
const mostColours = 255;

interface Frame {
  readonly picture: PNG;
  readonly milliseconds: number;
}

/** Pictures of one size, one after the other, as an animated GIF. */
export class FilmStrip {
  readonly #frames: Frame[] = [];

  /** @param png - the picture, shown for so many milliseconds. */
  add(png: Buffer, milliseconds: number): void {
    this.#frames.push({ picture: PNG.sync.read(png), milliseconds });
  }

  get milliseconds(): number {
    return this.#frames.reduce((sum, frame) => sum + frame.milliseconds, 0);
  }

  /** The GIF: one palette for all, and of each picture only what is new. */
  gif(): Uint8Array {
    const palette = quantize(sampled(this.#frames), mostColours);
    const encoder = GIFEncoder();
    let before: Uint8Array | undefined;
    for (const { picture, milliseconds } of this.#frames) {
      const indices = applyPalette(picture.data, palette);
      const changed = before === undefined ? indices : onlyChanges(indices, before, palette.length);
      encoder.writeFrame(changed, picture.width, picture.height, {
        delay: milliseconds,
        ...(before === undefined
          ? { palette: [...palette, [0, 0, 0]] }
          : { transparent: true, transparentIndex: palette.length, dispose: 1 }),
      });
      before = indices;
    }
    encoder.finish();
    return encoder.bytes();
  }
}

/** Every seventh pixel of all pictures: enough to choose the colours by. */
function sampled(frames: readonly Frame[]): Uint8Array {
  const every = 7;
  const pixels = frames.flatMap(({ picture: { data } }) => {
    const few = Buffer.alloc(Math.floor(data.length / 4 / every) * 4);
    for (let pixel = 0; pixel < few.length; pixel += 4)
      data.copy(few, pixel, pixel * every, pixel * every + 4);
    return [few];
  });
  return Buffer.concat(pixels);
}

function onlyChanges(now: Uint8Array, before: Uint8Array, unchanged: number): Uint8Array {
  return now.map((index, pixel) => (index === before[pixel] ? unchanged : index));
}

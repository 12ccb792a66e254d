/** What the film uses of the package, which brings no types. */
declare module 'gifenc' {
  type Palette = readonly (readonly [red: number, green: number, blue: number])[];

  interface Encoder {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: {
        palette?: Palette;
        /** Milliseconds. */
        delay: number;
        transparent?: boolean;
        transparentIndex?: number;
        /** 1 leaves the picture for the next one to be drawn upon. */
        dispose?: 1;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  }

  export function GIFEncoder(): Encoder;
  /** Pixels are red, green, blue and alpha, a byte each. */
  export function quantize(pixels: Uint8Array, most: number): Palette;
  export function applyPalette(pixels: Uint8Array, palette: Palette): Uint8Array;
}

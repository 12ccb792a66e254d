import { readPng } from './png';
import type { FilePlace, FileRule } from '../findings';
import { breaking, certification } from '../rules/rule';

/** A connector's icon and the color its properties name. */
export interface IconFile {
  readonly bytes: Uint8Array;
  readonly brandColor: string | undefined;
}

const sides = { least: 100, most: 230 };
const mostBytes = 1024 * 1024;

function place(message: string): FilePlace[] {
  return [{ message }];
}

/** Rules over icon.png. Source: the guidance for icons; the names are ours. */
export const iconRules: readonly FileRule<IconFile>[] = [
  {
    ...breaking,
    name: 'IconNotPng',
    check: ({ bytes }) => (readPng(bytes) ? [] : place('The icon is no PNG.')),
  },
  {
    ...certification,
    name: 'IconTooLarge',
    check: ({ bytes }) => (bytes.length > mostBytes ? place('The icon is larger than 1 MB.') : []),
  },
  {
    ...certification,
    name: 'IconSizeNotInRange',
    check: ({ bytes }) => {
      const png = readPng(bytes);
      const fits = !png || (png.width === png.height && png.width >= sides.least && png.width <= sides.most);
      return fits
        ? []
        : place(
            `The icon must be a square of ${sides.least} to ${sides.most} pixels; it is ${png.width} by ${png.height}.`,
          );
    },
  },
  {
    ...certification,
    name: 'IconTransparent',
    check: ({ bytes }) =>
      readPng(bytes)?.hasAlpha ? place('The icon has an alpha channel; its background must be opaque.') : [],
  },
  {
    ...certification,
    name: 'IconBackgroundNotBrandColor',
    check: ({ bytes, brandColor }) => {
      const corner = readPng(bytes)?.cornerColor;
      return corner === undefined || brandColor === undefined || corner === brandColor.toLowerCase()
        ? []
        : place(`The background is ${corner}, but iconBrandColor is ${brandColor}.`);
    },
  },
];

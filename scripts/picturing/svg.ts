import { escapeXml } from '../../markup/escape';
import type { Card } from './card';
import { cardSize, type Picture, type Point, type Shape } from './layout';

const margin = 24;
const font = "'Segoe UI', 'Open Sans', Helvetica, Arial, sans-serif";

/** The picture as an SVG file, readable on light and on dark pages. */
export function printSvg(title: string, description: string, picture: Picture): string {
  const width = round(picture.width + 2 * margin);
  const height = round(picture.height + 2 * margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="${font}">`,
    `  <title id="title">${escapeXml(title)}</title>`,
    `  <desc id="description">${escapeXml(description)}</desc>`,
    `  <defs>`,
    `    <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#8a8886" /></marker>`,
    `    <marker id="failed" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#a4262c" /></marker>`,
    `  </defs>`,
    `  <rect width="${width}" height="${height}" rx="4" fill="#f5f5f5" />`,
    `  <g transform="translate(${margin} ${margin})">`,
    ...picture.shapes.map((shape) => `    ${printShape(shape)}`),
    `  </g>`,
    `</svg>`,
    '',
  ].join('\n');
}

function printShape(shape: Shape): string {
  switch (shape.kind) {
    case 'card':
      return printCard(shape.x, shape.y, shape.width, shape.card);
    case 'frame':
      return `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" rx="4" fill="#ffffff" fill-opacity="0.6" stroke="#c8c6c4" />`;
    case 'branch':
      return printBranch(shape.x, shape.y, shape.width, shape.title);
    case 'arrow':
      return printArrow(shape.from, shape.to, shape.runs);
  }
}

function printCard(x: number, y: number, width: number, { title, subtitle, colour, sign }: Card): string {
  const room = Math.floor((width - 52) / 6.6);
  const middle = y + cardSize.height / 2;
  const texts =
    subtitle === undefined
      ? [text(x + 44, middle + 5, 13, '#242424', title, room)]
      : [
          text(x + 44, middle - 3, 13, '#242424', title, room),
          text(x + 44, middle + 14, 11, '#605e5c', subtitle, Math.floor(room * 1.08)),
        ];
  return [
    `<g><title>${escapeXml(subtitle === undefined ? title : `${title}: ${subtitle}`)}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${cardSize.height}" rx="3" fill="#ffffff" stroke="#c8c6c4" />`,
    `<rect x="${round(x)}" y="${round(y)}" width="4" height="${cardSize.height}" rx="2" fill="${colour}" />`,
    `<rect x="${round(x + 13)}" y="${round(middle - 12)}" width="24" height="24" rx="2" fill="${colour}" />`,
    `<text x="${round(x + 25)}" y="${round(middle + 5)}" font-size="14" text-anchor="middle" fill="#ffffff">${sign}</text>`,
    ...texts,
    '</g>',
  ].join('');
}

function text(x: number, y: number, size: number, colour: string, words: string, room: number): string {
  const shown = words.length > room ? `${words.slice(0, room - 1).trimEnd()}…` : words;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${colour}">${escapeXml(shown)}</text>`;
}

const branchColours: Readonly<Record<string, string>> = { True: '#107c10', False: '#a4262c' };

function printBranch(x: number, y: number, width: number, title: string): string {
  const colour = branchColours[title] ?? '#486991';
  return [
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="26" rx="3" fill="${colour}" fill-opacity="0.12" />`,
    `<text x="${round(x + width / 2)}" y="${round(y + 17)}" font-size="12" font-weight="600" text-anchor="middle" fill="${colour}">${escapeXml(title)}</text>`,
  ].join('');
}

type Runs = Extract<Shape, { kind: 'arrow' }>['runs'];

const arrowLooks: Readonly<Record<Runs, string>> = {
  onSuccess: 'stroke="#8a8886" marker-end="url(#arrow)"',
  inAnyCase: 'stroke="#8a8886" stroke-dasharray="4 3" marker-end="url(#arrow)"',
  onFailure: 'stroke="#a4262c" stroke-dasharray="4 3" marker-end="url(#failed)"',
};

/** Straight down, or over to another column half way. */
function printArrow(from: Point, to: Point, runs: Runs): string {
  const middle = to.y - 17;
  const path =
    Math.abs(from.x - to.x) < 1
      ? `M${round(from.x)} ${round(from.y)}V${round(to.y)}`
      : `M${round(from.x)} ${round(from.y)}V${round(middle)}H${round(to.x)}V${round(to.y)}`;
  return `<path d="${path}" fill="none" ${arrowLooks[runs]} />`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

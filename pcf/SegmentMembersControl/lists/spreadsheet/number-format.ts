import { sectionsOf, type FormatToken } from './format-sections';
import { isShortWhole, numberIn, plainNumber } from './plain-number';
import { elapsedTime, isoMoment, type DateSystem, type ShownParts } from './serial-date';

/** Shows a stored number as its cell does. */
export type NumberFormat = (stored: string) => string;

/** Formats that files refer to by number alone, where they show something else than plain numbers. ECMA-376 18.8.30. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  46: '[h]:mm:ss',
};
const builtInDates = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]);

/** The code of a format that a file does not define; undefined for plain numbers. */
export function builtInFormat(id: number): string | undefined {
  if (id === 22) return 'yyyy-mm-dd hh:mm';
  if (builtInDates.has(id)) return 'yyyy-mm-dd';
  return builtInTimes.has(id) ? 'hh:mm:ss' : builtIn[id];
}

/**
 * How cells with a format show their numbers: zeros, decimals, percentages and texts as the format says, moments as
 * ISO 8601, numbers with an exponent and fractions written out. Thousands are not parted, as that depends on who
 * looks and no other system keeps a number so.
 */
export function numberFormat(code: string | undefined, system: DateSystem): NumberFormat {
  const sections = code === undefined ? [] : sectionsOf(code);
  return (stored) => {
    if (sections.length === 0 && isShortWhole(stored)) return stored;
    const value = numberIn(stored);
    if (value === undefined) return stored;
    const { section, isSigned } = sectionFor(sections, value);
    return section ? shown(section, value, isSigned, system) : plainNumber(value);
  };
}

type Section = readonly FormatToken[];

/** Which section shows a number, and whether its sign is shown beside it. */
function sectionFor(sections: readonly Section[], value: number): { section?: Section; isSigned: boolean } {
  const [first, second, third] = sections;
  if (!first) return { isSigned: true };
  const conditional = sections.slice(0, 2).find((section) => section.some((token) => holds(token, value)));
  if (conditional) return { section: conditional, isSigned: false };
  if (sections.slice(0, 2).some((section) => section.some(({ kind }) => kind === 'condition'))) {
    const other = sections.find((section) => !section.some(({ kind }) => kind === 'condition')) ?? first;
    return { section: other, isSigned: true };
  }
  if (value < 0 && second) return { section: second, isSigned: false };
  return { section: value === 0 && third ? third : first, isSigned: true };
}

function holds(token: FormatToken, value: number): boolean {
  if (token.kind !== 'condition') return false;
  switch (token.operator) {
    case '<':
      return value < token.value;
    case '<=':
      return value <= token.value;
    case '>':
      return value > token.value;
    case '>=':
      return value >= token.value;
    case '<>':
      return value !== token.value;
    default:
      return value === token.value;
  }
}

function shown(section: Section, value: number, isSigned: boolean, system: DateSystem): string {
  const kinds = new Set(section.map(({ kind }) => kind));
  if (kinds.has('elapsed')) return elapsedTime(value);
  if (kinds.has('moment')) return isoMoment(value, system, partsShown(section)) ?? plainNumber(value);
  if (kinds.has('exponent') || (kinds.has('slash') && kinds.has('digit'))) return plainNumber(value);
  const sign = isSigned && value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (kinds.has('general') || kinds.has('text'))
    return (
      sign +
      withLiterals(section, ({ kind }) => (kind === 'general' || kind === 'text' ? plainNumber(size) : ''))
    );
  return kinds.has('digit') ? withSign(sign, digitsOf(section, size)) : withLiterals(section, () => '');
}

/** No zero is negative, whatever it was rounded from. */
function withSign(sign: string, text: string): string {
  return /[1-9]/.test(text) ? sign + text : text;
}

function withLiterals(section: Section, other: (token: FormatToken) => string): string {
  return section.map((token) => (token.kind === 'literal' ? token.text : other(token))).join('');
}

/** Months stand alone or beside days and years; beside hours and seconds the same letter means minutes. */
function partsShown(section: Section): ShownParts {
  const letters = section.flatMap((token) => (token.kind === 'moment' ? [token.letters] : []));
  const time = letters.some((each) => /^[hsa]/.test(each));
  const date = letters.some((each) => /^(?:[ydegb]|m{3,})/.test(each)) || !time;
  return { date, time };
}

/** The digits of a number in the places that a section has for them. */
function digitsOf(section: Section, size: number): string {
  const point = section.findIndex(({ kind }) => kind === 'point');
  const places = section.flatMap((token, index) =>
    token.kind === 'digit' ? [{ index, sign: token.sign }] : [],
  );
  const wholePlaces = places.filter(({ index }) => point < 0 || index < point);
  const fractionPlaces = places.filter(({ index }) => point >= 0 && index > point);
  const scaled =
    (size * 100 ** section.filter(({ kind }) => kind === 'percent').length) / 1000 ** scalingCommas(section);
  const rounded = roundedText(scaled, fractionPlaces.length);
  const [whole = '', fraction = ''] = rounded.split('.');
  let left = whole === '0' ? '' : whole;
  const texts = new Map<number, string>();
  for (const [place, { index, sign }] of [...wholePlaces].reverse().entries()) {
    // The first place takes all the digits that are left.
    const digit = place === wholePlaces.length - 1 ? left : left.slice(-1);
    left = place === wholePlaces.length - 1 ? '' : left.slice(0, -1);
    texts.set(index, digit !== '' ? digit : sign === '0' ? '0' : '');
  }
  const kept = fractionPlaces.reduce(
    (last, { sign }, place) => (sign === '0' || fraction[place] !== '0' ? place : last),
    -1,
  );
  fractionPlaces.forEach(({ index }, place) =>
    texts.set(index, place <= kept ? (fraction[place] ?? '') : ''),
  );
  return section
    .map((token, index) => {
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'percent') return '%';
      if (token.kind === 'point') return kept >= 0 ? '.' : '';
      return texts.get(index) ?? '';
    })
    .join('');
}

/** A number with so many decimals, rounded as it is written rather than as it is stored: 1.005 is 1.01. */
function roundedText(value: number, decimals: number): string {
  const text = plainNumber(value);
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length <= decimals)
    return decimals === 0 ? text : `${whole}.${fraction.padEnd(decimals, '0')}`;
  const digits = plainNumber(Math.round(Number(`${text}e${decimals}`))).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Commas after the last digit each divide by a thousand; those between digits part thousands. */
function scalingCommas(section: Section): number {
  let commas = 0;
  for (const { kind } of section) {
    if (kind === 'digit') commas = 0;
    else if (kind === 'comma') commas += 1;
  }
  return commas;
}

/** Digits of a number that spreadsheets keep. */
const significantDigits = 15;

/** The number that a cell stores, undefined when it is none; `0x10`, `Infinity` and blanks are none. */
export function numberIn(stored: string): number | undefined {
  const text = stored.trim();
  if (!/^[-+.\deE]+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Whole numbers that are written as they are shown. */
const shortWhole = /^(?:0|[1-9]\d{0,14})$/;

export const isShortWhole = (stored: string): boolean => shortWhole.test(stored);

/** A number with as many digits as spreadsheets show, never with an exponent. */
export function plainNumber(value: number): string {
  return withoutExponent(String(Number(value.toPrecision(significantDigits))));
}

/** `1.5e-7` and `1e+21` as they are written out. */
function withoutExponent(text: string): string {
  const [mantissa = '', exponentText] = text.toLowerCase().split('e');
  if (exponentText === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponentText);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

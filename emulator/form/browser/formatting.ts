import type { PageSettings } from '../facts/page-settings';
import { intlLocale } from './user-settings';

/** `context.formatting`: numbers and dates as the user's settings say. */
export function formatting(settings: PageSettings): ComponentFramework.Formatting {
  const locale = intlLocale(settings);
  const number = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value);
  const date = (value: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, options).format(value);
  const digits = (precision: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: precision,
    maximumFractionDigits: precision,
  });
  return {
    formatCurrency: (value, precision = 2, symbol = '€') => `${symbol}${number(value, digits(precision))}`,
    formatDecimal: (value, precision = 2) => number(value, digits(precision)),
    formatDateAsFilterStringInUTC: (value, includeTime = false) =>
      includeTime ? value.toISOString() : value.toISOString().slice(0, 10),
    formatDateLong: (value) => date(value, { dateStyle: 'full' }),
    formatDateLongAbbreviated: (value) => date(value, { dateStyle: 'medium' }),
    formatDateShort: (value, includeTime = false) =>
      date(value, {
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        ...(includeTime ? { hour: 'numeric', minute: '2-digit' } : {}),
      }),
    formatDateYearMonth: (value) => date(value, { year: 'numeric', month: 'long' }),
    formatInteger: (value) => number(value, { maximumFractionDigits: 0 }),
    formatLanguage: (value) => String(value),
    // Behaviour 3 is time zone independent: such values are kept and shown as UTC.
    formatTime: (value, behavior) =>
      date(value, { hour: 'numeric', minute: '2-digit', ...(behavior === 3 ? { timeZone: 'UTC' } : {}) }),
    getWeekOfYear: weekOfYear,
  };
}

/** .NET's FirstDay rule: week 1 starts on 1 January. */
function weekOfYear(value: Date): number {
  const first = new Date(value.getFullYear(), 0, 1);
  const day = Math.floor((value.getTime() - first.getTime()) / 86_400_000);
  return Math.floor((day + first.getDay()) / 7) + 1;
}

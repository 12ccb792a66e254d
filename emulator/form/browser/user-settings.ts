import type { UserFacts } from '../facts/page-facts';
import type { PageSettings } from '../facts/page-settings';

/** Locale for Intl: Dataverse formats with the Gregorian calendar and European digits by default. */
export function intlLocale(settings: PageSettings): string {
  return `${settings.language.locale}-u-ca-gregory-nu-latn`;
}

/** `context.userSettings`. */
export function userSettings(user: UserFacts, settings: PageSettings): ComponentFramework.UserSettings {
  const locale = intlLocale(settings);
  return {
    dateFormattingInfo: dateFormattingInfo(locale),
    isRTL: settings.rightToLeft,
    languageId: settings.language.id,
    numberFormattingInfo: numberFormattingInfo(locale),
    securityRoles: [...user.roles],
    userId: `{${user.id.toUpperCase()}}`,
    userName: user.name,
    getTimeZoneOffsetMinutes: (date = new Date()) => -date.getTimezoneOffset(),
  };
}

function dateFormattingInfo(locale: string): ComponentFramework.UserSettingApi.DateFormattingInfo {
  const named = (options: Intl.DateTimeFormatOptions, dates: readonly Date[]): string[] =>
    dates.map((date) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date));
  // 3 January 2021 was a Sunday, the first day of .NET's week.
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2021, 0, 3 + day)));
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2021, month, 1)));
  const monthNames = named({ month: 'long' }, months);
  const shortMonths = named({ month: 'short' }, months);
  const [am, pm] = [9, 21].map((hour) => dayPeriod(locale, new Date(Date.UTC(2021, 0, 3, hour))));
  const date = patternOf(locale, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const time = patternOf(locale, { hour: 'numeric', minute: '2-digit' });
  const longDate = patternOf(locale, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
  const longTime = patternOf(locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  return {
    amDesignator: am ?? '',
    pmDesignator: pm ?? '',
    abbreviatedDayNames: named({ weekday: 'short' }, days),
    abbreviatedMonthGenitiveNames: [...shortMonths, ''],
    abbreviatedMonthNames: [...shortMonths, ''],
    calendarWeekRule: 0,
    calendar: {
      minSupportedDateTime: new Date('0001-01-01T00:00:00Z'),
      maxSupportedDateTime: new Date('9999-12-31T23:59:59Z'),
      algorithmType: 1,
      calendarType: 1,
      twoDigitYearMax: 2049,
    },
    dateSeparator: /[^dMy']/.exec(date)?.[0] ?? '/',
    dayNames: named({ weekday: 'long' }, days),
    firstDayOfWeek: firstDayOfWeek(locale),
    fullDateTimePattern: `${longDate} ${longTime}`,
    longDatePattern: longDate,
    longTimePattern: longTime,
    monthDayPattern: patternOf(locale, { month: 'long', day: 'numeric' }),
    monthGenitiveNames: [...monthNames, ''],
    monthNames: [...monthNames, ''],
    shortDatePattern: date,
    shortTimePattern: time,
    shortestDayNames: named({ weekday: 'narrow' }, days),
    sortableDateTimePattern: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    timeSeparator: ':',
    universalSortableDateTimePattern: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    yearMonthPattern: patternOf(locale, { year: 'numeric', month: 'long' }),
  };
}

function dayPeriod(locale: string, date: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }).formatToParts(date);
  return parts.find((part) => part.type === 'dayPeriod')?.value ?? '';
}

/** A .NET pattern for what Intl writes with these options. */
function patternOf(locale: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const hour = format.resolvedOptions().hour12 ? 'h' : 'H';
  const letters: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {
    weekday: 'dddd',
    year: 'yyyy',
    month: options.month === 'long' ? 'MMMM' : options.month === '2-digit' ? 'MM' : 'M',
    day: 'd',
    hour,
    minute: 'mm',
    second: 'ss',
    dayPeriod: 'tt',
  };
  return format
    .formatToParts(new Date(Date.UTC(2021, 0, 3, 9, 5, 7)))
    .map((part) => letters[part.type] ?? part.value)
    .join('');
}

function firstDayOfWeek(locale: string): ComponentFramework.UserSettingApi.Types.DayOfWeek {
  const region = new Intl.Locale(locale).region ?? '';
  if (['US', 'CA', 'JP', 'BR', 'IL', 'SA'].includes(region)) return 0;
  return 1;
}

function numberFormattingInfo(locale: string): ComponentFramework.UserSettingApi.NumberFormattingInfo {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).formatToParts(-1234567.5);
  const part = (type: Intl.NumberFormatPartTypes, fallback: string): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? fallback;
  const decimal = part('decimal', '.');
  const group = part('group', ',');
  return {
    currencyDecimalDigits: 2,
    currencyDecimalSeparator: decimal,
    currencyGroupSeparator: group,
    currencyGroupSizes: [3],
    currencyNegativePattern: 1,
    currencyPositivePattern: 0,
    currencySymbol: '€',
    nanSymbol: 'NaN',
    nativeDigits: Array.from('0123456789'),
    negativeInfinitySymbol: '-∞',
    negativeSign: part('minusSign', '-'),
    numberDecimalDigits: 2,
    numberDecimalSeparator: decimal,
    numberGroupSeparator: group,
    numberGroupSizes: [3],
    numberNegativePattern: 1,
    perMilleSymbol: '‰',
    percentDecimalDigits: 2,
    percentDecimalSeparator: decimal,
    percentGroupSeparator: group,
    percentGroupSizes: [3],
    percentNegativePattern: 1,
    percentPositivePattern: 1,
    percentSymbol: '%',
    positiveInfinitySymbol: '∞',
    positiveSign: '+',
  };
}

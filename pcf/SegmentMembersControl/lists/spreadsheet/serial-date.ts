/** Days are counted from 1900, with a 29 February in that year that never was, or from 1904. */
export type DateSystem = 1900 | 1904;

/** What a format shows of a moment. */
export interface ShownParts {
  readonly date: boolean;
  readonly time: boolean;
}

const millisecondsPerDay = 86_400_000;
const lastDay = { 1900: 2_958_465, 1904: 2_957_003 } as const;
const dayThatNeverWas = 60;

/** A moment as ISO 8601, undefined for numbers that are no date. */
export function isoMoment(
  serial: number,
  system: DateSystem,
  { date, time }: ShownParts,
): string | undefined {
  if (serial < 0 || serial >= lastDay[system] + 1) return undefined;
  // Spreadsheets round what they show to seconds, unless a format says otherwise; dates alone are not rounded.
  const seconds = time ? Math.round(serial * 86_400) : Math.floor(serial) * 86_400;
  const day = Math.floor(seconds / 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (!date) return clock;
  const iso = isoDay(day, system);
  return time ? `${iso}T${clock}` : iso;
}

function isoDay(day: number, system: DateSystem): string {
  if (system === 1900 && day === 0) return '1900-01-00';
  if (system === 1900 && day === dayThatNeverWas) return '1900-02-29';
  const first = system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < dayThatNeverWas ? 31 : 30);
  return new Date(first + day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** A length of time in days as hours, minutes and seconds; the hours go on after 24. */
export function elapsedTime(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${days < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${clock}`;
}

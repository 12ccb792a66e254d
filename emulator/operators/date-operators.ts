import { and, compare, isoSeconds, value, type Condition, type Scalar } from '../store';

/** A span of time: from inclusive, to exclusive; open where undefined. */
interface Span {
  readonly from?: Date;
  readonly to?: Date;
}

type Unit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** What an operator needs beside the time: the numbers or the day written in the condition. */
interface Operands {
  readonly numbers: readonly number[];
  readonly day: Date | undefined;
}

/** Milliseconds since 1970 that JavaScript can still count. */
const FARTHEST = 8.64e15;

/** The start of the hour, day, week (Sunday), month, quarter or year, `steps` units away, in UTC. */
function startOf(unit: Unit, now: Date, steps = 0): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (unit) {
    case 'hour':
      return utc(year, month, day, now.getUTCHours() + steps);
    case 'day':
      return utc(year, month, day + steps);
    case 'week':
      return utc(year, month, day - now.getUTCDay() + 7 * steps);
    case 'month':
      return utc(year, month + steps, 1);
    case 'quarter':
      return utc(year, month - (month % 3) + 3 * steps, 1);
    case 'year':
      return utc(year + steps, 0, 1);
  }
}

/** The same moment some units away; with days, weeks and the like at the start of that day. */
function moved(unit: Unit, now: Date, steps: number): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === 'hour') return startOf('hour', now, steps);
  if (unit === 'month') return utc(year, month + steps, day);
  if (unit === 'year') return utc(year + steps, month, day);
  return utc(year, month, day + steps * (unit === 'week' ? 7 : 1));
}

function utc(year: number, month: number, day: number, hour = 0): Date {
  const time = Date.UTC(year, month, day, hour);
  return new Date(Number.isNaN(time) ? (year < 0 ? -FARTHEST : FARTHEST) : time);
}

/** The whole unit that is `steps` away from the present one. */
const whole =
  (unit: Unit, steps: number) =>
  (now: Date): Span => ({ from: startOf(unit, now, steps), to: startOf(unit, now, steps + 1) });

const first = ({ numbers }: Operands): number => numbers[0] ?? 0;

const last =
  (unit: Unit) =>
  (now: Date, operands: Operands): Span => ({ from: moved(unit, now, -first(operands)), to: now });

const next =
  (unit: Unit) =>
  (now: Date, operands: Operands): Span => {
    const end = moved(unit, now, first(operands));
    return { from: now, to: unit === 'hour' ? startOf('hour', end, 1) : startOf('day', end, 1) };
  };

const olderThan =
  (unit: Unit) =>
  (now: Date, operands: Operands): Span => ({ to: moved(unit, now, -first(operands)) });

/** Fiscal periods are quarters of the calendar year here, numbered from 1. */
const fiscalPeriod = (period: number, year: number): Span => ({
  from: utc(year, 3 * (period - 1), 1),
  to: utc(year, 3 * period, 1),
});

const spans: Readonly<Record<string, (now: Date, operands: Operands) => Span>> = {
  yesterday: whole('day', -1),
  today: whole('day', 0),
  tomorrow: whole('day', 1),
  'last-seven-days': (now) => ({ from: moved('day', now, -7), to: now }),
  'next-seven-days': (now) => ({ from: now, to: startOf('day', now, 8) }),
  'last-week': whole('week', -1),
  'this-week': whole('week', 0),
  'next-week': whole('week', 1),
  'last-month': whole('month', -1),
  'this-month': whole('month', 0),
  'next-month': whole('month', 1),
  'last-year': whole('year', -1),
  'this-year': whole('year', 0),
  'next-year': whole('year', 1),
  'last-x-hours': last('hour'),
  'last-x-days': last('day'),
  'last-x-weeks': last('week'),
  'last-x-months': last('month'),
  'last-x-years': last('year'),
  'next-x-hours': next('hour'),
  'next-x-days': next('day'),
  'next-x-weeks': next('week'),
  'next-x-months': next('month'),
  'next-x-years': next('year'),
  'olderthan-x-minutes': (now, operands) => ({ to: new Date(now.getTime() - 60_000 * first(operands)) }),
  'olderthan-x-hours': olderThan('hour'),
  'olderthan-x-days': olderThan('day'),
  'olderthan-x-weeks': olderThan('week'),
  'olderthan-x-months': olderThan('month'),
  'olderthan-x-years': olderThan('year'),
  on: (now, { day }) => ({ from: startOf('day', day ?? now), to: startOf('day', day ?? now, 1) }),
  'on-or-after': (now, { day }) => ({ from: startOf('day', day ?? now) }),
  'on-or-before': (now, { day }) => ({ to: startOf('day', day ?? now, 1) }),
  'last-fiscal-year': whole('year', -1),
  'this-fiscal-year': whole('year', 0),
  'next-fiscal-year': whole('year', 1),
  'last-fiscal-period': whole('quarter', -1),
  'this-fiscal-period': whole('quarter', 0),
  'next-fiscal-period': whole('quarter', 1),
  'last-x-fiscal-years': (now, operands) => ({
    from: startOf('year', now, -first(operands)),
    to: startOf('year', now),
  }),
  'next-x-fiscal-years': (now, operands) => ({
    from: startOf('year', now, 1),
    to: startOf('year', now, first(operands) + 1),
  }),
  'last-x-fiscal-periods': (now, operands) => ({
    from: startOf('quarter', now, -first(operands)),
    to: startOf('quarter', now),
  }),
  'next-x-fiscal-periods': (now, operands) => ({
    from: startOf('quarter', now, 1),
    to: startOf('quarter', now, first(operands) + 1),
  }),
  'in-fiscal-year': (_now, operands) => ({
    from: utc(first(operands), 0, 1),
    to: utc(first(operands) + 1, 0, 1),
  }),
  'in-fiscal-period': (now, operands) => fiscalPeriod(first(operands), now.getUTCFullYear()),
  'in-fiscal-period-and-year': (_now, { numbers }) => fiscalPeriod(numbers[0] ?? 1, numbers[1] ?? 0),
  'in-or-before-fiscal-period-and-year': (_now, { numbers }) => {
    const { to } = fiscalPeriod(numbers[0] ?? 1, numbers[1] ?? 0);
    return to === undefined ? {} : { to };
  },
  'in-or-after-fiscal-period-and-year': (_now, { numbers }) => {
    const { from } = fiscalPeriod(numbers[0] ?? 1, numbers[1] ?? 0);
    return from === undefined ? {} : { from };
  },
};

/** Whether an operator is about time. */
export function isDateOperator(operator: string): boolean {
  return Object.hasOwn(spans, operator);
}

/** How many numbers, or whether a day, an operator about time asks for. */
export function dateOperands(operator: string): 'none' | 'number' | 'twoNumbers' | 'day' {
  if (operator.startsWith('on')) return 'day';
  if (operator.endsWith('-period-and-year')) return 'twoNumbers';
  return /-x-|^in-fiscal/.test(operator) ? 'number' : 'none';
}

/** The condition that a date lies in the operator's span of time. Times are UTC, weeks begin on Sunday. */
export function dateCondition(
  operator: string,
  of: Scalar,
  dateOnly: boolean,
  operands: Operands,
  now: Date,
): Condition {
  const span = spans[operator]?.(now, operands) ?? {};
  const conditions: Condition[] = [];
  if (span.from !== undefined) {
    conditions.push(compare(of, 'ge', timeValue(span.from, dateOnly)));
  }
  if (span.to !== undefined) {
    // A day without a time belongs to the span when the span ends within it.
    const endsWithinDay = dateOnly && span.to.getTime() % 86_400_000 !== 0;
    conditions.push(compare(of, endsWithinDay ? 'le' : 'lt', timeValue(span.to, dateOnly)));
  }
  return and(...conditions);
}

function timeValue(time: Date, dateOnly: boolean): Scalar {
  const text = isoSeconds(time);
  return value(dateOnly ? text.slice(0, 10) : text);
}

/** The environment's time: that of the machine until it is set or moved; it goes on from there. */
export class Clock {
  private ahead = 0;

  constructor(private readonly base: () => Date = () => new Date()) {}

  readonly now = (): Date => new Date(this.base().getTime() + this.ahead);

  set(time: Date): void {
    this.ahead = time.getTime() - this.base().getTime();
  }

  move(milliseconds: number): void {
    this.ahead += milliseconds;
  }
}

/** What somebody asks of the clock, e.g. `{"now":"2026-05-01T00:00:00Z"}`, `{"moveMinutes":90}`. */
export type ClockChange =
  { readonly kind: 'set'; readonly time: Date } | { readonly kind: 'move'; readonly milliseconds: number };

const farthest = 8_640_000_000_000_000;

/** @throws Error that says what can be asked. */
export function readClockChange(text: string): ClockChange {
  let asked: unknown;
  try {
    asked = JSON.parse(text);
  } catch {
    asked = undefined;
  }
  if (typeof asked === 'object' && asked !== null) {
    if ('now' in asked && typeof asked.now === 'string') {
      const time = readTime(asked.now);
      if (time !== undefined) return { kind: 'set', time };
    }
    if ('moveMinutes' in asked && typeof asked.moveMinutes === 'number') {
      const milliseconds = asked.moveMinutes * 60_000;
      if (Math.abs(milliseconds) < farthest / 1000) return { kind: 'move', milliseconds };
    }
  }
  throw new Error('The clock takes {"now":"2026-05-01T00:00:00Z"} or {"moveMinutes":90}.');
}

/** A time in ISO text with its zone; undefined when it is none. */
export function readTime(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** One measured number with the line it has to keep; both in the same unit. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** At most this, unless `atLeast` is true. Absent for numbers that are only told. */
  readonly limit?: number;
  readonly atLeast?: boolean;
}

export interface MeasuredPart {
  readonly part: string;
  readonly measures: readonly Measure[];
}

export function isKept({ value, limit, atLeast }: Measure): boolean {
  if (limit === undefined) return true;
  return atLeast ? value >= limit : value <= limit;
}

/** The measures as a table for people. */
export function printedMeasures(parts: readonly MeasuredPart[]): string {
  const rows = parts.flatMap(({ part, measures }) =>
    measures.map((measure) => [
      part,
      measure.name,
      `${rounded(measure.value)} ${measure.unit}`,
      measure.limit === undefined ? '' : `${measure.atLeast ? '>=' : '<='} ${rounded(measure.limit)}`,
      measure.limit === undefined ? '' : isKept(measure) ? 'kept' : 'MISSED',
    ]),
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rounded(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(value < 10 ? 2 : 1);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

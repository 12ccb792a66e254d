import { createSlices, roundsPerLook } from '../bulk/slices';
import { parseRecordId } from '../../../segments/record-id';
import { isEmail, type Recognition } from './column-recognition';
import type { TextTable } from './text-table';

export type BadLineReason = 'empty' | 'notAnId' | 'notAnEmail' | 'duplicate' | 'notFound' | 'several';

/** A line that does not lead to a member, with the reason. Lines count from 1, headings included. */
export interface BadLine {
  readonly line: number;
  readonly value: string;
  readonly reason: BadLineReason;
}

/** A value that people are looked for by, with the line it first stands in. */
export interface WantedValue {
  readonly line: number;
  readonly value: string;
}

export interface CollectedValues {
  /** By the key that {@link keyOf} gives. */
  readonly wanted: ReadonlyMap<string, WantedValue>;
  readonly duplicates: readonly BadLine[];
  readonly invalid: readonly BadLine[];
}

/** What two values have in common that Dataverse takes for the same: case counts for nothing, nor does a sigma's place. */
export function keyOf(value: string): string {
  return value.trim().toLowerCase().replace(/ς/g, 'σ');
}

/** The values of the recognised column, each once. Throws Cancelled. */
export async function collectValues(
  { rows }: TextTable,
  { hasHeadings, column, matchBy }: Recognition,
  signal?: AbortSignal,
): Promise<CollectedValues> {
  const wanted = new Map<string, WantedValue>();
  const duplicates: BadLine[] = [];
  const invalid: BadLine[] = [];
  const slices = createSlices(signal);
  for (let index = hasHeadings ? 1 : 0; index < rows.length; index += 1) {
    const value = rows[index]?.[column] ?? '';
    const line = index + 1;
    const reason = whyInvalid(value, matchBy.kind);
    if (reason) invalid.push({ line, value, reason });
    else {
      const key = matchBy.kind === 'id' ? (parseRecordId(value) ?? '') : keyOf(value);
      if (wanted.has(key)) duplicates.push({ line, value, reason: 'duplicate' });
      else wanted.set(key, { line, value });
    }
    if (index % roundsPerLook === 0 && slices.isOver()) await slices.next();
  }
  return { wanted, duplicates, invalid };
}

function whyInvalid(value: string, kind: Recognition['matchBy']['kind']): BadLineReason | undefined {
  if (value === '') return 'empty';
  if (kind === 'id' && parseRecordId(value) === undefined) return 'notAnId';
  return kind === 'email' && !isEmail(value) ? 'notAnEmail' : undefined;
}

import type { Row } from './row';

/** Turns SQLite's 0 and 1 into booleans where the value is one. */
export function restoreBooleans(rows: readonly Row[], keys: readonly string[]): void {
  if (keys.length === 0) return;
  for (const row of rows) {
    for (const key of keys) {
      const value = row[key];
      if (typeof value === 'number') row[key] = value === 1;
    }
  }
}

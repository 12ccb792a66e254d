import type { CSSProperties } from 'react';

/** The columns of a row: the check box, then equal ones. */
export function columnsStyle(columns: number): CSSProperties {
  return { gridTemplateColumns: `36px minmax(0, 1.3fr) repeat(${columns - 1}, minmax(0, 1fr))` };
}

import type { CSSProperties } from 'react';

/** The columns of the rows inside: the check box, then shares of the width; the first has more until some are given. */
export function columnsStyle(columns: number, widths: readonly number[] = []): CSSProperties {
  const shares = Array.from({ length: columns }, (_, column) => widths[column] ?? (column === 0 ? 1.3 : 1));
  const template = ['36px', ...shares.map((share) => `minmax(0,${share}fr)`)].join(' ');
  return { '--sgm-columns': template } as CSSProperties;
}

/** Height of a member's row in CSS pixels; the style sheet has the same number. */
export const rowHeight = 44;

export interface RowWindow {
  readonly first: number;
  /** Row after the last one to draw. */
  readonly end: number;
}

/** The rows to draw for a scroll position: those in view and a screenful before and after them. */
export function windowAt(scrollTop: number, viewHeight: number, rowCount: number): RowWindow {
  const onScreen = Math.ceil(viewHeight / rowHeight) + 1;
  const top = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), Math.max(0, rowCount - onScreen));
  return { first: Math.max(0, top - onScreen), end: Math.min(rowCount, top + 2 * onScreen) };
}

/** The scroll position that brings a row into view with the least movement. */
export function scrollToShow(row: number, scrollTop: number, viewHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}

/** The row that a key moves to, `undefined` when the key moves nothing. */
export function rowAfterKey(
  key: string,
  row: number,
  rowCount: number,
  viewHeight: number,
): number | undefined {
  const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: rowCount - 1,
  };
  const to = moves[key];
  return to === undefined ? undefined : Math.min(rowCount - 1, Math.max(0, to));
}

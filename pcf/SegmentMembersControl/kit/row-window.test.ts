import fc from 'fast-check';
import { rowAfterKey, rowHeight, scrollToShow, windowAt } from './row-window';

const tenRows = 10 * rowHeight;

describe('the window of rows', () => {
  it('holds every row in view and no more than three screenfuls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: rowHeight, max: 1200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rowCount, viewHeight, position) => {
          const scrollTop = position * Math.max(0, rowCount * rowHeight - viewHeight);
          const { first, end } = windowAt(scrollTop, viewHeight, rowCount);
          const lastInView = Math.min(rowCount, Math.ceil((scrollTop + viewHeight) / rowHeight));
          expect(first).toBeLessThanOrEqual(Math.floor(scrollTop / rowHeight));
          expect(end).toBeGreaterThanOrEqual(lastInView);
          expect(end - first).toBeLessThanOrEqual(3 * (Math.ceil(viewHeight / rowHeight) + 1));
        },
      ),
    );
  });

  it('is right after the list has become shorter', () => {
    expect(windowAt(100_000, tenRows, 5)).toEqual({ first: 0, end: 5 });
  });

  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 0, 0],
    ['PageDown', 0, 9],
    ['End', 3, 99],
    ['Home', 50, 0],
  ])('%s goes from row %d to row %d', (key, from, to) => {
    expect(rowAfterKey(key, from, 100, tenRows)).toBe(to);
  });

  it('leaves other keys alone', () => {
    expect(rowAfterKey('x', 1, 100, tenRows)).toBeUndefined();
  });

  it('scrolls no further than needed', () => {
    expect(scrollToShow(3, 0, tenRows)).toBe(0);
    expect(scrollToShow(10, 0, tenRows)).toBe(rowHeight);
    expect(scrollToShow(2, tenRows, tenRows)).toBe(2 * rowHeight);
  });
});

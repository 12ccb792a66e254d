import { useEffect, useRef } from 'react';
import { type RecordId, recordId } from '../../../segments/record-id';
import type { PeopleCache } from '../people';
import { rowHeight } from '../kit/row-window';

/** Milliseconds of rest before names are asked for while the list is being scrolled. */
const restBeforeReading = 60;

/** Rows below the view whose names are read with those in view. */
const rowsAhead = 10;

/** Asks for the names of the rows in view: at once for the first, then whenever scrolling comes to a rest. */
export function useNamesOfVisibleRows(
  people: PeopleCache,
  ids: readonly RecordId[],
  scrollTop: number,
  viewHeight: number,
): void {
  const hasRead = useRef(false);
  const first = Math.floor(scrollTop / rowHeight);
  const end = first + Math.ceil(viewHeight / rowHeight) + 1 + rowsAhead;
  // A text, so that further pages of the list do not read the same rows again.
  const wanted = ids.slice(first, end).join();
  useEffect(() => {
    if (wanted === '') return undefined;
    const read = (): void => void people.want(wanted.split(',').map(recordId));
    if (!hasRead.current) {
      hasRead.current = true;
      read();
      return undefined;
    }
    const timer = setTimeout(read, restBeforeReading);
    return () => clearTimeout(timer);
  }, [people, wanted]);
}

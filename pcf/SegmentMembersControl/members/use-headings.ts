import { useEffect, useMemo, useState } from 'react';
import type { PeopleQuery, RecordWindows } from '../people';
import { useKit } from '../kit/kit';

/** Headings of the member columns; further columns have their names until their labels are read. */
export function useHeadings({ table, moreColumns }: PeopleQuery, windows: RecordWindows): readonly string[] {
  const { texts } = useKit();
  const [labels, setLabels] = useState(moreColumns);
  useEffect(() => {
    if (moreColumns.length === 0) return undefined;
    let isWanted = true;
    windows.columnLabels(table.logicalName, moreColumns).then(
      (read) => {
        if (isWanted) setLabels(read);
      },
      // The names of the columns say enough.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [windows, table, moreColumns]);
  return useMemo(() => [texts('Members_Name'), texts('Members_Email'), ...labels], [texts, labels]);
}

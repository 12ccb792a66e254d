import { useEffect, useMemo, useState } from 'react';
import type { PeopleQuery } from '../people';
import { useShell } from '../app/shell';

/** Headings of the member columns; further columns have their names until their labels are read. */
export function useHeadings({ table, moreColumns }: PeopleQuery): readonly string[] {
  const { texts, form } = useShell();
  const [labels, setLabels] = useState(moreColumns);
  useEffect(() => {
    if (moreColumns.length === 0) return undefined;
    let isWanted = true;
    form.columnLabels(table.logicalName, moreColumns).then(
      (read) => {
        if (isWanted) setLabels(read);
      },
      // The names of the columns say enough.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [form, table, moreColumns]);
  return useMemo(() => [texts('Members_Name'), texts('Members_Email'), ...labels], [texts, labels]);
}

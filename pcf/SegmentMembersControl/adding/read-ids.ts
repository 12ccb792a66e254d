import { limits } from '../../../segments/limits';
import type { MemberTable } from '../../../segments/member-tables';
import type { RecordId } from '../../../segments/record-id';
import { idOrNone } from '../dataverse/columns';
import type { Dataverse } from '../dataverse/dataverse';
import { patiently } from '../dataverse/patient';
import { SourceTooLarge } from './sources';

const rowsPerPage = 5000;

/** What the page before came to. */
interface PageBefore {
  readonly next: string | undefined;
  /** Ids that no page before it had. */
  readonly fresh: number;
}

/** The query of a page, undefined when there is none left. The first has no page before it. */
type QueryAfter = (before: PageBefore | undefined) => string | undefined;

/** Pages that the server links to one another. */
export const linkedPages =
  (first: string): QueryAfter =>
  (before) =>
    before ? before.next : first;

/**
 * Pages of a FetchXML query that anybody may have written: its own paging is left out, and a page that brings nobody
 * new is the last. One that asks for the top rows has no pages.
 */
export function fetchedPages(fetchXml: string): QueryAfter {
  const isCut = /<fetch\b[^>]*\stop=/.test(fetchXml);
  let page = 0;
  return (before) => {
    if (before && (isCut || before.fresh === 0)) return undefined;
    page += 1;
    const paged = isCut
      ? fetchXml
      : fetchXml.replace(
          /<fetch\b[^>]*/,
          (tag) =>
            `${tag.replace(/\s(?:page|count|paging-cookie)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')} page="${page}" count="${rowsPerPage}"`,
        );
    return `?fetchXml=${encodeURIComponent(paged)}`;
  };
}

/** The ids of the rows on all pages. Throws Cancelled, SourceTooLarge. */
export async function readIds(
  dataverse: Dataverse,
  table: MemberTable,
  queryAfter: QueryAfter,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<readonly RecordId[]> {
  const ids = new Set<RecordId>();
  const key = idOrNone(table.primaryId);
  for (let query = queryAfter(undefined); query !== undefined;) {
    const current = query;
    const known = ids.size;
    const { rows, next } = await patiently(
      () => dataverse.list(table.logicalName, current, rowsPerPage),
      signal,
    );
    for (const row of rows) {
      const id = key.read(row);
      if (id !== undefined) ids.add(id);
    }
    onProgress(ids.size);
    if (ids.size > limits.membersPerGroup) throw new SourceTooLarge(ids.size);
    query = queryAfter({ next, fresh: ids.size - known });
  }
  return [...ids];
}

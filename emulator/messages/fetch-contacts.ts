import { contactName } from '../../segments';
import type { SegmentQuery } from '../../segments/query';
import { compileFetch, readFetch } from '../fetchxml';
import { compileSegmentQuery } from '../membership/query/compile';
import { describeFault, readQuery } from '../membership/query/read-query';
import { refusal } from '../membership/refusal';
import { and, column, inQuery, type Query, type Row } from '../store';
import type { MessageContext } from './message';

const contact = contactName.logicalName;

/** The contacts of one page, and how many there are on all pages. */
export interface FetchedContacts {
  readonly value: readonly Row[];
  readonly totalRecordCount: number;
}

/**
 * msdyncrm_FetchContactsByQuery: the segment query says which contacts and which page of them, the FetchXML which
 * of their columns and in which order. That the page
 * of the FetchXML is the same one, said twice, and the shape of the answer are assumed: no page shows one.
 * @throws DataverseError when either query is invalid, or the FetchXML is not about contacts.
 */
export async function fetchContacts(
  { store, user, signal }: MessageContext,
  queryText: string,
  fetchXml: string,
): Promise<FetchedContacts> {
  const read = readQuery(store, queryText, { target: contact, dialect: 'outbound' });
  if (!read.ok) throw refusal(`Query is invalid: ${describeFault(read.fault)}`);
  const fetch = readFetch(fetchXml);
  if (fetch.entity.name !== contact)
    throw refusal(`FetchXml is about '${fetch.entity.name}', not about contact`);
  const compiled = compileFetch(fetch, store.tables, { user, now: () => store.now() });
  const isOnPage = inQuery(column('contactid'), compileSegmentQuery(read.query, store, contact));
  const { where } = compiled.query;
  const query: Query = { ...compiled.query, where: where === undefined ? isOnPage : and(where, isOnPage) };
  const keys = new Set(compiled.columns.map(({ key }) => key));
  const visible = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([key]) => keys.has(key)));
  const onAllPages = compileSegmentQuery(withoutPage(read.query), store, contact);
  return store.read(
    async (reader) => ({
      value: (await reader.select(query)).map(visible),
      totalRecordCount: await reader.count(onAllPages),
    }),
    signal,
  );
}

function withoutPage(query: SegmentQuery): SegmentQuery {
  return query.kind === 'page' ? withoutPage(query.of) : query;
}

import type { OperatorEnvironment } from '../operators';
import { where, type Condition, type Reader, type Row, type Table } from '../store';
import type { AnswerColumn } from './answer-column';
import { compileFetch, sortKey, type CompiledFetch } from './compile-fetch';
import type { Fetch } from './fetch';
import { fetchError } from './fetch-error';
import { pagingCookie, positionOf } from './paging-cookie';

/** Largest page, and the page when a query names none. */
const MOST_ROWS = 5000;
/** Source: "Aggregate data using FetchXml", limitations. */
const MOST_AGGREGATED = 50_000;
/** Totals are counted up to here. Source: "Count rows using FetchXml". */
const MOST_COUNTED = 5000;

export interface FetchedRows {
  readonly table: Table;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly Row[];
  /** Whether rows are whole ones of the table, with an id and a version. */
  readonly hasRows: boolean;
  readonly moreRecords: boolean;
  /** Undefined on the last page, and for queries that no cookie can page. */
  readonly pagingCookie: string | undefined;
  readonly total: { readonly count: number; readonly limitExceeded: boolean } | undefined;
}

/** Runs a query over the rows that also meet further conditions. @throws DataverseError when it names what does not exist or does not fit. */
export async function runFetch(
  fetch: Fetch,
  reader: Reader,
  environment: OperatorEnvironment,
  among: readonly Condition[] = [],
): Promise<FetchedRows> {
  const compiled = limitedTo(among, compileFetch(fetch, reader.tables, environment));
  if (fetch.aggregate) await checkAggregated(fetch, compiled, reader);
  const limit = Math.min(fetch.top ?? fetch.count ?? MOST_ROWS, MOST_ROWS);
  const found = await reader.select({
    ...compiled.query,
    limit: limit + 1,
    ...startOf(fetch, compiled, limit),
  });
  const rows = found.slice(0, limit);
  const moreRecords = fetch.top === undefined && found.length > limit;
  return {
    table: reader.tables.get(fetch.entity.name),
    columns: compiled.columns,
    rows,
    hasRows: compiled.hasRows,
    moreRecords,
    pagingCookie: moreRecords ? cookieOf(fetch, compiled, rows) : undefined,
    total: fetch.returnTotalRecordCount ? await totalOf(compiled, reader) : undefined,
  };
}

/** The query over those rows only that meet further conditions, e.g. the rows of a relationship. */
function limitedTo(among: readonly Condition[], compiled: CompiledFetch): CompiledFetch {
  const { query } = compiled;
  const given = query.where === undefined ? [] : [query.where];
  return { ...compiled, query: { ...query, ...where([...given, ...among]) } };
}

function startOf(
  fetch: Fetch,
  { cookieOrders }: CompiledFetch,
  limit: number,
): Pick<CompiledFetch['query'], 'after' | 'offset'> {
  const page = fetch.page ?? 1;
  if (page === 1) return {};
  const after =
    fetch.pagingCookie === undefined || cookieOrders === undefined
      ? undefined
      : positionOf(fetch.pagingCookie, page, cookieOrders);
  return after === undefined ? { offset: (page - 1) * limit } : { after };
}

function cookieOf(fetch: Fetch, { cookieOrders }: CompiledFetch, rows: readonly Row[]): string | undefined {
  const [first] = rows;
  const last = rows[rows.length - 1];
  if (cookieOrders === undefined || first === undefined || last === undefined) return undefined;
  return pagingCookie(fetch.page ?? 1, cookieOrders, first, last, sortKey);
}

async function totalOf({ query }: CompiledFetch, reader: Reader): Promise<FetchedRows['total']> {
  const count = await reader.count(query);
  return { count: Math.min(count, MOST_COUNTED), limitExceeded: count > MOST_COUNTED };
}

async function checkAggregated(fetch: Fetch, { query }: CompiledFetch, reader: Reader): Promise<void> {
  const most = Math.min(fetch.aggregateLimit ?? MOST_AGGREGATED, MOST_AGGREGATED);
  const { groupBy: _groups, select: _columns, orderBy: _order, ...rows } = query;
  if ((await reader.count({ ...rows, select: [] })) > most) {
    throw fetchError(
      'tooManyToAggregate',
      'AggregateQueryRecordLimit exceeded. Cannot perform this operation.',
    );
  }
}

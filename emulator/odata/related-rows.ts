import { belongsTo } from '../row-json';
import { column, oneOf, type Row } from '../store';
import { splitOutside, type Expand, type Shape } from './expand';
import { selectRows, type SelectedRows } from './read-shape';
import type { Reading } from './reading';
import { skipToken } from './skip-token';

export type Many = Extract<Expand, { kind: 'many' }>;
type PagedMany = Many & { readonly isNested: boolean; readonly pageSize?: number };

/** Related rows of one row in an answer; further ones are behind the next link. */
const MOST_RELATED = 5000;

/** What is known of a collection that the answer has no room for. */
const nothing: Pick<SelectedRows, 'rows' | 'position' | 'hasMore'> = {
  rows: [],
  position: [],
  hasMore: true,
};

/** The rows of one collection in an answer, and where the others are. */
export interface Related {
  readonly rows: readonly Row[];
  readonly nextLink: string | undefined;
}

/** The collection as it is read: its pages, and what its rows tell of themselves. */
export function pagedCollection(asked: Many, isNested: boolean, reading: Reading): PagedMany {
  return isNested ? pagedAs(reading, asked) : { ...asked, isNested, shape: withLookup(asked) };
}

/** What stands in the collection of each parent, by the parent's id. */
export async function relatedRows(
  expand: PagedMany,
  ids: readonly string[],
  parent: Shape,
  reading: Reading,
): Promise<ReadonlyMap<string, Related>> {
  return (await atOnce(expand, ids, parent, reading)) ?? (await oneByOne(expand, ids, parent, reading));
}

/** A collection whose pages are as large as the answer's. */
function pagedAs({ pageSize }: Reading, expand: Many): PagedMany {
  return { ...expand, isNested: true, ...(pageSize === undefined ? {} : { pageSize }) };
}

/** Rows of a collection tell the row they belong to, whatever of them is selected. */
function withLookup({ shape, navigation }: Many): Shape {
  const lookup = navigation.kind === 'oneToMany' ? shape.table.columns.get(navigation.column) : undefined;
  if (shape.columns === undefined || lookup === undefined || shape.columns.includes(lookup)) return shape;
  return { ...shape, columns: [...shape.columns, lookup] };
}

/** All related rows by one query; undefined when they are too many, or each row's own are to be counted or sorted. */
async function atOnce(
  { shape, filter, navigation, orderBy, top, pageSize, options, isNested }: PagedMany,
  ids: readonly string[],
  parent: Shape,
  reading: Reading,
): Promise<ReadonlyMap<string, Related> | undefined> {
  if (ids.length < 2 || (top ?? pageSize) !== undefined || navigation.kind !== 'oneToMany') return undefined;
  const limit = Math.min(reading.related.left, MOST_RELATED);
  const found = await selectRows(
    {
      shape,
      filter,
      orderBy,
      where: [oneOf(column(navigation.column), ids)],
      limit,
      hidden: [navigation.column],
    },
    reading,
  );
  if (found.hasMore) return undefined;
  reading.related.left -= found.rows.length;
  const byParent = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of found.rows) byParent.get(String(row[navigation.column]))?.push(row);
  return new Map(
    [...byParent].map(([id, own]) => [
      id,
      { rows: own, nextLink: nextLink({ options, navigation, isNested }, parent, id, reading) },
    ]),
  );
}

async function oneByOne(
  expand: PagedMany,
  ids: readonly string[],
  parent: Shape,
  reading: Reading,
): Promise<ReadonlyMap<string, Related>> {
  const { shape, filter, orderBy, top, pageSize = MOST_RELATED, navigation } = expand;
  const related = new Map<string, Related>();
  for (const id of ids) {
    const limit = Math.min(top ?? pageSize, MOST_RELATED, reading.related.left);
    const where = [belongsTo(navigation, [id])];
    const found = limit < 1 ? nothing : await selectRows({ shape, filter, orderBy, where, limit }, reading);
    reading.related.left -= found.rows.length;
    const isCut = found.hasMore && limit !== top;
    related.set(id, {
      rows: found.rows,
      nextLink: nextLink(expand, parent, id, reading, isCut ? found : undefined),
    });
  }
  return related;
}

/**
 * Dataverse gives the link for every expanded collection, unless something is expanded in one; a collection that the
 * answer has no more room for needs one all the same, to the rows after those that it holds.
 */
function nextLink(
  { options, navigation, isNested }: Pick<PagedMany, 'options' | 'navigation' | 'isNested'>,
  parent: Shape,
  id: string,
  { root }: Reading,
  cut?: Pick<SelectedRows, 'rows' | 'position'>,
): string | undefined {
  if (cut === undefined && isNested) return undefined;
  const token =
    cut === undefined || cut.rows.length === 0
      ? []
      : [`$skiptoken=${encodeURIComponent(skipToken({ page: 2, after: cut.position }))}`];
  const query = [...splitOutside(options, ';').filter((part) => part !== ''), ...token].join('&');
  return `${root}${parent.table.entitySetName}(${id})/${navigation.name}${query === '' ? '' : `?${query}`}`;
}

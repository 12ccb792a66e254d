import type { ColumnDescription } from '../../segments';
import {
  column as columnOf,
  targetColumn,
  where,
  type Condition,
  type Order,
  type Query,
  type Row,
  type RowValue,
  type Table,
} from '../store';
import type { Shape } from './expand';
import { parseFilter } from './filter';
import { readOrderBy } from './order-by';
import { QueryScope } from './query-scope';
import type { Reading } from './reading';

/** A selection of rows of one table. */
export interface Selection {
  readonly shape: Shape;
  readonly filter?: string | undefined;
  readonly orderBy?: string | undefined;
  /** Conditions beside the filter, e.g. those of a relationship. */
  readonly where?: readonly Condition[];
  /** Most rows to answer. */
  readonly limit: number;
  /** The position after which rows begin, told how many columns the order has. */
  readonly after?: ((orders: number) => readonly RowValue[]) | undefined;
  /** Columns that are read but not written. */
  readonly hidden?: readonly string[];
}

export interface SelectedRows {
  readonly rows: readonly Row[];
  /** The query without its limit, for counting. */
  readonly query: Query;
  /** Position of the last row, for the next page. */
  readonly position: readonly RowValue[];
  /** Whether there are more rows than were to be answered. */
  readonly hasMore: boolean;
}

const SORT = '$sort';

/** The query of a selection, and the order that gives every row its own place. */
export function queryOf(
  selection: Selection,
  reading: Reading,
): { readonly query: Query; readonly orders: readonly Order[] } {
  const { shape, filter, hidden = [] } = selection;
  const scope = new QueryScope(reading.tables, shape.table);
  const filters = filter === undefined || filter === '' ? [] : [parseFilter(filter, scope, reading)];
  const orders = uniqueOrder(readOrderBy(selection.orderBy, scope), shape.table);
  const query: Query = {
    table: shape.table.logicalName,
    select: [
      ...[...new Set([...neededColumns(shape), ...hidden])].map((name) => ({
        as: name,
        value: columnOf(name),
      })),
      ...orders.map(({ by }, index) => ({ as: `${SORT}${index}`, value: by })),
    ],
    joins: scope.joins,
    ...where([...(selection.where ?? []), ...filters]),
    orderBy: orders,
  };
  return { query, orders };
}

/** Reads rows, and one more to know whether there are more. */
export async function selectRows(selection: Selection, reading: Reading): Promise<SelectedRows> {
  const { query, orders } = queryOf(selection, reading);
  const after = selection.after?.(orders.length);
  const { limit } = selection;
  const found = await reading.reader.select({
    ...query,
    limit: limit + 1,
    ...(after === undefined ? {} : { after }),
  });
  const rows = found.slice(0, limit);
  const last = rows[rows.length - 1];
  return {
    rows,
    hasMore: found.length > limit,
    query,
    position: last === undefined ? [] : orders.map((_, index) => last[`${SORT}${index}`] ?? null),
  };
}

/** An order in which every row has its own place, so that pages neither miss nor repeat one. */
function uniqueOrder(orders: readonly Order[], table: Table): readonly Order[] {
  const present = orders.some(
    ({ by }) => by.kind === 'column' && by.column === table.primaryId && by.source === undefined,
  );
  return present ? orders : [...orders, { by: columnOf(table.primaryId) }];
}

/** Columns to read: the selected ones and those that expanding, linking and versions need. */
function neededColumns(shape: Shape): string[] {
  const { table } = shape;
  const lookups = shape.expands.flatMap((expand) =>
    expand.kind === 'many' ? [] : [expand.navigation.column],
  );
  const all = [...columnsOf(shape), ...lookups].flatMap((column) => {
    const target = column.type === 'lookup' ? targetColumn(column) : undefined;
    return target === undefined ? [column.name] : [column.name, target];
  });
  const version = table.columns.has('versionnumber') ? ['versionnumber'] : [];
  return [...all, table.primaryId, ...version];
}

/** The columns of an answer: money comes with its currency, whatever is selected. */
export function columnsOf({ columns, table }: Shape): readonly ColumnDescription[] {
  if (columns === undefined) return [...table.columns.values()];
  const currency = table.columns.get('transactioncurrencyid');
  const lacksCurrency =
    columns.some(({ type }) => type === 'money') && !columns.some((one) => one === currency);
  return currency !== undefined && lacksCurrency ? [...columns, currency] : columns;
}

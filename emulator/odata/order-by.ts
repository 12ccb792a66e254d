import { call, column as columnReference, type Order, type Scalar } from '../store';
import type { QueryScope } from './query-scope';
import { notSupported, syntaxError } from './syntax-error';
import { TokenReader } from './token-reader';

/**
 * Turns `$orderby` into an order. A lookup sorts by the name of the row it points to.
 *
 *     ORDERBY := ITEM ("," ITEM)*
 *     ITEM    := NAME ("/" NAME)* ("asc" | "desc")?
 */
export function readOrderBy(text: string | undefined, scope: QueryScope): readonly Order[] {
  if (text === undefined || text === '') return [];
  const reader = new TokenReader(text);
  const orders: Order[] = [];
  do {
    if (['text', 'integer', 'decimal'].includes(reader.peek().kind)) throw notSupported('Constant');
    const path = [reader.expectKind('name').text];
    while (reader.take('/')) path.push(reader.expectKind('name').text);
    if (reader.isNext('(')) throw notSupported('SingleValueFunctionCall');
    const descending = reader.take('desc');
    if (!descending) reader.take('asc');
    orders.push({ by: sortValue(path, scope), descending });
  } while (reader.take(','));
  if (reader.peek().kind !== 'end') throw syntaxError(text, reader.peek().at);
  return orders;
}

function sortValue(path: readonly string[], scope: QueryScope): Scalar {
  const { reference, column, table } = scope.column(path);
  if (column.type !== 'lookup') return reference;
  const names = column.targets.flatMap((target): Scalar[] => {
    const found = scope.tables.find(target);
    if (found === undefined) return [];
    const alias = `sorted_by_${column.name}_${target}_${table.logicalName}`;
    if (!scope.joins.some((join) => join.alias === alias)) {
      scope.joins.push({
        alias,
        table: target,
        kind: 'outer',
        from: reference,
        to: found.primaryId,
      });
    }
    return [columnReference(found.primaryName, alias)];
  });
  const [only] = names;
  if (only === undefined) return reference;
  return names.length === 1 ? only : call('coalesce', ...names);
}

import type { ColumnDescription } from '../../segments';
import { aggregate, call, value, type Scalar } from '../store';
import { selectColumn, selectComputed, type SelectedColumn } from './answer-column';
import type { FetchAttribute } from './fetch';
import { fetchError } from './fetch-error';
import { checkAlias, columnAt, referenceAt, type Place } from './places';

/** A column of an aggregate query; it is a group when it has `groupBy` values. */
export interface AggregateColumn extends SelectedColumn {
  readonly groupBy: readonly Scalar[];
}

/** @throws DataverseError when the attribute has no alias, or is neither a group nor an aggregate. */
export function aggregateColumn(place: Place, attribute: FetchAttribute): AggregateColumn {
  const column = columnAt(place, attribute.name);
  if (attribute.aggregate === undefined && !attribute.groupBy) {
    throw fetchError(
      'plainColumnInAggregate',
      'Attribute can not be specified if an aggregate operation is requested.',
    );
  }
  if (attribute.alias === undefined) {
    throw fetchError(
      'missingAlias',
      `FetchXML should have unique aliases. Attribute '${column.name}' has none.`,
    );
  }
  checkAlias(attribute.alias);
  const selected =
    attribute.aggregate === undefined
      ? groupColumn(place, column, attribute, attribute.alias)
      : computedColumn(place, column, attribute, attribute.alias);
  const groupBy =
    attribute.aggregate === undefined ? selected.selections.map((selection) => selection.value) : [];
  return { ...selected, groupBy };
}

function groupColumn(
  place: Place,
  column: ColumnDescription,
  { dateGrouping }: FetchAttribute,
  alias: string,
): SelectedColumn {
  if (column.type !== 'datetime' || dateGrouping === undefined) {
    if (dateGrouping === undefined && column.type !== 'datetime')
      return selectColumn(place, column, alias, 'aliased');
    throw fetchError(
      'badCondition',
      `Attribute '${column.name}' of type '${column.type}' cannot be grouped: dategrouping belongs to dates, and dates need it.`,
    );
  }
  const date = referenceAt(place, column.name);
  const number: ColumnDescription = { name: alias, label: alias, type: 'integer' };
  if (dateGrouping === 'fiscal-year') return selectComputed(alias, call('year', date), number, 'fiscal-year');
  if (dateGrouping === 'fiscal-period') {
    const period = call('add', call('multiply', call('year', date), value(10)), call('quarter', date));
    return selectComputed(alias, period, number, 'fiscal-period');
  }
  return selectComputed(alias, call(dateGrouping, date), number);
}

const numeric: ReadonlySet<ColumnDescription['type']> = new Set([
  'integer',
  'bigint',
  'decimal',
  'double',
  'money',
]);

function computedColumn(
  place: Place,
  column: ColumnDescription,
  { aggregate: asked, distinct }: FetchAttribute,
  alias: string,
): SelectedColumn {
  const of = referenceAt(place, column.name);
  const number: ColumnDescription = { name: alias, label: alias, type: 'integer' };
  switch (asked) {
    case 'count':
      return selectComputed(alias, aggregate('countRows'), number);
    case 'countcolumn':
      return selectComputed(alias, aggregate(distinct ? 'countDistinct' : 'count', of), number);
    case 'min':
    case 'max':
      if (!numeric.has(column.type) && column.type !== 'datetime') throw notNumeric(column, asked);
      return selectComputed(alias, aggregate(asked, of), column);
    case 'sum':
    case 'avg':
    case undefined: {
      const name = asked === 'sum' ? 'sum' : 'average';
      if (!numeric.has(column.type)) throw notNumeric(column, asked ?? name);
      const result = aggregate(name, of);
      const whole = column.type === 'integer' || column.type === 'bigint';
      // An average of whole numbers is a whole number, as in the documented example.
      if (name === 'average') {
        return selectComputed(alias, whole ? call('truncate', result) : result, column);
      }
      // Nothing summed up is 0, as in the documented example.
      return selectComputed(alias, call('coalesce', result, value(0)), column);
    }
  }
}

function notNumeric(column: ColumnDescription, operation: string): Error {
  return fetchError(
    'badCondition',
    `The aggregate operation ${operation} is not supported on attribute '${column.name}' of type '${column.type}'.`,
  );
}

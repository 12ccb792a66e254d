import type { ColumnDescription } from '../../segments';
import {
  operatorCondition,
  type Comparison,
  type Condition,
  type OperatorEnvironment,
  type Tables,
} from '../store';
import type { FetchCondition } from './fetch';
import { fetchError, shortened } from './fetch-error';
import { columnAt, referenceAt, type Place, type Places } from './places';

/** What conditions may refer to beside the columns of their own table. */
export interface FilterContext {
  readonly places: Places;
  readonly tables: Tables;
  readonly environment: OperatorEnvironment;
  /** Counts one more condition. @throws DataverseError when there are too many. */
  countOne(): void;
}

/** Dataverse refuses queries of more conditions. */
const MOST_CONDITIONS = 500;

export function filterContext(
  places: Places,
  tables: Tables,
  environment: OperatorEnvironment,
): FilterContext {
  let count = 0;
  const countOne = (): void => {
    count += 1;
    if (count > MOST_CONDITIONS) {
      throw fetchError('invalidArgument', 'Number of conditions in query exceeded maximum limit.');
    }
  };
  return { places, tables, environment, countOne };
}

/** The condition on the rows at a place. @throws DataverseError when it names what does not exist or fit. */
export function conditionAt(condition: FetchCondition, place: Place, context: FilterContext): Condition {
  context.countOne();
  const target = condition.entityName === undefined ? place : context.places.named(condition.entityName);
  const column = columnAt(target, condition.attribute);
  if (condition.valueOf !== undefined) return columnComparison(condition, condition.valueOf, target, context);
  if (column.type === 'lookup' && namePattern(condition.operator) !== undefined) {
    return nameCondition(condition, column, target, context);
  }
  return operatorCondition(
    {
      operator: condition.operator,
      of: referenceAt(target, column.name),
      column,
      table: target.table,
      values: condition.values,
    },
    context.environment,
  );
}

const comparisons: Readonly<Record<string, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  neq: 'ne',
  gt: 'gt',
  ge: 'ge',
  lt: 'lt',
  le: 'le',
};

/** `valueof`: the column of the same table, or `alias.column` of another one. */
function columnComparison(
  condition: FetchCondition,
  valueOf: string,
  place: Place,
  context: FilterContext,
): Condition {
  const operator = Object.hasOwn(comparisons, condition.operator)
    ? comparisons[condition.operator]
    : undefined;
  if (operator === undefined) {
    throw fetchError(
      'badCondition',
      `The operator '${shortened(condition.operator)}' cannot compare two columns.`,
    );
  }
  const dot = valueOf.lastIndexOf('.');
  const otherPlace = dot < 0 ? place : context.places.named(valueOf.slice(0, dot));
  const column = columnAt(place, condition.attribute);
  const other = columnAt(otherPlace, valueOf.slice(dot + 1));
  if (comparable(column) !== comparable(other)) {
    throw fetchError(
      'badCondition',
      `The columns '${column.name}' and '${other.name}' are of different types.`,
    );
  }
  return {
    kind: 'compare',
    operator,
    left: referenceAt(place, column.name),
    right: referenceAt(otherPlace, other.name),
  };
}

function comparable(column: ColumnDescription): string {
  switch (column.type) {
    case 'string':
    case 'memo':
      return 'text';
    case 'uniqueidentifier':
    case 'lookup':
      return 'id';
    case 'boolean':
    case 'datetime':
      return column.type;
    default:
      return 'number';
  }
}

/** The operator on names that an operator on texts is, and whether it says the opposite. */
function namePattern(operator: string): { operator: string; negated: boolean } | undefined {
  const negated: Readonly<Record<string, string>> = {
    'not-like': 'like',
    'not-begin-with': 'begins-with',
    'not-end-with': 'ends-with',
  };
  const opposite = Object.hasOwn(negated, operator) ? negated[operator] : undefined;
  if (opposite !== undefined) return { operator: opposite, negated: true };
  return ['like', 'begins-with', 'ends-with'].includes(operator) ? { operator, negated: false } : undefined;
}

/** Patterns on a lookup look at the name of the row it points to, as quick find views need it. */
function nameCondition(
  condition: FetchCondition,
  column: Extract<ColumnDescription, { type: 'lookup' }>,
  place: Place,
  context: FilterContext,
): Condition {
  const pattern = namePattern(condition.operator) ?? { operator: 'like', negated: false };
  const conditions = column.targets.flatMap((name): Condition[] => {
    const table = context.tables.find(name);
    const nameColumn = table?.columns.get(table.primaryName);
    if (table === undefined || nameColumn === undefined) return [];
    const alias = `$named_${name}`;
    const where = operatorCondition(
      {
        operator: pattern.operator,
        of: { kind: 'column', source: alias, column: nameColumn.name },
        column: nameColumn,
        table,
        values: condition.values,
      },
      context.environment,
    );
    const from = referenceAt(place, column.name);
    return [{ kind: 'exists', alias, table: name, column: table.primaryId, from, where }];
  });
  const some: Condition = { kind: 'or', conditions };
  return pattern.negated ? { kind: 'not', condition: some } : some;
}

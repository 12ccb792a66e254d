import { type ColumnDescription, conditionsPerQuery } from '../../segments';
import { comparisonOf, operatorCondition, type OperatorEnvironment } from '../operators';
import {
  column as columnReference,
  compare,
  isNull,
  not,
  or,
  type Condition,
  type LookupColumn,
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

export function filterContext(
  places: Places,
  tables: Tables,
  environment: OperatorEnvironment,
): FilterContext {
  let count = 0;
  const countOne = (): void => {
    count += 1;
    if (count > conditionsPerQuery) {
      throw fetchError('tooManyConditions', 'Number of conditions in query exceeded maximum limit.');
    }
  };
  return { places, tables, environment, countOne };
}

/** The condition on the rows at a place. @throws DataverseError when it names what does not exist or fit. */
export function conditionAt(condition: FetchCondition, place: Place, context: FilterContext): Condition {
  context.countOne();
  const target = condition.entityName === undefined ? place : context.places.named(condition.entityName);
  const named = lookupNamed(condition, target);
  if (named !== undefined && condition.valueOf === undefined)
    return nameCondition(condition, named, target, context);
  const column = columnAt(target, condition.attribute);
  if (condition.valueOf !== undefined) return columnComparison(condition, condition.valueOf, target, context);
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

/** `valueof`: the column of the same table, or `alias.column` of another one. */
function columnComparison(
  condition: FetchCondition,
  valueOf: string,
  place: Place,
  context: FilterContext,
): Condition {
  const operator = comparisonOf(condition.operator);
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
  return compare(referenceAt(place, column.name), operator, referenceAt(otherPlace, other.name));
}

function comparable(column: ColumnDescription): string {
  switch (column.type) {
    case 'string':
    case 'memo':
    case 'choices':
      return 'text';
    case 'uniqueidentifier':
    case 'lookup':
      return 'id';
    case 'boolean':
    case 'datetime':
      return column.type;
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
    case 'picklist':
    case 'state':
    case 'status':
      return 'number';
  }
}

const negations: Readonly<Record<string, string>> = {
  ne: 'eq',
  neq: 'eq',
  'not-in': 'in',
  'not-like': 'like',
  'not-begin-with': 'begins-with',
  'not-end-with': 'ends-with',
};

const patterns = new Set(['like', 'not-like', 'begins-with', 'not-begin-with', 'ends-with', 'not-end-with']);

/**
 * The lookup whose name a condition is about: `parentcustomeridname`, a column that only exists in queries, or the
 * lookup itself with a pattern, as quick find views have it.
 */
function lookupNamed({ attribute, operator }: FetchCondition, { table }: Place): LookupColumn | undefined {
  const column = table.columns.get(attribute);
  if (column !== undefined) return column.type === 'lookup' && patterns.has(operator) ? column : undefined;
  const lookup = attribute.endsWith('name')
    ? table.columns.get(attribute.slice(0, -'name'.length))
    : undefined;
  return lookup?.type === 'lookup' ? lookup : undefined;
}

/** A condition on the name of the row a lookup points to. */
function nameCondition(
  condition: FetchCondition,
  column: LookupColumn,
  place: Place,
  context: FilterContext,
): Condition {
  const from = referenceAt(place, column.name);
  if (condition.operator === 'null') return isNull(from);
  if (condition.operator === 'not-null') return not(isNull(from));
  const opposite = Object.hasOwn(negations, condition.operator) ? negations[condition.operator] : undefined;
  const conditions = column.targets.flatMap((name): Condition[] => {
    const table = context.tables.find(name);
    const nameColumn = table?.columns.get(table.primaryName);
    if (table === undefined || nameColumn === undefined) return [];
    const alias = `$named_${name}`;
    const of = columnReference(nameColumn.name, alias);
    const operator = opposite ?? condition.operator;
    const where = operatorCondition(
      { operator, of, column: nameColumn, table, values: condition.values },
      context.environment,
    );
    return [{ kind: 'exists', alias, table: name, column: table.primaryId, from, where }];
  });
  return opposite === undefined ? or(...conditions) : not(or(...conditions));
}

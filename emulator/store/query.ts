import type { RowValue } from './row';

/**
 * What OData, FetchXML and segment queries turn into. It is plain data; `compileQuery` makes SQL with bound
 * parameters of it.
 */
export interface Query {
  /** Logical name of the table the rows come from; columns without a `source` are its columns. */
  readonly table: string;
  readonly select: readonly Selection[];
  readonly joins?: readonly Join[];
  readonly where?: Condition;
  readonly groupBy?: readonly Scalar[];
  /** A condition on aggregates of each group. */
  readonly having?: Condition;
  readonly orderBy?: readonly Order[];
  readonly distinct?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  /** Only rows after this position: a value for each entry of `orderBy`, the last of which must be unique. */
  readonly after?: readonly RowValue[];
}

export interface Selection {
  /** Key of the value in the result row. */
  readonly as: string;
  readonly value: Scalar;
}

export interface Order {
  readonly by: Scalar;
  readonly descending?: boolean;
}

/** `to` is a column of the joined table; `from` one of the root or of an earlier join. */
export interface Join {
  readonly alias: string;
  readonly table: string;
  readonly kind: 'inner' | 'outer';
  readonly from: ColumnReference;
  readonly to: string;
  /** Further conditions of the join itself (they do not drop rows of an outer join). */
  readonly on?: Condition;
}

export interface ColumnReference {
  readonly kind: 'column';
  readonly column: string;
  /** Alias of a join or of an enclosing query; the query's own table when absent. */
  readonly source?: string;
}

export type ScalarFunction =
  | 'toLower'
  | 'toUpper'
  | 'length'
  | 'trim'
  | 'concat'
  | 'coalesce'
  | 'indexOf'
  | 'substring'
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'date'
  /** Whole seconds since the year 0, of a date; for differences of dates. */
  | 'seconds'
  /** A date moved by an SQLite modifier such as `+3 months`. */
  | 'moveDate'
  | 'week'
  | 'quarter'
  | 'round'
  | 'truncate'
  | 'floor'
  | 'ceiling'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'negate';

export type AggregateFunction = 'count' | 'countDistinct' | 'countRows' | 'sum' | 'average' | 'min' | 'max';

export type Scalar =
  | ColumnReference
  | { readonly kind: 'value'; readonly value: RowValue }
  | { readonly kind: 'call'; readonly function: ScalarFunction; readonly of: readonly Scalar[] }
  /** The place of a value in a list, from 0; null when it is not there. */
  | { readonly kind: 'place'; readonly of: Scalar; readonly among: readonly RowValue[] }
  | { readonly kind: 'aggregate'; readonly function: AggregateFunction; readonly of?: Scalar };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** Texts compare without regard to case, as in Dataverse. `ne` holds for null as well, as in Dataverse. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'always' | 'never' }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  | { readonly kind: 'null'; readonly of: Scalar }
  | { readonly kind: 'in'; readonly of: Scalar; readonly values: readonly RowValue[] }
  | {
      readonly kind: 'text';
      readonly test: 'contains' | 'startsWith' | 'endsWith';
      readonly of: Scalar;
      readonly text: Scalar;
    }
  /** A pattern with SQL wildcards as FetchXML has them: % _ and [a-z] [^a-z]. */
  | { readonly kind: 'like'; readonly of: Scalar; readonly pattern: string }
  /** Rows of another table linked to this one: `table.column = from`. `alias` names it inside `where`. */
  | {
      readonly kind: 'exists';
      readonly alias: string;
      readonly table: string;
      readonly column: string;
      readonly from: ColumnReference;
      readonly joins?: readonly Join[];
      readonly where?: Condition;
    }
  /** The value is in the first column of a query, e.g. the members of another segment. */
  | { readonly kind: 'inQuery'; readonly of: Scalar; readonly query: Query }
  /** The value is in the first column of a statement of our own over tables that are no Dataverse tables. */
  | {
      readonly kind: 'inSql';
      readonly of: Scalar;
      readonly sql: string;
      readonly parameters: readonly RowValue[];
    };

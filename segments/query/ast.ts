/**
 * The tree of a segment query: the grammar of the outbound page "Segment query definition" and what public
 * queries of real-time segments show beyond it. Names are kept as they were written; `at` is the position in the
 * text from which a name or a call was read, for errors.
 */
export type SegmentQuery = ProfileQuery | SegmentReference | InteractionQuery | Combination | Page;

/** `PROFILE(contact, contact_1)` and what follows: the rows of a table. */
export interface ProfileQuery {
  readonly kind: 'profile';
  readonly table: Name;
  readonly alias?: Name | undefined;
  readonly steps: readonly Step[];
}

/** `SEGMENT(name)`: the members of another segment. */
export interface SegmentReference {
  readonly kind: 'segment';
  readonly name: Name;
  readonly steps: readonly Step[];
}

/** `INTERACTION(type, link).FILTER(…).HAVING(…)`: those who did something often enough. */
export interface InteractionQuery {
  readonly kind: 'interaction';
  readonly table: Name;
  readonly link: Name;
  readonly filter?: Condition | undefined;
  readonly having: Having;
}

export type SetOperator = 'UNION' | 'INTERSECT' | 'EXCEPT';

/** Set operations stand at one level and are read from left to right; parentheses group. */
export interface Combination {
  readonly kind: 'combination';
  readonly operator: SetOperator;
  readonly left: SegmentQuery;
  readonly right: SegmentQuery;
}

/** `.ORDERBY(…).SKIP(…).TAKE(…).SELECT(…)`, each of them optional. */
export interface Page {
  readonly kind: 'page';
  readonly of: SegmentQuery;
  readonly orderBy: readonly OrderItem[];
  readonly skip?: Amount;
  readonly take?: Amount;
  readonly select: readonly Column[];
}

/** A number of rows, from the SKIP or TAKE that says it. */
export interface Amount {
  readonly value: number;
  readonly at: number;
}

export interface OrderItem {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Name {
  readonly text: string;
  readonly at: number;
}

export type Step = FilterStep | TraverseStep | RelateStep | DistinctStep;

export interface FilterStep {
  readonly kind: 'filter';
  readonly condition: Condition;
}

/** Goes over to the rows at the other end of a relationship: they are what the query is about from here on. */
export interface TraverseStep {
  readonly kind: 'traverse';
  readonly relationship: Name;
  readonly alias?: Name | undefined;
  /** `TRAVERSE(relationship, FILTER(…))`: a condition on the row that holds the relationship. */
  readonly filter?: Condition | undefined;
}

/** Brings related rows within reach of later filters; the query stays about the same rows. */
export interface RelateStep {
  readonly kind: 'relate';
  /** RELATEOPTIONAL keeps rows that have no related row. */
  readonly optional: boolean;
  readonly relationship: Name;
  readonly alias: Name;
  /** The table in `table.alias`, which some designers write. */
  readonly table?: Name;
  readonly nested: readonly RelateStep[];
}

export interface DistinctStep {
  readonly kind: 'distinct';
}

export type Comparison = '==' | '!=' | '>' | '>=' | '<' | '<=';
export type TextTest = 'CONTAINS' | 'STARTSWITH' | 'ENDSWITH';

export type Condition =
  | {
      readonly kind: 'logical';
      readonly operator: '&&' | '||';
      /** Two or more, as they stood side by side; one in parentheses is a condition of its own. */
      readonly operands: readonly Condition[];
    }
  | { readonly kind: 'not'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparison;
      readonly left: Value;
      readonly right: Value;
    }
  | { readonly kind: 'textTest'; readonly test: TextTest; readonly column: Column; readonly text: string }
  | { readonly kind: 'null'; readonly column: Column; readonly negated: boolean }
  | { readonly kind: 'in'; readonly column: Column; readonly values: readonly Literal[] };

/** A column, with the alias of a PROFILE, TRAVERSE or RELATE before it. */
export interface Column {
  readonly kind: 'column';
  readonly alias?: string | undefined;
  readonly name: string;
  readonly at: number;
}

export type Literal =
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number };

export const dateParts = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'] as const;
export type DatePart = (typeof dateParts)[number];

export type Value =
  | Literal
  | Column
  | { readonly kind: 'now'; readonly at: number }
  /** Year, month, day, hour, minute, second, millisecond; the first three at least. */
  | { readonly kind: 'date'; readonly parts: readonly number[]; readonly at: number }
  | {
      readonly kind: 'dateDiff';
      readonly part: DatePart;
      readonly from: Value;
      readonly to: Value;
      readonly at: number;
    }
  | {
      readonly kind: 'dateAdd';
      readonly part: DatePart;
      readonly amount: number;
      readonly to: Value;
      readonly at: number;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Value;
      readonly right: Value;
    };

export type Aggregate =
  { readonly kind: 'count' } | { readonly kind: 'sum' | 'avg' | 'min' | 'max'; readonly column: Column };

export const windowUnits = [
  'UTCMINUTES',
  'UTCHOURS',
  'UTCDAYS',
  'UTCWEEKS',
  'UTCMONTHS',
  'UTCYEARS',
] as const;

/** A period that ends now and slides with it. */
export interface Window {
  readonly unit: (typeof windowUnits)[number];
  readonly amount: number;
}

export interface Having {
  readonly aggregate: Aggregate;
  readonly operator: Comparison;
  readonly value: number;
  /** All time when absent. */
  readonly window?: Window;
  readonly at: number;
}

/** The position of a value, for errors about it. */
export function positionOf(value: Value): number {
  return value.kind === 'arithmetic' ? positionOf(value.left) : value.at;
}

/** A FetchXML query as written, before anything is known of the tables it names. */
export interface Fetch {
  readonly entity: FetchEntity;
  readonly top?: number;
  /** Rows on a page. */
  readonly count?: number;
  /** From 1. */
  readonly page?: number;
  readonly pagingCookie?: string;
  readonly returnTotalRecordCount: boolean;
  readonly distinct: boolean;
  readonly aggregate: boolean;
  /** `useraworderby`: choices are sorted by value instead of by label. */
  readonly sortsByValue: boolean;
  readonly aggregateLimit?: number;
}

/** The table of a query, or one that is linked to it. */
export interface FetchEntity {
  /** Logical name of the table. */
  readonly name: string;
  /** `none` is `<no-attrs/>`; an empty list says nothing about columns. */
  readonly attributes: readonly FetchAttribute[] | 'all' | 'none';
  readonly orders: readonly FetchOrder[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

export type LinkKind =
  | 'inner'
  | 'outer'
  | 'exists'
  | 'in'
  | 'matchfirstrowusingcrossapply'
  | 'any'
  | 'not any'
  | 'all'
  | 'not all';

/** `from` is a column of the linked table, `to` one of the table it is linked to. */
export interface FetchLink extends FetchEntity {
  readonly from: string;
  readonly to: string;
  readonly alias: string | undefined;
  readonly kind: LinkKind;
}

export type FetchAggregate = 'count' | 'countcolumn' | 'sum' | 'avg' | 'min' | 'max';

export type DateGrouping = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-period' | 'fiscal-year';

export interface FetchAttribute {
  readonly name: string;
  readonly alias: string | undefined;
  readonly aggregate: FetchAggregate | undefined;
  readonly distinct: boolean;
  readonly groupBy: boolean;
  readonly dateGrouping: DateGrouping | undefined;
}

/** One of `attribute` and `alias` is there. */
export interface FetchOrder {
  readonly attribute: string | undefined;
  readonly alias: string | undefined;
  readonly entityName: string | undefined;
  readonly descending: boolean;
}

export interface FetchFilter {
  readonly kind: 'filter';
  readonly type: 'and' | 'or';
  readonly parts: readonly FetchFilterPart[];
}

export type FetchFilterPart =
  FetchFilter | FetchCondition | { readonly kind: 'link'; readonly link: FetchLink };

export interface FetchCondition {
  readonly kind: 'condition';
  readonly attribute: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** Column to compare with instead of values; `alias.column` for one of a linked table. */
  readonly valueOf: string | undefined;
  /** Alias of the linked table whose column it is. */
  readonly entityName: string | undefined;
}

import type { ColumnDescription } from '../../segments';
import {
  collectionNavigation,
  columnOfProperty,
  singleNavigation,
  type CollectionNavigation,
} from '../row-json';
import {
  column as columnReference,
  type ColumnReference,
  type Join,
  type Table,
  type Tables,
} from '../store';
import { queryRefused, unknownProperty } from './syntax-error';

export interface ResolvedColumn {
  readonly reference: ColumnReference;
  readonly column: ColumnDescription;
  readonly table: Table;
}

interface Place {
  readonly alias: string | undefined;
  readonly table: Table;
}

function resolved(column: ColumnDescription, { alias, table }: Place): ResolvedColumn {
  return { reference: columnReference(column.name, alias), column, table };
}

/** What property paths mean in one query; navigation paths become joins, each path one. */
export class QueryScope {
  readonly joins: Join[] = [];
  private readonly byPath = new Map<string, { readonly alias: string; readonly table: Table }>();

  constructor(
    readonly tables: Tables,
    readonly table: Table,
    /** Alias of the scope's own table; undefined for the query's own. */
    readonly alias?: string,
    private readonly outer?: { readonly variable: string; readonly scope: QueryScope },
    private readonly variable?: string,
  ) {}

  /** A scope for the rows of a collection, as a lambda's variable sees them. */
  within(table: Table, variable: string | undefined): QueryScope {
    const depth = this.depth() + 1;
    return new QueryScope(
      this.tables,
      table,
      `lambda${depth}_${table.logicalName}`,
      { variable: this.variable ?? '$it', scope: this },
      variable,
    );
  }

  /** @throws DataverseError when the path leads to no column. */
  column(path: readonly string[]): ResolvedColumn {
    const place = this.placeOf(path);
    const name = path[path.length - 1] ?? '';
    const column = columnOfProperty(place.table, name);
    if (column !== undefined) return resolved(column, place);
    if (singleNavigation(place.table, name, this.tables) !== undefined) {
      throw queryRefused(`The navigation property '${name}' cannot be compared with a value.`);
    }
    throw unknownProperty(name, place.table.logicalName);
  }

  /** The column at the end of a path, where a lookup may also stand under its logical name. */
  columnByEitherName(path: readonly string[]): ResolvedColumn {
    const place = this.placeOf(path);
    const lookup = columnOfProperty(place.table, `_${path[path.length - 1] ?? ''}_value`);
    return lookup === undefined ? this.column(path) : resolved(lookup, place);
  }

  /** Whether a path ends at a navigation property to one row; its lookup column then. */
  lookup(path: readonly string[]): ResolvedColumn | undefined {
    const place = this.placeOf(path);
    const navigation = singleNavigation(place.table, path[path.length - 1] ?? '', this.tables);
    return navigation === undefined ? undefined : resolved(navigation.column, place);
  }

  /** Whether a path to a collection leads over a lookup first. */
  isBehindLookup(path: readonly string[]): boolean {
    return this.ownerOf(path).rest.length > 1;
  }

  /** @throws DataverseError when the path leads to no collection. */
  collection(path: readonly string[]): {
    readonly navigation: CollectionNavigation;
    readonly from: ColumnReference;
  } {
    const place = this.placeOf(path);
    const name = path[path.length - 1] ?? '';
    const found = collectionNavigation(place.table, name, this.tables);
    if (found === undefined) throw unknownProperty(name, place.table.logicalName);
    return { navigation: found, from: columnReference(place.table.primaryId, place.alias) };
  }

  private depth(): number {
    return this.outer === undefined ? 0 : this.outer.scope.depth() + 1;
  }

  /** The table that the last step of a path is about. */
  private placeOf(path: readonly string[]): Place {
    const { scope, rest } = this.ownerOf(path);
    return scope.follow(rest.slice(0, -1));
  }

  /** The scope a path starts in: that of the lambda variable it names, else this one. */
  private ownerOf(path: readonly string[]): { scope: QueryScope; rest: readonly string[] } {
    const [first] = path;
    if (this.variable === undefined) {
      return first === '$it' ? { scope: this, rest: path.slice(1) } : { scope: this, rest: path };
    }
    if (first === this.variable) return { scope: this, rest: path.slice(1) };
    const outer = this.outer;
    if (outer === undefined) return { scope: this, rest: path };
    return outer.scope.ownerOf(path);
  }

  private follow(path: readonly string[]): Place {
    let place: Place = { alias: this.alias, table: this.table };
    for (let length = 1; length <= path.length; length += 1) {
      const key = path.slice(0, length).join('/');
      const known = this.byPath.get(key) ?? this.join(place, path[length - 1] ?? '', key);
      place = known;
    }
    return place;
  }

  private join(from: Place, name: string, key: string): { alias: string; table: Table } {
    const navigation = singleNavigation(from.table, name, this.tables);
    if (navigation === undefined) throw unknownProperty(name, from.table.logicalName);
    const target = navigation.target;
    if (target === undefined) {
      throw queryRefused(`The navigation property '${name}' leads to rows of several tables.`);
    }
    const alias = `${this.alias ?? '$path'}_${this.joins.length + 1}`;
    this.joins.push({
      alias,
      table: target.logicalName,
      kind: 'outer',
      from: columnReference(navigation.column.name, from.alias),
      to: target.primaryId,
    });
    const place = { alias, table: target };
    this.byPath.set(key, place);
    return place;
  }
}

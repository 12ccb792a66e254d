import type { OptionSet } from './option-sets';

interface ColumnFacts {
  readonly name: string;
  /** Name shown to people, in English. */
  readonly label: string;
  /** Refused on create and update when true. */
  readonly readOnly?: boolean;
  /** Dataverse's ApplicationRequired: asked for on forms, not by the Web API. */
  readonly requiredOnForms?: boolean;
  /** Dataverse's SystemRequired: refused by the Web API when missing on create. */
  readonly required?: boolean;
}

/** A column of a Dataverse table, by its attribute type. */
export type ColumnDescription =
  | (ColumnFacts & { readonly type: 'uniqueidentifier' })
  | (ColumnFacts & { readonly type: 'string' | 'memo'; readonly maxLength: number })
  | (ColumnFacts & { readonly type: 'integer'; readonly min?: number; readonly max?: number })
  | (ColumnFacts & { readonly type: 'bigint' | 'double' | 'decimal' | 'money' })
  | (ColumnFacts & { readonly type: 'boolean'; readonly defaultValue?: boolean })
  | (ColumnFacts & { readonly type: 'datetime'; readonly dateOnly?: boolean })
  | (ColumnFacts & {
      readonly type: 'picklist' | 'state' | 'status';
      readonly options: OptionSet;
      readonly defaultValue?: number;
    })
  /** Several options at once; a value is their numbers between commas, e.g. `1,3`. */
  | (ColumnFacts & { readonly type: 'choices'; readonly options: OptionSet })
  | (ColumnFacts & {
      readonly type: 'lookup';
      /** Logical names of the tables it may point to. */
      readonly targets: readonly string[];
      /** Navigation property for each target, where it is not the column's own name. */
      readonly navigation?: Readonly<Record<string, string>>;
    });

export type ColumnType = ColumnDescription['type'];

/** A many-to-one relationship as its one side sees it (a collection to `$expand`). */
export interface Relationship {
  /** Schema name, e.g. `contact_customer_accounts`. */
  readonly name: string;
  readonly one: string;
  readonly many: string;
  /** Lookup column on the many side. */
  readonly column: string;
}

/** A many-to-many relationship, kept in a table between both. */
export interface ManyToMany {
  /** Schema name, also of the navigation properties, e.g. `listcontact_association`. */
  readonly name: string;
  readonly sides: readonly [ManyToManySide, ManyToManySide];
}

export interface ManyToManySide {
  readonly table: string;
  /** Column of the table between that names a row of this side. */
  readonly column: string;
}

/** A Dataverse table: what `$metadata`, the store and the clients need to know of it. */
export interface TableDescription {
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly label: string;
  readonly collectionLabel: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly objectTypeCode: number;
  readonly ownership: 'user' | 'organization' | 'none';
  /** Columns beside those every table of this ownership has (createdon, modifiedon, ownerid and the like). */
  readonly columns: readonly ColumnDescription[];
  /** Status a row takes when only its state is given. */
  readonly defaultStatus?: Readonly<Record<number, number>>;
  readonly relationships?: readonly Relationship[];
  /** Of a table that stands between two others. */
  readonly manyToMany?: readonly ManyToMany[];
}

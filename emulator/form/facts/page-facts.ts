import type { OptionSet } from '../../../segments';
import type { PageSettings } from './page-settings';

/** A property of a control as its manifest declares it. */
export interface PropertyFacts {
  readonly name: string;
  /** The type, or the first of its type group. */
  readonly type: string;
  readonly usage: 'bound' | 'input' | 'output';
  readonly defaultValue: string | undefined;
}

export interface ControlFacts {
  /** Name the bundle registers itself with: namespace and constructor. */
  readonly name: string;
  readonly version: string;
  readonly kind: 'virtual' | 'standard';
  readonly properties: readonly PropertyFacts[];
  /** Names in feature-usage: a part of the context is only there when its feature is declared. */
  readonly features: readonly string[];
  /** Texts of the user's language; those it lacks are in the base language. */
  readonly strings: Readonly<Record<string, string>>;
}

/** A column that the form shows, or that the control is bound to. */
export interface FormColumn {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly maxLength?: number;
  readonly options?: OptionSet;
}

export interface FormFacts {
  readonly table: string;
  readonly tableLabel: string;
  readonly primaryId: string;
  readonly primaryName: string;
  /** Column whose value the form shows as the record's name. */
  readonly titleColumn: string;
  /** Columns in the form's first section; the title column can be changed, the others are shown. */
  readonly columns: readonly FormColumn[];
  /** The column that the control is bound to. */
  readonly controlColumn: FormColumn;
  /** What the maker calls the control's section. */
  readonly controlLabel: string;
}

export interface UserFacts {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Whether the user may create, write and delete rows, as the Reader role may not. */
  readonly canWrite: boolean;
}

/** Everything the page's script is told by the server. */
export interface PageFacts {
  readonly control: ControlFacts;
  readonly form: FormFacts;
  /** Undefined for a new record. */
  readonly recordId?: string;
  readonly user: UserFacts;
  readonly settings: PageSettings;
  readonly entitySetNames: Readonly<Record<string, string>>;
  /** Fluent design tokens by theme; absent on an app without them. */
  readonly designTokens?: Readonly<Record<string, string>>;
}

/** Id of the element that holds the page's facts as JSON. */
export const factsElementId = 'page-facts';

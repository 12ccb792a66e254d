import type { XmlFault } from '../markup/read-xml';
import type { ControlManifest } from './control-manifest';

/** Component types as RootComponents number them. Cloud flows are workflows; connectors are 372, never 371. */
export const componentType = {
  table: 1,
  column: 2,
  workflow: 29,
  form: 60,
  customControl: 66,
  connector: 372,
  environmentVariable: 380,
} as const;

export interface RootComponent {
  readonly type: number;
  /** Lower case, without braces. */
  readonly id?: string | undefined;
  readonly schemaName?: string | undefined;
  /** 0 brings a component with all that belongs to it, 1 without, 2 as a shell. */
  readonly behavior?: number;
}

export interface PublisherDescription {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly prefix: string;
  readonly optionValuePrefix: string;
}

export interface RequiredComponent {
  /** A number, or the name of a table whose rows are components, such as `connectionreference`. */
  readonly type: string;
  /** Name that tells it from others of its type, or what is shown in place of one; '' when there is neither. */
  readonly schemaName: string;
  /** Lower case, without braces. */
  readonly id: string | undefined;
  /** The table of a column. */
  readonly parentSchemaName: string | undefined;
  /** `<solution unique name> (<version>)` of the solution that has it. */
  readonly solution: string;
}

/** solution.xml */
export interface SolutionManifest {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  /** 0, 1, or 2 in a folder from which both are made. */
  readonly managed: string;
  readonly publisher: PublisherDescription;
  readonly rootComponents: readonly RootComponent[];
  readonly missingDependencies: readonly RequiredComponent[];
  /** Names of its elements, in order. */
  readonly elements: readonly string[];
}

export interface ControlNode {
  readonly name: string;
  /** Part name of its manifest, without the slash in front. */
  readonly manifestPart: string;
  /** Where its files are, with a slash at the end. */
  readonly folder: string;
  /** Undefined when the part is missing, the fault when it is no XML. */
  readonly manifest: ControlManifest | XmlFault | undefined;
}

/** A node of customizations.xml whose child elements are the columns of a row, some of them part names. */
export interface ComponentNode {
  readonly id: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
}

export interface ConnectionReferenceNode {
  readonly logicalName: string;
  readonly columns: ReadonlyMap<string, string>;
  /** Id of the custom connector it is for; undefined for a connector of Microsoft's. */
  readonly customConnectorId?: string | undefined;
}

export interface EnvironmentVariableNode {
  readonly schemaName: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** A form of a table, as it stands inside the table's node. */
export interface FormNode {
  readonly id: string;
  readonly name: string;
  /** `main`, `quick`, `quickCreate` or `card`. */
  readonly type: string;
  readonly formXml: string;
  /** Names of the custom controls on it. */
  readonly controls: readonly string[];
  readonly fields: readonly FieldNode[];
  /** Ids of the fields that descriptions of custom controls are for. */
  readonly described: readonly string[];
}

/** A `control` element of a form. */
export interface FieldNode {
  /** `uniqueid`, lower case, without braces; '' where there is none. */
  readonly id: string;
  /** What it shows it as; lower case, without braces. */
  readonly classId: string;
  readonly column: string | undefined;
}

/** A table the solution brings forms for. */
export interface TableNode {
  readonly name: string;
  /** Columns that the solution itself brings; there are none where it changes forms only. */
  readonly ownColumns: readonly string[];
  readonly forms: readonly FormNode[];
}

/** Parts of a solution zip by name, in their order in the zip. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** A solution zip with its two XML parts read. */
export interface SolutionPackage {
  readonly parts: Parts;
  readonly manifest: SolutionManifest;
  readonly tables: readonly TableNode[];
  readonly controls: readonly ControlNode[];
  readonly connectors: readonly ComponentNode[];
  readonly workflows: readonly ComponentNode[];
  readonly connectionReferences: readonly ConnectionReferenceNode[];
  readonly environmentVariables: readonly EnvironmentVariableNode[];
  /** Names of the collections in customizations.xml, in order. */
  readonly collections: readonly string[];
  /** Names of those that hold something. */
  readonly filledCollections: readonly string[];
}

export const requiredParts = ['solution.xml', 'customizations.xml', '[Content_Types].xml'] as const;

/** Columns of a connector that hold the name of a part. */
export const connectorPartColumns = [
  'openapidefinition',
  'connectionparameters',
  'connectionparametersets',
  'policytemplateinstances',
  'customcodeblobcontent',
  'iconblob',
] as const;

/** Part with the definition of a workflow: JSON of a cloud flow, XAML of a classic one. */
export function workflowPart({ columns }: ComponentNode): string {
  return partName(columns.get('JsonFileName') ?? columns.get('XamlFileName') ?? '');
}

/** A part name as customizations.xml gives it (`/Controls/...`), as the zip has it. */
export function partName(path: string): string {
  return path.replace(/^\//, '');
}

import { parseRecordId, type RecordId } from '../../../segments/record-id';
import { segmentDefinitionName, segmentName } from '../../../segments/table-names';
import { groupsColumn } from '../groups';

/** The properties that the manifest declares. */
export interface Inputs {
  groups: ComponentFramework.PropertyTypes.StringProperty;
  memberColumns: ComponentFramework.PropertyTypes.StringProperty;
}

export interface Outputs {
  groups?: string;
}

/** What nobody can change here, and why. */
export type ReadOnlyReason = 'disabled' | 'fieldSecurity' | 'privilege' | 'offline' | 'noActions';

export interface FormRecord {
  readonly table: 'definition' | 'segment';
  readonly id: RecordId;
}

/** What the control needs to know of the form, read from the PCF context in this one place. */
export interface FormFacts {
  /** Undefined on a record that is not saved yet. */
  readonly record: FormRecord | undefined;
  /** Logical name of the form's table when it is one that this control is not made for. */
  readonly foreignTable: string | undefined;
  readonly boundText: string | null;
  /** Whether the bound column is the one that holds the groups of this record. */
  readonly isBoundToGroups: boolean;
  /** The user may not see the bound column. */
  readonly isMasked: boolean;
  readonly readOnly: ReadOnlyReason | undefined;
  readonly moreColumns: readonly string[];
  /** Shown in the form designer, without a record. */
  readonly isDesignTime: boolean;
}

/** Members of the context that the reference does not list, or lists and some hosts leave out. */
interface GivenContext {
  readonly client?: Partial<ComponentFramework.Client>;
  readonly utils?: Partial<ComponentFramework.Utility>;
  readonly mode?: {
    readonly isAuthoringMode?: boolean;
    readonly contextInfo?: { readonly entityId?: string; readonly entityTypeName?: string };
  };
  readonly page?: {
    readonly entityId?: string;
    readonly entityTypeName?: string;
    readonly isPageReadOnly?: boolean;
  };
}

type Context = ComponentFramework.Context<Inputs>;

export function factsOfForm(context: Context, canCallActions: boolean): FormFacts {
  const { mode, page } = context as unknown as GivenContext;
  const { groups, memberColumns } = context.parameters as Pick<Inputs, 'groups'> & Partial<Inputs>;
  const boundColumn = (groups as { attributes?: { LogicalName?: string } }).attributes?.LogicalName;
  const table = mode?.contextInfo?.entityTypeName ?? page?.entityTypeName ?? '';
  const id = parseRecordId(mode?.contextInfo?.entityId ?? page?.entityId ?? '');
  const ours = tableOf(table);
  return {
    record: ours && id && !isEmptyId(id) ? { table: ours, id } : undefined,
    foreignTable: ours || table === '' ? undefined : table,
    boundText: groups.raw,
    isBoundToGroups: ours === 'definition' && (boundColumn ?? groupsColumn) === groupsColumn,
    isMasked: groups.security ? !groups.security.readable : false,
    readOnly: readOnlyReason(context, page?.isPageReadOnly ?? false, canCallActions),
    moreColumns: columnNamesIn(memberColumns?.raw ?? ''),
    isDesignTime: mode?.isAuthoringMode === true,
  };
}

function tableOf(logicalName: string): FormRecord['table'] | undefined {
  if (logicalName === segmentDefinitionName.logicalName) return 'definition';
  return logicalName === segmentName.logicalName ? 'segment' : undefined;
}

function isEmptyId(id: RecordId): boolean {
  return /^[0-]+$/.test(id);
}

const write = 3;
const userDepth = 0;

function readOnlyReason(
  context: Context,
  isPageReadOnly: boolean,
  canCallActions: boolean,
): ReadOnlyReason | undefined {
  const { client, utils } = context as unknown as GivenContext;
  if (client?.isOffline?.()) return 'offline';
  if (!canCallActions) return 'noActions';
  const mayWrite = utils?.hasEntityPrivilege?.(segmentDefinitionName.logicalName, write, userDepth);
  if (!mayWrite) return 'privilege';
  // Only secured columns have `security`.
  const { security } = context.parameters.groups;
  if (security && !security.editable) return 'fieldSecurity';
  return context.mode.isControlDisabled || isPageReadOnly ? 'disabled' : undefined;
}

const columnName = /^[a-z][a-z0-9_]{0,127}$/;

/** The column names in `jobtitle, telephone1`; what cannot be a logical name is left out. */
function columnNamesIn(text: string): readonly string[] {
  const names = text.split(/[\s,;]+/).filter((name) => columnName.test(name));
  return [...new Set(names)].slice(0, 6);
}

import { createHash } from 'node:crypto';
import { schemaName } from './store';

/** What a privilege allows to do. */
export const rights = ['Create', 'Read', 'Write', 'Delete'] as const;
export type Right = (typeof rights)[number];

/**
 * How far a privilege reaches: the user's own rows, those of the user's business unit, of that and the units below it,
 * or all. Source: "Security roles and privileges"; the names are those of PrivilegeDepth.
 */
export const depths = ['Basic', 'Local', 'Deep', 'Global'] as const;
export type Depth = (typeof depths)[number];

export interface Role {
  readonly name: string;
  /** Whether it has the privileges to create, write and delete. */
  readonly canWrite: boolean;
  /** Whether it has the privileges to read segments and their definitions; every role reads the rest. */
  readonly canReadSegments: boolean;
  readonly depth: Depth;
}

export const roles = [
  { name: 'Marketing user', canWrite: true, canReadSegments: true, depth: 'Global' },
  { name: 'Reader', canWrite: false, canReadSegments: true, depth: 'Global' },
  { name: 'Basic User', canWrite: false, canReadSegments: false, depth: 'Global' },
  { name: 'Marketing user (unit and below)', canWrite: true, canReadSegments: true, depth: 'Deep' },
  { name: 'Marketing user (unit)', canWrite: true, canReadSegments: true, depth: 'Local' },
  { name: 'Marketing user (own rows)', canWrite: true, canReadSegments: true, depth: 'Basic' },
] as const satisfies readonly Role[];

export type RoleName = (typeof roles)[number]['name'];

export function findRole(name: unknown): Role | undefined {
  return roles.find((role) => role.name === name);
}

/** Whether a role grants a right on a table, however far. */
export function grants(
  { canWrite, canReadSegments }: Role,
  right: Right,
  table: string | undefined,
): boolean {
  const isMarketing = table !== undefined && /^msdyn(mkt|crm)_/.test(table);
  return right === 'Read' ? canReadSegments || !isMarketing : canWrite;
}

/** What every action but the marketing ones needs; it is there for the whole organisation only. */
export const customisingPrivilege = 'prvImportCustomization';

/** Tables whose privileges are not named after them. Source: "Security role UI to privilege mapping". */
const otherNames: Readonly<Record<string, string>> = { SystemUser: 'User', SavedQuery: 'Query' };

/** E.g. `prvWriteContact`; a right is one of {@link rights}, or Assign, Share, Append or AppendTo. */
export function privilegeName(right: string, table: string): string {
  const schema = schemaName(table);
  return `prv${right}${otherNames[schema] ?? schema}`;
}

/** The same id for the same privilege, in every environment. */
export function privilegeId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

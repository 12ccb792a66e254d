import { parseRecordId, segmentName } from '../../../segments';
import { DataverseError, errorCodes } from '../../dataverse-error';
import { readKey, readPath } from '../../odata';
import { customisingPrivilege, findRole, grants, privilegeId, privilegeName, type Right } from '../../roles';
import { collectionNavigation, singleNavigation } from '../../row-json';
import { ROOT_BUSINESS_UNIT, type Table } from '../../store';
import type { WebApiEnvironment, WebApiRequest } from '../../web-api';
import type { Account } from './accounts';
import { refuseUnreached, rowReach } from './row-reach';

const rights: Readonly<Record<string, Right>> = {
  GET: 'Read',
  POST: 'Create',
  PATCH: 'Write',
  PUT: 'Write',
  DELETE: 'Delete',
};

/** A privilege that a request needs; undefined when everybody may send it. */
interface Privilege {
  readonly right: Right;
  readonly name: string;
  readonly table: Table | undefined;
}

/**
 * Looks at the table that the path names, not at tables that a query joins to it.
 * @throws DataverseError 403, as Dataverse words it, when the user's role lacks the privilege a request needs.
 */
export function refuseUnprivileged(
  request: WebApiRequest,
  environment: WebApiEnvironment,
  account: Account,
): void {
  const privilege = privilegeFor(request, environment);
  if (privilege === undefined) return;
  if (isGranted(privilege, account)) {
    refuseRowOutOfReach(request, privilege.right, environment, account);
    return;
  }
  const { name, table } = privilege;
  const where =
    table === undefined
      ? ''
      : ` on OTC=${table.description.objectTypeCode} for entity '${table.logicalName}' (LocalizedName='${table.description.label}')`;
  throw new DataverseError(
    403,
    errorCodes.privilegeDenied,
    `Principal user (Id=${request.user}, type=8, roleCount=1, accessMode='4 Non-interactive', ` +
      `businessUnitId=${ROOT_BUSINESS_UNIT}), is missing ${name} privilege (Id=${privilegeId(name)})${where}. ` +
      `context.Caller=${request.user}. Consider adding missed privilege to one of the principal (user/team) roles.`,
  );
}

/** Looks at the row that the path names, or the segment that an action is about. */
function refuseRowOutOfReach(
  request: WebApiRequest,
  right: Right,
  { store }: WebApiEnvironment,
  account: Account,
): void {
  const reach = rowReach(account, store);
  const [first] = readPath(request.path);
  if (reach === undefined || first === undefined) return;
  const table = store.tables.findSet(first.name);
  const context = { store, reach, account };
  if (table !== undefined && first.inside !== undefined) {
    refuseUnreached(table, readKey(first.inside, table.primaryId), right, context);
  }
  const segment = table === undefined ? /"SegmentId"\s*:\s*"([^"]+)"/.exec(request.body)?.[1] : undefined;
  const id = segment === undefined ? undefined : parseRecordId(segment);
  if (id !== undefined) refuseUnreached(store.tables.get(segmentName.logicalName), id, right, context);
}

function isGranted({ right, table }: Privilege, { role }: Account): boolean {
  const granting = findRole(role);
  return granting !== undefined && grants(granting, right, table?.logicalName);
}

function isMarketing(table: Table | undefined): boolean {
  return table !== undefined && /^msdyn(mkt|crm)_/.test(table.logicalName);
}

function privilegeFor(request: WebApiRequest, environment: WebApiEnvironment): Privilege | undefined {
  const right = rights[request.method];
  const [first, ...rest] = readPath(request.path);
  if (right === undefined || first === undefined) return undefined;
  const table = environment.store.tables.findSet(first.name);
  if (table === undefined) return messagePrivilege(first.name, environment);
  const end = rest[rest.length - 1]?.name;
  const target = rest.reduce((at, { name }) => followed(at, name, environment), table);
  if (right === 'Read') return privilegeOn(isMarketing(table) ? table : target, right);
  if (right === 'Create' && end !== '$ref') return privilegeOn(target, right);
  const isWholeRow = rest.length === 0;
  return privilegeOn(table, isWholeRow ? right : 'Write');
}

function privilegeOn(table: Table, right: Right): Privilege {
  return { right, name: privilegeName(right, table.logicalName), table };
}

function followed(table: Table, name: string, { store }: WebApiEnvironment): Table {
  return (
    collectionNavigation(table, name, store.tables)?.many ??
    singleNavigation(table, name, store.tables)?.target ??
    table
  );
}

/** The marketing actions read or write segments; every other action is for those who customise the environment. */
function messagePrivilege(path: string, { messages, store }: WebApiEnvironment): Privilege | undefined {
  const name = path.replace(/^Microsoft\.Dynamics\.CRM\./, '');
  const message = messages.get(name);
  if (message === undefined) return undefined;
  const right = message.kind === 'function' || message.readOnly === true ? 'Read' : 'Write';
  const prefix = /^(msdynmkt|msdyncrm)_/.exec(name)?.[1];
  const table = prefix === undefined ? undefined : store.tables.find(`${prefix}_segment`);
  if (table !== undefined) return privilegeOn(table, right);
  return right === 'Read' ? undefined : { right, name: customisingPrivilege, table: undefined };
}

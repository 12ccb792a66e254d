import { userName, type RecordId } from '../../../segments';
import { DataverseError } from '../../dataverse-error';
import { findRole, type Right } from '../../roles';
import {
  and,
  column,
  columnsEqual,
  equals,
  idsWhere,
  oneOf,
  or,
  ROOT_BUSINESS_UNIT,
  storedId,
  type Condition,
  type Store,
  type Table,
} from '../../store';
import type { RowReach } from '../../web-api';
import type { Account } from './accounts';

/**
 * Which rows an account's privileges reach: all of tables that no user owns, else as deep as its role says. Undefined
 * when it reaches all. Source: "Security roles and privileges", access levels.
 */
export function rowReach({ userId, role }: Account, store: Store): RowReach | undefined {
  const depth = findRole(role)?.depth ?? 'Global';
  if (depth === 'Global') return undefined;
  const own = equals(column('ownerid'), userId);
  const unit = storedId(
    store.retrieve(userName.logicalName, userId)?.['businessunitid'] ?? ROOT_BUSINESS_UNIT,
  );
  const units = depth === 'Basic' ? [] : depth === 'Local' ? [unit] : unitAndBelow(unit, store);
  const reached: Condition = units.length === 0 ? own : or(own, oneOf(column('owningbusinessunit'), units));
  return (table) => (table.description.ownership === 'user' ? reached : undefined);
}

function unitAndBelow(unit: RecordId, store: Store): readonly RecordId[] {
  const found = new Set([unit]);
  for (const parent of found) {
    const children = idsWhere(store, 'businessunit', columnsEqual({ parentbusinessunitid: parent }));
    for (const id of children) found.add(id);
  }
  return [...found];
}

/** @throws DataverseError 403 for a row that is there and not within reach. */
export function refuseUnreached(
  table: Table,
  id: RecordId,
  right: Right,
  { store, reach, account }: { store: Store; reach: RowReach; account: Account },
): void {
  const reached = reach(table);
  const row = store.retrieve(table.logicalName, id);
  if (reached === undefined || row === undefined) return;
  const found = store.count({
    table: table.logicalName,
    select: [],
    where: and(equals(column(table.primaryId), id), reached),
  });
  if (found === 0) throw unreached(table, id, right, account, String(row['ownerid'] ?? ''));
}

/** The words are those of public reports; the status is assumed. */
function unreached(
  table: Table,
  id: RecordId,
  right: Right,
  account: Account,
  owner: string,
): DataverseError {
  return new DataverseError(
    403,
    '0x80048306',
    `SecLib::AccessCheckEx failed. Returned hr = -2147187962, ObjectID: ${id}, OwnerId: ${owner},  ` +
      `OwnerIdType: 8 and CallingUser: ${account.userId}. ObjectTypeCode: ${table.description.objectTypeCode}, ` +
      `objectBusinessUnitId: ${ROOT_BUSINESS_UNIT}, AccessRights: ${right}Access`,
  );
}

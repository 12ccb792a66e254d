import { userName, type RecordId } from '../../segments';
import {
  customisingPrivilege,
  depths,
  findRole,
  grants,
  privilegeId,
  privilegeName,
  rights,
  type Depth,
  type Role,
} from '../roles';
import { column, equals, ROOT_BUSINESS_UNIT, type Store } from '../store';
import { defineMessage, type ComplexType } from './message';

const rolePrivilege = {
  name: 'RolePrivilege',
  properties: [
    { name: 'Depth', type: 'mscrm.PrivilegeDepth' },
    { name: 'PrivilegeId', type: 'Edm.Guid' },
    { name: 'BusinessUnitId', type: 'Edm.Guid' },
    { name: 'PrivilegeName', type: 'Edm.String' },
  ],
} as const satisfies ComplexType;

/** What a user may do, and how far. Source: "RetrieveUserPrivileges function". */
export const retrieveUserPrivilegesMessage = defineMessage({
  name: 'RetrieveUserPrivileges',
  kind: 'function',
  boundTable: userName.logicalName,
  readOnly: true,
  parameters: [],
  enumerationTypes: [{ name: 'PrivilegeDepth', members: depths }],
  answer: [{ name: 'RolePrivileges', type: 'Collection(mscrm.RolePrivilege)' }],
  complexTypes: [rolePrivilege],
  handle({ store, user, boundTo = user }) {
    const row = store.retrieve(userName.logicalName, boundTo);
    const BusinessUnitId = String(row?.['businessunitid'] ?? ROOT_BUSINESS_UNIT);
    const role = roleOf(boundTo, store) ?? administrator;
    const privilege = (PrivilegeName: string, Depth: Depth) => ({
      Depth,
      PrivilegeId: privilegeId(PrivilegeName),
      BusinessUnitId,
      PrivilegeName,
    });
    return {
      RolePrivileges: [
        ...store.tables.all.flatMap(({ logicalName }) =>
          rights
            .filter((right) => grants(role, right, logicalName))
            .map((right) => privilege(privilegeName(right, logicalName), role.depth)),
        ),
        ...(grants(role, 'Write', undefined) ? [privilege(customisingPrivilege, 'Global')] : []),
      ],
    };
  },
});

/** Who has no role here may do everything. */
const administrator: Role = {
  name: 'System Administrator',
  canWrite: true,
  canReadSegments: true,
  depth: 'Global',
};

function roleOf(user: RecordId, store: Store): Role | undefined {
  const [row] = store.select({
    table: 'systemuserroles',
    select: [{ as: 'name', value: column('name', 'role') }],
    joins: [{ alias: 'role', table: 'role', kind: 'inner', from: column('roleid'), to: 'roleid' }],
    where: equals(column('systemuserid'), user),
  });
  return findRole(row?.['name']);
}

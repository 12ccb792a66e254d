import { randomBytes, timingSafeEqual } from 'node:crypto';
import { recordId, userName, type RecordId } from '../../../segments';
import { findRole, type RoleName } from '../../roles';
import { ROOT_BUSINESS_UNIT, type Store } from '../../store';

/** Who may sign in: a user of the environment with one security role, as a person or as an application. */
export interface Account {
  readonly userId: RecordId;
  readonly name: string;
  readonly role: RoleName;
  /** Whether the role has the privileges to create, write and delete. */
  readonly canWrite: boolean;
  /** Whether the role has the privileges to read segments and their definitions; every role reads the rest. */
  readonly canReadSegments: boolean;
  readonly clientId: string;
  /** Another one each time the server starts, unless it was given. */
  readonly clientSecret: string;
  /** The user's id in Entra. */
  readonly objectId: string;
}

interface Person {
  readonly number: number;
  readonly name: string;
  readonly role: Account['role'];
}

const people: readonly Person[] = [
  { number: 1, name: 'Marketing application', role: 'Marketing user' },
  { number: 2, name: 'Reading application', role: 'Reader' },
  { number: 3, name: 'Basic application', role: 'Basic User' },
  {
    number: 4,
    name: 'Marketing application of a unit and those below',
    role: 'Marketing user (unit and below)',
  },
  { number: 5, name: 'Marketing application of a unit', role: 'Marketing user (unit)' },
  { number: 6, name: 'Marketing application of its own rows', role: 'Marketing user (own rows)' },
];

/** Ids that tests and scripts may rely on: `kind` tells what they are of. */
function fixedId(kind: 'a' | 'b' | 'c' | 'd' | 'e', number: number): RecordId {
  return recordId(`20000000-0000-4000-8000-0000000000${kind}${number}`);
}

/** Makes the users and roles of the accounts where they are missing. `secret` is that of all of them. */
export function ensureAccounts(store: Store, secret?: string): readonly Account[] {
  return people.map((person) => {
    const account = accountOf(person, secret);
    store.transaction(() => {
      ensureAccount(account, person, store);
    });
    return account;
  });
}

function accountOf({ number, name, role }: Person, secret: string | undefined): Account {
  return {
    userId: fixedId('a', number),
    name,
    role,
    canWrite: findRole(role)?.canWrite ?? false,
    canReadSegments: findRole(role)?.canReadSegments ?? false,
    clientId: fixedId('b', number),
    clientSecret: secret ?? randomBytes(24).toString('base64url'),
    objectId: fixedId('c', number),
  };
}

/** Compares without telling by its time how much of the text was right. */
export function isSecretOf({ clientSecret }: Account, text: string): boolean {
  const [wanted, given] = [Buffer.from(clientSecret), Buffer.from(text)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

function ensureAccount(account: Account, { number }: Person, store: Store): void {
  const roleId = fixedId('d', number);
  if (store.retrieve('role', roleId) === undefined) {
    store.create('role', { roleid: roleId, name: account.role, businessunitid: ROOT_BUSINESS_UNIT });
  }
  if (store.retrieve(userName.logicalName, account.userId) !== undefined) return;
  store.create(userName.logicalName, {
    systemuserid: account.userId,
    firstname: '#',
    lastname: account.name,
    domainname: `${account.clientId}@local.dataverse.test`,
    applicationid: account.clientId,
    azureactivedirectoryobjectid: account.objectId,
    businessunitid: ROOT_BUSINESS_UNIT,
    accessmode: 4,
  });
  store.create('systemuserroles', {
    systemuserroleid: fixedId('e', number),
    systemuserid: account.userId,
    roleid: roleId,
  });
}

import type { Relationship } from '../../../segments';

/**
 * The relationships of accounts, contacts and leads to their owners and makers. They are older than the rule by
 * which the platform names those of other tables. Source: the reference pages of the three tables.
 */
export function ownerRelationships(table: 'account' | 'contact' | 'lead'): readonly Relationship[] {
  const owningUser = { account: 'user_accounts', contact: 'contact_owning_user', lead: 'lead_owning_user' };
  return [
    { name: owningUser[table], one: 'systemuser', many: table, column: 'owninguser' },
    { name: `team_${table}s`, one: 'team', many: table, column: 'owningteam' },
    { name: `business_unit_${table}s`, one: 'businessunit', many: table, column: 'owningbusinessunit' },
    { name: `lk_${table}base_createdby`, one: 'systemuser', many: table, column: 'createdby' },
    { name: `lk_${table}base_modifiedby`, one: 'systemuser', many: table, column: 'modifiedby' },
  ];
}

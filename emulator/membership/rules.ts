import {
  parseRecordId,
  parseStaticGroups,
  segmentDefinitionName,
  segmentName,
  type RecordId,
} from '../../segments';
import type { Assumptions } from '../assumptions';
import type { Store, TableRule, Write } from '../store';
import { MemberSets } from './member-sets';
import { outboundSegmentRule } from './outbound/rules';
import { describeFault, readQuery } from './query/read-query';
import { computedSet, groupSet } from './real-time/segment';
import { refusal } from './refusal';

export interface MembershipEnvironment {
  readonly assumptions: Assumptions;
  /** Runs work after the answer has been sent. */
  later(milliseconds: number, work: () => void): void;
}

/** What segments and their definitions do when their rows are written. */
export function membershipRules({ assumptions, later }: MembershipEnvironment): readonly TableRule[] {
  return [
    outboundSegmentRule({ publishingMilliseconds: assumptions.publishingMilliseconds, later }),
    {
      table: segmentDefinitionName.logicalName,
      before(write, store) {
        if (assumptions.checkQueryOnSave) refuseUnreadableQuery(write, store);
      },
      after(write, store) {
        if (write.kind === 'delete') forgetGroups(store, write.id, []);
        else if (assumptions.idsOfRemovedGroups === 'forget') forgetRemovedGroups(write, store);
      },
    },
    {
      table: segmentName.logicalName,
      after(write, store) {
        if (write.kind === 'delete') MemberSets.in(store.database).clear(computedSet(write.id));
      },
    },
  ];
}

function refuseUnreadableQuery({ values }: Write, store: Store): void {
  const text = values['msdynmkt_segmentquery'];
  if (typeof text !== 'string' || text.trim() === '') return;
  const read = readQuery(store, text, {});
  if (!read.ok) throw refusal(`The segment query is invalid: ${describeFault(read.fault)}`);
}

function forgetRemovedGroups({ id, values }: Write, store: Store): void {
  const text = values['msdynmkt_staticlistmembers'];
  if (text === undefined) return;
  const groups = parseStaticGroups(typeof text === 'string' ? text : null);
  // A text that cannot be read says nothing about which groups are gone.
  if (groups.ok) {
    forgetGroups(
      store,
      id,
      groups.groups.map((group) => group.id),
    );
  }
}

function forgetGroups(store: Store, definition: RecordId, kept: readonly RecordId[]): void {
  const sets = MemberSets.in(store.database);
  for (const group of sets.groupsOf(definition)) {
    const id = parseRecordId(group);
    if (id !== undefined && !kept.includes(id)) sets.clear(groupSet(definition, id));
  }
}

import {
  contactName,
  limits,
  outboundOperations,
  outboundSegmentName,
  type outboundActions,
  type OutboundOperation,
  type ParametersOf,
  type RecordId,
} from '../../../segments';
import type { Assumptions } from '../../assumptions';
import { type SqlDatabase, type Store, storedId } from '../../store';
import { compileSegmentQuery } from '../query/compile';
import { describeFault, readQuery } from '../query/read-query';
import { refusal } from '../refusal';
import { MemberSets } from '../member-sets';
import { recordMembers } from './going-live';
import { contactsAmong, memberIdsIn, outboundSegment } from './segment';

type MembersUpdate = ParametersOf<typeof outboundActions.segmentMembersUpdate>;

interface Environment {
  readonly store: Store;
  readonly assumptions: Assumptions;
  later(milliseconds: number, work: () => void): void;
}

/** How many updates of each segment wait; they are lost with the process, as the work itself is. */
const waiting = new WeakMap<SqlDatabase, Map<RecordId, number>>();

/**
 * msdyncrm_SegmentMembersUpdate: starts to add or remove contacts of a static segment, or tells whether updates are
 * still running. Returns that state; its words are assumed, since no page shows an answer.
 * @throws DataverseError for unknown operations, segments that are not static, too many ids, and bad queries.
 */
export function updateMembers(environment: Environment, update: MembersUpdate): 'InProgress' | 'Completed' {
  const { store } = environment;
  const segment = outboundSegment(store, update.msdyncrm_segmentid);
  const operation = operationOf(update.msdyncrm_operation);
  const running = waiting.get(store.database) ?? new Map<RecordId, number>();
  waiting.set(store.database, running);
  if (operation === 'getState') return (running.get(segment.id) ?? 0) > 0 ? 'InProgress' : 'Completed';
  if (!segment.isStatic) throw refusal('Members can be added to and removed from static segments only');
  const contacts = operation.endsWith('Ids')
    ? givenIds(store, update.msdyncrm_memberids)
    : found(store, update.msdyncrm_query);
  running.set(segment.id, (running.get(segment.id) ?? 0) + 1);
  environment.later(environment.assumptions.publishingMilliseconds, () => {
    running.set(segment.id, (running.get(segment.id) ?? 1) - 1);
    if (store.retrieve(outboundSegmentName.logicalName, segment.id) === undefined) return;
    const set = { kind: 'outboundStatic', owner: segment.id } as const;
    store.transaction(() => {
      const sets = MemberSets.in(store.database);
      if (operation.startsWith('add')) sets.add(set, contacts);
      else sets.remove(set, contacts);
      recordMembers(store, segment.id);
    });
  });
  return 'InProgress';
}

function operationOf(value: string): OutboundOperation {
  const operation = outboundOperations.find((known) => known === value);
  if (operation !== undefined) return operation;
  throw refusal(`msdyncrm_operation '${value}' is none of ${outboundOperations.join(', ')}`);
}

/** Ids of contacts; others are ignored, as the page says. */
function givenIds(store: Store, value: string | undefined): readonly RecordId[] {
  if (value === undefined) throw refusal('msdyncrm_memberids is missing');
  const ids = memberIdsIn('msdyncrm_memberids', value);
  if (ids.length > limits.outboundIdsPerCall) {
    throw refusal(
      `msdyncrm_memberids can contain at most ${limits.outboundIdsPerCall} ids; the call has ${ids.length}`,
    );
  }
  return contactsAmong(store, ids);
}

/** Whom a query finds; it is run at once, so that one that fails is refused and not lost in the background. */
function found(store: Store, value: string | undefined): readonly RecordId[] {
  if (value === undefined) throw refusal('msdyncrm_query is missing');
  const read = readQuery(store, value, { target: contactName.logicalName, dialect: 'outbound' });
  if (!read.ok) throw refusal(`msdyncrm_query is invalid: ${describeFault(read.fault)}`);
  return store
    .select(compileSegmentQuery(read.query, store, contactName.logicalName))
    .map((row) => storedId(row['id']));
}

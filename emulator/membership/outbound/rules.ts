import {
  outboundSegmentType,
  outboundStatus,
  outboundStatusOptions,
  outboundTransitions,
} from '../../../segments';
import type { Store, TableRule, Write } from '../../store';
import { MemberSets } from '../member-sets';
import { refusal } from '../refusal';
import { finishGoingLive, finishStopping, goLiveAtOnce } from './going-live';
import { contactsAmong, memberIdsIn, outboundTable, queryNameOf } from './segment';
import { validateSegment } from './validate';

/** What runs after a write has been answered. */
export interface Jobs {
  readonly publishingMilliseconds: number;
  later(milliseconds: number, work: () => void): void;
}

/**
 * What an outbound segment does when its row is written: status changes follow the metadata, a segment that goes
 * live is validated first and computed later, and the ids of a static segment's column go into its members.
 * Sources: outbound pages; entity metadata for the status changes.
 */
export function outboundSegmentRule(jobs: Jobs): TableRule {
  return {
    table: outboundTable,
    before(write, store) {
      if (write.kind === 'delete') return;
      if (write.kind === 'create') write.values['msdyncrm_segmentqueryname'] = queryNameOf(write.id);
      refuseStatusChange(write);
      if (becomes(write, outboundStatus.stopped)) write.values['msdyncrm_islive'] = false;
      if (becomes(write, outboundStatus.goingLive) || becomes(write, outboundStatus.live)) {
        refuseInvalid(write, store);
      }
      takeMemberIds(write, store);
    },
    after(write, store) {
      if (write.kind === 'delete') {
        forgetMembers(write, store);
      } else if (becomes(write, outboundStatus.goingLive)) {
        jobs.later(jobs.publishingMilliseconds, () => {
          finishGoingLive(store, write.id);
        });
      } else if (becomes(write, outboundStatus.stopping)) {
        jobs.later(jobs.publishingMilliseconds, () => {
          finishStopping(store, write.id);
        });
      } else if (
        becomes(write, outboundStatus.live) &&
        write.previous?.['statuscode'] !== outboundStatus.goingLive
      ) {
        goLiveAtOnce(store, write.id);
      }
    },
  };
}

function becomes({ values, previous }: Write, status: number): boolean {
  return values['statuscode'] === status && previous?.['statuscode'] !== status;
}

function refuseStatusChange({ values, previous }: Write): void {
  const from = previous?.['statuscode'] ?? outboundStatus.draft;
  const to = values['statuscode'];
  if (typeof from !== 'number' || typeof to !== 'number' || from === to) return;
  if (outboundTransitions[from]?.includes(to) === true) return;
  throw refusal(`The status of the segment cannot change from ${labelOf(from)} to ${labelOf(to)}`);
}

function labelOf(status: number): string {
  return outboundStatusOptions.find((option) => option.value === status)?.label ?? String(status);
}

function refuseInvalid({ id, values, previous }: Write, store: Store): void {
  const { findings, reason } = validateSegment(store, { ...previous, ...values }, id);
  const [first] = findings;
  if (first === undefined) return;
  const why = reason === undefined ? '' : ` ${reason}`;
  throw refusal(`The segment is invalid: ${first.ErrorCode} (${first.FieldName}).${why}`);
}

/** The column takes ids and does not give them back: since 2020 they are not kept in it. */
function takeMemberIds(write: Write, store: Store): void {
  const text = write.values['msdyncrm_segmentmemberids'];
  if (typeof text !== 'string' || text.trim() === '') return;
  const type = write.values['msdyncrm_segmenttype'] ?? write.previous?.['msdyncrm_segmenttype'];
  if (type !== outboundSegmentType.static)
    throw refusal('Only a static segment takes msdyncrm_segmentmemberids');
  const ids = contactsAmong(store, memberIdsIn('msdyncrm_segmentmemberids', text));
  MemberSets.in(store.database).add({ kind: 'outboundStatic', owner: write.id }, ids);
  write.values['msdyncrm_segmentmemberids'] = null;
  write.values['msdyncrm_segmentsize'] = MemberSets.in(store.database).size({
    kind: 'outboundStatic',
    owner: write.id,
  });
}

function forgetMembers(write: Write, store: Store): void {
  const kinds = ['outboundStatic', 'outboundIncluded', 'outboundExcluded', 'computed'] as const;
  for (const kind of kinds) MemberSets.in(store.database).clear({ kind, owner: write.id });
}

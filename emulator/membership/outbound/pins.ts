import {
  contactName,
  limits,
  outboundSegmentName,
  outboundStatus,
  type outboundActions,
  type ParametersOf,
  type RecordId,
} from '../../../segments';
import type { Assumptions } from '../../assumptions';
import { recordNotFound } from '../../dataverse-error';
import type { Store } from '../../store';
import { missingRows } from '../existing-rows';
import { MemberSets } from '../member-sets';
import { refusal } from '../refusal';
import { recordMembers } from './going-live';
import { memberIdsIn, outboundSegment, type OutboundSegment } from './segment';

interface Environment {
  readonly store: Store;
  readonly assumptions: Assumptions;
  later(milliseconds: number, work: () => void): void;
}

/** What the four actions take: they differ in nothing but their names. */
export type PinnedMembers = ParametersOf<typeof outboundActions.includeMember>;

/** Every spelling of the parameter that one of the pages of 2019 has. */
const spellings = [
  'msdyncrm_memberid',
  'msdyncrm_memberids',
  'msdyncrm_segmentmemberid',
  'msdyncrm_segmentmemberids',
] as const;

/**
 * The older actions that include contacts in a segment or exclude them, whether its query finds them or not; each
 * undoes the other. For a static segment that is adding and removing. Runs later, as the page says.
 * @throws DataverseError when any id is no contact: nobody is included then.
 */
export function pinMembers(
  environment: Environment,
  to: 'include' | 'exclude',
  parameters: PinnedMembers,
): void {
  const { store } = environment;
  const segment = outboundSegment(store, parameters.msdyncrm_segmentid);
  refuseDraft(segment);
  const ids = idsIn(parameters);
  const [stranger] = missingRows(store, contactName.logicalName, ids);
  if (stranger !== undefined) throw recordNotFound(contactName.logicalName, stranger);
  environment.later(environment.assumptions.publishingMilliseconds, () => {
    if (store.retrieve(outboundSegmentName.logicalName, segment.id) === undefined) return;
    store.transaction(() => {
      apply(store, segment, to, ids);
      recordMembers(store, segment.id);
    });
  });
}

function refuseDraft({ isStatic, row }: OutboundSegment): void {
  const { statuscode } = row;
  if (isStatic || statuscode === outboundStatus.live || statuscode === outboundStatus.stopped) return;
  throw refusal(
    'Members of a dynamic or compound segment can be included and excluded when it is live or stopped',
  );
}

function idsIn(parameters: PinnedMembers): readonly RecordId[] {
  const given = spellings.flatMap((name) => {
    const text = parameters[name];
    return text === undefined ? [] : [{ name, text }];
  });
  const [first, second] = given;
  if (first === undefined) throw refusal(`The ids are missing: ${spellings.join(', ')} are taken`);
  const { name, text } = first;
  if (second !== undefined) throw refusal(`${name} and ${second.name} are both given`);
  const ids = memberIdsIn(name, text);
  const most = limits.pinnedIdsPerCall;
  if (ids.length > most) throw refusal(`${name} can contain at most ${most} ids; the call has ${ids.length}`);
  return ids;
}

function apply(
  store: Store,
  segment: OutboundSegment,
  to: 'include' | 'exclude',
  ids: readonly RecordId[],
): void {
  const sets = MemberSets.in(store.database);
  const owner = segment.id;
  if (segment.isStatic) {
    if (to === 'include') sets.add({ kind: 'outboundStatic', owner }, ids);
    else sets.remove({ kind: 'outboundStatic', owner }, ids);
    return;
  }
  const included = { kind: 'outboundIncluded', owner } as const;
  const excluded = { kind: 'outboundExcluded', owner } as const;
  sets.add(to === 'include' ? included : excluded, ids);
  sets.remove(to === 'include' ? excluded : included, ids);
}

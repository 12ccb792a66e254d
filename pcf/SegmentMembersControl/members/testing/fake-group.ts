import type { ActionContract } from '../../../../segments/action-contract';
import type { RecordId } from '../../../../segments/record-id';
import { segmentActions } from '../../../../segments/segment-actions';
import type { Dataverse } from '../../dataverse/dataverse';
import { DataverseFailure } from '../../dataverse/errors';
import type { ManualClock } from '../../testing/manual-clock';

/** What happens to one call. */
export type CallFault =
  'none' | 'lost' | 'answerLost' | 'hangs' | 'signedOut' | 'busy' | 'deadlock' | 'unreadable';

export interface FakeGroup {
  readonly dataverse: Dataverse;
  readonly members: Set<RecordId>;
  /** Names of the actions that were called. */
  readonly calls: readonly string[];
  /** Ids of each change in its order, as `add 1,2`. */
  readonly changes: readonly string[];
  /** Milliseconds that a call takes. */
  latency: number;
  limit: number;
  /** Whether a call over the limit is cut to what fits. */
  fills: boolean;
  isThere: boolean;
  /** Ids of no record, and whether they are passed over in silence. */
  readonly unknown: Set<RecordId>;
  ignoresUnknown: boolean;
  /** Decides what happens to a call, counted from 1. */
  fault: (action: string, call: number) => CallFault;
}

/** One group on a server in memory, in the clock's time. */
export function createFakeGroup(clock: ManualClock): FakeGroup {
  const members = new Set<RecordId>();
  const calls: string[] = [];
  const changes: string[] = [];
  const refuse = (message: string): never => {
    throw new DataverseFailure({ status: 400, code: '0x80040265', message });
  };

  /** Made anew only when the number of members has changed, as nothing here swaps members. */
  let list: readonly RecordId[] = [];
  function listed(): readonly RecordId[] {
    if (list.length !== members.size || changes.length !== listedAfter) list = [...members];
    listedAfter = changes.length;
    return list;
  }
  let listedAfter = 0;

  function change(kind: 'add' | 'remove', ids: readonly RecordId[]): void {
    const known = group.ignoresUnknown ? ids.filter((id) => !group.unknown.has(id)) : ids;
    if (kind === 'add' && known.some((id) => group.unknown.has(id))) refuse('Does Not Exist');
    const fresh = known.filter((id) => !members.has(id));
    if (kind === 'add' && members.size + fresh.length > group.limit && !group.fills)
      refuse('The group is full');
    changes.push(`${kind} ${ids.join()}`);
    for (const id of known) {
      if (kind === 'remove') members.delete(id);
      else if (members.size < group.limit) members.add(id);
    }
  }

  function perform(action: ActionContract, parameters: Readonly<Record<string, unknown>>): unknown {
    if (!group.isThere) refuse('The segment definition has no such group');
    if (action === segmentActions.listGroupMembers) {
      const { PageNo: page, PageSize: size } = parameters as { PageNo: number; PageSize: number };
      return { Response: JSON.stringify({ entityIds: listed().slice((page - 1) * size, page * size) }) };
    }
    const ids = parameters['EntityIds'] as readonly RecordId[];
    change(action === segmentActions.addStaticMembers ? 'add' : 'remove', ids);
    return undefined;
  }

  async function call(
    action: ActionContract,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    calls.push(action.name);
    const fault = group.fault(action.name, calls.length);
    await new Promise<void>((resolve) => clock.after(group.latency, resolve));
    if (fault === 'hangs') await new Promise(() => undefined);
    if (fault === 'lost') throw new DataverseFailure({ status: 0, code: '', message: 'Failed to fetch' });
    if (fault === 'signedOut') throw new DataverseFailure({ status: 401, code: '', message: '' });
    if (fault === 'deadlock') throw new DataverseFailure({ status: 500, code: '0x80044150', message: 'SQL' });
    if (fault === 'busy') {
      throw new DataverseFailure({ status: 429, code: '', message: '', retryAfterMilliseconds: 1000 });
    }
    const answer = perform(action, parameters);
    if (fault === 'answerLost')
      throw new DataverseFailure({ status: 0, code: '', message: 'Failed to fetch' });
    return fault === 'unreadable' ? {} : answer;
  }

  const notUsed = (): never => {
    throw new Error('not used here');
  };
  const group: FakeGroup = {
    dataverse: {
      canCallActions: true,
      call: call as Dataverse['call'],
      retrieve: notUsed,
      list: notUsed,
      updateUnchanged: notUsed,
      textColumns: notUsed,
    },
    members,
    calls,
    changes,
    latency: 100,
    limit: 200_000,
    fills: false,
    isThere: true,
    unknown: new Set(),
    ignoresUnknown: false,
    fault: () => 'none',
  };
  return group;
}

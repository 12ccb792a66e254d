import { failureMessageOf } from '../dataverse/failure-message';
import type { ActionContract } from '../../../segments/action-contract';
import { recordId, type RecordId } from '../../../segments/record-id';
import { segmentActions } from '../../../segments/segment-actions';
import type { Dataverse } from '../dataverse/dataverse';
import { DataverseFailure } from '../dataverse/errors';
import { createStore } from '../kit/store';
import type { MembersStore } from '../members';
import { createGroupCounts } from './group-counts';

type MembersState = ReturnType<MembersStore['state']['get']>;

const id = (number: number): RecordId =>
  recordId(`0f5b0c7f-395d-447b-b14c-${String(number).padStart(12, '0')}`);
const ids = (count: number): RecordId[] => Array.from({ length: count }, (_, index) => id(index));
const segmentId = id(900);
const [one, two, three] = [id(901), id(902), id(903)];

/** Lists groups of so many members, and notes which were listed. */
function serverWith(
  counts: Readonly<Record<RecordId, number>>,
  onListing: () => void = () => undefined,
): {
  readonly dataverse: Dataverse;
  readonly listed: string[];
} {
  const listed: string[] = [];
  const notUsed = (): never => {
    throw new Error('not used here');
  };
  const call = (action: ActionContract, parameters: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const { SegmentId, GroupId, PageNo, PageSize } = parameters;
    if (action !== segmentActions.listGroupMembers || SegmentId !== segmentId) return notUsed();
    onListing();
    const groupId = GroupId as RecordId;
    if (PageNo === 1) listed.push(groupId);
    const count = counts[groupId];
    if (count === undefined) {
      return Promise.reject(new DataverseFailure({ status: 400, code: '', message: 'no group' }));
    }
    const [number, size] = [PageNo as number, PageSize as number];
    const page = ids(count).slice((number - 1) * size, number * size);
    return Promise.resolve({ Response: JSON.stringify({ entityIds: page }) });
  };
  return {
    listed,
    dataverse: {
      canCallActions: true,
      call: call as Dataverse['call'],
      retrieve: notUsed,
      list: notUsed,
      updateUnchanged: notUsed,
      textColumns: notUsed,
    },
  };
}

describe('the counts of groups', () => {
  it('are found one after the other, but for those that are known', async () => {
    const { dataverse, listed } = serverWith({ [one]: 3, [two]: 0, [three]: 7 });
    const counts = createGroupCounts(dataverse);
    await counts.recount({ segmentId, groupId: two });
    expect(counts.state.get()).toEqual({ [two]: { count: 0, atLeast: false } });
    listed.length = 0;
    await Promise.all([
      counts.countAll(segmentId, [one, two, three]),
      // Who asks meanwhile gets what the first one finds.
      counts.countAll(segmentId, [three, one]),
    ]);
    expect(new Set(listed)).toEqual(new Set([one, three]));
    expect(counts.state.get()).toEqual({
      [one]: { count: 3, atLeast: false },
      [two]: { count: 0, atLeast: false },
      [three]: { count: 7, atLeast: false },
    });
  });

  it('lack a group that cannot be counted, which is tried again later', async () => {
    const sizes: Record<RecordId, number> = { [two]: 2 };
    const { dataverse } = serverWith(sizes);
    const counts = createGroupCounts(dataverse);
    await counts.countAll(segmentId, [one, two]);
    expect(counts.state.get()).toEqual({ [two]: { count: 2, atLeast: false } });
    sizes[one] = 5;
    await counts.countAll(segmentId, [one, two]);
    expect(counts.state.get()[one]).toEqual({ count: 5, atLeast: false });
  });

  it('are taken from the list of the group on show, at least so many while it is read', () => {
    const state = createStore<MembersState>({ kind: 'loading', ids: [] });
    const members = { address: { segmentId, groupId: one }, state } as unknown as MembersStore;
    const counts = createGroupCounts(serverWith({}).dataverse);
    counts.follow(members);
    const found = (next: MembersState): unknown => {
      state.set(next);
      return counts.state.get()[one];
    };
    expect(found({ kind: 'loading', ids: ids(1) })).toBeUndefined();
    expect(found({ kind: 'failed', ids: [], reason: failureMessageOf('No privilege.') })).toBeUndefined();
    expect(found({ kind: 'reading', ids: ids(2) })).toEqual({ count: 2, atLeast: true });
    expect(found({ kind: 'complete', ids: ids(3) })).toEqual({ count: 3, atLeast: false });
    expect(found({ kind: 'gone', ids: ids(3) })).toEqual({ count: 3, atLeast: true });
  });

  it('are found no more once they are put away', async () => {
    const { dataverse, listed } = serverWith({ [one]: 3, [two]: 4 }, () => counts.dispose());
    const counts = createGroupCounts(dataverse);
    let told = 0;
    counts.state.subscribe(() => (told += 1));
    await counts.countAll(segmentId, [one, two]);
    expect(listed).toEqual([one]);
    expect(counts.state.get()).toEqual({});
    expect(told).toBe(0);
  });
});

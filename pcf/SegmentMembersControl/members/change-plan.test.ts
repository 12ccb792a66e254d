import { shortId } from '../../../segments/testing/short-id';
import { orderOf, planAgainst, type ChangePlan } from './change-plan';
import { remainderOf, undoOf, type ChangeReport } from './change-report';

const ids = (names: string): ReturnType<typeof shortId>[] => [...names].map(shortId);

const plan: ChangePlan = {
  add: ids('abc'),
  remove: ids('xyz'),
  alreadyThere: ids('t'),
  notFound: ['nobody'],
};

const report: ChangeReport = {
  added: [],
  removed: [],
  alreadyThere: [],
  notMembers: [],
  notFound: [],
  refused: [],
  failed: [],
  notKept: [],
  uncertain: [],
  notSent: [],
  wasCancelled: false,
  stoppedBy: undefined,
  operations: 'both',
};

describe('a plan beside who is in the group', () => {
  it('has only what changes something, and names the rest', async () => {
    expect(await planAgainst(plan, new Set(ids('atxq')))).toEqual({
      add: ids('bc'),
      remove: ids('x'),
      alreadyThere: ids('ta'),
      notMembers: ids('yz'),
      notFound: ['nobody'],
    });
  });

  it('names nobody twice who was named when the list was read', async () => {
    const known = { ...plan, alreadyThere: ids('a'), notMembers: ids('y') };
    expect(await planAgainst(known, new Set(ids('a')))).toMatchObject({
      alreadyThere: ids('a'),
      notMembers: ids('yxz'),
    });
  });

  it('stays as it is where nobody knows who is in the group', async () => {
    expect(await planAgainst(plan, undefined)).toBe(plan);
  });
});

describe('the order of a change', () => {
  it('has additions in front as long as they fit', () => {
    expect(orderOf(plan, 199_997)).toEqual(['add', 'remove']);
    expect(orderOf(plan, 199_998)).toEqual(['remove', 'add']);
  });
});

describe('the rest of a change', () => {
  it('is what was not sent, is in doubt or failed, and not what was done, refused or not kept', async () => {
    const rest = await remainderOf(plan, {
      ...report,
      added: ids('a'),
      removed: ids('x'),
      notSent: ids('b'),
      uncertain: ids('y'),
      failed: [{ item: shortId('z'), reason: 'deadlock', operation: 'remove' }],
      refused: [{ item: shortId('c'), reason: 'unknown id', operation: 'add' }],
    });
    expect(rest).toEqual({ add: ids('b'), remove: ids('yz'), alreadyThere: [], notFound: [] });
  });
});

describe('an undo', () => {
  it('adds who was removed and removes who was added', () => {
    expect(undoOf({ ...report, added: ids('ab'), removed: ids('x') })).toEqual({
      add: ids('x'),
      remove: ids('ab'),
      alreadyThere: [],
      notFound: [],
    });
    expect(undoOf({ ...report, removed: ids('x') })).toMatchObject({ add: ids('x'), remove: [] });
    expect(undoOf({ ...report, added: ids('a') })).toMatchObject({ add: [], remove: ids('a') });
  });

  it('there is none of a change that has done nothing', () => {
    expect(undoOf({ ...report, alreadyThere: ids('a'), notSent: ids('b') })).toBeUndefined();
  });
});

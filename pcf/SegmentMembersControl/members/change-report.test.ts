import type { RecordId } from '../../../segments/record-id';
import { shortId } from '../../../segments/testing/short-id';
import type { BatchReport } from '../bulk/batch-run';
import type { TextKey } from '../kit/text-keys';
import type { Texts } from '../kit/texts';
import type { ChangePlan, Operation } from './change-plan';
import { joined, leftCount, reportOf, settledBy, type ChangeReport, type StepResult } from './change-report';
import { reportRows, resultsOf } from './change-results';
import type { GivenList } from './given-list';

const ids = (names: string): RecordId[] => [...names].map(shortId);
const failures = (names: string): { item: RecordId; reason: string }[] =>
  ids(names).map((item) => ({ item, reason: `not ${item}` }));
const failuresAt = (
  operation: Operation,
  names: string,
): { item: RecordId; reason: string; operation: Operation }[] =>
  failures(names).map((failure) => ({ ...failure, operation }));

function step(operation: Operation, more: Partial<BatchReport<RecordId>>): StepResult {
  const none = {
    done: [],
    refused: [],
    failed: [],
    uncertain: [],
    notSent: [],
    toBeChecked: [],
    unanswered: [],
  };
  return { operation, report: { ...none, ...more } };
}

const plan: ChangePlan = {
  add: ids('abcdef'),
  remove: ids('uvwxyz'),
  alreadyThere: ids('t'),
  notMembers: ids('n'),
  notFound: ['nobody'],
};
const circumstances = { wasCancelled: false, stoppedBy: undefined };

describe('the report of a change', () => {
  it('has what each of its operations came to', () => {
    const steps = [
      step('add', {
        done: ids('ab'),
        refused: failures('c'),
        failed: failures('d'),
        uncertain: ids('e'),
        notSent: ids('f'),
      }),
      step('remove', {
        done: ids('u'),
        refused: failures('v'),
        failed: failures('w'),
        uncertain: ids('x'),
        notSent: ids('yz'),
      }),
    ];
    expect(reportOf(plan, steps, circumstances)).toEqual({
      added: ids('ab'),
      removed: ids('u'),
      alreadyThere: ids('t'),
      notMembers: ids('n'),
      notFound: ['nobody'],
      refused: [...failuresAt('add', 'c'), ...failuresAt('remove', 'v')],
      failed: [...failuresAt('add', 'd'), ...failuresAt('remove', 'w')],
      notKept: [],
      uncertain: ids('ex'),
      notSent: ids('fyz'),
      operations: 'both',
      wasCancelled: false,
      stoppedBy: undefined,
    });
  });

  it('calls everything of an operation not sent that was never begun', () => {
    const cancelled = { wasCancelled: true, stoppedBy: undefined };
    expect(reportOf(plan, [], cancelled)).toMatchObject({ notSent: ids('abcdefuvwxyz'), wasCancelled: true });
    const full = { wasCancelled: false, stoppedBy: 'groupFull' as const };
    const report = reportOf(plan, [step('add', { done: ids('abcdef') })], full);
    expect(report).toMatchObject({ added: ids('abcdef'), notSent: ids('uvwxyz'), stoppedBy: 'groupFull' });
  });

  it('tells what it was to do, and keeps the list it came from', () => {
    const list: GivenList = { report: () => [] };
    const add = reportOf({ ...plan, remove: [], list }, [], circumstances);
    expect(add).toMatchObject({ operations: 'add', list });
    expect(reportOf({ ...plan, add: [] }, [], circumstances).operations).toBe('remove');
    expect('list' in reportOf(plan, [], circumstances)).toBe(false);
  });

  it('counts what another run would have to see to', () => {
    const steps = [step('add', { uncertain: ids('ab'), notSent: ids('c'), failed: failures('def') })];
    expect(leftCount(reportOf({ ...plan, remove: [] }, steps, circumstances))).toBe(6);
  });
});

describe('a report beside who is in the group now', () => {
  const settled = (steps: readonly StepResult[], members: string): Promise<ChangeReport> =>
    settledBy(reportOf(plan, steps, circumstances), plan, new Set(ids(members)), steps);

  it('takes nobody for added or removed who is not so', async () => {
    const steps = [step('add', { done: ids('abcdef') }), step('remove', { done: ids('uvwxyz') })];
    expect(await settled(steps, 'abcdez')).toMatchObject({
      added: ids('abcde'),
      removed: ids('uvwxy'),
      notKept: ids('fz'),
    });
  });

  it('finds what was done without an answer; what was not is left to do', async () => {
    const steps = [
      step('add', {
        uncertain: ids('ab'),
        failed: failures('cd'),
        refused: failures('ef'),
        toBeChecked: ids('abcde'),
      }),
      step('remove', {
        uncertain: ids('uv'),
        failed: failures('wx'),
        refused: failures('yz'),
        toBeChecked: ids('uvwxy'),
      }),
    ];
    // c, e and f are there, w, y and z are not; of f and z the server had said so before.
    expect(await settled(steps, 'acefvx')).toMatchObject({
      added: ids('aec'),
      removed: ids('uyw'),
      refused: [...failuresAt('add', 'f'), ...failuresAt('remove', 'z')],
      failed: [...failuresAt('add', 'd'), ...failuresAt('remove', 'x')],
      uncertain: [],
      notSent: ids('bv'),
      notKept: [],
    });
  });

  it('leaves in doubt what a call may still do', async () => {
    const steps = [step('add', { uncertain: ids('abc'), toBeChecked: ids('abc'), unanswered: ids('bc') })];
    const report = await settledBy(
      reportOf({ ...plan, remove: [] }, steps, circumstances),
      { ...plan, remove: [] },
      new Set(ids('c')),
      steps,
    );
    expect(report).toMatchObject({ added: ids('c'), uncertain: ids('b') });
    expect(report.notSent).toContain(shortId('a'));
  });
});

describe('one report of a change and of its rest', () => {
  const list: GivenList = { report: () => [] };
  const first = {
    ...reportOf(
      plan,
      [
        step('add', {
          done: ids('a'),
          refused: failures('b'),
          failed: failures('c'),
          uncertain: ids('d'),
          notSent: ids('ef'),
        }),
        step('remove', { done: ids('u'), uncertain: ids('v'), notSent: ids('wxyz') }),
      ],
      { wasCancelled: true, stoppedBy: undefined },
    ),
    notKept: ids('k'),
    list,
  };

  it('has each id once, with what both have done', async () => {
    const rest: ChangePlan = {
      add: ids('e'),
      remove: ids('wx'),
      alreadyThere: ids('cdf'),
      notMembers: ids('vy'),
      notFound: [],
    };
    const steps = [
      step('add', { refused: failures('e') }),
      step('remove', { done: ids('w'), notSent: ids('x'), failed: failures('z') }),
    ];
    expect(await joined(first, { ...reportOf(rest, steps, circumstances), notKept: ids('l') })).toEqual({
      // Of c and d calls were sent before: they have done it after all.
      added: ids('acd'),
      removed: ids('uwv'),
      alreadyThere: ids('tf'),
      notMembers: ids('ny'),
      notFound: ['nobody'],
      refused: [...failuresAt('add', 'be')],
      failed: [...failuresAt('remove', 'z')],
      notKept: ids('kl'),
      uncertain: [],
      notSent: ids('x'),
      operations: 'both',
      wasCancelled: false,
      stoppedBy: undefined,
      list,
    });
  });
});

describe('the rows of a report', () => {
  const texts = ((key: TextKey) => key) as Texts;
  const report: ChangeReport = {
    ...reportOf(plan, [], circumstances),
    added: ids('a'),
    removed: ids('b'),
    refused: failuresAt('add', 'c'),
    failed: failuresAt('remove', 'd'),
    notKept: ids('e'),
    uncertain: ids('f'),
    notSent: ids('g'),
  };

  it('name every id with its result and the server’s reason', async () => {
    expect([...(await reportRows(report, texts))]).toEqual([
      ['Line_Value', 'Line_Result', 'Line_Reason'],
      ['t', 'Report_AlreadyThere', ''],
      ['n', 'Preview_NotMember', ''],
      ['a', 'Report_Added', ''],
      ['b', 'Report_Removed', ''],
      ['g', 'Report_ResultNotSent', ''],
      ['f', 'Report_ResultUncertain', ''],
      ['e', 'Report_ResultNotKept', ''],
      ['d', 'Report_ResultFailed', 'not d'],
      ['c', 'Report_ResultRefused', 'not c'],
      ['nobody', 'Line_LeftOut', 'Line_NotFound'],
    ]);
  });

  it('are those of the list that the change was made from, where there was one', async () => {
    const list: GivenList = {
      report: (results) => [['as it was given', results.get(shortId('a'))?.result ?? '']],
    };
    expect([...(await reportRows({ ...report, list }, texts))]).toEqual([
      ['as it was given', 'Report_Added'],
    ]);
    expect((await resultsOf(report, texts)).get(shortId('c'))).toEqual({
      result: 'Report_ResultRefused',
      reason: 'not c',
    });
  });
});

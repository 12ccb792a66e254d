/** @jest-environment jsdom */
import * as React from 'react';
import { cleanup, render, screen } from '@testing-library/react';
import { shortId } from '../../../segments/testing/short-id';
import type { BatchRun } from '../bulk/batch-run';
import type { PoolStatus } from '../bulk/pool';
import { provideIcons } from '../kit/icons';
import { KitContext, type Kit } from '../kit/kit';
import { ChangeProgress } from './ChangeProgress';
import { ChangeReportView } from './ChangeReportView';
import type { ChangeReport } from './change-report';

const kit = {
  texts: (key: string, ...values: readonly string[]) => [key, ...values].join(' '),
  formats: { number: String, duration: String },
  announce: () => undefined,
} as unknown as Kit;

const ids = (names: string): ReturnType<typeof shortId>[] => [...names].map(shortId);

const inKit = (content: React.JSX.Element): unknown =>
  render(<KitContext.Provider value={kit}>{content}</KitContext.Provider>);

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
  operations: 'add',
};

beforeAll(() => {
  provideIcons();
  // Fluent misses icons of its own that nothing here looks at.
  jest.spyOn(console, 'warn').mockImplementation();
});
afterEach(cleanup);

describe('a change that has ended', () => {
  it.each<[string, string, Partial<ChangeReport>]>([
    ['its own words after a cancel', 'Report_CancelledAdd 2 5', { wasCancelled: true }],
    [
      'how many were removed',
      'Report_CancelledRemove 1 4',
      { wasCancelled: true, operations: 'remove', added: [], removed: ids('u') },
    ],
    ['both', 'Report_CancelledBoth 2 5', { wasCancelled: true, operations: 'both' }],
    ['that the group is gone', 'Report_GroupGone', { stoppedBy: 'groupGone' }],
    ['that the group is full', 'Report_GroupFull 200000', { stoppedBy: 'groupFull' }],
    ['that not all could be done', 'Report_Incomplete', {}],
  ])('says %s: %s', (_, words, more) => {
    const given = { ...report, added: ids('ab'), notSent: ids('cde'), ...more };
    inKit(<ChangeReportView groupName="Guests" report={given} undo={undefined} onGoOn={() => undefined} />);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Report_Of Guests' })).toBeTruthy();
    const goOn = screen.queryByRole('button', { name: 'Report_GoOn' });
    expect(goOn === null).toBe(given.stoppedBy === 'groupGone');
  });

  it('offers to take back exactly as many as it has done', () => {
    const undo = { count: 2, onUndo: jest.fn() };
    inKit(<ChangeReportView groupName="Guests" report={{ ...report, added: ids('ab') }} undo={undo} />);
    screen.getByRole('button', { name: 'Report_Undo 2' }).click();
    expect(undo.onUndo).toHaveBeenCalledTimes(1);
  });
});

describe('a change under way', () => {
  it.each<[string, PoolStatus]>([
    ['Change_SignedOut', { kind: 'blocked', cause: 'signIn', until: 0 }],
    ['Change_NoConnection', { kind: 'blocked', cause: 'connection', until: 0 }],
    ['Change_Waiting', { kind: 'waiting', until: 0 }],
    ['Change_Paused', { kind: 'paused' }],
  ])('names its group and says %s, and no rate', (words, status) => {
    const run = {
      progress: () => ({ status, total: 5, done: 2, refused: 0, rate: 1214, secondsLeft: 1 }),
      subscribe: () => () => undefined,
    } as unknown as BatchRun<ReturnType<typeof shortId>>;
    inKit(<ChangeProgress run={run} operation="add" groupName="Guests" />);
    expect(screen.getByText('Change_AddingTo Guests')).toBeTruthy();
    expect(screen.getByText(`Change_Numbers 2 5 · ${words}`)).toBeTruthy();
    expect(screen.queryByText(/1214/)).toBeNull();
  });
});

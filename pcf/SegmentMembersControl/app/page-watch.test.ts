import { createStore } from '../kit/store';
import type { Changes, ChangeState } from '../members';
import { watchPage } from './page-watch';

/** A change in a state, and how often its run was told to go on. */
function changesIn(state: ChangeState): Changes {
  return { state: createStore<ChangeState>(state) } as unknown as Changes;
}

function runIn(status: 'running' | 'blocked'): {
  readonly state: ChangeState;
  readonly resumed: () => number;
} {
  let resumed = 0;
  const run = { progress: () => ({ status: { kind: status } }), resume: () => (resumed += 1) };
  return {
    state: { kind: 'running', operation: 'add', groupId: 'g', groupName: 'G', run } as unknown as ChangeState,
    resumed: () => resumed,
  };
}

describe('the page around the control', () => {
  it('asks before it is left while members are changed, and only then', () => {
    for (const [state, isAsked] of [
      [{ kind: 'none' } as const, false],
      [runIn('running').state, true],
    ] as const) {
      const page = new EventTarget();
      const end = watchPage(changesIn(state), page);
      const leaving = new Event('beforeunload', { cancelable: true });
      page.dispatchEvent(leaving);
      expect(leaving.defaultPrevented).toBe(isAsked);
      end();
      const later = new Event('beforeunload', { cancelable: true });
      page.dispatchEvent(later);
      expect(later.defaultPrevented).toBe(false);
    }
  });

  it('lets a change that waits for the connection try at once when the browser is online again', () => {
    for (const status of ['running', 'blocked'] as const) {
      const page = new EventTarget();
      const { state, resumed } = runIn(status);
      watchPage(changesIn(state), page);
      page.dispatchEvent(new Event('online'));
      expect(resumed()).toBe(status === 'blocked' ? 1 : 0);
    }
  });

  it('may be no page at all', () => {
    expect(() => watchPage(changesIn({ kind: 'none' }), {})()).not.toThrow();
  });
});

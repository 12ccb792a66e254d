import { useEffect, useReducer } from 'react';

/** A value that changes over time. */
export interface Store<State> {
  get(): State;
  /** Calls `listener` after every change; the answer ends that. */
  subscribe(listener: () => void): () => void;
}

export interface WritableStore<State> extends Store<State> {
  set(state: State): void;
  update(change: Partial<State>): void;
  /** Ends all subscriptions; later changes reach nobody. */
  dispose(): void;
}

export function createStore<State>(initial: State): WritableStore<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  function set(next: State): void {
    if (next === state) return;
    state = next;
    [...listeners].forEach((listener) => listener());
  }
  return {
    get: () => state,
    set,
    update: (change) => set({ ...state, ...change }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
}

/** Renders the component again whenever the store changes. */
export function useStore<State>(store: Store<State>): State {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const rendered = store.get();
    const end = store.subscribe(renderAgain);
    // The store may have changed between the rendering and this effect.
    if (store.get() !== rendered) renderAgain();
    return end;
  }, [store]);
  return store.get();
}

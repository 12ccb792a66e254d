import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Moves the keyboard after a state has changed: `selectorFor` names the element inside `within` that has the next
 * step, for the state before and now; undefined leaves the keyboard where it is.
 */
export function useFocusAfter<State>(
  within: RefObject<HTMLElement>,
  state: State,
  selectorFor: (before: State, now: State) => string | undefined,
): void {
  const before = useRef(state);
  useLayoutEffect(() => {
    const last = before.current;
    if (last === state) return;
    before.current = state;
    const selector = selectorFor(last, state);
    if (selector !== undefined) within.current?.querySelector<HTMLElement>(selector)?.focus();
  });
}

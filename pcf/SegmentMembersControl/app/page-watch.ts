import type { Changes } from '../members';

/** What the control listens to of the page around it; outside a browser there is none. */
export type PageEvents = Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>;

/**
 * Ties a change under way to the page: who leaves is asked first, as leaving stops the work, and when the browser
 * is back online the work does not wait for its next try. The answer ends that.
 */
export function watchPage(changes: Changes, page: PageEvents): () => void {
  const warn = (event: Event): void => {
    const { kind } = changes.state.get();
    if (kind !== 'running' && kind !== 'checking') return;
    event.preventDefault();
  };
  const tryNow = (): void => {
    const change = changes.state.get();
    if (change.kind === 'running' && change.run.progress().status.kind === 'blocked') change.run.resume();
  };
  page.addEventListener?.('beforeunload', warn);
  page.addEventListener?.('online', tryNow);
  return () => {
    page.removeEventListener?.('beforeunload', warn);
    page.removeEventListener?.('online', tryNow);
  };
}

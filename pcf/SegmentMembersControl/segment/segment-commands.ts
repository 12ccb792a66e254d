import { parseRecordId } from '../../../segments/record-id';
import { realClock } from '../bulk/clock';
import type { Dataverse } from '../dataverse/dataverse';
import { failureMessageOf, type FailureMessage } from '../dataverse/failure-message';
import { createStore, type Store } from '../kit/store';
import { readSegment, type Segment } from './segment';
import { publishSegment, reasonOfError, stopSegment, type StopResult } from './segment-actions';
import { isChanging, phaseOf } from './segment-phase';

export type CommandState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly reason: FailureMessage }
  /** The server did not stop the segment, mostly because something uses it. */
  | { readonly kind: 'notStopped'; readonly result: StopResult };

/** Publishing and stopping, and watching the segment on its way from one state to another. */
export interface SegmentCommands {
  readonly state: Store<CommandState>;
  /** Why the segment is in error; empty when it is not or when nobody says. */
  readonly errorReason: Store<string>;
  publish(segment: Segment): Promise<void>;
  stop(segment: Segment): Promise<void>;
  /** Looks again after a while when the segment is changing, and asks for the reason of an error. */
  watch(segment: Segment): void;
  dispose(): void;
}

const firstLook = 2000;
const longestWait = 30_000;

export function createSegmentCommands(dataverse: Dataverse, refresh: () => Promise<void>): SegmentCommands {
  const state = createStore<CommandState>({ kind: 'idle' });
  const errorReason = createStore('');
  let wait = firstLook;
  let endWatch: (() => void) | undefined;

  /** The server names segments by id; who may not read one sees the id. */
  async function nameOfSegment(text: string): Promise<string> {
    const id = parseRecordId(text);
    if (id === undefined) return text;
    return readSegment(dataverse, id).then(
      ({ name }) => name || id,
      () => id,
    );
  }

  async function attempt(command: () => Promise<CommandState>): Promise<void> {
    if (state.get().kind === 'busy') return;
    state.set({ kind: 'busy' });
    try {
      const next = await command();
      wait = firstLook;
      await refresh();
      state.set(next);
    } catch (error) {
      state.set({ kind: 'failed', reason: failureMessageOf(error) });
    }
  }

  return {
    state,
    errorReason,
    publish: (segment) =>
      attempt(async () => {
        await publishSegment(dataverse, segment.id);
        return { kind: 'idle' };
      }),
    stop: (segment) =>
      attempt(async () => {
        const result = await stopSegment(dataverse, segment.id);
        if (result.wasStopped) return { kind: 'idle' };
        const segments = await Promise.all(result.segments.map(nameOfSegment));
        return { kind: 'notStopped', result: { ...result, segments } };
      }),
    watch(segment) {
      endWatch?.();
      const phase = phaseOf(segment);
      if (isChanging(phase)) {
        endWatch = realClock.after(wait, () => void refresh());
        wait = Math.min(longestWait, wait * 1.5);
      } else wait = firstLook;
      if (phase === 'error')
        void reasonOfError(dataverse, segment.id).then((reason) => errorReason.set(reason));
      else errorReason.set('');
    },
    dispose() {
      endWatch?.();
      state.dispose();
      errorReason.dispose();
    },
  };
}

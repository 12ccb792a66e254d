import { limits } from '../../../segments/limits';
import type { Clock } from '../bulk/clock';
import { judge } from '../dataverse/judge';
import type { StopCause } from './change-report';
import { countMembers, type ReadPage } from './read-group';

interface RefusalCheckParts {
  readonly readPage: ReadPage;
  /** Whether the definition still has the group; undefined when nobody can tell. */
  readonly groupExists: () => Promise<boolean | undefined>;
  /** Ids that the run has done so far. */
  readonly doneCount: () => number;
  readonly isAdding: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * Finds out whether a call was refused for the group's sake and not for the sake of one of its ids: then all
 * others would be refused as well. Asks the server at the first refusal, then at twice as many each time, and
 * whenever the room that it found must be used up.
 */
export function createRefusalCheck(parts: RefusalCheckParts): () => Promise<StopCause | undefined> {
  const { readPage, groupExists, doneCount, isAdding, signal, clock } = parts;
  let refusals = 0;
  let nextCheck = 1;
  let fullAt = Infinity;
  let checking: Promise<StopCause | undefined> | undefined;

  async function check(): Promise<StopCause | undefined> {
    nextCheck = refusals * 2;
    if ((await groupExists()) === false) return 'groupGone';
    if (!isAdding) return undefined;
    const doneBefore = doneCount();
    const count = await countMembers(readPage, signal, clock);
    fullAt = doneBefore + limits.membersPerGroup - count;
    return count >= limits.membersPerGroup ? 'groupFull' : undefined;
  }

  return async () => {
    refusals += 1;
    if (refusals >= nextCheck || doneCount() >= fullAt) {
      // A group that cannot be looked at says nothing; the refusal stands for itself.
      checking ??= check()
        .catch(() => undefined)
        .finally(() => (checking = undefined));
    }
    return checking;
  };
}

/** A look at a group that its user may end. */
export interface Look {
  /** What a reading gives; undefined when it does not end while anybody waits. */
  read<Answer>(patience: Patience, read: Reading<Answer>): Promise<Answer | undefined>;
  cancel(): void;
  wasCancelled(): boolean;
}

export function createLook(readPage: ReadPage, clock: Clock): Look {
  const ending = new AbortController();
  return {
    read: (patience, read) => readPatiently(readPage, patience, { clock, signal: ending.signal }, read),
    cancel: () => ending.abort(),
    wasCancelled: () => ending.signal.aborted,
  };
}

type Reading<Answer> = (readPage: ReadPage, signal: AbortSignal, clock: Clock) => Promise<Answer>;

/** How long a reading may stand still before nobody waits for it. */
export interface Patience {
  /** Milliseconds for a first sign of life; undefined for as long as a reading takes. */
  readonly firstSign: number | undefined;
  /** Milliseconds without a further page. */
  readonly standstill: number;
}

/** After a cancel a server that hangs holds nobody up. */
export const patienceAfterCancel: Patience = { firstSign: 800, standstill: 5000 };
export const patienceAtEnd: Patience = { firstSign: undefined, standstill: 30_000 };

async function readPatiently<Answer>(
  readPage: ReadPage,
  patience: Patience,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  read: Reading<Answer>,
): Promise<Answer | undefined> {
  const giveUp = new AbortController();
  const stop = (): void => giveUp.abort();
  signal.addEventListener('abort', stop);
  let endWait = clock.after(patience.firstSign ?? patience.standstill, stop);
  const watched: ReadPage = async (page) => {
    try {
      const ids = await readPage(page);
      endWait();
      endWait = clock.after(patience.standstill, stop);
      return ids;
    } catch (error) {
      // Where the server is away, its user should not have to wait for the report.
      if (patience.firstSign !== undefined && judge(error).kind !== 'refused') stop();
      throw error;
    }
  };
  try {
    return await read(watched, giveUp.signal, clock);
  } catch {
    return undefined;
  } finally {
    endWait();
    signal.removeEventListener('abort', stop);
  }
}

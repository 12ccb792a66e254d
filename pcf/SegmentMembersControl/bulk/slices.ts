/** Milliseconds of work before the page gets a turn; tasks over 50 ms make it feel stuck. */
const sliceMilliseconds = 12;

/** Rounds of a loop between two looks at the clock. */
export const roundsPerLook = 256;

export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'Cancelled';
  }
}

/** Lets long work give the page a turn now and then. */
export interface Slices {
  /** Does it for each, with turns in between. Throws {@link Cancelled} when the signal says so. */
  each<Item>(items: Iterable<Item>, take: (item: Item, place: number) => unknown): Promise<void>;
  /** Those that fit, in their order. Throws {@link Cancelled} when the signal says so. */
  filter<Item>(items: readonly Item[], fits: (item: Item) => boolean): Promise<readonly Item[]>;
  /** Each of them once: a set of 200,000 takes longer than the page can wait. */
  setOf<Item>(items: Iterable<Item>): Promise<ReadonlySet<Item>>;
  /** For other loops: `if (slices.isOver()) await slices.next()`. */
  isOver(): boolean;
  /** Resolves when the page had its turn. Throws {@link Cancelled} when the signal says so. */
  next(): Promise<void>;
}

export function createSlices(signal?: AbortSignal): Slices {
  let end = performance.now() + sliceMilliseconds;
  const isOver = (): boolean => performance.now() >= end;
  async function next(): Promise<void> {
    await turnOfThePage();
    if (signal?.aborted) throw new Cancelled();
    end = performance.now() + sliceMilliseconds;
  }
  const each: Slices['each'] = async (items, take) => {
    let place = 0;
    for (const item of items) {
      if (place % roundsPerLook === 0 && isOver()) await next();
      take(item, place);
      place += 1;
    }
  };
  return {
    isOver,
    next,
    each,
    async filter<Item>(items: readonly Item[], fits: (item: Item) => boolean) {
      const fitting: Item[] = [];
      await each(items, (item) => fits(item) && fitting.push(item));
      return fitting;
    },
    async setOf<Item>(items: Iterable<Item>) {
      const set = new Set<Item>();
      await each(items, (item) => set.add(item));
      return set;
    },
  };
}

/** Ends after the page has handled what waits. A message comes sooner than the 4 ms of nested timers. */
function turnOfThePage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

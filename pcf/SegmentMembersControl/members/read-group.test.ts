import { shortId } from '../../../segments/testing/short-id';
import fc from 'fast-check';
import { DataverseFailure } from '../dataverse/errors';
import {
  countMembers,
  readFirstPage,
  readFurtherPages,
  readGroup,
  readSettledGroup,
  type ReadPage,
} from './read-group';

const never = new AbortController().signal;

interface ServerChoices {
  /** Ids that an answer holds at most. */
  readonly cap?: number;
  /** Whether the start of a page follows from the size asked for, not from the size given. */
  readonly offsetByAsked?: boolean;
  /** Larger page sizes are refused. */
  readonly refuseAbove?: number;
}

function pagesOf(count: number, choices: ServerChoices = {}): ReadPage & { readonly calls: () => number } {
  const ids = Array.from({ length: count }, (_, index) => shortId(`id${index}`));
  let calls = 0;
  const read: ReadPage = ({ number, size }) => {
    calls += 1;
    if (size > (choices.refuseAbove ?? Infinity)) {
      return Promise.reject(new DataverseFailure({ status: 400, code: '0x80040265', message: 'PageSize' }));
    }
    const given = Math.min(size, choices.cap ?? size);
    const start = (number - 1) * (choices.offsetByAsked ? size : given);
    return Promise.resolve(ids.slice(start, start + given));
  };
  return Object.assign(read, { calls: () => calls });
}

async function readAll(readPage: ReadPage): Promise<readonly string[]> {
  const first = await readFirstPage(readPage, never);
  let ids = first.ids;
  await readFurtherPages(readPage, first, (more) => (ids = ids.concat(more)), never);
  return ids;
}

describe('reading a group', () => {
  it('finds every member once and in order, whatever the largest page is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12_000 }),
        fc.record({
          cap: fc.integer({ min: 100, max: 6000 }),
          offsetByAsked: fc.boolean(),
        }),
        async (count, choices) => {
          const ids = await readAll(pagesOf(count, choices));
          expect(ids).toEqual(Array.from({ length: count }, (_, index) => `id${index}`));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('asks for smaller pages when large ones are refused', async () => {
    expect((await readAll(pagesOf(700, { refuseAbove: 250 }))).length).toBe(700);
  });

  it('rejects when even the smallest page is refused', async () => {
    await expect(readFirstPage(pagesOf(10, { refuseAbove: 1 }), never)).rejects.toMatchObject({
      status: 400,
    });
  });

  it('is not ended by a short page in the middle', async () => {
    const pages: Record<number, string[]> = { 1: ['a', 'b', 'c'], 2: ['d'], 3: ['e', 'f', 'g'] };
    const readPage: ReadPage = ({ number }) => Promise.resolve((pages[number] ?? []).map(shortId));
    expect(await readAll(readPage)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('ends at a page that brings nothing new, as a server gives that repeats its last page', async () => {
    const readPage: ReadPage = ({ number }) =>
      Promise.resolve((number === 1 ? ['a', 'b'] : ['b', 'c']).map(shortId));
    expect(await readAll(readPage)).toEqual(['a', 'b', 'c']);
  });

  it('is not ended by a page whose members were all seen, as those of a page before may have moved to it', async () => {
    const pages: Record<number, string[]> = { 1: ['a', 'b'], 2: ['c', 'd'], 3: ['b', 'c'], 4: ['e'] };
    const readPage: ReadPage = ({ number }) => Promise.resolve((pages[number] ?? []).map(shortId));
    expect(await readAll(readPage)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('comes to its end on a server that begins again after its last page', async () => {
    const pages = [['a', 'b'], ['c', 'd'], ['e']];
    let calls = 0;
    const readPage: ReadPage = ({ number }) => {
      calls += 1;
      return Promise.resolve((pages[(number - 1) % pages.length] ?? []).map(shortId));
    };
    expect(await readAll(readPage)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(calls).toBeLessThan(40);
  });

  it('counts 200,000 members in a few requests', async () => {
    const readPage = pagesOf(187_654);
    expect(await countMembers(readPage, never)).toBe(187_654);
    expect(readPage.calls()).toBeLessThanOrEqual(10);
  });

  it.each([0, 1, 4999, 5000, 5001, 10_000, 200_000])('counts %d members', async (count) => {
    expect(await countMembers(pagesOf(count), never)).toBe(count);
    expect(await countMembers(pagesOf(count, { cap: 1000 }), never)).toBe(count);
  });
});

describe('a group that somebody else changes while it is read', () => {
  const all = Array.from({ length: 6000 }, (_, index) => shortId(`id${index}`));
  const left = [...all.slice(5900), ...all.slice(100, 5900)];

  /** The first hundred are removed after so many pages; as on the local Dataverse the last ones take their places. */
  function changingAfter(pages: number): ReadPage {
    let read = 0;
    return ({ number, size }) => {
      const ids = read < pages ? all : left;
      read += 1;
      return Promise.resolve(ids.slice((number - 1) * size, number * size));
    };
  }

  it('is read in one go without those who moved to a page that was read before', async () => {
    const ids = await readGroup(changingAfter(1), never);
    expect(left.filter((id) => !ids.includes(id))).toHaveLength(100);
  });

  it('is read with everybody who stayed when it is read until it is the same twice', async () => {
    const ids = await readSettledGroup(changingAfter(1), never);
    expect([...ids].sort()).toEqual([...left].sort());
  });

  it('is read once more to confirm what was read before, and twice where that was wrong', async () => {
    const count = async (known: readonly string[]): Promise<[number, number]> => {
      const readPage = pagesOf(3);
      const ids = await readSettledGroup(readPage, never, undefined, known.map(shortId));
      return [ids.length, readPage.calls()];
    };
    expect(await count(['id2', 'id0', 'id1'])).toEqual([3, 2]);
    expect(await count(['id0', 'id1'])).toEqual([3, 4]);
    expect(await count(['id0', 'id1', 'id9'])).toEqual([3, 4]);
  });

  it('has everybody who was seen when it never stays the same', async () => {
    let reading = 0;
    const ids = await readSettledGroup(({ number }) => {
      if (number > 1) return Promise.resolve([]);
      reading += 1;
      return Promise.resolve([shortId('id0'), shortId(`id${reading}`)]);
    }, never);
    expect(ids).toEqual([0, 1, 2, 3, 4, 5].map((number) => shortId(`id${number}`)));
  });
});

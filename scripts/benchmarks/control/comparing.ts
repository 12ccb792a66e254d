import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { MeasuredPart } from './measures';

const groups = 10;
const membersOfGroup = 200_000;
const evaluatedMembers = 700_000;

/** Runs in the page: groups that overlap by a quarter, and the evaluated members, all of random ids. */
const program = `
  import { tabulateMembership } from './membership-table';
  import { emptyIds } from './packed-ids';
  const randomIds = (count) => emptyIds(count).map(() => Math.random() * 2 ** 32);
  globalThis.compareSets = async () => {
    const shared = randomIds(${membersOfGroup / 4});
    const groups = Array.from({ length: ${groups} }, () => {
      const ids = randomIds(${membersOfGroup});
      ids.set(shared);
      return ids;
    });
    const sets = [...groups, randomIds(${evaluatedMembers})];
    const tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      entryTypes: ['longtask'],
    });
    const measured = async (given) => {
      const start = performance.now();
      const table = await tabulateMembership(given);
      return { milliseconds: performance.now() - start, people: table.counts.size };
    };
    await measured(groups);
    tasks.length = 0;
    const ofGroups = await measured(groups);
    const ofSegment = await measured(sets);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return {
      ofGroups: ofGroups.milliseconds,
      ofSegment: ofSegment.milliseconds,
      longestTask: Math.max(0, ...tasks),
    };
  };
`;

interface Figures {
  readonly ofGroups: number;
  readonly ofSegment: number;
  /** Of tasks over 50 ms; 0 when there was none. */
  readonly longestTask: number;
}

/** How long it takes to tell for everybody the groups they are in. */
export async function measureComparing(browser: Browser, root: string): Promise<MeasuredPart> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: `${root}/pcf/SegmentMembersControl/insight`, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    target: 'es2018',
    format: 'iife',
  });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.evaluate(outputFiles[0]?.text ?? '');
    const figures = await page.evaluate(() =>
      (globalThis as unknown as { compareSets(): Promise<Figures> }).compareSets(),
    );
    return {
      part: 'comparing',
      measures: [
        { name: '10 groups of 200,000', value: figures.ofGroups, unit: 'ms', limit: 300 },
        { name: 'and 700,000 evaluated members', value: figures.ofSegment, unit: 'ms' },
        { name: 'longest task over 50 ms', value: figures.longestTask, unit: 'ms', limit: 0 },
      ],
    };
  } finally {
    await context.close();
  }
}

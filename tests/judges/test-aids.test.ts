import { importGraph } from './testing/sources';

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const isAid = (file: string) => file.includes('/testing/');

/** What runs without an import: commands, the control, the page's script, and what `npm pack` names as its main file. */
const begins = [
  /^scripts\/[^/]+\.ts$/,
  /^pcf\/SegmentMembersControl\/(index|kit\/create-element)\.ts$/,
  /^emulator\/(local-dataverse|form\/browser\/main)\.ts$/,
];

/** Files that only tests open, and that stand in no folder `testing/`. */
function straysIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const used = new Set<string>();
  const use = (file: string): void => {
    if (used.has(file)) return;
    used.add(file);
    graph.get(file)?.forEach(use);
  };
  [...graph.keys()].filter((file) => begins.some((pattern) => pattern.test(file))).forEach(use);
  return [...graph.keys()].filter(
    (file) => !isTest(file) && !isAid(file) && (file.startsWith('tests/') || !used.has(file)),
  );
}

it('what only tests need stands in a folder testing/', () => {
  expect(straysIn(importGraph())).toEqual([]);
});

it('an aid beside a test, and one among the files of a room, are seen', () => {
  const graph = new Map([
    ['scripts/run.ts', ['segments/fact.ts']],
    ['segments/fact.ts', []],
    ['segments/fact.test.ts', ['segments/fact.ts', 'segments/sample.ts']],
    ['segments/sample.ts', []],
    ['tests/browser/page.ts', []],
    ['tests/browser/testing/pages.ts', []],
  ]);
  expect(straysIn(graph)).toEqual(['segments/sample.ts', 'tests/browser/page.ts']);
});

it('no file of a room that ships opens a test aid', () => {
  const shipped = [...importGraph()].filter(
    ([file]) => !isTest(file) && !isAid(file) && !/^(scripts|tests)\//.test(file),
  );
  expect(shipped.filter(([, opened]) => opened.some(isAid)).map(([file]) => file)).toEqual([]);
});

import { importGraph } from './testing/sources';

/** The first circle that is met on the way from each file, as its files in order. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push([...path.slice(start), file].join(' > '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

// ESLint's own rule on circles passes over imports of types.
it('no files import one another in a circle, be it for types alone', () => {
  const graph = importGraph();
  expect(graph.size).toBeGreaterThan(500);
  expect(circles(graph)).toEqual([]);
});

it('a circle through a type is seen', () => {
  const graph = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['a.ts']],
  ]);
  expect(circles(graph)).toEqual(['a.ts > b.ts > a.ts']);
});

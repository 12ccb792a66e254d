import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawFlow, samplePictures } from '.';
import { nestedActionsOf, type Actions, type FlowFile } from './flow-definition';
import { shippedFlows } from './shipped-flows';

const root = join(__dirname, '..', '..');

test.each(samplePictures().map((picture) => [picture.path, picture.svg]))(
  '%s shows the flow as it is; npm run draw:flows draws it anew',
  (path, svg) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(svg);
  },
);

test('there is no picture of a flow that is gone', () => {
  const drawn = samplePictures().map(({ path }) => path.split(/[\\/]/).at(-1));
  expect(readdirSync(join(root, 'docs', 'images', 'flows')).sort()).toEqual(drawn.sort());
});

function titlesIn(actions: Actions): string[] {
  return Object.entries(actions).flatMap(([name, action]) => [
    ...(action.type === 'InitializeVariable' ? [] : [name.replace(/_/g, ' ')]),
    ...nestedActionsOf(action).flatMap((nested) => titlesIn(nested.actions)),
  ]);
}

test.each(shippedFlows.map(({ name, file }) => [name, file] as const))(
  '"%s" shows every step',
  (name, file) => {
    const svg = drawFlow(name, file);
    for (const title of titlesIn(file.properties.definition.actions))
      expect(svg).toContain(`<title>${title}`);
  },
);

function flowOf(actions: Actions): FlowFile {
  const triggers = { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Hour', interval: 2 } } };
  const definition = { $schema: '', contentVersion: '', parameters: {}, triggers, actions };
  return { schemaVersion: '1.0.0.0', properties: { connectionReferences: {}, definition } };
}

test('a step that runs after a failure is reached by a dashed arrow', () => {
  const svg = drawFlow(
    'Test',
    flowOf({ a: { type: 'Compose' }, b: { type: 'Compose', runAfter: { a: ['Failed'] } } }),
  );
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});

test('names cannot break the picture', () => {
  const svg = drawFlow('A & B', flowOf({ '<b>"&': { type: 'Compose' } }));
  expect(svg).toContain('&lt;b&gt;&quot;&amp;');
  expect(svg).not.toContain('<b>');
});

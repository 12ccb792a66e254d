import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorDefinition } from './testing/installed-connector';

const readme = readFileSync(join(__dirname, '..', '..', 'connector', 'README.md'), 'utf8');
const { paths, definitions, parameters } = connectorDefinition();

interface Inputs {
  readonly known: readonly string[];
  readonly required: readonly string[];
}

/** The inputs of an operation that a maker sees, and those of them that are required. */
function inputsOf(id: string): Inputs {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  const given = operations.find(({ operationId }) => operationId === id)?.parameters ?? [];
  const resolved = given.map(
    (parameter) => parameters[String(parameter['$ref']).split('/').at(-1) ?? ''] ?? parameter,
  );
  const visible = resolved.filter(
    (parameter) => parameter['in'] !== 'body' && parameter['x-ms-visibility'] !== 'internal',
  );
  const reference =
    (resolved.find((parameter) => parameter['in'] === 'body')?.['schema'] as { $ref?: string } | undefined)
      ?.$ref ?? '';
  const body = definitions[reference.split('/').at(-1) ?? ''] ?? {};
  const properties = Object.entries((body['properties'] ?? {}) as Record<string, Record<string, unknown>>);
  const seen = properties
    .filter(([, property]) => property['x-ms-visibility'] !== 'internal')
    .map(([name]) => name);
  return {
    known: [...visible.map(({ name }) => String(name)), ...seen],
    required: [
      ...visible.filter((parameter) => parameter['required'] === true).map(({ name }) => String(name)),
      ...((body['required'] ?? []) as string[]).filter((name) => seen.includes(name)),
    ],
  };
}

const examples = [
  ...readme.matchAll(/^#### .*\(`(\w+)`\)\n(?:(?!^####)[\s\S])*?```json\n([\s\S]*?)```/gm),
].map(([, id = '', text = '']) => ({ id, example: JSON.parse(text) as Record<string, unknown> }));

describe('the examples in the README of the connector', () => {
  it('are there for every action', () => {
    const actions = Object.entries(paths)
      .filter(([path]) => !path.startsWith('/trigger/'))
      .flatMap(([, item]) => Object.values(item))
      .filter((operation) => operation['x-ms-visibility'] !== 'internal');
    expect(examples.map(({ id }) => id).sort()).toEqual(actions.map(({ operationId }) => operationId).sort());
  });

  it.each(examples)('$id gives every required input, and none that is not there', ({ id, example }) => {
    const { known, required } = inputsOf(id);
    expect(Object.keys(example).filter((name) => !known.includes(name))).toEqual([]);
    expect(required.filter((name) => !Object.hasOwn(example, name))).toEqual([]);
  });
});

describe('the triggers in the documentation', () => {
  const makers = readFileSync(join(__dirname, '..', '..', 'docs', 'makers.md'), 'utf8');
  const columns = Object.keys(definitions['Segment']?.['properties'] ?? {});
  const triggers = Object.entries(paths)
    .filter(([path]) => path.startsWith('/trigger/'))
    .flatMap(([, item]) => Object.values(item))
    .map(({ operationId = '' }) => operationId);

  it.each(triggers)('%s has an example of what it gives, and of its use', (id) => {
    const [, given = ''] = new RegExp(`\\(\`${id}\`\\)\\n[^#]*Gives \`(.*)\``).exec(readme) ?? [];
    const shown = [...given.matchAll(/"(\w+)":/g)].map(([, name = '']) => name);
    expect(shown).toHaveLength(4);
    expect(shown.filter((name) => name !== 'value' && !columns.includes(name))).toEqual([]);
    const row = makers.split('\n').find((line) => line.includes(`\`${id}\``)) ?? '';
    expect(columns).toContain(/triggerBody\(\)\?\['(\w+)'\]/.exec(row)?.[1]);
  });
});

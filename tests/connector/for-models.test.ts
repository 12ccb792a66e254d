import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorDefinition, shippedDefinition } from './testing/installed-connector';

const { parameters, definitions } = connectorDefinition();
type Described = Readonly<Record<string, unknown>>;
const shipped = JSON.parse(shippedDefinition()) as Pick<ReturnType<typeof connectorDefinition>, 'paths'>;
const operations = Object.values(shipped.paths)
  .flatMap((item) => Object.values(item))
  .filter((operation) => operation['x-ms-visibility'] !== 'internal');

/** The inputs that an agent fills, those of the body one by one. */
function inputsOf(given: readonly Described[] = []): readonly Described[] {
  return given
    .flatMap((parameter) => {
      if (parameter['in'] !== 'body') return [parameter];
      const { properties = {} } = parameter['schema'] as { properties?: Readonly<Record<string, Described>> };
      return Object.values(properties);
    })
    .filter((input) => input['x-ms-visibility'] !== 'internal');
}

describe('what agents read', () => {
  it('names and describes every operation and every input', () => {
    const described = operations.flatMap((operation) => [
      operation as unknown as Described,
      ...inputsOf(operation.parameters),
    ]);
    expect(described.length).toBeGreaterThan(100);
    for (const one of described) {
      expect(one['x-ms-name-for-model']).toMatch(/^[A-Za-z][A-Za-z0-9]{2,39}$/);
      expect(String(one['x-ms-description-for-model']).length).toBeGreaterThan(10);
    }
  });

  it('gives no two inputs of an operation one name, and one title the same name everywhere', () => {
    const names = new Map<string, Set<unknown>>();
    for (const { parameters: given } of operations) {
      const inputs = inputsOf(given);
      const own = inputs.map((input) => input['x-ms-name-for-model']);
      expect(own).toEqual([...new Set(own)]);
      for (const input of inputs) {
        const title = String(input['x-ms-summary']);
        names.set(title, (names.get(title) ?? new Set()).add(input['x-ms-name-for-model']));
      }
    }
    for (const title of ['Segment', 'Group', 'Member IDs', 'Member Table', 'Values'])
      expect([title, names.get(title)?.size]).toEqual([title, 1]);
  });

  it('is whole in itself: no schema refers to another one', () => {
    expect(shippedDefinition()).not.toContain('$ref');
  });

  it('has one type for each value and no exclusive bounds', () => {
    JSON.stringify(shipped, (key, value: unknown) => {
      if (key === 'type') expect(typeof value === 'string' || typeof value === 'object').toBe(true);
      expect(['exclusiveMinimum', 'exclusiveMaximum', 'oneOf', 'anyOf']).not.toContain(key);
      if (key === 'type') expect(Array.isArray(value)).toBe(false);
      return value;
    });
  });
});

describe('the names of inputs in messages of the script', () => {
  const script = readFileSync(join(__dirname, '..', '..', 'connector', 'script.csx'), 'utf8');
  const [table = ''] = /Titles = [\s\S]*?\};/.exec(script) ?? [];
  const titles = [...table.matchAll(/\{ "(\w+)", "([^"]+)" \}/g)].map(([, name = '', title = '']) => ({
    name,
    title,
  }));

  it.each(titles)('$title is what the designer calls $name', ({ name, title }) => {
    const shown = new Set<unknown>();
    JSON.stringify({ paths: shipped.paths, parameters, definitions }, function (key, value: unknown) {
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
        const own = value as Described;
        if (key === name || own['name'] === name) shown.add(own['x-ms-summary']);
      }
      return value;
    });
    expect([...shown]).toContain(title);
  });
});

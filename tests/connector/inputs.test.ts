import { connectorDefinition } from './testing/installed-connector';

const { paths, definitions, parameters } = connectorDefinition();

interface Input {
  readonly title: string;
  readonly required: boolean;
  readonly visibility: unknown;
  readonly hasDefault: boolean;
}

type Described = Readonly<Record<string, unknown>>;

const lastStep = (reference: unknown) => String(reference).split('/').at(-1) ?? '';

const inputOf = (value: Described, required: boolean): Input => ({
  title: String(value['x-ms-summary']),
  required,
  visibility: value['x-ms-visibility'],
  hasDefault: value['default'] !== undefined,
});

function propertiesOf(body: Described): readonly Input[] {
  const schema = definitions[lastStep((body['schema'] as { $ref?: string }).$ref)] ?? {};
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries((schema['properties'] ?? {}) as Record<string, Described>).map(([name, property]) =>
    inputOf(property, required.includes(name)),
  );
}

/** Where an input stands among the others, in the order in which the designer asks. */
const cases = Object.values(paths).flatMap((item) =>
  Object.values(item).map(({ operationId = '', parameters: given = [] }) => {
    const resolved = given.map((parameter) => parameters[lastStep(parameter['$ref'])] ?? parameter);
    const body = resolved.find((parameter) => parameter['in'] === 'body');
    const plain = resolved.filter((parameter) => parameter['in'] !== 'body');
    return {
      operationId,
      lists: [
        plain.map((parameter) => inputOf(parameter, parameter['required'] === true)),
        body ? propertiesOf(body) : [],
      ],
    };
  }),
);

describe.each(cases)('the inputs of $operationId', ({ lists }) => {
  it('ask for what is required first and leave what is advanced for last', () => {
    for (const inputs of lists) {
      const ranks = inputs
        .filter(({ visibility }) => visibility !== 'internal')
        .map(({ required, visibility }) => (required ? 0 : visibility === 'advanced' ? 2 : 1));
      expect(ranks).toEqual([...ranks].sort());
    }
  });

  it('have a default wherever nobody sees one that is required', () => {
    const unseen = lists.flat().filter(({ required, visibility }) => required && visibility === 'internal');
    expect(unseen.filter(({ hasDefault }) => !hasDefault)).toEqual([]);
  });

  it('are put among the advanced ones or shown on purpose, each with a title of its own', () => {
    const seen = lists.flat().filter(({ visibility }) => visibility !== 'internal');
    expect(seen.filter(({ visibility }) => visibility === undefined)).toEqual([]);
    const titles = seen.map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
  });
});

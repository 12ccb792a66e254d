import { performance } from 'node:perf_hooks';
import { lintDefinition } from '../../connector-rules';

type Json = Readonly<Record<string, unknown>>;

/** A family of definitions that grow in one way; each size is twice the one before. */
interface Family {
  readonly what: string;
  readonly sizes: readonly number[];
  readonly definition: (size: number) => Json;
}

const words = (title: string) => ({ 'x-ms-summary': title, description: `What the ${title} is.` });
const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, nth) => nth);
const to = (name: string) => ({ $ref: `#/definitions/${name}` });

function operation(nth: number, schema: Json): Json {
  return {
    get: {
      operationId: `GetItem${nth}`,
      summary: `Get item ${nth}`,
      description: `Gets the item ${nth}.`,
      responses: { 200: { description: 'The item.', schema } },
    },
  };
}

function definitionOf(schemas: Json, operations = 1): Json {
  return {
    swagger: '2.0',
    info: { title: 'Synthetic', description: 'Grows in one way.', version: '1.0.0' },
    host: 'api.sample-items.net',
    paths: Object.fromEntries(
      numbered(operations).map((nth) => [`/items${nth}`, operation(nth, to('Item0'))]),
    ),
    definitions: schemas,
  };
}

const object = (properties: Json) => ({ type: 'object', ...words('Item'), properties });
const columns = (count: number) =>
  Object.fromEntries(
    numbered(count).map((nth) => [`column${nth}`, { type: 'string', ...words(`Column ${nth}`) }]),
  );

/** An object in an object, and so on. */
function nested(depth: number): Json {
  return object(depth === 0 ? columns(1) : { child: nested(depth - 1) });
}

const families: readonly Family[] = [
  {
    what: 'references of a schema to itself',
    sizes: [2, 4, 8, 16, 32],
    definition: (size) =>
      definitionOf({
        Item0: object(Object.fromEntries(numbered(size).map((nth) => [`child${nth}`, to('Item0')]))),
      }),
  },
  {
    what: 'schemas that each refer to all',
    sizes: [4, 8, 16, 32],
    definition: (size) => {
      const all = Object.fromEntries(numbered(size).map((nth) => [`item${nth}`, to(`Item${nth}`)]));
      return definitionOf(Object.fromEntries(numbered(size).map((nth) => [`Item${nth}`, object(all)])));
    },
  },
  {
    what: 'properties of a schema',
    sizes: [500, 1000, 2000, 4000],
    definition: (size) => definitionOf({ Item0: object(columns(size)) }),
  },
  {
    what: 'objects in one another',
    sizes: [8, 16, 32, 64],
    definition: (size) => definitionOf({ Item0: nested(size) }),
  },
  {
    what: 'operations',
    sizes: [64, 128, 256, 512],
    definition: (size) => definitionOf({ Item0: object(columns(10)) }, size),
  },
];

/** How long the linter takes over a definition. */
export interface LinterTime {
  readonly what: string;
  readonly size: number;
  readonly kilobytes: number;
  readonly findings: number;
  /** The least of three runs. */
  readonly milliseconds: number;
}

async function timeOf(what: string, size: number, definition: Json): Promise<LinterTime> {
  const text = JSON.stringify(definition, null, 4);
  let least = Infinity;
  let findings = 0;
  for (let run = 0; run < 3; run++) {
    const begin = performance.now();
    findings = (await lintDefinition(text, { certification: true })).length;
    least = Math.min(least, performance.now() - begin);
  }
  return {
    what,
    size,
    kilobytes: Math.round(text.length / 1024),
    findings,
    milliseconds: Math.round(least),
  };
}

/** Judges definitions that are made to grow, one family after the other. */
export async function measureLinter(): Promise<readonly LinterTime[]> {
  // The first definition pays for loading the ruleset.
  await timeOf('nothing', 0, definitionOf({ Item0: object(columns(1)) }));
  const times: LinterTime[] = [];
  for (const { what, sizes, definition } of families) {
    for (const size of sizes) times.push(await timeOf(what, size, definition(size)));
  }
  return times;
}

export function printedLinterTable(times: readonly LinterTime[]): string {
  const rows = times.map(({ what, size, kilobytes, findings, milliseconds }) =>
    [what, size, kilobytes, findings, milliseconds].join(' | '),
  );
  return ['what grows | size | KB | findings | ms', '--- | --- | --- | --- | ---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allActions,
  definitionStatus,
  limits,
  outboundActions,
  outboundOperations,
  outboundSegmentTypeOptions,
  outboundStatus,
  scopeOptions,
  segmentDefinitionTable,
  segmentActions,
  segmentSource,
  segmentStatus,
  segmentTable,
  segmentType,
  outboundSegmentTable,
  type ActionContract,
  type EdmType,
} from '../../segments';
import { connectorDefinition, scriptOperations } from './testing/installed-connector';

const { paths, definitions, parameters } = connectorDefinition();
const script = readFileSync(join(__dirname, '..', '..', 'connector', 'script.csx'), 'utf8');
const actionPath = ({ name }: ActionContract) => `/api/data/v9.2/${name}`;

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-ms-enum-values'?: readonly { value: unknown; displayName: string }[];
}

const schemaNamed = (name: string) => definitions[name] as Schema;
const propertyOf = (schema: string, property: string): Schema =>
  schemaNamed(schema).properties?.[property] ?? {};

function bodyOf(action: ActionContract): Schema {
  const operation = paths[actionPath(action)]?.['post'];
  const body = operation?.parameters?.find((parameter) => parameter['in'] === 'body');
  const reference = (body?.['schema'] as { $ref: string } | undefined)?.$ref ?? '';
  return schemaNamed(reference.split('/').at(-1) ?? '');
}

const edmTypeOf = (schema: Schema): EdmType | undefined =>
  schema.type === 'array'
    ? 'Collection(Edm.String)'
    : schema.type === 'integer'
      ? 'Edm.Int32'
      : schema.type === 'string'
        ? 'Edm.String'
        : undefined;

describe('the actions that the definition calls by their own path', () => {
  const exposed: readonly ActionContract[] = allActions.filter(
    (action) => paths[actionPath(action)] !== undefined,
  );

  it('are the actions of the vocabulary', () => {
    const known = allActions.map(actionPath);
    const called = Object.keys(paths).filter((path) => /\/msdyn(mkt|crm)_[A-Z]/.test(path));
    expect(called.filter((path) => !known.includes(path))).toEqual([]);
  });

  it.each(exposed.map((action) => ({ name: action.name, action })))(
    '$name has the parameters of its contract, and those of the script',
    ({ action }) => {
      const { properties = {}, required = [] } = bodyOf(action);
      // The script writes the list memberIds into the text that the action takes.
      const direct = Object.entries(properties).filter(([name]) => name !== 'memberIds');
      for (const [name, schema] of direct) {
        const parameter = action.parameters.find((candidate) => candidate.name === name);
        expect({ name, type: edmTypeOf(schema) }).toEqual({ name: parameter?.name, type: parameter?.type });
      }
      const needed = action.parameters.filter(({ optional }) => optional !== true).map(({ name }) => name);
      expect(needed.filter((name) => !required.includes(name))).toEqual([]);
    },
  );

  it('take as many ids in one call as the API does', () => {
    expect(propertyOf('MembersOfGroup', 'EntityIds').maxItems).toBe(limits.idsPerCall);
    expect(propertyOf('OutboundMembersUpdate', 'memberIds').maxItems).toBe(limits.outboundIdsPerCall);
    expect(propertyOf('NewStaticSegment', 'groups').maxItems).toBe(limits.groupsPerDefinition);
    expect(script).toContain(`IdsPerCall = ${limits.idsPerCall};`);
    expect(script).toContain(`OutboundIdsPerCall = ${limits.outboundIdsPerCall};`);
    expect(script).toContain(`GroupsPerDefinition = ${limits.groupsPerDefinition};`);
  });
});

describe('the actions that the script calls', () => {
  it.each(
    Object.values({ ...segmentActions, ...outboundActions }).map((action) => ({ name: action.name, action })),
  )('$name is in reach of makers, by its path or by the script', ({ action }) => {
    expect(paths[actionPath(action)] !== undefined || script.includes(`"${action.name}"`)).toBe(true);
  });

  it('are actions of the vocabulary', () => {
    const called = [...script.matchAll(/Post\("(msdyn\w+)"/g)].map(([, name]) => name);
    expect(called.length).toBeGreaterThan(4);
    expect(called.filter((name) => !allActions.some((action) => action.name === name))).toEqual([]);
  });

  it('runs for no operation that could do without it', () => {
    const plain = [
      'AddStaticMembers',
      'RemoveStaticMembers',
      'PublishSegment',
      'StopSegments',
      'UpdateSegment',
      'IncludeMember',
    ];
    expect(scriptOperations().filter((id) => plain.includes(id))).toEqual([]);
  });
});

describe('the values of choices', () => {
  const valuesOf = (schema: string, property: string) => propertyOf(schema, property)['x-ms-enum-values'];
  const optionsOf = (options: readonly { value: number; label: string }[]) =>
    options.map(({ value, label }) => ({ value, displayName: label }));

  it('are those of the vocabulary', () => {
    expect(valuesOf('NewStaticSegment', 'scope')).toEqual(optionsOf(scopeOptions));
    expect(valuesOf('NewOutboundSegment', 'msdyncrm_scope')).toEqual(optionsOf(scopeOptions));
    expect(
      [...(valuesOf('NewOutboundSegment', 'msdyncrm_segmenttype') ?? [])].sort(
        (one, other) => Number(one.value) - Number(other.value),
      ),
    ).toEqual(optionsOf(outboundSegmentTypeOptions));
    expect(propertyOf('NewOutboundSegment', 'statuscode').enum).toEqual([
      outboundStatus.draft,
      outboundStatus.goingLive,
    ]);
    expect(propertyOf('OutboundSegmentChanges', 'statuscode').enum).toEqual([
      outboundStatus.goingLive,
      outboundStatus.stopping,
    ]);
    expect(propertyOf('OutboundMembersUpdate', 'msdyncrm_operation').enum).toEqual(
      outboundOperations.filter((name) => name !== 'getState'),
    );
  });

  it('that the script writes are those of the vocabulary', () => {
    expect(script).toContain(`["statuscode"] = ${definitionStatus.draft}`);
    expect(script).toContain(`["statuscode"] = ${segmentStatus.inactive}`);
    expect(script).toContain(`isStatic ? ${segmentType.static} : ${segmentType.dynamic}`);
    expect(script).toContain(`["msdynmkt_source"] = ${segmentSource.journeys}`);
  });
});

describe('the columns', () => {
  const tables = [segmentTable, segmentDefinitionTable, outboundSegmentTable];
  const known = new Set([
    ...tables.flatMap(({ columns }) => columns.map(({ name }) => name)),
    'createdon',
    'modifiedon',
    'versionnumber',
  ]);

  it.each(['SegmentColumns', 'SegmentDefinitionColumns', 'OutboundSegmentColumns'])(
    'that %s reads are there',
    (name) => {
      const columns = String(parameters[name]?.['default']).split(',');
      expect(columns.filter((column) => !known.has(column))).toEqual([]);
    },
  );

  it.each([
    ['SegmentColumns', 'Segment'],
    ['SegmentDefinitionColumns', 'SegmentDefinition'],
    ['OutboundSegmentColumns', 'OutboundSegment'],
  ])('that %s reads are those that %s describes', (parameter, schema) => {
    const read = String(parameters[parameter]?.['default']).split(',').sort();
    const described = Object.keys(schemaNamed(schema).properties ?? {}).filter((name) => !name.includes('@'));
    expect(described.sort()).toEqual(read);
  });

  it('take texts as long as the table does', () => {
    const lengthOf = (name: string) =>
      tables.flatMap(({ columns }) => columns).find((column) => column.name === name);
    const written = [
      'SegmentChanges',
      'NewSegmentDefinition',
      'NewOutboundSegment',
      'OutboundSegmentChanges',
    ].flatMap((schema) => Object.entries(schemaNamed(schema).properties ?? {}));
    const limited = written.filter(([name, { maxLength }]) => maxLength !== undefined && known.has(name));
    expect(limited.length).toBeGreaterThan(5);
    for (const [name, { maxLength }] of limited)
      expect({ name, maxLength }).toMatchObject({
        name,
        maxLength: (lengthOf(name) as { maxLength?: number }).maxLength,
      });
  });
});

describe('the documentation', () => {
  const texts = ['connector/README.md', 'docs/makers.md'].map((file) => ({
    file,
    text: readFileSync(join(__dirname, '..', '..', file), 'utf8'),
  }));
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  const visible = operations.filter((operation) => operation['x-ms-visibility'] !== 'internal');

  it.each(texts)('$file has every operation and its description', ({ text }) => {
    const words = text.replace(/\s+/g, ' ');
    expect(
      visible
        .filter(({ operationId = '' }) => !words.includes(`\`${operationId}\``))
        .map(({ operationId }) => operationId),
    ).toEqual([]);
    expect(
      visible
        .filter(({ description = '' }) => !words.includes(description))
        .map(({ operationId }) => operationId),
    ).toEqual([]);
  });

  it('names every required input for makers', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'docs', 'makers.md'), 'utf8');
    for (const { operationId = '', parameters: given = [] } of visible) {
      const row = text.split('\n').find((line) => line.includes(`\`${operationId}\``)) ?? '';
      const body = given.find((parameter) => parameter['in'] === 'body');
      const reference = (body?.['schema'] as { $ref: string } | undefined)?.$ref.split('/').at(-1) ?? '';
      const { required = [], properties = {} } = body ? schemaNamed(reference) : {};
      const titles = required
        .map((name) => properties[name] as Record<string, unknown>)
        .filter((property) => property['x-ms-visibility'] !== 'internal');
      for (const title of titles) expect(row).toContain(`**${String(title['x-ms-summary'])}**`);
    }
  });
});

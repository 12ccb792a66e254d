import type { LocalDataverse } from '../../emulator/local-dataverse';
import { recordId, segmentSource } from '../../segments';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment, type SegmentWithGroup } from './testing/environment';
import { connectorDefinition, scriptOperations, startWithConnector } from './testing/installed-connector';

interface DynamicValues {
  readonly operationId: string;
  readonly 'value-collection': string;
  readonly 'value-path': string;
  readonly 'value-title': string;
  readonly parameters: Readonly<Record<string, string | { readonly parameter: string }>>;
}

/** Every dropdown of the definition, each once. */
function dropdowns(): readonly DynamicValues[] {
  const found = new Map<string, DynamicValues>();
  JSON.stringify(connectorDefinition(), (key, value: unknown) => {
    if (key === 'x-ms-dynamic-values') found.set(JSON.stringify(value), value as DynamicValues);
    return value;
  });
  return [...found.values()];
}

const at = (value: unknown, path: string) =>
  path
    .split('/')
    .reduce<unknown>((current, step) => (current as Record<string, unknown> | null)?.[step], value);

let dataverse: LocalDataverse;
let environment: Environment;
let client: ConnectorClient;
let segment: SegmentWithGroup;
let titles: Readonly<Record<string, readonly [value: string, title: string]>>;

beforeAll(async () => {
  dataverse = await startWithConnector();
  environment = new Environment(dataverse);
  segment = environment.segment('Guests of spring');
  const outbound = environment.outboundSegment();
  const view = environment.view('Contacts of spring', 'Uppsala');
  const [unit] = dataverse.store.select({
    table: 'businessunit',
    select: ['businessunitid', 'name'].map((column) => ({
      as: column,
      value: { kind: 'column', column } as const,
    })),
  });
  client = await clientOfConnector(dataverse.url);
  titles = {
    ListSegments: [segment.segmentId, 'Guests of spring'],
    ListSegmentDefinitions: [segment.definitionId, 'Guests of spring'],
    ListOutboundSegments: [outbound, 'Newsletter'],
    ListStaticGroups: [segment.groupId, 'Invited'],
    ListMemberTables: ['lead', 'Lead'],
    ListViews: [view, 'Contacts of spring'],
    ListTextColumns: ['address1_city', 'Address 1: city'],
    ListBusinessUnits: [String(unit?.['businessunitid']), String(unit?.['name'])],
  };
});
afterAll(() => dataverse.close());

async function entriesOf(dropdown: DynamicValues): Promise<readonly (readonly [unknown, unknown])[]> {
  const given = Object.entries(dropdown.parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : name === 'memberTable' ? 'contact' : segment.segmentId,
  ]);
  const { body } = await client.call(dropdown.operationId, {
    parameters: Object.fromEntries(given) as Record<string, unknown>,
  });
  return (at(body, dropdown['value-collection']) as unknown[]).map((row) => [
    at(row, dropdown['value-path']),
    at(row, dropdown['value-title']),
  ]);
}

function itOffersNames(found: readonly DynamicValues[]): void {
  it.each(found.map((dropdown) => ({ name: dropdown.operationId, dropdown })))(
    '$name offers names and gives ids',
    async ({ dropdown }) => {
      expect(await entriesOf(dropdown)).toContainEqual(titles[dropdown.operationId]);
    },
  );
}

const scripted = ({ operationId }: DynamicValues) => scriptOperations().includes(operationId);

describe('dropdowns', () => {
  itOffersNames(dropdowns().filter((dropdown) => !scripted(dropdown)));

  it('offer the tables that segments can be made of, and no others', async () => {
    const tables = dropdowns().find(({ operationId }) => operationId === 'ListMemberTables');
    expect(tables && [...(await entriesOf(tables))].sort()).toEqual([
      ['contact', 'Contact'],
      ['lead', 'Lead'],
    ]);
  });

  it('stand wherever an id is asked for that the connector can list', () => {
    const { parameters, definitions } = connectorDefinition();
    const inputs = [
      ...Object.values(parameters).map((value) => [String(value['name']), value] as const),
      ...[
        'MembersOfGroup',
        'OneSegment',
        'OutboundMembersUpdate',
        'OneOutboundMember',
        'ManyOutboundMembers',
        'ListAndGroup',
        'MembersToCopy',
        'MembersByEmail',
        'MembersToRemove',
        'NewStaticSegment',
        'NewDynamicSegment',
      ].flatMap((schema) =>
        Object.entries(
          (definitions[schema] as { properties: Record<string, Record<string, unknown>> }).properties,
        ),
      ),
    ];
    const ids = inputs.filter(([name]) => /(segment|group|definition|unit)id$/i.test(name));
    expect(ids.length).toBeGreaterThan(8);
    expect(
      ids.filter(([, value]) => value['x-ms-dynamic-values'] === undefined).map(([name]) => name),
    ).toEqual([]);
  });
});

describeWithDotnet('dropdowns of the connector that run its script', () => {
  itOffersNames(dropdowns().filter(scripted));

  it.each(['ListSegments', 'ListAllStaticGroups', 'FindStaticGroup', 'EnsureStaticGroup'])(
    '%s passes over rows of the same name that other products mirror',
    async (operationId) => {
      const name = `Mirrored for ${operationId}`;
      const mirrored = environment.segment(name);
      dataverse.store.update('msdynmkt_segment', recordId(mirrored.segmentId), {
        msdynmkt_source: segmentSource.customerInsights,
      });
      const input = { segmentName: name, groupName: 'Invited', memberTable: 'contact' };
      const isChange = operationId === 'EnsureStaticGroup';
      const call = () => client.call(operationId, isChange ? { body: input } : { parameters: input });
      expect(JSON.stringify(await call())).not.toContain(mirrored.segmentId);
      if (!isChange) environment.segment(name);
      const { status, body } = await call();
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(mirrored.segmentId);
      if (operationId !== 'EnsureStaticGroup') expect(JSON.stringify(body)).toContain(name);
    },
  );

  it.each(['AddMembersByEmail', 'RemoveMembersByEmail'])('%s refuses such a row', async (operationId) => {
    const { segmentId, groupId } = environment.segment('Mirrored');
    dataverse.store.update('msdynmkt_segment', recordId(segmentId), {
      msdynmkt_source: segmentSource.customerInsights,
    });
    const answer = await client.call(operationId, {
      body: { segmentId, groupId, values: ['ada@example.com'] },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('none of real-time journeys') as string } },
    });
  });
});

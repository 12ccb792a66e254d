import { performance } from 'node:perf_hooks';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { loadRows, sampleAccounts, sampleContactId, sampleContacts } from '../../emulator/sample-data';
import {
  accountName,
  contactName,
  definitionStatus,
  limits,
  newStaticGroup,
  recordId,
  serialiseStaticGroups,
} from '../../segments';

/** One thing that was measured, in milliseconds. */
export interface Measurement {
  readonly name: string;
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
}

export interface BenchResults {
  readonly contacts: number;
  readonly accounts: number;
  readonly node: string;
  readonly measurements: readonly Measurement[];
  /** How many times as long the second takes as the first; both are to stay below 2. */
  readonly ratios: { readonly addAt199000: number; readonly page40: number };
  readonly residentMegabytes: number;
}

interface Options {
  readonly contacts: number;
  say(line: string): void;
}

/** Fills a local Dataverse and measures it through its Web API. */
export async function measureEmulator({ contacts, say }: Options): Promise<BenchResults> {
  const accounts = Math.floor(contacts / 10);
  const dataverse = await startLocalDataverse({ assumptions: { publishingMilliseconds: 0 } });
  try {
    say(`Loading ${contacts} contacts and ${accounts} accounts ...`);
    loadRows(dataverse.store, accountName.logicalName, sampleAccounts(accounts));
    loadRows(dataverse.store, contactName.logicalName, sampleContacts(contacts, accounts));
    say('Measuring ...');
    const client = new BenchClient(dataverse);
    const measurements = [
      ...(await measureMembers(client)),
      ...(await measureFilter(client)),
      await measureQuery(client),
    ];
    const p50 = (name: string): number => measurements.find((one) => one.name === name)?.p50 ?? Number.NaN;
    return {
      contacts,
      accounts,
      node: process.version,
      measurements,
      ratios: {
        addAt199000: rounded(p50(names.addFull) / p50(names.addEmpty)),
        page40: rounded(p50(names.page40) / p50(names.page1)),
      },
      residentMegabytes: Math.round(process.memoryUsage().rss / 1024 / 1024),
    };
  } finally {
    await dataverse.close();
  }
}

const names = {
  addEmpty: 'AddStaticMembers of 1000 ids into an empty group',
  addFull: 'AddStaticMembers of 1000 ids into a group of 199,000',
  page1: 'ListGroupMembers, page 1 of 5000',
  page40: 'ListGroupMembers, page 40 of 5000',
  members: 'MembersList of 200,000',
  filter: '$filter with contains on two columns, first 50 rows',
  count: '$filter with contains on two columns, $count',
  query: 'FILTER and TRAVERSE segment query, publish to live',
} as const;

const groupIds = Array.from({ length: 2 }, (_, index) => `b0000000-0000-4000-8000-00000000000${index}`);

async function measureMembers(client: BenchClient): Promise<Measurement[]> {
  const [empty = '', full = ''] = groupIds;
  const segment = await client.createSegment('', groupIds);
  const ids = (from: number): string[] =>
    Array.from({ length: limits.idsPerCall }, (_, index) => sampleContactId(from + index));
  const change = (action: 'Add' | 'Remove', GroupId: string, from: number): Promise<unknown> =>
    client.post(`msdynmkt_${action}StaticMembers`, { SegmentId: segment.id, GroupId, EntityIds: ids(from) });
  for (let from = 0; from < 199_000; from += limits.idsPerCall) await change('Add', full, from);
  const add = (name: string, group: string): Promise<Measurement> =>
    measure(name, 30, {
      run: () => change('Add', group, 199_000),
      after: () => change('Remove', group, 199_000),
    });
  const addEmpty = await add(names.addEmpty, empty);
  const addFull = await add(names.addFull, full);
  await change('Add', full, 199_000);
  const page = (name: string, PageNo: number): Promise<Measurement> => {
    const body = { SegmentId: segment.id, GroupId: full, PageNo, PageSize: 5000 };
    return measure(name, 30, { run: () => client.post('msdynmkt_ListGroupMembers', body) });
  };
  const pages = [await page(names.page1, 1), await page(names.page40, 40)];
  await client.publish(segment);
  const list = (): Promise<unknown> => client.post('msdynmkt_MembersList', { SegmentId: segment.id });
  return [addEmpty, addFull, ...pages, await measure(names.members, 10, { run: list })];
}

async function measureFilter(client: BenchClient): Promise<Measurement[]> {
  const filter = encodeURIComponent("contains(fullname,'son') and contains(emailaddress1,'mar')");
  const rows = `contacts?$select=fullname,emailaddress1&$filter=${filter}&$top=50`;
  return [
    await measure(names.filter, 10, { run: () => client.get(rows) }),
    await measure(names.count, 5, { run: () => client.get(`${rows}&$count=true`) }),
  ];
}

async function measureQuery(client: BenchClient): Promise<Measurement> {
  const query = "PROFILE(account).FILTER(address1_city == 'Madrid').TRAVERSE(contact_customer_accounts)";
  const segment = await client.createSegment(query, []);
  return measure(names.query, 3, { run: () => client.publish(segment) });
}

interface Work {
  run(): Promise<unknown>;
  after?(): Promise<unknown>;
}

async function measure(name: string, runs: number, work: Work): Promise<Measurement> {
  const times: number[] = [];
  // The first run prepares statements and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const start = performance.now();
    await work.run();
    if (run > 0) times.push(performance.now() - start);
    await work.after?.();
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => rounded(times[Math.ceil(share * times.length) - 1] ?? Number.NaN);
  return { name, runs, p50: at(0.5), p95: at(0.95) };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

interface Segment {
  readonly id: string;
  readonly definitionId: string;
}

/** Speaks to the server as any client does. */
class BenchClient {
  private readonly root: string;

  constructor(dataverse: LocalDataverse) {
    this.root = `${dataverse.url}/api/data/v9.2/`;
  }

  get(path: string): Promise<Record<string, unknown>> {
    return this.send('GET', path);
  }

  post(path: string, body: object): Promise<Record<string, unknown>> {
    return this.send('POST', path, body);
  }

  async createSegment(query: string, groups: readonly string[]): Promise<Segment> {
    const definition = await this.post('msdynmkt_segmentdefinitions?$select=msdynmkt_name', {
      msdynmkt_name: 'Benchmark',
      msdynmkt_segmentquery: query,
      msdynmkt_staticlistmembers: serialiseStaticGroups(
        groups.map((id) => newStaticGroup(recordId(id), id, 'Include')),
      ),
    });
    const definitionId = String(definition['msdynmkt_segmentdefinitionid']);
    const segment = await this.post('msdynmkt_segments?$select=msdynmkt_displayname', {
      msdynmkt_displayname: 'Benchmark',
      msdynmkt_baseentitylogicalname: contactName.logicalName,
      msdynmkt_sourcesegmentuid: definitionId,
      statecode: 1,
      statuscode: 2,
    });
    return { id: String(segment['msdynmkt_segmentid']), definitionId };
  }

  /** Resolves once the segment is live. */
  async publish({ id, definitionId }: Segment): Promise<void> {
    await this.post('msdynmkt_PublishSegmentDefinition', { SegmentId: id });
    for (;;) {
      const row = await this.get(`msdynmkt_segmentdefinitions(${definitionId})?$select=statuscode`);
      if (row['statuscode'] === definitionStatus.live) return;
      if (row['statuscode'] !== definitionStatus.goingLive) {
        throw new Error(`The segment did not go live; its status is ${String(row['statuscode'])}.`);
      }
    }
  }

  private async send(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.root + path, {
      method,
      headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }
}

export function printedTable(results: BenchResults): string {
  const width = Math.max(...results.measurements.map(({ name }) => name.length));
  const line = (name: string, ...cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(10))].join('  ');
  const lines = results.measurements.map(({ name, runs, p50, p95 }) =>
    line(name, String(runs), p50.toFixed(1), p95.toFixed(1)),
  );
  return [
    `${results.contacts} contacts, ${results.accounts} accounts, Node ${results.node}; milliseconds`,
    line('', 'runs', 'p50', 'p95'),
    ...lines,
    `Adding to 199,000 takes ${results.ratios.addAt199000} times as long as to none; page 40 takes ` +
      `${results.ratios.page40} times as long as page 1. Resident memory: ${results.residentMegabytes} MB.`,
  ].join('\n');
}

import { FetchClient } from '@odata2ts/http-client-fetch';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { sampleSegments } from '../../emulator/sample-data';
import { accessToken } from './testing/signed-in';

interface Answer<T> {
  readonly status: number;
  readonly data: T;
}

/** A builder of queries and its columns; each is named as $metadata names it. */
interface Builder {
  select(...columns: readonly string[]): Builder;
  filter(...conditions: readonly unknown[]): Builder;
  orderBy(...orders: readonly unknown[]): Builder;
  expanding(property: string, query: (builder: Builder) => void): Builder;
  top(count: number): Builder;
  count(): Builder;
}
type Columns = Readonly<
  Record<
    string,
    { eq(value: unknown): unknown; contains(text: string): unknown; desc(): unknown; asc(): unknown }
  >
>;
type Query = (builder: Builder, columns: Columns) => void;

interface Rows {
  create(row: object): Promise<Answer<Readonly<Record<string, unknown>>>>;
  query(query: Query): Promise<Answer<{ readonly value: readonly Readonly<Record<string, unknown>>[] }>>;
}
interface OneRow {
  patch(row: object): Promise<Answer<unknown>>;
  delete(): Promise<Answer<unknown>>;
  query(query: Query): Promise<Answer<Readonly<Record<string, unknown>>>>;
}

/** What of the generated client is used here. */
interface Service {
  contacts(): Rows;
  contacts(id: string): OneRow;
  accounts(): Rows;
  accounts(id: string): OneRow;
  WhoAmI(): Promise<Answer<{ readonly UserId: string }>>;
  msdynmkt_AddStaticMembers(parameters: object): Promise<Answer<unknown>>;
  msdynmkt_ListGroupMembers(parameters: object): Promise<Answer<{ readonly Response: string }>>;
}

const root = join(__dirname, '..', '..');
let folder: string;
let dataverse: LocalDataverse;
let service: Service;
let said: string;

/** A typed client, made from the whole of $metadata as anybody does who has an organisation's. */
beforeAll(async () => {
  dataverse = await startLocalDataverse({ auth: true, sampleData: 'standard' });
  const headers = { Authorization: `Bearer ${await accessToken(dataverse)}` };
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'odata2ts-'));
  const metadata = await fetch(`${dataverse.url}/api/data/v9.2/$metadata`, { headers });
  writeFileSync(join(folder, 'metadata.xml'), await metadata.text());
  mkdirSync(join(folder, 'made'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const options = {
    emitMode: 'ts',
    // One file for all types would take ten times as long.
    bundledFileGeneration: false,
    services: { dataverse: { serviceName: 'dataverse', source: 'metadata.xml', output: 'made' } },
  };
  writeFileSync(join(folder, 'odata2ts.config.cjs'), `module.exports = ${JSON.stringify(options)};`);
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  const command = join(root, 'node_modules', '@odata2ts', 'odata2ts', 'lib', 'run-cli.js');
  said = execFileSync(process.execPath, [command], { cwd: folder, encoding: 'utf8' });
  const { dataverseService } = jest.requireActual<{
    readonly dataverseService: new (client: FetchClient, address: string) => Service;
  }>(join(folder, 'made', 'dataverseService.ts'));
  service = new dataverseService(new FetchClient({ headers }), `${dataverse.url}/api/data/v9.2`);
});

afterAll(async () => {
  await dataverse.close();
  rmSync(folder, { recursive: true });
});

describe('odata2ts', () => {
  it('makes a client of all of $metadata, without a name that clashes', () => {
    expect(said).toContain('Successfully finished!');
    expect(said).not.toContain('Duplicate name');
  });

  it('creates, changes, reads and deletes rows by it', async () => {
    const created = await service.contacts().create({ lastname: 'Byron' });
    const id = /[0-9a-f-]{36}/.exec(JSON.stringify(created))?.[0] ?? '';
    await service.contacts(id).patch({ firstname: 'Ada' });
    const { data } = await service.contacts(id).query((builder) => builder.select('fullname'));
    expect(data).toMatchObject({ fullname: 'Ada Byron' });
    expect((await service.contacts(id).delete()).status).toBe(204);
    await expect(service.contacts(id).query((builder) => builder.select('fullname'))).rejects.toThrow(
      'Does Not Exist',
    );
  });

  it('builds filters, orders and nested expands by it', async () => {
    const { data } = await service.accounts().query((builder, columns) =>
      builder
        .select('name')
        .filter(columns['name']?.contains('a'), columns['statecode']?.eq(0))
        .orderBy(columns['name']?.desc())
        .expanding('contact_customer_accounts', (people) => people.select('fullname'))
        .top(3)
        .count(),
    );
    expect(data.value).toHaveLength(3);
    expect(data).toMatchObject({ '@odata.count': expect.any(Number) as number });
    expect(data.value[0]).toHaveProperty('contact_customer_accounts');
  });

  it('calls functions and actions by it', async () => {
    const { segmentId, groups } = sampleSegments.newsletter;
    expect((await service.WhoAmI()).data.UserId).toBe(dataverse.accounts[0]?.userId);
    const { data } = await service.contacts().query((builder) => builder.select('contactid').top(1));
    const id = String(data.value[0]?.['contactid']);
    const group = { SegmentId: segmentId, GroupId: groups[0]?.id };
    await service.msdynmkt_AddStaticMembers({ ...group, EntityIds: [id] });
    const members = await service.msdynmkt_ListGroupMembers({ ...group, PageNo: 1, PageSize: 5000 });
    expect(members.data.Response).toContain(id);
  });
});

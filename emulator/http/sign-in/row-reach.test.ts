import { startLocalDataverse, type LocalDataverse } from '../../local-dataverse';
import type { RoleName } from '../../roles';
import { ROOT_BUSINESS_UNIT, storedId } from '../../store';
import { segmentActions, type RecordId } from '../../../segments';
import { TENANT } from './access-tokens';

/** Root > Europe > Norway, with one application each of the three depths in Europe, and a row of each unit. */
let dataverse: LocalDataverse;
const tokens = new Map<string, string>();
const units = new Map<string, RecordId>([['Root', ROOT_BUSINESS_UNIT]]);
const contacts = new Map<string, RecordId>();

const all: RoleName = 'Marketing user';
const deep: RoleName = 'Marketing user (unit and below)';
const local: RoleName = 'Marketing user (unit)';
const own: RoleName = 'Marketing user (own rows)';

beforeAll(async () => {
  dataverse = await startLocalDataverse({
    auth: true,
    assumptions: { businessUnitScoping: true, publishingMilliseconds: 0 },
  });
  const { store } = dataverse;
  for (const [name, parent] of [
    ['Europe', 'Root'],
    ['Norway', 'Europe'],
  ] as const) {
    const row = { name, parentbusinessunitid: units.get(parent) ?? null };
    units.set(name, store.create('businessunit', row));
  }
  for (const { userId, role } of dataverse.accounts) {
    if (role !== all) store.update('systemuser', userId, { businessunitid: units.get('Europe') ?? null });
    tokens.set(role, await tokenFor(role));
  }
  for (const [name, owningbusinessunit] of units) {
    contacts.set(name, store.create('contact', { lastname: name, owningbusinessunit }));
  }
});

afterAll(() => dataverse.close());

async function tokenFor(role: RoleName): Promise<string> {
  const account = dataverse.accounts.find((candidate) => candidate.role === role);
  const response = await fetch(`${dataverse.url}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account?.clientId ?? '',
      client_secret: account?.clientSecret ?? '',
      scope: `${dataverse.url}/.default`,
    }).toString(),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

interface Answer {
  readonly status: number;
  readonly id: string;
  readonly body: Record<string, unknown>;
}

async function as(role: RoleName, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${tokens.get(role) ?? ''}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    id: /\(([^)]*)\)$/.exec(response.headers.get('OData-EntityId') ?? '')?.[1] ?? '',
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

const namesIn = ({ body }: Answer): unknown[] =>
  (body['value'] as { lastname: unknown }[]).map(({ lastname }) => lastname);

describe('a role reads', () => {
  it.each([
    [all, ['Europe', 'Norway', 'Root']],
    [deep, ['Europe', 'Norway']],
    [local, ['Europe']],
    [own, []],
  ] as const)('%s', async (role, names) => {
    const fetchXml =
      '<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/></entity></fetch>';
    expect(namesIn(await as(role, 'GET', 'contacts?$select=lastname&$orderby=lastname'))).toEqual(names);
    expect(namesIn(await as(role, 'GET', `contacts?fetchXml=${encodeURIComponent(fetchXml)}`))).toEqual(
      names,
    );
    const counted = await as(role, 'GET', 'contacts?$apply=aggregate($count as n)');
    expect(counted.body['value']).toEqual([{ n: names.length }]);
    for (const [name, id] of contacts) {
      const { status } = await as(role, 'GET', `contacts(${id})`);
      expect({ name, status }).toEqual({
        name,
        status: (names as readonly string[]).includes(name) ? 200 : 403,
      });
    }
  });

  it('its own rows, whoever made others', async () => {
    const { id } = await as(own, 'POST', 'contacts', { lastname: 'Mine' });
    expect(namesIn(await as(own, 'GET', 'contacts'))).toEqual(['Mine']);
    expect((await as(local, 'GET', `contacts(${id})`)).body['_owningbusinessunit_value']).toBe(
      units.get('Europe'),
    );
    expect((await as(own, 'DELETE', `contacts(${id})`)).status).toBe(204);
  });

  it('nothing of other rows through those it reaches', async () => {
    const { id } = await as(local, 'POST', 'accounts', { name: 'Fjord' });
    dataverse.store.update('account', storedId(id), { primarycontactid: contacts.get('Norway') ?? null });
    const expanded = `accounts(${id})?$select=name&$expand=primarycontactid($select=lastname)`;
    expect((await as(local, 'GET', expanded)).body['primarycontactid']).toBeNull();
    expect((await as(deep, 'GET', expanded)).body['primarycontactid']).toMatchObject({ lastname: 'Norway' });
    const behind = `accounts?$filter=primarycontactid/lastname eq 'Norway'`;
    expect((await as(local, 'GET', behind)).body['value']).toEqual([]);
    expect((await as(deep, 'GET', behind)).body['value']).toHaveLength(1);
    const some = `contacts?$filter=account_primary_contact/any(a:a/name eq 'Fjord')`;
    expect(namesIn(await as(own, 'GET', some))).toEqual([]);
    expect(namesIn(await as(deep, 'GET', some))).toEqual(['Norway']);
  });
});

describe('a role changes', () => {
  it('only what it reaches', async () => {
    const norway = `contacts(${contacts.get('Norway') ?? ''})`;
    for (const [method, path, body] of [
      ['PATCH', norway, { nickname: 'x' }],
      ['PUT', `${norway}/nickname`, { value: 'x' }],
      ['DELETE', norway, undefined],
    ] as const) {
      const { status, body: answer } = await as(local, method, path, body);
      expect({ method, status }).toEqual({ method, status: 403 });
      expect(answer['error']).toMatchObject({ code: '0x80048306' });
    }
    expect((await as(deep, 'PATCH', norway, { nickname: 'Fjords' })).status).toBe(204);
  });
});

describe('segments', () => {
  it('of a unit hold its people only, and are out of reach to the actions of others', async () => {
    const definition = await as(local, 'POST', 'msdynmkt_segmentdefinitions', {
      msdynmkt_segmentquery: 'PROFILE(contact)',
    });
    const { id } = await as(local, 'POST', 'msdynmkt_segments', {
      msdynmkt_displayname: 'Everybody',
      msdynmkt_baseentitylogicalname: 'contact',
      msdynmkt_sourcesegmentuid: definition.id,
    });
    const publish = { SegmentId: id };
    const publishAction = segmentActions.publishSegmentDefinition.name;
    expect((await as(own, 'POST', publishAction, publish)).status).toBe(403);
    expect((await as(local, 'POST', publishAction, publish)).status).toBe(204);
    const read = async (): Promise<Answer> =>
      as(local, 'GET', `msdynmkt_segments(${id})?$select=msdynmkt_membercount`);
    let { body } = await read();
    while (body['msdynmkt_membercount'] === null) ({ body } = await read());
    expect(body['msdynmkt_membercount']).toBe(1);
  });
});

import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { Environment } from './testing/environment';
import {
  connectorDefinition,
  connectorName,
  scriptOperations,
  startWithConnector,
} from './testing/installed-connector';
import { operationCases } from './testing/operation-cases';

let dataverse: LocalDataverse;
let environment: Environment;
let reader: ConnectorClient;
let outsider: ConnectorClient;

async function tokenOf(role: string): Promise<string> {
  const account = dataverse.accounts.find((candidate) => candidate.role === role);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: account?.clientId ?? '',
    client_secret: account?.clientSecret ?? '',
    scope: `${dataverse.url}/.default`,
  });
  const response = await fetch(`${dataverse.url}/common/oauth2/v2.0/token`, { method: 'POST', body: form });
  return ((await response.json()) as { access_token: string }).access_token;
}

beforeAll(async () => {
  dataverse = await startWithConnector({ auth: true });
  environment = new Environment(dataverse);
  const clientOf = async (role: string) =>
    clientOfConnector(dataverse.url, { authorization: `Bearer ${await tokenOf(role)}` });
  reader = await clientOf('Reader');
  outsider = await clientOf('Basic User');
});
afterAll(() => dataverse.close());

/** The state of outbound members is read by the action that changes them, so it needs the right to change. */
const needsRightToChange = ['GetOutboundMembersState'];

function changesSomething(id: string): boolean {
  const item = Object.values(connectorDefinition().paths).find((operations) =>
    Object.values(operations).some(({ operationId }) => operationId === id),
  );
  const [method, operation] =
    Object.entries(item ?? {}).find(([, { operationId }]) => operationId === id) ?? [];
  return needsRightToChange.includes(id) || (method !== 'get' && operation?.['x-ms-safe-operation'] !== true);
}

const ids = Object.keys(operationCases);
const scripted = (id: string) => scriptOperations().includes(id);

function describePermissions(tried: readonly string[]): void {
  it.each(tried.filter(changesSomething))(
    '%s is refused with 403 and the name of the privilege',
    async (id) => {
      const answer = await reader.call(id, operationCases[id]?.good(environment));
      expect(answer).toMatchObject({
        status: 403,
        body: {
          error: { code: '0x80040220', message: expect.stringMatching(/is missing prv\w+ privilege/) },
        },
      });
    },
  );

  it.each(tried.filter((id) => !changesSomething(id)))('%s is allowed', async (id) => {
    const answer = await reader.call(id, operationCases[id]?.good(environment));
    expect(answer.status).toBe(operationCases[id]?.status);
  });
}

describe('a user who may only read', () => describePermissions(ids.filter((id) => !scripted(id))));

describeWithDotnet('a user who may only read, in operations of the connector that run its script', () =>
  describePermissions(ids.filter(scripted)),
);

/** Operations that 403 is impossible for, and why. */
const openToAll: Readonly<Record<string, string>> = {
  WhoAmI: 'everybody may ask who they are',
  ListMemberTables: 'everybody may read the descriptions of tables',
  ListBusinessUnits: 'every role of Dataverse reads business units',
  ListViews: 'every role of Dataverse reads views',
  ListTextColumns: 'everybody may read the descriptions of tables',
  TranslateOutboundQuery: 'everybody may read the descriptions of tables',
  FindPeople: 'every role of Dataverse reads contacts',
  ListViewPeople: 'every role of Dataverse reads contacts',
  CompareLists: 'Dataverse is not asked',
  ReadFileColumn: 'Dataverse is not asked',
};

function describeReading(tried: readonly string[]): void {
  it.each(tried.filter((id) => !changesSomething(id) && !Object.hasOwn(openToAll, id)))(
    '%s is refused with 403 and the name of the privilege to read',
    async (id) => {
      const answer = await outsider.call(id, operationCases[id]?.good(environment));
      expect(answer).toMatchObject({
        status: 403,
        body: {
          error: {
            code: '0x80040220',
            message: expect.stringMatching(/is missing prvRead\w+ privilege/),
          },
        },
      });
    },
  );
}

describe('a user who may not even read segments', () => {
  describeReading(ids.filter((id) => !scripted(id)));

  it.each(Object.entries(openToAll).filter(([id]) => !scripted(id)))(
    '%s cannot be refused with 403: %s',
    async (id) => {
      expect(await outsider.call(id)).toMatchObject({ status: 200 });
    },
  );
});

describeWithDotnet('a user who may not even read segments, in operations that run the script', () => {
  describeReading(ids.filter(scripted));

  it.each(Object.entries(openToAll).filter(([id]) => scripted(id)))(
    '%s cannot be refused with 403: %s',
    async (id) => {
      expect(await outsider.call(id, operationCases[id]?.good(environment))).toMatchObject({ status: 200 });
    },
  );
});

describe('nobody', () => {
  it.each(['swagger.json', 'connection/api/data/v9.2/WhoAmI'])('is told to sign in at %s', async (path) => {
    const answer = await fetch(`${dataverse.url}/connectors/${connectorName}/${path}`);
    expect(answer.status).toBe(401);
  });
});

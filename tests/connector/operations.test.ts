import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { schemaErrors } from './testing/answer-schema';
import {
  clientOfConnector,
  clientOfWebApi,
  type Answer,
  type ConnectorClient,
} from './testing/connector-client';
import { Environment } from './testing/environment';
import { connectorDefinition, scriptOperations, startWithConnector } from './testing/installed-connector';
import type { OperationCase } from './testing/operation-case';
import { operationCases } from './testing/operation-cases';

interface ErrorEnvelope {
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}

const messageOf = ({ body }: Answer) => String((body as ErrorEnvelope | undefined)?.error?.message);
const allOperations = Object.values(connectorDefinition().paths).flatMap((item) => Object.values(item));
const cases = Object.entries(operationCases).map(([id, tried]) => ({ id, tried }));
const withScript = cases.filter(({ id }) => scriptOperations().includes(id));
const withoutScript = cases.filter(({ id }) => !scriptOperations().includes(id));

let dataverse: LocalDataverse;
let environment: Environment;
let client: ConnectorClient;
let webApi: ConnectorClient;

/** What the designer adds to a body without asking. */
function hiddenDefaults(id: string): Readonly<Record<string, unknown>> {
  const given = allOperations.find(({ operationId }) => operationId === id)?.parameters ?? [];
  const body = given.find((parameter) => parameter['in'] === 'body') as
    { schema?: { $ref?: string } } | undefined;
  const schema = connectorDefinition().definitions[body?.schema?.$ref?.split('/').at(-1) ?? ''];
  const properties = (schema?.['properties'] ?? {}) as Record<string, Record<string, unknown>>;
  const hidden = Object.entries(properties).filter(
    ([, property]) => property['x-ms-visibility'] === 'internal',
  );
  return Object.fromEntries(hidden.map(([name, property]) => [name, property['default']]));
}

async function setFaults(rules: readonly object[]): Promise<void> {
  await fetch(`${dataverse.url}/admin/faults`, { method: 'PUT', body: JSON.stringify({ rules }) });
}

beforeAll(async () => {
  dataverse = await startWithConnector({ faults: { rules: [] } });
  environment = new Environment(dataverse);
  client = await clientOfConnector(dataverse.url);
  webApi = await clientOfWebApi(dataverse.url, connectorDefinition());
});
afterAll(() => dataverse.close());
afterEach(() => setFaults([]));

function describeOperations(tried: readonly { id: string; tried: OperationCase }[]): void {
  describe.each(tried)(
    '$id',
    ({ id, tried: { good, status, bad, refusal, missing, never404, asksNobody } }) => {
      it('does its work and answers as its schema says', async () => {
        const answer = await client.call(id, good(environment));
        expect(answer).toMatchObject({ status });
        expect(schemaErrors(client.definition, id, status, answer.body)).toEqual([]);
      });

      it('answers bad input with 400 and words that help', async () => {
        const answer = await client.call(id, bad(environment));
        expect(messageOf(answer)).toMatch(refusal);
        expect(answer.status).toBe(400);
      });

      if (missing) {
        it('answers 404 for what is not there', async () => {
          const answer = await client.call(id, missing(environment));
          expect({ status: answer.status, message: messageOf(answer) }).toMatchObject({
            status: 404,
            message: /Not Exist|not found|no static members group/i,
          });
        });
      }

      if (never404) {
        it(`cannot answer 404: ${never404.why}`, async () => {
          const answer = await client.call(id, never404.input(environment));
          expect(answer.status).toBe(never404.status);
          if (never404.answer !== undefined) expect(answer.body).toMatchObject(never404.answer);
        });
      }

      if (asksNobody) return;

      it('passes on that there were too many requests, and when to come again', async () => {
        const input = good(environment);
        await setFaults([{ kind: 'throttle', retryAfter: 7 }]);
        const answer = await client.call(id, input);
        expect(answer).toMatchObject({
          status: 429,
          headers: { 'retry-after': '7' },
          body: { error: { code: '0x80072322' } },
        });
      });
    },
  );
}

describe('operations without script', () => describeOperations(withoutScript));

describeWithDotnet('the operations of the connector that run its script', () =>
  describeOperations(withScript),
);

describe('the Web API itself, without the connector', () => {
  it.each(withoutScript)('answers what $id sends', async ({ id, tried }) => {
    const { good, status } = tried;
    const input = good(environment);
    const body = input.body === undefined ? undefined : { ...hiddenDefaults(id), ...input.body };
    expect(await webApi.call(id, { ...input, ...(body ? { body } : {}) })).toMatchObject({ status });
  });
});

describe('the cases', () => {
  it('cover every operation of the definition', () => {
    const tried = [...Object.keys(operationCases), 'WhoAmI'].sort();
    expect(tried).toEqual(allOperations.map(({ operationId }) => operationId).sort());
  });

  it('try a missing row wherever an operation names one, and tell elsewhere why there is no 404', () => {
    const untried = cases.filter(
      ({ tried }) => (tried.missing === undefined) === (tried.never404 === undefined),
    );
    expect(untried.map(({ id }) => id)).toEqual([]);
    const namesRow = allOperations.filter(({ parameters }) =>
      /"in":"path"|#\/parameters\/(Segment|Group|SegmentDefinition|OutboundSegment)"/.test(
        JSON.stringify(parameters),
      ),
    );
    expect(namesRow.length).toBeGreaterThan(10);
    expect(
      namesRow.filter(({ operationId = '' }) => operationCases[operationId]?.missing === undefined),
    ).toEqual([]);
  });
});

describe('WhoAmI', () => {
  it('tells who is signed in, for testing a connection', async () => {
    const answer = await client.call('WhoAmI');
    expect(answer.status).toBe(200);
    expect(schemaErrors(client.definition, 'WhoAmI', 200, answer.body)).toEqual([]);
  });

  it('has no bad input and no 404: it takes nothing and names nobody', () => {
    const operation = allOperations.find(({ operationId }) => operationId === 'WhoAmI');
    expect(operation?.parameters).toEqual([]);
  });

  it('passes on that there were too many requests, and when to come again', async () => {
    await setFaults([{ kind: 'throttle', retryAfter: 7 }]);
    expect(await client.call('WhoAmI')).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  });
});

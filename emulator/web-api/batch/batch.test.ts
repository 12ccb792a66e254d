import fc from 'fast-check';
import { answerBatch } from '.';
import { type RecordId, recordId } from '../../../segments';
import { defaultAssumptions } from '../../assumptions';
import type { Message } from '../../messages';
import { openStore, SYSTEM_USER, type Store } from '../../store';
import { personNames, platformTables } from '../../store/tables';
import type { WebApiEnvironment, WebApiResponse } from '../exchange';
import { textOf } from '../responses';
import { begunText } from './begun-text';

const root = 'http://127.0.0.1:5151/api/data/v9.2/';

let store: Store;
let environment: WebApiEnvironment;
let postponed: number;

/** An answer with its whole text. */
type WholeResponse = WebApiResponse & { readonly body: string };

/** A message whose work goes on after its answer. */
const slowMessage: Message = {
  name: 'Slow',
  kind: 'action',
  parameters: [],
  answer: [],
  handle: ({ later }) => {
    later(1, () => undefined);
    return undefined;
  },
};

const waitingMessage: Message = { ...slowMessage, name: 'Waiting', handle: () => Promise.resolve(undefined) };

beforeEach(() => {
  store = openStore(platformTables, { rules: personNames });
  postponed = 0;
  environment = {
    store,
    messages: new Map([slowMessage, waitingMessage].map((message) => [message.name, message])),
    assumptions: defaultAssumptions,
    now: () => new Date(),
    later: () => {
      postponed += 1;
    },
  };
});

afterEach(() => {
  store.close();
});

async function send(
  body: string,
  headers: Record<string, string> = {},
  lineEnd = '\r\n',
): Promise<WholeResponse> {
  const request = {
    method: 'POST',
    path: '$batch',
    query: '',
    headers: { 'content-type': 'multipart/mixed; boundary="batch_1"', ...headers },
    body: body.replaceAll(/\r?\n/g, lineEnd),
    root,
    user: SYSTEM_USER,
  };
  const response = await answerBatch(request, environment);
  return { ...response, body: await textOf(response.body) };
}

const part = (request: string, contentId?: number): string =>
  `Content-Type: application/http\nContent-Transfer-Encoding: binary\n${contentId === undefined ? '' : `Content-ID: ${contentId}\n`}\n${request}\n`;

const batch = (...parts: string[]): string =>
  `${parts.map((text) => `--batch_1\n${text}\n`).join('')}--batch_1--\n`;

const changeSet = (...requests: string[]): string =>
  `Content-Type: multipart/mixed; boundary=changeset_1\n\n${requests
    .map((request, index) => `--changeset_1\n${part(request, index + 1)}`)
    .join('')}--changeset_1--\n`;

const post = (set: string, values: object): string =>
  `POST ${set} HTTP/1.1\nContent-Type: application/json\n\n${JSON.stringify(values)}`;

const statuses = (response: WholeResponse): number[] =>
  [...response.body.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

const count = (table: string): number => store.count({ table, select: [] });

const tooLong = post('contacts', { lastname: 'x'.repeat(60) });

const existing = (name: string): RecordId => store.create('account', { name });

describe('requests', () => {
  it('are answered in their order, each with its own status, under addresses of every form', async () => {
    const id = existing('Fabrikam');
    const response = await send(
      batch(
        part(post('/api/data/v9.2/contacts', { lastname: 'One' })),
        part(post(`${root}contacts`, { lastname: 'Two' })),
        part(post('contacts', { lastname: 'Three' })),
        part(`GET accounts(${id})?$select=name HTTP/1.1\nAccept: application/json\n\n`),
        part("GET /api/data/v9.2/contacts?$select=lastname&$filter=lastname eq 'Two' HTTP/1.1\n\n"),
      ),
    );
    expect(response.status).toBe(200);
    expect(statuses(response)).toEqual([204, 204, 204, 200, 200]);
    expect(response.headers['Content-Type']).toMatch(
      /^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/,
    );
    expect(response.body).toMatch(/^--batchresponse_[0-9a-f-]{36}\r\nContent-Type: application\/http\r\n/);
    expect(response.body).toMatch(
      /Location: (http:\/\/127.0.0.1:5151\/api\/data\/v9.2\/contacts\([0-9a-f-]{36}\))/,
    );
    expect(response.body).toContain('"name":"Fabrikam"');
    expect(response.body).toContain('"lastname":"Two"');
    expect(response.body).not.toContain('"lastname":"One"');
  });

  it('may have lines that end with a line feed only', async () => {
    expect(statuses(await send(batch(part(post('contacts', { lastname: 'One' }))), {}, '\n'))).toEqual([204]);
  });

  it('may hold FetchXML far longer than an address outside a batch may be', async () => {
    existing('Fabrikam');
    const values = Array.from({ length: 400 }, (_, index) => `<value>Company number ${index}</value>`).join(
      '',
    );
    const xml = `<fetch><entity name="account"><attribute name="name"/><filter><condition attribute="name" operator="in">${values}<value>fabrikam</value></condition></filter></entity></fetch>`;
    const response = await send(batch(part(`GET accounts?fetchXml=${encodeURIComponent(xml)} HTTP/1.1\n\n`)));
    expect(response.body).toContain('"name":"Fabrikam"');
  });

  it('end with the first that fails, whose status is the status of all', async () => {
    const response = await send(batch(part(tooLong), part(post('contacts', { lastname: 'Later' }))));
    expect(response.status).toBe(400);
    expect(statuses(response)).toEqual([400]);
    expect(response.body).toContain('"code":"0x80044331"');
    expect(count('contact')).toBe(0);
  });

  it('go on after a failure when the client prefers it', async () => {
    const response = await send(batch(part(tooLong), part(post('contacts', { lastname: 'Later' }))), {
      prefer: 'odata.continue-on-error',
    });
    expect(response.status).toBe(200);
    expect(response.headers['Preference-Applied']).toBe('odata.continue-on-error');
    expect(statuses(response)).toEqual([400, 204]);
    expect(count('contact')).toBe(1);
  });
});

describe('a change set', () => {
  it('answers each request with its Content-ID', async () => {
    const response = await send(
      batch(changeSet(post('accounts', { name: 'A' }), post('accounts', { name: 'B' }))),
    );
    expect(statuses(response)).toEqual([204, 204]);
    expect(response.body).toMatch(/Content-Type: multipart\/mixed; boundary=changesetresponse_/);
    expect(response.body).toMatch(
      /Content-ID: 1\r\n\r\nHTTP\/1.1 204 No Content[\s\S]*Content-ID: 2\r\n\r\nHTTP/,
    );
  });

  it('refers to its rows by $ and Content-ID in addresses and bodies, as the page shows', async () => {
    const response = await send(
      batch(
        changeSet(
          post('accounts', { name: 'Account name' }),
          post(`${root}contacts`, {
            firstname: 'Contact first name',
            'parentcustomerid_account@odata.bind': '$1',
          }),
          'PATCH $1 HTTP/1.1\nContent-Type: application/json\n\n{"primarycontactid@odata.bind":"$2"}',
          'PUT $2/lastname HTTP/1.1\nContent-Type: application/json\n\n{"value":"BBBBB"}',
          'PUT $1/primarycontactid/$ref HTTP/1.1\nContent-Type: application/json\n\n{"@odata.id":"$2"}',
        ),
      ),
    );
    expect(statuses(response)).toEqual([204, 204, 204, 204, 204]);
    const [account] = store.select({
      table: 'account',
      select: [
        { as: 'contact', value: { kind: 'column', column: 'primarycontactid' } },
        { as: 'id', value: { kind: 'column', column: 'accountid' } },
      ],
    });
    const contact = store.retrieve('contact', recordId(String(account?.['contact'])));
    expect(contact).toMatchObject({
      fullname: 'Contact first name BBBBB',
      parentcustomerid: account?.['id'],
    });
  });

  it('leaves nothing behind when one of its requests fails, and answers that one only', async () => {
    const response = await send(
      batch(
        changeSet(post('contacts', { lastname: 'One' }), post('Slow', {}), tooLong),
        part('GET contacts HTTP/1.1\n\n'),
      ),
      { prefer: 'odata.continue-on-error' },
    );
    expect(response.status).toBe(200);
    expect(statuses(response)).toEqual([400, 200]);
    expect(response.body).toMatch(/Content-ID: 3\r\n\r\nHTTP\/1.1 400 Bad Request/);
    expect(count('contact')).toBe(0);
    expect(postponed).toBe(0);
  });

  it('starts what its messages do later only once it is done', async () => {
    await send(batch(changeSet(post('Slow', {}))));
    expect(postponed).toBe(1);
  });

  it('refuses messages that do not answer at once', async () => {
    const response = await send(batch(changeSet(post('contacts', { lastname: 'One' }), post('Waiting', {}))));
    expect(response.status).toBe(400);
    expect(response.body).toContain('cannot stand in a change set');
    expect(count('contact')).toBe(0);
  });

  it('refuses a reference that comes too early', async () => {
    const response = await send(
      batch(
        changeSet('PATCH $2 HTTP/1.1\nContent-Type: application/json\n\n{}', post('accounts', { name: 'A' })),
      ),
    );
    expect(response.status).toBe(400);
    expect(response.body).toContain("Content-ID Reference: '$2' does not exist in the batch context.");
  });
});

describe('refused as a whole is', () => {
  const nested = changeSet(post('accounts', {})).replaceAll('changeset_1', 'inner');
  const many = (number: number): string[] =>
    Array.from({ length: number }, () => post('contacts', { lastname: 'x' }));

  it.each([
    [
      'reading in a change set',
      batch(changeSet('GET contacts HTTP/1.1')),
      {},
      "An invalid HTTP method 'GET' was detected",
    ],
    ['a batch in a batch', batch(part('POST $batch HTTP/1.1\n\n')), {}, 'another batch'],
    [
      'a change set in a change set',
      batch(`Content-Type: multipart/mixed; boundary=changeset_1\n\n--changeset_1\n${nested}--changeset_1--`),
      {},
      'another change set',
    ],
    [
      'a batch of 1001 requests',
      batch(...many(1001).map((request) => part(request))),
      {},
      "maximum number of '1000' query operations",
    ],
    [
      'a change set of 1001 requests',
      batch(changeSet(...many(1001))),
      {},
      "'1000' operations are allowed in a change set",
    ],
    [
      'a Content-ID given twice',
      batch(changeSet(post('accounts', {}), post('accounts', {})).replace('Content-ID: 2', 'Content-ID: 1')),
      {},
      "The content ID '1' was found more than once",
    ],
    [
      'another media type',
      batch(),
      { 'content-type': 'application/json' },
      "'multipart/mixed' as the media type",
    ],
    ['a type without a boundary', batch(), { 'content-type': 'multipart/mixed' }, 'boundary specification'],
    ['a text without the boundary', 'nothing', {}, "'--batch_1'"],
    [
      'a text that breaks off',
      batch(part(post('contacts', { lastname: 'x' }))).replace('--batch_1--', ''),
      {},
      "'--batch_1--'",
    ],
    ['a part of another type', batch('Content-Type: text/plain\n\nhello'), {}, "'text/plain'"],
    ['a request line that is none', batch(part('hello')), {}, "request line 'hello'"],
    [
      'an address of more than 65,536 characters',
      batch(part(`GET contacts?$filter=lastname eq '${'x'.repeat(65_536)}' HTTP/1.1\n\n`)),
      {},
      'Uri string is too long',
    ],
  ])('%s', async (_what, body, headers: Record<string, string>, words) => {
    const response = await send(body, headers);
    expect(response.status).toBe(400);
    const { error } = JSON.parse(response.body) as { error: { code: string; message: string } };
    expect(error.code).toMatch(/^0x8006/);
    expect(error.message).toContain(words);
    expect(count('contact')).toBe(0);
  });

  it('not a batch of 1000 requests', async () => {
    const response = await send(batch(...many(400).map((request) => part(request)), changeSet(...many(600))));
    expect(response.status).toBe(200);
    expect(count('contact')).toBe(1000);
  });
});

it('sends a short answer whole, and a long one before it is all there', async () => {
  let made = 0;
  async function* pieces(count: number): AsyncGenerator<string> {
    for (made = 0; made < count; made += 1) yield await Promise.resolve('x'.repeat(1024 * 1024));
  }
  expect(await begunText(pieces(3))).toHaveLength(3 * 1024 * 1024);
  const long = await begunText(pieces(12));
  expect(made).toBeLessThan(9);
  let length = 0;
  for await (const piece of long) length += piece.length;
  expect(length).toBe(12 * 1024 * 1024);
});

it('answers whatever stands between its boundaries', async () => {
  const pieces = [
    'Content-Type: application/http',
    'Content-Type: multipart/mixed; boundary=changeset_1',
    'Content-ID: 1',
    '',
    '--changeset_1',
    '--changeset_1--',
    '--batch_1',
    'GET contacts HTTP/1.1',
    'POST $1 HTTP/1.1',
    'PATCH /api/data/v9.2/contacts(x) HTTP/1.1',
    'DELETE http://other.test/contacts HTTP/1.1',
    'PUT $1/lastname/$ref HTTP/1.1',
    '{"@odata.id":"$1","x@odata.bind":"$2"}',
    '{"lastname":"x"}',
    '--',
  ];
  const lines = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 20 })), {
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), async (inside, goOn) => {
      const response = await send(
        batch(inside.join('\n')),
        goOn ? { prefer: 'odata.continue-on-error' } : {},
      );
      expect(response.status).toBeLessThan(500);
      expect(response.body).not.toContain('HTTP/1.1 500');
    }),
    { numRuns: 1000 },
  );
});

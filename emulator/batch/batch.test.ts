import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse();
});

afterAll(() => dataverse.close());

const boundary = 'batch_AAA123';

interface Part {
  readonly line: string;
  readonly id?: string;
  readonly body?: object;
}

function http({ line, id, body }: Part): string {
  const contentId = id === undefined ? '' : `Content-ID: ${id}\r\n`;
  return (
    `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${contentId}\r\n` +
    `${line} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${body === undefined ? '' : JSON.stringify(body)}\r\n`
  );
}

function changeSet(parts: readonly Part[]): string {
  const inner = parts.map((part) => `--changeset_B\r\n${http(part)}`).join('');
  return `Content-Type: multipart/mixed; boundary=changeset_B\r\n\r\n${inner}--changeset_B--\r\n`;
}

async function send(items: readonly string[], prefer = ''): Promise<{ status: number; text: string }> {
  const body = `${items.map((item) => `--${boundary}\r\n${item}`).join('')}--${boundary}--\r\n`;
  const response = await fetch(`${dataverse.url}/api/data/v9.2/$batch`, {
    method: 'POST',
    headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}`, Prefer: prefer },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const contacts = (): number => dataverse.store.count({ table: 'contact', select: [] });

describe('$batch', () => {
  it('answers each request in order, with addresses written in any way', async () => {
    const { status, text } = await send([
      http({ line: 'GET /api/data/v9.2/WhoAmI' }),
      http({ line: `GET ${dataverse.url}/api/data/v9.2/accounts?$select=name` }),
      http({ line: 'GET contacts/$count' }),
    ]);
    expect(status).toBe(200);
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(text).toContain('OrganizationId');
  });

  it('keeps a change set together and resolves content ids in addresses and bodies', async () => {
    const { status, text } = await send([
      changeSet([
        { line: 'POST /api/data/v9.2/accounts', id: '1', body: { name: 'Contoso' } },
        { line: 'POST /api/data/v9.2/contacts', id: '2', body: { lastname: 'First' } },
        { line: 'PATCH $1', id: '3', body: { 'primarycontactid@odata.bind': '$2' } },
        { line: 'PUT $2/lastname', id: '4', body: { value: 'Second' } },
      ]),
    ]);
    expect(status).toBe(200);
    expect(text.match(/HTTP\/1\.1 204 No Content/g)).toHaveLength(4);
    expect(text).toMatch(/Content-ID: 2\r\n[\s\S]*Location: http.*contacts\(/);
    const rows = await fetch(
      `${dataverse.url}/api/data/v9.2/accounts?$select=name&$expand=primarycontactid($select=lastname)`,
    );
    expect(await rows.json()).toMatchObject({
      value: [{ name: 'Contoso', primarycontactid: { lastname: 'Second' } }],
    });
  });

  it('undoes a change set whose last request fails, and answers with that failure alone', async () => {
    const before = contacts();
    const { status, text } = await send([
      changeSet([
        { line: 'POST /api/data/v9.2/contacts', id: '1', body: { lastname: 'Lost' } },
        { line: 'POST /api/data/v9.2/contacts', id: '2', body: { nosuchcolumn: 1 } },
      ]),
    ]);
    expect(status).toBe(400);
    expect(text).toContain('nosuchcolumn');
    expect(text).not.toContain('204');
    expect(contacts()).toBe(before);
  });

  it('stops at the first failure unless told to go on', async () => {
    const items = [http({ line: 'GET nosuchset' }), http({ line: 'GET WhoAmI' })];
    const stopped = await send(items);
    expect(stopped.status).toBe(404);
    expect(stopped.text).not.toContain('200 OK');
    const continued = await send(items, 'odata.continue-on-error');
    expect(continued.status).toBe(200);
    expect(continued.text).toContain('404 Not Found');
    expect(continued.text).toContain('200 OK');
  });

  it.each([
    [
      'a content id that nobody declared',
      [changeSet([{ line: 'PATCH $9', id: '1', body: {} }])],
      "'$9' does not exist",
    ],
    ['a read in a change set', [changeSet([{ line: 'GET contacts', id: '1' }])], "Invalid HTTP method 'GET'"],
    [
      'more than 1000 requests',
      Array.from({ length: 1001 }, () => http({ line: 'GET WhoAmI' })),
      'at most 1000',
    ],
    ['a batch in a batch', [http({ line: 'POST /api/data/v9.2/$batch' })], 'cannot stand in a batch'],
  ])('refuses %s', async (_what, items, words) => {
    const { status, text } = await send(items);
    expect(status).toBe(400);
    expect(text).toContain(words);
  });
});

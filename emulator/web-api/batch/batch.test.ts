import fc from 'fast-check';
import { type RecordId, recordId } from '../../../segments';
import { batch, BatchBench, changeSet, part, post, root, statuses } from './testing/batch-bench';

let bench: BatchBench;

beforeEach(() => {
  bench = new BatchBench();
});

afterEach(() => {
  bench.store.close();
});

const tooLong = post('contacts', { lastname: 'x'.repeat(60) });

const existing = (name: string): RecordId => bench.store.create('account', { name });

describe('requests', () => {
  it('are answered in their order, each with its own status, under addresses of every form', async () => {
    const id = existing('Fabrikam');
    const response = await bench.send(
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
    expect(statuses(await bench.send(batch(part(post('contacts', { lastname: 'One' }))), {}, '\n'))).toEqual([
      204,
    ]);
  });

  it('may hold FetchXML far longer than an address outside a batch may be', async () => {
    existing('Fabrikam');
    const values = Array.from({ length: 400 }, (_, index) => `<value>Company number ${index}</value>`).join(
      '',
    );
    const xml = `<fetch><entity name="account"><attribute name="name"/><filter><condition attribute="name" operator="in">${values}<value>fabrikam</value></condition></filter></entity></fetch>`;
    const response = await bench.send(
      batch(part(`GET accounts?fetchXml=${encodeURIComponent(xml)} HTTP/1.1\n\n`)),
    );
    expect(response.body).toContain('"name":"Fabrikam"');
  });

  it('end with the first that fails, whose status is the status of all', async () => {
    const response = await bench.send(batch(part(tooLong), part(post('contacts', { lastname: 'Later' }))));
    expect(response.status).toBe(400);
    expect(statuses(response)).toEqual([400]);
    expect(response.body).toContain('"code":"0x80044331"');
    expect(bench.count('contact')).toBe(0);
  });

  it('go on after a failure when the client prefers it', async () => {
    const response = await bench.send(batch(part(tooLong), part(post('contacts', { lastname: 'Later' }))), {
      prefer: 'odata.continue-on-error',
    });
    expect(response.status).toBe(200);
    expect(response.headers['Preference-Applied']).toBe('odata.continue-on-error');
    expect(statuses(response)).toEqual([400, 204]);
    expect(bench.count('contact')).toBe(1);
  });
});

describe('a change set', () => {
  it('answers each request with its Content-ID', async () => {
    const response = await bench.send(
      batch(changeSet(post('accounts', { name: 'A' }), post('accounts', { name: 'B' }))),
    );
    expect(statuses(response)).toEqual([204, 204]);
    expect(response.body).toMatch(/Content-Type: multipart\/mixed; boundary=changesetresponse_/);
    expect(response.body).toMatch(
      /Content-ID: 1\r\n\r\nHTTP\/1.1 204 No Content[\s\S]*Content-ID: 2\r\n\r\nHTTP/,
    );
  });

  it('refers to its rows by $ and Content-ID in addresses and bodies, as the page shows', async () => {
    const response = await bench.send(
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
    const [account] = bench.store.select({
      table: 'account',
      select: [
        { as: 'contact', value: { kind: 'column', column: 'primarycontactid' } },
        { as: 'id', value: { kind: 'column', column: 'accountid' } },
      ],
    });
    const contact = bench.store.retrieve('contact', recordId(String(account?.['contact'])));
    expect(contact).toMatchObject({
      fullname: 'Contact first name BBBBB',
      parentcustomerid: account?.['id'],
    });
  });

  it('leaves nothing behind when one of its requests fails, and answers that one only', async () => {
    const response = await bench.send(
      batch(
        changeSet(post('contacts', { lastname: 'One' }), post('Slow', {}), tooLong),
        part('GET contacts HTTP/1.1\n\n'),
      ),
      { prefer: 'odata.continue-on-error' },
    );
    expect(response.status).toBe(200);
    expect(statuses(response)).toEqual([400, 200]);
    expect(response.body).toMatch(/Content-ID: 3\r\n\r\nHTTP\/1.1 400 Bad Request/);
    expect(bench.count('contact')).toBe(0);
    expect(bench.postponed).toBe(0);
  });

  it('starts what its messages do later only once it is done', async () => {
    await bench.send(batch(changeSet(post('Slow', {}))));
    expect(bench.postponed).toBe(1);
  });

  it('refuses messages that do not answer at once', async () => {
    const response = await bench.send(
      batch(changeSet(post('contacts', { lastname: 'One' }), post('Waiting', {}))),
    );
    expect(response.status).toBe(400);
    expect(response.body).toContain('cannot stand in a change set');
    expect(bench.count('contact')).toBe(0);
  });

  it('refuses a reference that comes too early', async () => {
    const response = await bench.send(
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
    const response = await bench.send(body, headers);
    expect(response.status).toBe(400);
    const { error } = JSON.parse(response.body) as { error: { code: string; message: string } };
    expect(error.code).toMatch(/^0x8006/);
    expect(error.message).toContain(words);
    expect(bench.count('contact')).toBe(0);
  });

  it('not a batch of 1000 requests', async () => {
    const response = await bench.send(
      batch(...many(400).map((request) => part(request)), changeSet(...many(600))),
    );
    expect(response.status).toBe(200);
    expect(bench.count('contact')).toBe(1000);
  });
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
      const response = await bench.send(
        batch(inside.join('\n')),
        goOn ? { prefer: 'odata.continue-on-error' } : {},
      );
      expect(response.status).toBeLessThan(500);
      expect(response.body).not.toContain('HTTP/1.1 500');
    }),
    { numRuns: 1000 },
  );
});

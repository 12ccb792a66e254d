import { startLocalDataverse, type LocalDataverse } from '../../emulator/local-dataverse';
import { packageParts, zipOf } from '../../solution-package/testing/package-fixture';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse();
});
afterAll(() => dataverse.close());

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(
  method: string,
  path: string,
  body?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...more },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}

const messageOf = ({ text }: Answer): string =>
  (JSON.parse(text) as { error: { message: string } }).error.message;
const countOf = async (table: string): Promise<string> => (await send('GET', `${table}/$count`)).text;

function imported(parts: Record<string, string | Uint8Array>): Promise<Answer> {
  const zip = zipOf(new Map<string, string | Uint8Array>([...packageParts(), ...Object.entries(parts)]));
  return send(
    'POST',
    'ImportSolution',
    JSON.stringify({
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: false,
      CustomizationFile: Buffer.from(zip).toString('base64'),
    }),
  );
}

describe('a solution', () => {
  it.each(['../outside.txt', '/etc/outside', 'C:\\outside.txt', 'a/../../outside'])(
    'with an entry %s that points outside of it is refused',
    async (name) => {
      expect((await imported({ [name]: 'x' })).status).toBe(400);
      expect(await countOf('solutions')).toBe('0');
    },
  );

  it.each([
    ['names a file of this machine', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    ['grows when it is read', '<!DOCTYPE a [<!ENTITY e "eeeeeeeeee"><!ENTITY f "&e;&e;&e;&e;&e;">]>'],
  ])('whose XML %s is refused, and nothing of that is told', async (_, declaration) => {
    const manifest = packageParts().get('solution.xml') ?? '';
    const hostile = declaration + manifest.replace(/^<\?xml.*?\?>/, '').replace('Sample', '&e;');
    expect(hostile).toContain('&e;');
    const answer = await imported({ 'solution.xml': hostile });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('root:');
    expect(answer.text).not.toContain('eeeeeeeeee');
    expect(await countOf('solutions')).toBe('0');
  });
});

describe('a value', () => {
  const hostile = [
    "'; drop table contact; --",
    '" or ""="',
    '%_\\',
    "' union select secret from account --",
    '<script>alert(1)</script>',
    '=HYPERLINK("http://evil.test")',
    '{"$ref":"x"}',
  ];

  it.each(hostile)('%j is kept as it is, and found by itself alone', async (lastname) => {
    const made = await send('POST', 'contacts', JSON.stringify({ lastname }));
    expect(made.status).toBe(204);
    const filter = `lastname eq '${lastname.replace(/'/g, "''")}'`;
    const found = await send('GET', `contacts?$select=lastname&$filter=${encodeURIComponent(filter)}`);
    expect((JSON.parse(found.text) as { value: unknown[] }).value).toMatchObject([{ lastname }]);
  });

  it.each(['a\u0000b', '\u0008', '\ud800', '\uffff'])(
    '%j is refused by its column, and not cut',
    async (text) => {
      const before = await countOf('contacts');
      const answer = await send('POST', 'contacts', JSON.stringify({ firstname: 'x', lastname: text }));
      expect(answer.status).toBe(400);
      expect(messageOf(answer)).toBe("The field 'lastname' contains one or more invalid characters.");
      expect(await countOf('contacts')).toBe(before);
    },
  );

  it.each([
    "$filter=lastname eq 'x' or 1 eq 1); drop table contact; --",
    '$orderby=lastname; drop table contact',
    '$select=lastname from contact; --',
    "$filter=contains(lastname,'%') and (select 1)",
    '$apply=aggregate(lastname with max as x") from contact; --)',
    '$top=1;2',
  ])('that stands as code in a query, as in %s, is refused in words', async (query) => {
    const before = await countOf('contacts');
    const answer = await send('GET', `contacts?${query.replace(/ /g, '%20').replace(/#/g, '%23')}`);
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).not.toMatch(/SQLITE|sqlite|near "|\bat \//);
    expect(await countOf('contacts')).toBe(before);
  });

  it('under the name of what every object has changes no other object', async () => {
    for (const body of ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']) {
      expect((await send('POST', 'contacts', body)).status).toBe(400);
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    }
  });

  it('that is nested 100,000 deep is refused, and the server goes on', async () => {
    const deep = `{"lastname":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await send('POST', 'contacts', deep)).status).toBe(400);
    const brackets = `contacts?$filter=${'('.repeat(5000)}1 eq 1${')'.repeat(5000)}`.replace(/ /g, '%20');
    expect((await send('GET', brackets)).status).toBe(400);
    expect((await send('GET', 'WhoAmI')).status).toBe(200);
  });
});

describe('a header', () => {
  it('that a batch smuggles into one of its parts is none', async () => {
    const batch = [
      '--b',
      'Content-Type: application/http',
      '',
      'GET contacts?$top=1 HTTP/1.1',
      'Accept: application/json',
      'MSCRMCallerID: not-an-id',
      '',
      '',
      '--b--',
      '',
    ].join('\r\n');
    const answer = await send('POST', '$batch', batch, { 'Content-Type': 'multipart/mixed; boundary=b' });
    expect(answer.text).not.toContain('"value"');
  });

  it('in an answer never holds a line that came with the request', async () => {
    const answer = await fetch(`${dataverse.url}/api/data/v9.2/contacts(1%0d%0aSet-Cookie:%20a=b)`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

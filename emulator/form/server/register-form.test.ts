import fastify, { type FastifyInstance } from 'fastify';
import { segmentDefinitionTable, segmentTable } from '../../../segments';
import { solutionTables } from '../../solutions';
import { openStore, SYSTEM_USER, type Store } from '../../store';
import { platformTables } from '../../store/tables';
import { registerForm } from './register-form';

const control = 'sgm_SegmentMembers.SegmentMembersControl';

const user = { id: SYSTEM_USER, name: 'System', roles: [], canWrite: true };
let server: FastifyInstance;
let store: Store;

beforeEach(() => {
  store = openStore([segmentDefinitionTable, segmentTable, ...solutionTables]);
  server = fastify();
  registerForm(server, {
    store,
    control,
    userOf: () => user,
    links: [{ href: '/api/data/v9.2/', text: 'Web API' }],
  });
});

afterEach(async () => {
  await server.close();
  store.close();
});

const page = (address: string) => server.inject({ url: address, headers: { accept: 'text/html' } });
const definition = (name: string) => store.create('msdynmkt_segmentdefinition', { msdynmkt_name: name });

const manifest = `<manifest><control namespace="Sample" constructor="Control" version="1.0.0" control-type="virtual">
<property name="groups" of-type="Multiple" usage="bound" required="true"/>
<resources><code path="bundle.js" order="1"/><platform-library name="React" version="16.14.0"/>
<resx path="strings/Control.1031.resx"/><resx path="strings/Control.1033.resx"/></resources></control></manifest>`;

const resx = (texts: Record<string, string>) =>
  `<root>${Object.entries(texts)
    .map(([key, text]) => `<data name="${key}"><value>${text}</value></data>`)
    .join('')}</root>`;

/** Puts a control into the store as an imported solution leaves it there. */
function importControl(): void {
  const control = store.create('customcontrol', {
    name: 'sgm_SegmentMembers.SegmentMembersControl',
    version: '1.0.0',
    manifest,
  });
  const files = {
    'bundle.js': 'void 0;',
    'strings/Control.1031.resx': resx({ Add: 'Hinzufügen' }),
    'strings/Control.1033.resx': resx({ Add: 'Add', Remove: 'Remove' }),
  };
  for (const [name, text] of Object.entries(files)) {
    const resource = store.create('webresource', {
      name: `cc_Sample/${name}`,
      webresourcetype: 3,
      content: Buffer.from(text).toString('base64'),
    });
    store.create('customcontrolresource', { name, customcontrolid: control, webresourceid: resource });
  }
}

describe('the form pages', () => {
  it('list every record that has a form, with its name as text', async () => {
    definition('<b>Autumn</b>');
    const { body } = await page('/');
    expect(body).toContain('&#60;b&#62;Autumn&#60;/b&#62;');
    expect(body).toContain('href="/api/data/v9.2/"');
  });

  it('say what is wrong with an address that has no form', async () => {
    for (const [address, words] of [
      ['/main.aspx', 'pagetype'],
      ['/main.aspx?pagetype=entityrecord&etn=account', 'account'],
      ['/main.aspx?pagetype=entitylist&etn=account', 'account'],
      ['/main.aspx?pagetype=entitylist&etn=msdynmkt_segment&view=mine', 'mine'],
      ['/main.aspx?pagetype=entitylist&etn=msdynmkt_segment&page=0', 'page'],
      ['/main.aspx?pagetype=entityrecord&etn=msdynmkt_segment&id=1', 'GUID'],
      ['/main.aspx?pagetype=entityrecord&etn=__proto__', '__proto__'],
    ] as const) {
      const { statusCode, body } = await page(address);
      expect({ address, statusCode }).toEqual({ address, statusCode: 400 });
      expect(body).toContain(words);
    }
  });

  it('say that a record is not there', async () => {
    const id = '00000000-0000-0000-0000-000000000001';
    const { statusCode, body } = await page(`/main.aspx?pagetype=entityrecord&etn=msdynmkt_segment&id=${id}`);
    expect(statusCode).toBe(404);
    expect(body).toContain(id);
  });

  it('say that no solution has been imported yet', async () => {
    const { statusCode, body } = await page(
      `/main.aspx?pagetype=entityrecord&etn=msdynmkt_segmentdefinition&id=${definition('Autumn')}`,
    );
    expect(statusCode).toBe(404);
    expect(body).toContain('ImportSolution');
  });
});

describe('the record page', () => {
  beforeEach(importControl);

  const recordPage = (more = '') =>
    page(`/main.aspx?pagetype=entityrecord&etn=msdynmkt_segmentdefinition&id=${definition('Autumn')}${more}`);
  const factsIn = (body: string) =>
    JSON.parse(/id="page-facts">(.*?)<\/script>/.exec(body)?.[1] ?? '') as {
      control: { name: string; strings: Record<string, string> };
      settings: { rightToLeft: boolean };
    };

  it('runs only scripts of its own origin', async () => {
    const { headers, body } = await recordPage();
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    );
    expect(body.match(/<script src="[^"]*"/g)).toEqual([
      '<script src="/form/platform/react_16_14_0.js"',
      '<script src="/form/platform/setup.js"',
      '<script src="/form/page.js"',
      '<script src="/form/control/bundle.js"',
    ]);
  });

  it('serves every script it names, from the imported solution and from the platform', async () => {
    const { body } = await recordPage('&react=17');
    const addresses = [...body.matchAll(/<script src="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(addresses).toHaveLength(5);
    for (const address of addresses) {
      const { statusCode, headers } = await page(address);
      expect({ address, statusCode }).toEqual({ address, statusCode: 200 });
      expect(headers['content-type']).toContain('text/javascript');
    }
  });

  it('gives the control texts in the language of the user, and English for those it lacks', async () => {
    const { control } = factsIn((await recordPage('&lcid=1031')).body);
    expect(control.strings).toEqual({ Add: 'Hinzufügen', Remove: 'Remove' });
  });

  it('is right to left in a language that is', async () => {
    const { body } = await recordPage('&lcid=1025');
    expect(body).toContain('dir="rtl"');
    expect(factsIn(body).settings.rightToLeft).toBe(true);
  });

  it.each(['lcid=9', 'lcid=x', 'theme=blue', 'controls=11', 'security=maybe', 'readonly=1'])(
    'refuses %s and says what is possible',
    async (parameter) => {
      const { statusCode, body } = await recordPage(`&${parameter}`);
      expect(statusCode).toBe(400);
      expect(body).toContain(parameter.split('=')[0]);
    },
  );

  it('keeps hostile texts of the address inside the data it hands to its script', async () => {
    const { body } = await recordPage(`&input.x=${encodeURIComponent('</script><script>alert(1)</script>')}`);
    expect(body).not.toContain('<script>alert');
    expect(factsIn(body).control.name).toBe('Sample.Control');
  });

  it('has no file outside the control', async () => {
    for (const path of ['..%2f..%2fpackage.json', 'missing.js', '%00']) {
      expect((await page(`/form/control/${path}`)).statusCode).toBe(404);
    }
    expect((await page('/form/platform/toString')).statusCode).toBe(404);
  });
});

describe('the lists of records', () => {
  const list = (more = '') => page(`/main.aspx?pagetype=entitylist&etn=msdynmkt_segmentdefinition${more}`);

  it('show names as text, in pages, and lead to their forms', async () => {
    const ids = Array.from({ length: 51 }, (_, index) =>
      definition(`Segment ${String(index).padStart(2, '0')} <b>`),
    );
    const first = await list();
    expect(first.body).toContain('Segment 00 &#60;b&#62;');
    expect(first.body).toContain(`id=${ids[0] ?? ''}`);
    expect(first.body).toContain('Page 1 of 2, 51 records');
    expect(first.body).not.toContain('Segment 50');
    expect((await list('&page=2')).body).toContain('Segment 50');
  });

  it('find by name, and say so where there is nothing', async () => {
    definition('Autumn');
    definition('Winter');
    const found = (await list('&search=WINT')).body;
    expect(found).toContain('Winter</a>');
    expect(found).not.toContain('Autumn</a>');
    expect((await list('&search=%25')).body).toContain('No records are here.');
  });

  it('show inactive records in a view of their own', async () => {
    store.update('msdynmkt_segmentdefinition', definition('Gone'), { statecode: 1 });
    expect((await list()).body).not.toContain('Gone</a>');
    expect((await list('&view=inactive')).body).toContain('Gone</a>');
    expect((await list('&view=all')).body).toContain('Gone</a>');
  });
});

/** A page over a store that has all tables of the platform. */
async function platformPage(
  fill: (environment: Store) => void,
  addresses: readonly string[],
): Promise<readonly { readonly statusCode: number; readonly body: string }[]> {
  const environment = openStore(platformTables);
  const pages = fastify();
  registerForm(pages, { store: environment, control, userOf: () => user, links: [] });
  try {
    fill(environment);
    return await Promise.all(addresses.map((url) => pages.inject({ url })));
  } finally {
    await pages.close();
    environment.close();
  }
}

describe('the app', () => {
  it('shows who was opened from elsewhere', async () => {
    const contactid = '0f5b0c7f-395d-447b-b14c-315a601f878e';
    const address = `/main.aspx?pagetype=entityrecord&etn=contact&id=${contactid}`;
    const [found, missing] = await platformPage(
      (environment) =>
        environment.create('contact', {
          contactid,
          firstname: 'Ada',
          lastname: '<Byron>',
          jobtitle: 'Analyst',
        }),
      [address, address.replace(contactid, SYSTEM_USER)],
    );
    expect(found?.statusCode).toBe(200);
    expect(found?.body).toContain('Analyst');
    expect(found?.body).toContain('&#60;Byron&#62;');
    expect(missing?.statusCode).toBe(404);
  });

  it('leads to marketing lists, which have no form', async () => {
    const address = '/main.aspx?pagetype=entitylist&etn=list';
    const [english, german] = await platformPage(
      (environment) => environment.create('list', { listname: 'Fair', createdfromcode: 4 }),
      [address, `${address}&lcid=1031`],
    );
    expect(english?.body).toMatch(/aria-current="page">Marketing lists<\/a>/);
    expect(english?.body).toMatch(/<td[^>]*>Fair<\/td>\s*<td[^>]*>Lead<\/td>/);
    expect(german?.body).toContain('Marketinglisten');
  });
});

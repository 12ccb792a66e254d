import { sampleContactId } from '../../../emulator/sample-data';
import { memberTables } from '../../../segments/member-tables';
import { startLocalForm, type LocalForm } from '../testing/form-on-local-dataverse';
import { readMarketingLists } from './marketing-lists';
import { fetchedPages } from './read-ids';
import type { Source } from './sources';

const [contact, lead] = memberTables;
if (!contact || !lead) throw new Error('a table is missing');
const [contacts, leads] = [contact, lead];
const { signal } = new AbortController();
const anybody = '<fetch><entity name="contact"><attribute name="contactid"/></entity></fetch>';

let form: LocalForm;
let somebody: string;

beforeAll(async () => {
  form = await startLocalForm();
  const { store } = form.server;
  const fair = store.create('list', { listname: 'Fair', createdfromcode: 2 });
  for (const number of [1, 2, 3])
    store.create('listmember', { listid: fair, entityid: sampleContactId(number), entityidtype: 'contact' });
  const callers = store.create('list', { listname: 'Callers', createdfromcode: 4 });
  somebody = store.create('lead', { subject: 'A call', lastname: 'Okafor' });
  store.create('listmember', { listid: callers, entityid: somebody, entityidtype: 'lead' });
  store.create('list', { listname: 'Nobody', createdfromcode: 2 });
  store.create('list', { listname: 'Everybody', createdfromcode: 2, type: true, query: anybody });
  store.create('list', { listname: 'Closed', createdfromcode: 2, statecode: 1, statuscode: 1 });
});

afterAll(() => form.close());

async function listed(table: typeof contacts, name: string): Promise<Source> {
  const lists = await readMarketingLists(form.dataverse, table, signal);
  const found = lists.find((list) => list.name === name);
  if (!found) throw new Error(`no list ${name} among ${lists.map((list) => list.name).join(', ')}`);
  return found;
}

describe('marketing lists', () => {
  it('are those in use of the table, by name', async () => {
    const names = async (table: typeof contacts) =>
      (await readMarketingLists(form.dataverse, table, signal)).map(({ name }) => name);
    expect(await names(contacts)).toEqual([
      'Customers in Spain',
      'Everybody',
      'Fair',
      'Nobody',
      'Trade fair visitors',
    ]);
    expect(await names(leads)).toEqual(['Called back', 'Callers']);
  });

  it.each([
    ['of contacts', contacts, 'Fair', () => [1, 2, 3].map(sampleContactId)],
    ['of leads', leads, 'Callers', () => [somebody]],
    ['without members', contacts, 'Nobody', () => []],
  ])('%s give their members', async (_, table, name, ids) => {
    const list = await listed(table, name);
    expect([...(await list.read(() => undefined, signal))].sort()).toEqual([...ids()].sort());
  });

  it('that are dynamic give everybody whom their query finds, on all pages', async () => {
    const counts: number[] = [];
    const ids = await (await listed(contacts, 'Everybody')).read((count) => counts.push(count), signal);
    expect(new Set(ids).size).toBe(20_000);
    expect(counts).toEqual([5000, 10_000, 15_000, 20_000, 20_000]);
  });
});

describe('pages of a query', () => {
  const fetchOf = (query: string | undefined): string =>
    decodeURIComponent((query ?? '').replace('?fetchXml=', '')).replace(/>.*/, '>');

  it('leave out the paging of whoever wrote it', () => {
    const queryAfter = fetchedPages(
      `<fetch version="1.0" count='10' page="3" paging-cookie="a" distinct="true"><entity name="contact"/></fetch>`,
    );
    expect(fetchOf(queryAfter(undefined))).toBe(
      '<fetch version="1.0" distinct="true" page="1" count="5000">',
    );
    expect(fetchOf(queryAfter({ next: undefined, fresh: 7 }))).toBe(
      '<fetch version="1.0" distinct="true" page="2" count="5000">',
    );
    expect(queryAfter({ next: undefined, fresh: 0 })).toBeUndefined();
  });

  it('are one where only the top rows are asked for', () => {
    const queryAfter = fetchedPages('<fetch top="50"><entity name="contact"/></fetch>');
    expect(fetchOf(queryAfter(undefined))).toBe('<fetch top="50">');
    expect(queryAfter({ next: undefined, fresh: 50 })).toBeUndefined();
  });
});

import { escapeXml } from '../../markup/escape';
import fc from 'fast-check';
import { openStore, SYSTEM_USER, type Row, type Store } from '../store';
import { personNames, platformTables } from '../store/tables';
import { holds, written } from './testing/plain-evaluation';
import { companies, filterOfCompanies, type Company } from './testing/random-filter';
import { readFetch } from './read-fetch';
import { runFetch, type FetchedRows } from './run-fetch';

const now = new Date('2026-05-20T12:00:00Z');

let store: Store;

beforeEach(() => {
  store = openStore(platformTables, { rules: personNames, now: () => now });
});

afterEach(() => {
  store.close();
});

function fill(list: readonly Company[]): string[] {
  store.database.run('delete from contact');
  store.database.run('delete from account');
  return list.map(({ row, employees }) => {
    const id = store.create('account', row);
    for (const employee of employees) {
      store.create('contact', { ...employee, parentcustomerid: id, parentcustomeridtype: 'account' });
    }
    return id;
  });
}

function fetched(xml: string): Promise<FetchedRows> {
  return store.read((reader) => runFetch(readFetch(xml), reader, { user: SYSTEM_USER, now: () => now }));
}

async function run(xml: string): Promise<readonly Row[]> {
  return (await fetched(xml)).rows;
}

describe('random queries', () => {
  it('find the same rows as a plain evaluation of their filters', async () => {
    await fc.assert(
      fc.asyncProperty(companies, filterOfCompanies, async (list, filter) => {
        const ids = fill(list);
        const expected = ids.filter((_id, index) => {
          const company = list[index];
          return company !== undefined && holds(filter, company.row, company.employees);
        });
        const xml = `<fetch><entity name="account"><no-attrs/><filter>${written(filter)}</filter></entity></fetch>`;
        const found = await run(xml);
        expect(found.map((row) => row['accountid']).sort()).toEqual(expected.sort());
      }),
      { numRuns: 400 },
    );
  });

  it('find on their pages together the rows they find at once, in the same order', async () => {
    const orders = fc.uniqueArray(fc.constantFrom('name', 'numberofemployees', 'createdon', 'accountid'), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(
        companies,
        orders,
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        async (list, columns, descending, count) => {
          fill(list);
          const order = columns
            .map((column) => `<order attribute="${column}" descending="${descending}"/>`)
            .join('');
          const entity = `<entity name="account"><attribute name="name"/>${order}</entity>`;
          const paged: unknown[] = [];
          let cookie = '';
          for (let page = 1; ; page += 1) {
            const attribute = cookie === '' ? '' : ` paging-cookie="${escapeXml(cookie)}"`;
            const xml = `<fetch count="${count}" page="${page}"${attribute}>${entity}</fetch>`;
            const found = await fetched(xml);
            paged.push(...found.rows.map((row) => row['accountid']));
            if (!found.moreRecords) break;
            const encoded = /pagingcookie="([^"]*)"/.exec(found.pagingCookie ?? '')?.[1] ?? '';
            cookie = decodeURIComponent(decodeURIComponent(encoded));
            expect(cookie).not.toBe('');
          }
          expect(paged).toEqual((await run(`<fetch>${entity}</fetch>`)).map((row) => row['accountid']));
        },
      ),
      { numRuns: 150 },
    );
  });
});

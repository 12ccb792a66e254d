import { escapeXml } from '../../markup/escape';
import fc from 'fast-check';
import { DataverseError } from '../dataverse-error';
import { openStore, SYSTEM_USER, type Store } from '../store';
import { personNames, platformTables } from '../store/tables';

import { readFetch } from './read-fetch';
import { runFetch } from './run-fetch';

const now = new Date('2026-05-20T12:00:00Z');

let store: Store;

beforeEach(() => {
  store = openStore(platformTables, { rules: personNames, now: () => now });
});

afterEach(() => {
  store.close();
});

/** @throws what is no refusal */
async function run(xml: string): Promise<void> {
  try {
    await store.read((reader) => runFetch(readFetch(xml), reader, { user: SYSTEM_USER, now: () => now }));
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
  }
}

describe('whatever stands in a query', () => {
  const names = fc.constantFrom(
    'fetch',
    'entity',
    'attribute',
    'all-attributes',
    'no-attrs',
    'order',
    'filter',
    'condition',
    'value',
    'link-entity',
    'x',
  );
  const keys = fc.constantFrom(
    'name',
    'from',
    'to',
    'alias',
    'link-type',
    'attribute',
    'operator',
    'value',
    'valueof',
    'entityname',
    'aggregate',
    'groupby',
    'dategrouping',
    'distinct',
    'descending',
    'type',
    'top',
    'count',
    'page',
    'paging-cookie',
    'aggregatelimit',
  );
  const values = fc.oneof(
    fc.constantFrom(
      'contact',
      'account',
      'contactid',
      'accountid',
      'parentcustomerid',
      'lastname',
      'createdon',
      'numberofchildren',
      'a',
      'A',
      'true',
      'false',
      '1',
      '2',
      '99999999',
      'and',
      'or',
      'eq',
      'in',
      'like',
      'under',
      'between',
      'last-x-days',
      'on',
      'inner',
      'outer',
      'any',
      'exists',
      'matchfirstrowusingcrossapply',
      'count',
      'sum',
      'avg',
      'max',
      'day',
      'week',
      'fiscal-period',
      '__proto__',
      'constructor',
      '2026-01-01',
      '<cookie page="1"><contactid last="{x}"/></cookie>',
    ),
    fc.string({ maxLength: 8 }),
  );
  const attributes = fc.array(fc.tuple(keys, values), { maxLength: 5 });
  const tag = (name: string, given: readonly [string, string][], inside: readonly string[]): string => {
    const unique = [...new Map(given)].map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
    return `<${name}${unique.join('')}>${inside.join('')}</${name}>`;
  };
  const leaf = fc.tuple(names, attributes).map(([name, given]) => tag(name, given, []));
  const { element } = fc.letrec<{ element: string }>((tie) => ({
    element: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(names, attributes, fc.array(tie('element'), { maxLength: 3 }))
        .map(([name, given, inside]) => tag(name, given, inside)),
    ),
  }));

  it('is either answered or refused', async () => {
    const company = store.create('account', { name: 'a' });
    store.create('contact', { lastname: 'b', parentcustomerid: company, parentcustomeridtype: 'account' });
    await fc.assert(
      fc.asyncProperty(fc.array(element, { maxLength: 4 }), attributes, async (inside, given) => {
        await run(tag('fetch', given, [`<entity name="contact">${inside.join('')}</entity>`]));
      }),
      { numRuns: 3000 },
    );
  });

  it('may be a link of any kind with any condition', async () => {
    const link = fc.constantFrom('inner', 'outer', 'exists', 'in', 'matchfirstrowusingcrossapply');
    const operators = fc.constantFrom(
      'eq',
      'ne',
      'null',
      'like',
      'last-x-days',
      'under',
      'eq-userid',
      'contain-values',
      'in-fiscal-period-and-year',
    );
    const columns = fc.constantFrom(
      'lastname',
      'createdon',
      'parentcustomerid',
      'numberofchildren',
      'ownerid',
    );
    await fc.assert(
      fc.asyncProperty(
        link,
        link,
        operators,
        columns,
        values,
        fc.boolean(),
        async (outer, inner, operator, column, value, distinct) => {
          const xml = `<fetch distinct="${distinct}"><entity name="contact"><attribute name="${column}"/>
          <order attribute="${column}"/>
          <filter><condition attribute="${column}" operator="${operator}" value="${escapeXml(value)}"/></filter>
          <link-entity name="account" from="accountid" to="parentcustomerid" link-type="${outer}" alias="a">
            <attribute name="name"/><order attribute="name"/>
            <link-entity name="contact" from="parentcustomerid" to="accountid" link-type="${inner}" alias="b">
              <attribute name="lastname"/><filter><condition attribute="${column}" operator="${operator}" value="${escapeXml(value)}"/></filter>
            </link-entity></link-entity></entity></fetch>`;
          try {
            await run(xml);
          } catch (error) {
            if (!(error instanceof DataverseError)) throw error;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

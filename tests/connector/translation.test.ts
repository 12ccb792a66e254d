import fc from 'fast-check';
import {
  parseQuery,
  printQuery,
  translateOutboundQuery,
  tryParseQuery,
  type Condition,
} from '../../segments/query';
import { malformedExamples, wellFormedExamples } from '../../segments/query/testing/examples';
import { outboundWalk } from '../../segments/query/testing/outbound-walks';
import { tablesOf } from '../../emulator/membership/query/environment-tables';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { clientOfConnector, type ConnectorClient } from './testing/connector-client';
import { startWithConnector } from './testing/installed-connector';
import { allOf } from './testing/scenario';

interface Translation {
  readonly isTranslated: boolean;
  readonly query: string;
  readonly memberTable: string | null;
  readonly problems: readonly { position: number; part: string; reason: string }[];
}

/** The tree without positions. */
const shapeOf = (text: string): unknown =>
  JSON.parse(JSON.stringify(parseQuery(text), (key, value: unknown) => (key === 'at' ? undefined : value)));

/** The script keeps the parentheses around `(a && b) && c`, which are gone in a tree that was joined. */
const withoutParentheses = (text: string): unknown =>
  JSON.parse(JSON.stringify(shapeOf(text)), (_key, value: unknown) => {
    const condition = value as Condition | null;
    if (condition?.kind !== 'logical' || condition.operator !== '&&') return value;
    const operands = condition.operands.flatMap((each) =>
      each.kind === 'logical' && each.operator === '&&' ? each.operands : [each],
    );
    return { ...condition, operands };
  });

describeWithDotnet('the translation of an outbound query', () => {
  let dataverse: LocalDataverse;
  let client: ConnectorClient;

  beforeAll(async () => {
    dataverse = await startWithConnector({ assumptions: { publishingMilliseconds: 1 } });
    client = await clientOfConnector(dataverse.url);
    const { store } = dataverse;
    for (const [name, employees] of [
      ['Contoso', 500],
      ['Fabrikam', 20],
      ["O'Brien && Sons", 7],
    ] as const) {
      const account = store.create('account', { name, numberofemployees: employees });
      for (const [nth, city] of ['Uppsala', 'Lund', ''].entries()) {
        const contact = store.create('contact', {
          lastname: `${name} ${nth}`,
          numberofchildren: nth,
          ...(city === '' ? {} : { address1_city: city }),
          parentcustomerid: account,
          parentcustomeridtype: 'account',
        });
        if (nth === 0) {
          store.update('account', account, { primarycontactid: contact });
        }
      }
    }
  });
  afterAll(() => dataverse.close());

  async function translate(query: string): Promise<Translation> {
    const answer = await client.call('TranslateOutboundQuery', { body: { query } });
    expect(answer.status).toBe(200);
    return answer.body as Translation;
  }

  /** What the domain makes of the query, as the operation answers it. */
  function translatedByDomain(query: string): Translation {
    const translation = translateOutboundQuery(parseQuery(query), tablesOf(dataverse.store));
    if (translation.ok) {
      const { memberTable } = translation;
      return { isTranslated: true, query: printQuery(translation.query), memberTable, problems: [] };
    }
    const problems = translation.problems.map(({ message, position, length }) => ({
      position: position + 1,
      part: query.slice(position, position + length),
      reason: message,
    }));
    return { isTranslated: false, query: '', memberTable: null, problems };
  }

  async function outboundMembers(query: string): Promise<readonly string[]> {
    const created = await client.call('CreateOutboundSegment', {
      body: {
        msdyncrm_segmentname: 'Old',
        msdyncrm_segmenttype: 192350000,
        msdyncrm_segmentquery: query,
        statuscode: 192350006,
      },
    });
    expect(created.status).toBe(201);
    const { msdyncrm_segmentid: outboundSegmentId } = created.body as { msdyncrm_segmentid: string };
    for (const end = Date.now() + 5000; Date.now() < end;) {
      const { body } = await client.call('GetOutboundSegment', { parameters: { outboundSegmentId } });
      if ((body as { statuscode: number }).statuscode === 192350001) break;
    }
    const rows = await allOf(
      await client.call('FetchOutboundContacts', { parameters: { outboundSegmentId, take: 2 } }),
    );
    return (rows as { contactid: string }[]).map(({ contactid }) => contactid).sort();
  }

  async function realTimeMembers(query: string): Promise<readonly string[]> {
    const created = await client.call('CreateDynamicSegment', {
      body: { name: 'New', memberTable: 'contact', query },
    });
    const { segmentId } = created.body as { segmentId: string };
    const published = await client.call('PublishSegment', { body: { SegmentId: segmentId } });
    expect(published).toMatchObject({ status: 204 });
    for (const end = Date.now() + 5000; Date.now() < end;) {
      const { body } = await client.call('GetSegment', { parameters: { segmentId } });
      if ((body as { isFinished: boolean }).isFinished) break;
    }
    const { body } = await client.call('ListSegmentMembers', { parameters: { segmentId } });
    return [...(body as { value: string[] }).value].sort();
  }

  it.each([
    [
      "PROFILE(account, a).FILTER(a.name == 'Contoso').TRAVERSE(contact_account_parentcustomerid, c).FILTER(ISNOTNULL(c.address1_city))",
      2,
    ],
    ["PROFILE(contact).FILTER(address1_city == 'Lund' or address1_city == 'Uppsala')", 6],
    [
      'PROFILE(account).FILTER(numberofemployees > 10 || numberofemployees < 8).TRAVERSE(contact_customer_accounts).FILTER(numberofchildren == 1)',
      3,
    ],
    ['PROFILE(account).TRAVERSE(account_primary_contact)', 3],
    [
      "PROFILE(contact).FILTER(address1_city == 'Lund').TRAVERSE(contact_customer_accounts).FILTER(numberofemployees >= 20).TRAVERSE(account_primary_contact)",
      2,
    ],
    ['PROFILE(account).TRAVERSE(contact_customer_accounts, FILTER(numberofchildren == 2))', 3],
    [
      "PROFILE(contact) EXCEPT PROFILE(account).FILTER(name == 'O''Brien && Sons').TRAVERSE(contact_customer_accounts)",
      6,
    ],
    [
      'PROFILE(contact).FILTER(NOT(ISNULL(address1_city)) && (numberofchildren + 1) * 2 > 2) INTERSECT (PROFILE(contact) UNION PROFILE(account).TRAVERSE(contact_customer_accounts))',
      3,
    ],
  ])('%s finds the same people in both kinds of marketing', async (query, count) => {
    const { isTranslated, query: translated, memberTable, problems } = await translate(query);
    expect(problems).toEqual([]);
    expect({ isTranslated, memberTable }).toEqual({ isTranslated: true, memberTable: 'contact' });
    expect(translated).not.toContain('TRAVERSE');
    const members = await realTimeMembers(translated);
    expect(members).toHaveLength(count);
    expect(members).toEqual(await outboundMembers(query));
  });

  it('is what the domain makes of it, whichever way the query walks', () =>
    fc.assert(
      fc.asyncProperty(outboundWalk, async (text) => {
        const { query, ...rest } = await translate(text);
        const { query: expected, ...others } = translatedByDomain(text);
        expect(rest).toEqual(others);
        expect(withoutParentheses(query)).toEqual(withoutParentheses(expected));
      }),
      { numRuns: 40 },
    ));

  it('begins at the people and brings the rest within reach', async () => {
    const { query } = await translate(
      "PROFILE(account).FILTER(name == 'Contoso' || numberofemployees > 3).TRAVERSE(contact_account_parentcustomerid, c).FILTER(c.address1_city == 'Lund')",
    );
    expect(query).toBe(
      "PROFILE(contact, c).RELATE(contact_customer_accounts, account_1).FILTER((account_1.name == 'Contoso' || account_1.numberofemployees > 3) && c.address1_city == 'Lund')",
    );
  });

  it.each(
    wellFormedExamples.filter(
      (text) => text.startsWith('PROFILE(contact') && !/INTERACTION|SEGMENT/i.test(text),
    ),
  )('%s keeps its tree', async (text) => {
    const { isTranslated, query } = await translate(text);
    expect(isTranslated).toBe(true);
    expect(shapeOf(query)).toEqual(shapeOf(text));
  });

  it.each(malformedExamples)(
    'says where $text stops being a query, as the vocabulary does',
    async ({ text }) => {
      const read = tryParseQuery(text);
      const { isTranslated, problems, query } = await translate(text);
      expect({ isTranslated, query }).toEqual({ isTranslated: false, query: '' });
      expect(problems.at(-1)?.position).toBe((read.ok ? -1 : read.error.position) + 1);
    },
  );

  it.each([
    ['PROFILE(contact) EXCEPT SEGMENT(Staff)', 33, 'Staff', /no real-time segment/],
    [
      "INTERACTION(EmailOpened, Link).FILTER(Name == 'A').HAVING(COUNT() > 0)",
      13,
      'EmailOpened',
      /Interactions/,
    ],
    ['PROFILE(contact).ORDERBY(fullname ASC).SKIP(0).TAKE(15)', 40, 'SKIP', /a part/],
    ['PROFILE(account)', 9, 'account', /ends at rows of the table 'account'/],
    ['PROFILE(contact).TRAVERSE(nowhere)', 27, 'nowhere', /no relationship 'nowhere'/],
    ['PROFILE(nothing).TRAVERSE(nowhere)', 9, 'nothing', /no table 'nothing'/],
    ['PROFILE(contact, c).FILTER(d.age > 1)', 28, 'd', /stands for no row/],
    [
      'PROFILE(account).TRAVERSE(account_parent_account).TRAVERSE(account_primary_contact)',
      27,
      'account_parent_account',
      /to itself/,
    ],
    [
      'PROFILE(account).TRAVERSE(nowhere) UNION SEGMENT(Staff) UNION PROFILE(lead).SKIP(1).TAKE(2)',
      27,
      'nowhere',
      /no relationship/,
    ],
    ['PROFILE(contact) UNION PROFILE(lead)', 32, 'lead', /ends at contacts, the other at leads/],
    [
      'PROFILE(account).RELATE(contact_customer_accounts, c).TRAVERSE(account_primary_contact)',
      25,
      'contact_customer_accounts',
      /RELATE and TRAVERSE/,
    ],
  ])('%s is named with its position', async (query, position, part, reason) => {
    const translation = await translate(query);
    expect(translation.isTranslated).toBe(false);
    expect(translation.problems[0]).toEqual({
      position,
      part,
      reason: expect.stringMatching(reason) as string,
    });
    expect(translation).toEqual(translatedByDomain(query));
  });

  it('refuses hostile depths with an error', async () => {
    const deep = `PROFILE(contact).FILTER(${'('.repeat(20_000)}a == 1${')'.repeat(20_000)})`;
    const { problems } = await translate(deep);
    expect(problems[0]?.reason).toContain('nested more than 200 levels');
  });
});

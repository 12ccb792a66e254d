import type { ColumnDescription, Relationship } from '../table-description';
import { checkQuery, parseQuery, queryTables, type CheckOptions, type QueryTable } from './index';

const column = (
  name: string,
  type: 'integer' | 'boolean' | 'datetime' | 'uniqueidentifier' | 'text',
): ColumnDescription =>
  type === 'text' ? { name, label: name, type: 'string', maxLength: 100 } : { name, label: name, type };

function table(logicalName: string, columns: readonly ColumnDescription[]): QueryTable {
  const primaryId = `${logicalName}id`;
  const all = [column(primaryId, 'uniqueidentifier'), ...columns];
  return { logicalName, primaryId, columns: new Map(all.map((one) => [one.name, one])) };
}

const lookup = (name: string, ...targets: string[]): ColumnDescription => ({
  name,
  label: name,
  type: 'lookup',
  targets,
});
const choice: ColumnDescription = { name: 'colour', label: 'Colour', type: 'picklist', options: [] };
const relationships: readonly Relationship[] = [
  { name: 'contact_customer_accounts', one: 'account', many: 'contact', column: 'parentcustomerid' },
  { name: 'order_customer_contacts', one: 'contact', many: 'salesorder', column: 'customerid' },
];
const tables = queryTables(
  [
    table('contact', [
      column('fullname', 'text'),
      column('age', 'integer'),
      column('vip', 'boolean'),
      column('birthdate', 'datetime'),
      choice,
      lookup('parentcustomerid', 'account'),
    ]),
    table('account', [column('name', 'text')]),
    table('salesorder', [
      column('name', 'text'),
      column('total', 'integer'),
      lookup('customerid', 'contact'),
    ]),
    table('emailopened', [
      column('subject', 'text'),
      column('seconds', 'integer'),
      lookup('person', 'contact'),
    ]),
    table('lead', []),
  ],
  relationships,
  (name) => (name === 'leads_only' ? 'lead' : name === 'contacts_only' ? 'contact' : undefined),
);

function problemsOf(text: string, options?: CheckOptions): { reason: string; at: string }[] {
  return checkQuery(parseQuery(text), tables, options).map(({ reason, position, length }) => ({
    reason,
    at: text.slice(position, position + length),
  }));
}

describe('checking a segment query against the tables', () => {
  it.each([
    "PROFILE(Contact).FILTER(FullName == 'x' && age > 3 && vip == true && colour == 5)",
    "PROFILE(contact, c).FILTER(c.birthdate < '1990-01-01' && contact.age IN [1, 2])",
    'PROFILE(contact).FILTER(DATEDIFF(year, birthdate, DATETIMEUTCNOW()) >= 18 && birthdate != DATE(2000, 2, 29))',
    "PROFILE(contact).FILTER(contactid == '1CC00A15-37ef-e911-a81d-000d3a6d200c')",
    'PROFILE(account, a).FILTER(ISNOTNULL(a.name)).TRAVERSE(contact_account_parentcustomerid, c).FILTER(c.age * 2 + 1 > 3)',
    "PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, account.account_1).FILTER(account_1.name CONTAINS 'x')",
    'PROFILE(account).RELATE(contact_customer_accounts, c, RELATE(order_customer_contacts, o)).FILTER(o.total > 1)',
    'PROFILE(salesorder).TRAVERSE(order_customer_contacts, FILTER(total > 10)).FILTER(age > 1)',
    "PROFILE(contact) INTERSECT INTERACTION(EmailOpened, person).FILTER(subject CONTAINS 'x').HAVING(AVG(seconds) > 3, UTCDAYS(7))",
    'SEGMENT(contacts_only) UNION PROFILE(contact)',
    '(SEGMENT(contacts_only)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)',
  ])('finds nothing wrong with %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['PROFILE(UnknownEntity)', 'unknownTable', 'UnknownEntity'],
    ['PROFILE(contact).FILTER(shoesize > 3)', 'unknownColumn', 'shoesize'],
    ["PROFILE(contact).FILTER(x.fullname == 'y')", 'unknownAlias', 'x.fullname'],
    ['PROFILE(contact).TRAVERSE(nowhere)', 'unknownRelationship', 'nowhere'],
    ['PROFILE(lead).TRAVERSE(contact_customer_accounts)', 'unknownRelationship', 'contact_customer_accounts'],
    ['SEGMENT(nothing)', 'unknownSegment', 'nothing'],
    ["PROFILE(contact).FILTER(age == 'old')", 'wrongType', "'old'"],
    ['PROFILE(contact).FILTER(fullname == 3)', 'wrongType', '3'],
    ['PROFILE(contact).FILTER(vip > true)', 'wrongType', 'vip'],
    ["PROFILE(contact).FILTER(birthdate > 'yesterday')", 'wrongType', "'yesterday'"],
    ["PROFILE(contact).FILTER(contactid == 'me')", 'wrongType', "'me'"],
    ["PROFILE(contact).FILTER(age CONTAINS '1')", 'wrongType', 'age'],
    ["PROFILE(contact).FILTER(age IN [1, 'two'])", 'wrongType', "'two'"],
    ['PROFILE(contact).FILTER(colour == 1.5)', 'wrongType', '1.5'],
    ['PROFILE(contact).FILTER(fullname + 1 > 3)', 'wrongType', 'fullname'],
    ['PROFILE(contact).FILTER(birthdate == DATE(2001, 2, 29))', 'wrongType', 'DATE'],
    ['PROFILE(contact).FILTER(DATEDIFF(day, age, birthdate) > 3)', 'wrongType', 'age'],
    ['PROFILE(contact) UNION PROFILE(lead)', 'wrongTable', 'lead'],
    ['PROFILE(contact) EXCEPT SEGMENT(leads_only)', 'wrongTable', 'leads_only'],
    ['PROFILE(contact).RELATE(contact_customer_accounts, lead.a)', 'wrongTable', 'lead'],
    [
      'PROFILE(contact).RELATE(contact_customer_accounts, a).RELATE(order_customer_contacts, a)',
      'aliasTwice',
      'a',
    ],
    ['INTERACTION(emailopened, nobody).HAVING(COUNT() > 1)', 'unknownColumn', 'nobody'],
    ['INTERACTION(emailopened, person).HAVING(SUM(subject) > 1)', 'wrongType', 'subject'],
    ['INTERACTION(emailopened, person).HAVING(COUNT() == 0)', 'notAllowed', 'COUNT()'],
    ['INTERACTION(emailopened, person).HAVING(COUNT() > -1)', 'notAllowed', 'COUNT()'],
    ['INTERACTION(emailopened, person).HAVING(COUNT() > 1.5)', 'notAllowed', 'COUNT()'],
    ['PROFILE(contact).TAKE(5).SELECT(shoesize)', 'unknownColumn', 'shoesize'],
  ])('finds in %s the problem %s at %s', (text, reason, at) => {
    expect(problemsOf(text)).toEqual([{ reason, at }]);
  });

  it('reports every problem in the order of the text', () => {
    const text = "PROFILE(contact).FILTER(a == 1 && age == 'x') UNION PROFILE(nothing)";
    expect(problemsOf(text).map(({ at }) => at)).toEqual(['a', "'x'", 'nothing']);
  });

  it('wants a query to end on the table of the segment', () => {
    const text = 'PROFILE(contact).TRAVERSE(contact_customer_accounts)';
    expect(problemsOf(text, { target: 'account' })).toEqual([]);
    expect(problemsOf(text, { target: 'contact' })).toEqual([{ reason: 'wrongTable', at: 'contact' }]);
  });

  it('forbids in outbound interactions what the outbound page forbids there', () => {
    const text = "INTERACTION(emailopened, person).FILTER(subject CONTAINS 'x').HAVING(COUNT() > 1)";
    expect(problemsOf(text, { dialect: 'outbound' })).toEqual([{ reason: 'notAllowed', at: 'subject' }]);
    expect(problemsOf(text, { dialect: 'realTime' })).toEqual([]);
  });
});

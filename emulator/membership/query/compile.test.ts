import { recordId } from '../../../segments';
import fc from 'fast-check';
import { openStore, type Row, type Store } from '../../store';
import { personNames, platformTables } from '../../store/tables';
import { interactionTables } from '../interaction-tables';
import { compileSegmentQuery } from './compile';
import { readQuery } from './read-query';

const now = new Date('2026-03-15T12:30:40Z');
const guid = (block: string, nth: number): string =>
  `${block}0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
const contact = (nth: number): string => guid('c', nth);
const account = (nth: number): string => guid('a', nth);

const contacts: readonly Row[] = [
  {
    firstname: 'Zoë',
    lastname: 'Ärger',
    address1_city: 'Zürich',
    birthdate: '1980-03-15',
    numberofchildren: 0,
  },
  {
    firstname: 'Ann',
    lastname: "O'Brien",
    address1_city: 'zürich',
    birthdate: '1999-12-31',
    numberofchildren: 2,
  },
  { firstname: 'Bo', lastname: 'Ek', address1_city: null, birthdate: null, numberofchildren: null },
  {
    firstname: 'Cem',
    lastname: 'Koç',
    address1_city: 'Ankara',
    birthdate: '2026-02-28',
    numberofchildren: 2,
  },
  {
    firstname: 'Dee',
    lastname: 'Fox',
    address1_city: 'Zurich',
    birthdate: '1969-12-31',
    numberofchildren: 5,
  },
].map((row, nth) => ({
  contactid: contact(nth),
  ...row,
  donotemail: nth === 1,
  gendercode: nth === 3 ? 1 : 2,
  ...(nth < 3 ? { parentcustomerid: account(nth % 2), parentcustomeridtype: 'account' } : {}),
}));

function filledStore(): Store {
  const store = openStore([...platformTables, ...interactionTables], { rules: personNames, now: () => now });
  store.createMany('account', [
    { accountid: account(0), name: 'Depot North', numberofemployees: 10 },
    { accountid: account(1), name: 'Harbour', numberofemployees: 300, parentaccountid: account(0) },
  ]);
  store.createMany('contact', contacts);
  store.update('account', recordId(account(0)), { primarycontactid: contact(4) });
  const opened = (who: number, daysAgo: number, more: Row = {}): Row => ({
    contactid: contact(who),
    overriddencreatedon: new Date(now.getTime() - daysAgo * 86_400_000).toISOString(),
    ...more,
  });
  store.createMany('emailopened', [
    opened(0, 1, { emailid: 'x', seconds: 10 }),
    opened(0, 20, { emailid: 'x', seconds: 30 }),
    opened(1, 2, { emailid: 'y', seconds: 5 }),
    opened(3, 400, { emailid: 'x', seconds: 100 }),
  ]);
  store.createMany('msdynmkt_emaildelivered', [
    {
      msdynmkt_entityid: contact(2),
      msdynmkt_entityid_logicalname: 'contact',
      msdynmkt_messagetemplateid: 'm',
    },
    { msdynmkt_entityid: contact(4), msdynmkt_entityid_logicalname: 'lead', msdynmkt_messagetemplateid: 'm' },
  ]);
  return store;
}

const store = filledStore();

function members(text: string, target = 'contact', inStore = store): string[] {
  const read = readQuery(inStore, text, { target });
  if (!read.ok) throw new Error(`${read.fault.message} (${read.fault.position})`);
  return inStore.select(compileSegmentQuery(read.query, inStore, target)).map((row) => String(row['id']));
}

const filtered = (condition: string): string[] => members(`PROFILE(contact).FILTER(${condition})`).sort();
const numbers = (...nths: number[]): string[] => nths.map(contact);

describe('the conditions of a segment query', () => {
  it.each([
    ["address1_city == 'Zürich'", [0, 1]],
    ["address1_city != 'zürich'", [2, 3, 4]],
    ["lastname == 'O''Brien'", [1]],
    ["lastname CONTAINS 'ä'", [0]],
    ["address1_city CONTAINS 'u'", [4]],
    ["address1_city STARTSWITH 'Z'", [0, 1, 4]],
    ["address1_city ENDSWITH 'RICH'", [0, 1, 4]],
    ["NOT(address1_city STARTSWITH 'Z')", [2, 3]],
    ['ISNULL(address1_city)', [2]],
    ['ISNOTNULL(address1_city)', [0, 1, 3, 4]],
    ['numberofchildren IN [0, 5]', [0, 4]],
    ['numberofchildren * 2 + 1 > 4', [1, 3, 4]],
    ['numberofchildren == 2 && donotemail == true', [1]],
    ['donotemail == false || numberofchildren > 1', [0, 1, 2, 3, 4]],
    ['gendercode == 1', [3]],
    ["contactid == 'C0000000-0000-4000-8000-000000000004'", [4]],
    ["birthdate < '1980-03-15'", [4]],
    ["birthdate >= '1980-03-15'", [0, 1, 3]],
    ['birthdate == DATE(1980, 3, 15)', [0]],
    ['DATEDIFF(year, birthdate, DATETIMEUTCNOW()) == 27', [1]],
    ['DATEDIFF(month, birthdate, DATETIMEUTCNOW()) == 1', [3]],
    ['DATEDIFF(day, birthdate, DATETIMEUTCNOW()) == 15', [3]],
    ["DATEDIFF(day, birthdate, '1970-01-01') == 1", [4]],
    ['birthdate > DATEADD(year, -30, DATETIMEUTCNOW())', [1, 3]],
    ["DATEADD(day, 2, birthdate) > '2000-01-01'", [1, 3]],
    ['createdon <= DATETIMEUTCNOW()', []],
    ['DATEDIFF(minute, DATETIMEUTCNOW(), createdon) == 0', [0, 1, 2, 3, 4]],
  ])('%s', (condition, expected) => {
    expect(filtered(condition)).toEqual(numbers(...expected));
  });

  it('says that a condition on an empty column does not hold, and that its negation does', () => {
    expect(filtered('numberofchildren < 3')).toEqual(numbers(0, 1, 3));
    expect(filtered('NOT(numberofchildren < 3)')).toEqual(numbers(2, 4));
  });

  it('takes a condition of thousands of parts', () => {
    const many = Array.from({ length: 5000 }, (_, nth) => `numberofchildren == ${nth}`).join(' || ');
    expect(filtered(many)).toEqual(numbers(0, 1, 3, 4));
  });
});

describe('the steps of a segment query', () => {
  it('traverses to the other end of a relationship, in both directions', () => {
    const toContacts =
      'PROFILE(account, a).FILTER(a.numberofemployees > 100).TRAVERSE(contact_account_parentcustomerid, c)';
    expect(members(`${toContacts}.FILTER(c.lastname CONTAINS 'O')`)).toEqual(numbers(1));
    const toAccounts = 'PROFILE(contact).FILTER(numberofchildren == 0).TRAVERSE(contact_customer_accounts)';
    expect(members(toAccounts, 'account')).toEqual([account(0)]);
    const there = `${toAccounts}.TRAVERSE(account_primary_contact)`;
    expect(members(there)).toEqual(numbers(4));
  });

  it('filters the edge of a traversal on the row that holds the relationship', () => {
    const query = 'PROFILE(account).TRAVERSE(contact_customer_accounts, FILTER(numberofchildren == 2))';
    expect(members(query)).toEqual(numbers(1));
    const back = 'PROFILE(contact).TRAVERSE(contact_customer_accounts, FILTER(numberofchildren == 2))';
    expect(members(back, 'account')).toEqual([account(1)]);
  });

  it('walks a table that is related to itself towards the row its lookup names', () => {
    expect(members('PROFILE(account).TRAVERSE(account_parent_account)', 'account')).toEqual([account(0)]);
  });

  it('relates rows: inner ones drop those without, optional ones keep them', () => {
    const related = (word: string, condition: string): string[] =>
      members(`PROFILE(contact).${word}(contact_customer_accounts, a).FILTER(${condition})`).sort();
    expect(related('RELATE', "NOT(a.name CONTAINS 'Depot')")).toEqual(numbers(1));
    expect(related('RELATEOPTIONAL', "NOT(a.name CONTAINS 'Depot')")).toEqual(numbers(1, 3, 4));
    expect(related('RELATEOPTIONAL', "a.name CONTAINS 'Depot' || numberofchildren == 5")).toEqual(
      numbers(0, 2, 4),
    );
  });

  it('relates in several hops and finds each row once', () => {
    const nested =
      'PROFILE(contact).RELATE(contact_customer_accounts, a, RELATE(account_parent_account, p)).FILTER(p.name CONTAINS "x")';
    expect(members(nested.replace('"x"', "'Depot'"))).toEqual(numbers(1));
    const many = 'PROFILE(account).RELATE(contact_customer_accounts, c).FILTER(ISNOTNULL(c.lastname))';
    expect(members(many, 'account').sort()).toEqual([account(0), account(1)]);
  });
});

describe('sets, pages and interactions', () => {
  const two = 'PROFILE(contact).FILTER(numberofchildren == 2)';
  const zed = "PROFILE(contact).FILTER(address1_city STARTSWITH 'Z')";

  it('unites, intersects and subtracts from left to right', () => {
    expect(members(`${two} UNION ${zed}`).sort()).toEqual(numbers(0, 1, 3, 4));
    expect(members(`${two} INTERSECT ${zed}`)).toEqual(numbers(1));
    expect(members(`${zed} EXCEPT ${two}`).sort()).toEqual(numbers(0, 4));
    expect(members(`${zed} EXCEPT ${two} UNION ${two}`).sort()).toEqual(numbers(0, 1, 3, 4));
    expect(members(`${zed} EXCEPT (${two} UNION ${two})`).sort()).toEqual(numbers(0, 4));
  });

  it('combines two hundred queries', () => {
    for (const operator of ['UNION', 'INTERSECT', 'EXCEPT']) {
      const many = Array.from({ length: 190 }, () => two).join(` ${operator} `);
      expect(members(many).sort()).toEqual(operator === 'EXCEPT' ? [] : numbers(1, 3));
    }
    const filters = 'PROFILE(contact)' + '.FILTER(numberofchildren == 2)'.repeat(3000);
    expect(members(filters).sort()).toEqual(numbers(1, 3));
  });

  it('orders, skips and takes', () => {
    expect(
      members('PROFILE(contact).ORDERBY(numberofchildren DESC).SKIP(1).TAKE(2).SELECT(contactid)'),
    ).toEqual(numbers(1, 3));
    expect(
      members(
        '(PROFILE(contact).ORDERBY(lastname ASC).TAKE(2)) EXCEPT PROFILE(contact).FILTER(numberofchildren == 5)',
      ),
    ).toEqual(numbers(2));
  });

  it('counts and sums interactions, in all time or a sliding window', () => {
    const interaction = (filter: string, having: string): string[] =>
      members(`INTERACTION(EmailOpened, EmailOpened_ContactLink)${filter}.HAVING(${having})`).sort();
    expect(interaction('', 'COUNT() > 0')).toEqual(numbers(0, 1, 3));
    expect(interaction('', 'COUNT() > 1')).toEqual(numbers(0));
    expect(interaction('', 'COUNT() > 0, UTCDAYS(7)')).toEqual(numbers(0, 1));
    expect(interaction('', 'COUNT() > 1, UTCMONTHS(1)')).toEqual(numbers(0));
    expect(interaction('', 'COUNT() >= 1, UTCYEARS(1)')).toEqual(numbers(0, 1));
    expect(interaction(".FILTER(emailid == 'x')", 'SUM(seconds) == 40')).toEqual(numbers(0));
    expect(interaction('', 'AVG(seconds) >= 20')).toEqual(numbers(0, 3));
    expect(interaction('', 'MAX(seconds) < 31')).toEqual(numbers(0, 1));
  });

  it('runs the query of a real-time segment with an interaction in it', () => {
    const text =
      "PROFILE(contact) INTERSECT Interaction(msdynmkt_emaildelivered, msdynmkt_entityid).FILTER((msdynmkt_entityid_LogicalName == 'contact' AND ISNOTNULL(msdynmkt_messagetemplateid))).Having(Count() >= 1, UTCMONTHS(24))";
    expect(members(text)).toEqual(numbers(2));
  });
});

describe('against a plain evaluation', () => {
  type Test = (row: Row) => boolean;
  interface Part {
    readonly text: string;
    readonly holds: Test;
  }
  const operators = { '==': 0, '!=': 0, '>': 0, '>=': 0, '<': 0, '<=': 0 };
  const compare = (operator: string, left: number, right: number): boolean =>
    ({
      '==': left === right,
      '!=': left !== right,
      '>': left > right,
      '>=': left >= right,
      '<': left < right,
      '<=': left <= right,
    })[operator] ?? false;
  const leaf: fc.Arbitrary<Part> = fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.keys(operators)), fc.integer({ min: -1, max: 6 }))
      .map(([operator, number]) => ({
        text: `numberofchildren ${operator} ${number}`,
        holds: (row: Row): boolean =>
          typeof row['numberofchildren'] === 'number'
            ? compare(operator, row['numberofchildren'], number)
            : operator === '!=',
      })),
    fc.constantFrom('z', 'Ü', 'rich', 'a', 'kara').map((piece) => ({
      text: `address1_city CONTAINS '${piece}'`,
      holds: (row: Row): boolean =>
        String(row['address1_city'] ?? '')
          .toLowerCase()
          .includes(piece.toLowerCase()),
    })),
    fc.constant({ text: 'ISNULL(birthdate)', holds: (row: Row): boolean => row['birthdate'] === null }),
  );
  const { part } = fc.letrec<{ part: Part }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 4 },
      leaf,
      tie('part').map(({ text, holds }) => ({ text: `NOT(${text})`, holds: (row: Row) => !holds(row) })),
      fc.tuple(tie('part'), tie('part'), fc.boolean()).map(([a, b, and]) => ({
        text: `(${a.text} ${and ? '&&' : '||'} ${b.text})`,
        holds: (row: Row) => (and ? a.holds(row) && b.holds(row) : a.holds(row) || b.holds(row)),
      })),
    ),
  }));

  it('finds the same people for any condition', () => {
    fc.assert(
      fc.property(part, ({ text, holds }) => {
        const expected = contacts.filter(holds).map((row) => row['contactid']);
        expect(filtered(text)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

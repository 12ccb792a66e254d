import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataverseError } from '../dataverse-error';
import { equals, openStore, type Condition, type Query, type Store } from '.';
import { personNames, platformTables } from './tables';

let store: Store;

beforeEach(() => {
  store = openStore(platformTables, { rules: personNames, now: () => new Date('2026-03-01T10:00:00Z') });
});

afterEach(() => {
  store.close();
});

function refusal(work: () => unknown): DataverseError {
  try {
    work();
  } catch (error) {
    if (error instanceof DataverseError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

function names(where: Condition): unknown[] {
  const query: Query = {
    table: 'contact',
    select: [{ as: 'name', value: { kind: 'column', column: 'lastname' } }],
    where,
    orderBy: [{ by: { kind: 'column', column: 'lastname' } }],
  };
  return store.select(query).map((row) => row['name']);
}

const lastname = { kind: 'column', column: 'lastname' } as const;
const value = (of: string | number | null) => ({ kind: 'value', value: of }) as const;

describe('rows', () => {
  it('are completed with defaults, owner, times and a full name', () => {
    const id = store.create('contact', { firstname: 'Ada', lastname: 'Byron' });
    expect(store.retrieve('contact', id)).toMatchObject({
      contactid: id,
      fullname: 'Ada Byron',
      createdon: '2026-03-01T10:00:00Z',
      owneridtype: 'systemuser',
      statecode: 0,
      statuscode: 1,
      donotemail: false,
    });
  });

  it('ignore values for read-only columns, and keep an empty text as none', () => {
    const id = store.create('contact', {
      lastname: 'Byron',
      firstname: '',
      fullname: 'Somebody Else',
      createdon: '2001-01-01T00:00:00Z',
    });
    expect(store.retrieve('contact', id)).toMatchObject({
      fullname: 'Byron',
      firstname: null,
      createdon: '2026-03-01T10:00:00Z',
    });
  });

  it('keep their id, whatever its case, and grow their version with every change', () => {
    const id = store.create('contact', { contactid: '0F5B0C7F-395D-447B-B14C-315A601F878E' });
    expect(id).toBe('0f5b0c7f-395d-447b-b14c-315a601f878e');
    const before = Number(store.retrieve('contact', id)?.['versionnumber']);
    store.update('contact', id, { lastname: 'Hopper' });
    const after = store.retrieve('contact', id);
    expect(after?.['fullname']).toBe('Hopper');
    expect(Number(after?.['versionnumber'])).toBeGreaterThan(before);
  });

  it.each([
    [{ nosuchcolumn: 1 }, '0x80048d19', "The property 'nosuchcolumn' does not exist"],
    [{ numberofchildren: 'three' }, '0x80048d19', "Cannot convert the literal 'three'"],
    [{ birthdate: '2026-02-30' }, '0x80048d19', 'Edm.Date'],
    [{ firstname: 'x'.repeat(51) }, '0x80044331', "maximum allowed length of '50'"],
    [{ gendercode: 9 }, '0x8004431a', 'Accepted Values: 1,2'],
    [{ numberofchildren: -1 }, '0x80044330', "'numberofchildren'"],
    [{ statecode: 0, statuscode: 2 }, '0x80048408', 'not a valid status code'],
    [{ parentcustomerid: '0f5b0c7f-395d-447b-b14c-315a601f878e' }, '0x80048d19', 'account, contact'],
  ])('refuse %j', (values, code, words) => {
    const error = refusal(() => store.create('contact', values));
    expect(error).toMatchObject({ status: 400, code });
    expect(error.message).toContain(words);
  });

  it('refuse a lookup that points nowhere, and forget a row that is deleted', () => {
    const account = store.create('account', { name: 'Fabrikam' });
    const contact = store.create('contact', { parentcustomerid: account, parentcustomeridtype: 'account' });
    const nowhere = '0f5b0c7f-395d-447b-b14c-315a601f878e';
    expect(
      refusal(() => {
        store.update('contact', contact, { parentcustomerid: nowhere, parentcustomeridtype: 'account' });
      }),
    ).toMatchObject({ status: 404, code: '0x80040217' });
    store.delete('account', account);
    expect(store.retrieve('contact', contact)).toMatchObject({
      parentcustomerid: null,
      parentcustomeridtype: null,
    });
  });

  it('ask for what the platform requires', () => {
    expect(refusal(() => store.create('role', {}))).toMatchObject({ status: 400, code: '0x80040200' });
  });

  it('leave nothing behind when a transaction fails, at any depth', () => {
    const count = (): number => store.count({ table: 'contact', select: [] });
    expect(() =>
      store.transaction(() => {
        store.create('contact', { lastname: 'Outer' });
        store.transaction(() => {
          store.create('contact', { lastname: 'Inner' });
          throw new Error('stop');
        });
      }),
    ).toThrow('stop');
    expect(count()).toBe(0);
  });
});

describe('conditions', () => {
  beforeEach(() => {
    for (const name of ['Ångström', 'angle', 'O_Neil', '100%', 'Zoë', null]) {
      store.create('contact', { lastname: name });
    }
  });

  it('match texts without regard to case, also beyond ASCII', () => {
    expect(names({ kind: 'compare', operator: 'eq', left: lastname, right: value('åNGSTRÖM') })).toEqual([
      'Ångström',
    ]);
    expect(names({ kind: 'text', test: 'contains', of: lastname, text: value('OË') })).toEqual(['Zoë']);
    expect(names({ kind: 'in', of: lastname, values: ['ANGLE', 'zoË'] })).toEqual(['angle', 'Zoë']);
  });

  it('tell a letter with an accent from one without', () => {
    expect(names({ kind: 'compare', operator: 'eq', left: lastname, right: value('Zoe') })).toEqual([]);
  });

  it('or do not, where the accents of an environment do not count', () => {
    const other = openStore(platformTables, { rules: personNames, accents: 'ignore' });
    for (const name of ['Zoë', 'ZOE', 'Zola']) other.create('contact', { lastname: name });
    const found = (where: Condition): unknown[] =>
      other
        .select({ table: 'contact', select: [{ as: 'name', value: lastname }], where })
        .map(({ name }) => name)
        .sort();
    const both = ['ZOE', 'Zoë'];
    for (const text of ['zoe', 'ZOË', 'zóe']) {
      expect(found(equals(lastname, text))).toEqual(both);
      expect(found({ kind: 'in', of: lastname, values: [text] })).toEqual(both);
      expect(found({ kind: 'text', test: 'contains', of: lastname, text: value(text.slice(1)) })).toEqual(
        both,
      );
      expect(found({ kind: 'like', of: lastname, pattern: `%${text.slice(1)}` })).toEqual(both);
      expect(found({ kind: 'compare', operator: 'ne', left: lastname, right: value(text) })).toEqual([
        'Zola',
      ]);
    }
    other.close();
  });

  it('take wildcards in a searched text for themselves', () => {
    expect(names({ kind: 'text', test: 'contains', of: lastname, text: value('_') })).toEqual(['O_Neil']);
    expect(names({ kind: 'text', test: 'endsWith', of: lastname, text: value('%') })).toEqual(['100%']);
  });

  it('know the patterns of FetchXML', () => {
    expect(names({ kind: 'like', of: lastname, pattern: 'a%' })).toEqual(['angle']);
    expect(names({ kind: 'like', of: lastname, pattern: '[a-z]n%' })).toEqual(['angle']);
    expect(names({ kind: 'like', of: lastname, pattern: '%[%]' })).toEqual(['100%']);
    expect(names({ kind: 'like', of: lastname, pattern: 'o[_]n%' })).toEqual(['O_Neil']);
  });

  it('count rows without a value as not equal', () => {
    expect(names({ kind: 'compare', operator: 'ne', left: lastname, right: value('angle') })).toContain(null);
  });
});

it('keeps rows in a file, which is free again as soon as it is closed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const open = (): Store => openStore(platformTables, { file: join(folder, 'data.sqlite') });
  const first = open();
  const id = first.create('account', { name: 'Fabrikam' });
  expect(() => open()).toThrow(/locked/);
  first.close();
  const second = open();
  expect(second.retrieve('account', id)).toMatchObject({ name: 'Fabrikam' });
  second.close();
  rmSync(folder, { recursive: true });
});

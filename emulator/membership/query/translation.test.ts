import fc from 'fast-check';
import { recordId } from '../../../segments';
import { parseQuery, printQuery, translateOutboundQuery } from '../../../segments/query';
import { outboundWalk } from '../../../segments/query/testing/outbound-walks';
import { openStore, type Store } from '../../store';
import { personNames, platformTables } from '../../store/tables';
import { compileSegmentQuery } from './compile';
import { tablesOf } from './environment-tables';
import { readQuery } from './read-query';

const id = (block: string, nth: number): string =>
  `${block}0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;

/** Accounts with contacts, of whom one is the first to ask; some of either stand alone. */
function filledStore(): Store {
  const store = openStore(platformTables, { rules: personNames });
  store.createMany(
    'account',
    [0, 1, 2, 3, null].map((numberofemployees, nth) => ({ accountid: id('a', nth), numberofemployees })),
  );
  store.createMany(
    'contact',
    Array.from({ length: 16 }, (_, nth) => ({
      contactid: id('c', nth),
      ...(nth % 5 === 4 ? {} : { numberofchildren: nth % 5 }),
      ...(nth < 12 ? { parentcustomerid: id('a', nth % 4), parentcustomeridtype: 'account' } : {}),
    })),
  );
  for (const nth of [0, 1, 4])
    store.update('account', recordId(id('a', nth)), { primarycontactid: id('c', nth * 3) });
  return store;
}

const store = filledStore();

function members(text: string): readonly string[] {
  const read = readQuery(store, text, { target: 'contact' });
  if (!read.ok) throw new Error(`${read.fault.message} (${read.fault.position})`);
  const rows = store.select(compileSegmentQuery(read.query, store, 'contact'));
  return [...new Set(rows.map((row) => String(row['id'])))].sort();
}

describe('the query of an outbound segment', () => {
  it('finds the same people when it is translated, whichever way it walks', () => {
    let found = 0;
    fc.assert(
      fc.property(outboundWalk, (text) => {
        const translation = translateOutboundQuery(parseQuery(text), tablesOf(store));
        if (!translation.ok) throw new Error(translation.problems[0]?.message);
        const translated = printQuery(translation.query);
        expect(translated).not.toContain('TRAVERSE');
        const people = members(text);
        expect(members(translated)).toEqual(people);
        found += people.length;
      }),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(300);
  });
});

import fc from 'fast-check';

type Table = 'contact' | 'account';

const columns = { contact: 'numberofchildren', account: 'numberofemployees' } as const;
const relationships = [
  'contact_customer_accounts',
  'contact_account_parentcustomerid',
  'account_primary_contact',
] as const;
/** Names of tables are the hard aliases. */
const alias = fc.constantFrom('', '', 'a', 'b', 'contact_1', 'account_1', 'account', 'contact');
const other = (table: Table): Table => (table === 'contact' ? 'account' : 'contact');

/** A condition on a row that has this name besides its table's. */
function conditionOn(table: Table, name: string): fc.Arbitrary<string> {
  const prefix = fc.constantFrom('', `${table}.`, ...(name === '' ? [] : [`${name}.`]));
  const column = prefix.map((text) => `${text}${columns[table]}`);
  const simple = fc.oneof(
    fc
      .tuple(column, fc.constantFrom('==', '!=', '<', '>='), fc.nat(4))
      .map(([left, operator, value]) => `${left} ${operator} ${value}`),
    fc.tuple(column, fc.constantFrom('ISNULL', 'ISNOTNULL')).map(([left, test]) => `${test}(${left})`),
    column.map((left) => `${left} IN [1, 3]`),
    fc.tuple(column, column).map(([left, right]) => `${left} * 2 - ${right} > 1`),
  );
  const negated = simple.map((text) => `NOT(${text})`);
  return fc
    .array(fc.oneof(simple, negated), { minLength: 1, maxLength: 3 })
    .chain((parts) => fc.constantFrom(' && ', ' || ', ' AND ', ' OR ').map((joint) => parts.join(joint)));
}

const filters = (table: Table, name: string): fc.Arbitrary<string> =>
  fc
    .array(conditionOn(table, name), { maxLength: 2 })
    .map((conditions) => conditions.map((condition) => `.FILTER(${condition})`).join(''));

function hop(from: Table): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...relationships), alias, fc.boolean())
    .chain(([relationship, name, inner]) => {
      const to = other(from);
      // The row that holds the lookup.
      const holder: Table = relationship === 'account_primary_contact' ? 'account' : 'contact';
      const within = inner ? conditionOn(holder, '').map((text) => `, FILTER(${text})`) : fc.constant('');
      return fc
        .tuple(within, filters(to, name))
        .map(([text, after]) => `.TRAVERSE(${relationship}${name === '' ? '' : `, ${name}`}${text})${after}`);
    });
}

const walk = fc.tuple(fc.nat(3), alias).chain(([hops, name]) => {
  let table: Table = hops % 2 === 0 ? 'contact' : 'account';
  const start = fc.constant(`PROFILE(${table}${name === '' ? '' : `, ${name}`})`);
  const parts = [start, filters(table, name)];
  for (let nth = 0; nth < hops; nth++) {
    parts.push(hop(table));
    table = other(table);
  }
  return fc.tuple(...parts).map((texts) => texts.join(''));
});

/** Outbound queries that walk between contacts and accounts and end at contacts. */
export const outboundWalk: fc.Arbitrary<string> = fc
  .tuple(walk, fc.array(fc.tuple(fc.constantFrom('UNION', 'INTERSECT', 'EXCEPT'), walk), { maxLength: 1 }))
  .map(([first, more]) => [first, ...more.map(([operator, text]) => `${operator} ${text}`)].join(' '));

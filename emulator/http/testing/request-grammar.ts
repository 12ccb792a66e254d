import fc from 'fast-check';
import { operatorOfFunction, queryFunctionNames } from '../../operators';
import { segmentActions } from '../../../segments';

/** A request as a client could send it: well formed, and now and then with a value of another type. */
export interface GrammarRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the root of the Web API, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the text of a batch. */
  readonly body?: string;
}

/** Rows that the requests name; contacts by them are there at first. */
export const ids = Array.from({ length: 6 }, (_, index) => `10000000-0000-4000-8000-00000000000${index}`);
const id = fc.constantFrom(...ids);
const date = fc.constantFrom('2024-02-29', '1999-12-31', '2026-05-01T10:00:00Z');
const quoted = fc
  .string({
    unit: fc.constantFrom('a', 'É', "'", '%', '_', '[', ' ', '中', '😀', '&', '#', '"'),
    maxLength: 6,
  })
  .map((text) => `'${text.replaceAll("'", "''")}'`);
const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(1.5, 1e10, 2147483648)).map(String);

/** Columns of contact by the kind of value that they are compared with. */
const columns = {
  text: ['fullname', 'lastname', 'emailaddress1', 'address1_city'],
  number: ['numberofchildren', 'annualincome', 'statecode', 'exchangerate'],
  date: ['createdon', 'modifiedon', 'birthdate'],
  flag: ['donotemail'],
  id: ['contactid', '_parentcustomerid_value', '_ownerid_value', 'parentcustomerid_account/accountid'],
} as const;
const values: Readonly<Record<keyof typeof columns, fc.Arbitrary<string>>> = {
  text: quoted,
  number,
  date,
  flag: fc.constantFrom('true', 'false'),
  id,
};
const kinds = Object.keys(columns) as (keyof typeof columns)[];
const column = fc.constantFrom(...kinds.flatMap((kind) => [...columns[kind]]));
const anyValue = fc.oneof(...Object.values(values), fc.constant('null'));

const comparison = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc
      .tuple(
        fc.constantFrom(...columns[kind]),
        fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
        rarely(values[kind], anyValue),
      )
      .map((parts) => parts.join(' ')),
  );

const functionCall = fc.oneof(
  fc
    .tuple(fc.constantFrom('contains', 'startswith', 'endswith'), fc.constantFrom(...columns.text), quoted)
    .map(([name, of, text]) => `${name}(${of},${text})`),
  fc
    .tuple(fc.constantFrom(...queryFunctionNames), column, fc.array(number, { maxLength: 3 }), fc.nat(3))
    .map(([name, of, many, shape]) => {
      const property = `PropertyName='${of}'`;
      const one = many[0] ?? '1';
      const list = `PropertyValues=[${many.map((each) => `'${each}'`).join(',')}]`;
      const parameters = [property, `${property},PropertyValue=${one}`, `${property},PropertyValue='${one}'`];
      return `Microsoft.Dynamics.CRM.${name}(${parameters[shape] ?? `${property},${list}`})`;
    }),
);

const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison,
    functionCall,
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map(([left, word, right]) => `(${left} ${word} ${right})`),
    tie('filter').map((inner) => `not (${inner})`),
    comparison.map((inner) => `contact_customer_contacts/any(c:c/${inner.replace(/^(\w+)\/.*? /, '$1id ')})`),
    fc.constantFrom('any', 'all').map((word) => `contact_customer_accounts/${word}(c:c/fullname ne null)`),
  ),
}));

const select = fc.uniqueArray(column, { minLength: 1, maxLength: 4 }).map((names) => names.join());
const { expand } = fc.letrec<{ expand: string }>((tie) => ({
  expand: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('parentcustomerid_account', 'contact_customer_contacts', 'owninguser', 'createdby'),
    fc
      .tuple(
        fc.constantFrom('parentcustomerid_account', 'contact_customer_contacts'),
        tie('expand'),
        fc.nat(5),
      )
      .map(([name, inner, top]) => `${name}($expand=${inner}${top > 3 ? `;$top=${top}` : ''})`),
    fc
      .tuple(fc.constantFrom('parentcustomerid_contact', 'contact_customer_contacts'), select, filter)
      .map(([name, names, inner]) => `${name}($select=${names};$filter=${inner})`),
  ),
}));
const apply = fc.oneof(
  fc.tuple(column, column).map(([by, of]) => `groupby((${by}),aggregate(${of} with max as m,$count as c))`),
  fc
    .tuple(filter, column, fc.constantFrom('sum', 'average', 'min', 'countdistinct'))
    .map(([kept, of, word]) => `filter(${kept})/aggregate(${of} with ${word} as a)`),
);

const options = fc
  .record(
    {
      $select: select,
      $filter: filter,
      $orderby: fc.tuple(column, fc.constantFrom('', ' asc', ' desc')).map((parts) => parts.join('')),
      $expand: expand,
      $top: fc.integer({ min: 0, max: 20 }).map(String),
      $count: fc.constantFrom('true', 'false'),
      $apply: apply,
    },
    { requiredKeys: [] },
  )
  .map((chosen) => new URLSearchParams(chosen as Record<string, string>).toString().replaceAll('+', '%20'));

const condition = fc
  .tuple(
    column,
    fc.constantFrom(...queryFunctionNames.map(operatorOfFunction)),
    fc.array(anyValue, { maxLength: 3 }),
  )
  .map(([of, operator, some]) => {
    const list = some.map((value) => `<value>${escaped(value)}</value>`).join('');
    return `<condition attribute="${of}" operator="${operator}">${list}</condition>`;
  });
const fetchXml = fc
  .tuple(fc.array(condition, { maxLength: 3 }), fc.constantFrom('and', 'or'), column, fc.nat(7))
  .map(([conditions, type, of, shape]) => {
    const link =
      shape % 2 === 1
        ? `<link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer">${conditions[0] === undefined ? '' : '<attribute name="name"/>'}</link-entity>`
        : '';
    const what =
      shape > 5
        ? `<attribute name="${of}" aggregate="count" alias="n"/><attribute name="address1_city" groupby="true" alias="g"/>`
        : `<attribute name="${of}"/><order attribute="fullname"/>`;
    const head = shape > 5 ? ' aggregate="true"' : ` top="${shape + 1}"`;
    return `<fetch${head}><entity name="contact">${what}<filter type="${type}">${conditions.join('')}</filter>${link}</entity></fetch>`;
  });

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Mostly the first, and now and then what does not belong there. */
function rarely<T, U>(right: fc.Arbitrary<T>, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: other });
}

const headers = fc.record(
  {
    Prefer: fc.constantFrom(
      'return=representation',
      'odata.maxpagesize=3',
      'odata.include-annotations="*"',
      'odata.maxpagesize=2, odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
    ),
    'If-Match': fc.constantFrom('*', 'W/"1"', 'W/"x"'),
    'If-None-Match': fc.constantFrom('*', 'W/"1"', 'null'),
  },
  { requiredKeys: [] },
);

const row = fc.record(
  {
    lastname: quoted,
    birthdate: rarely(fc.constantFrom('2024-02-29', '1999-12-31'), date),
    numberofchildren: rarely(fc.integer({ min: 0, max: 10 }), quoted),
    annualincome: rarely(fc.constantFrom(0, 1.5, 1000.25, null), fc.double()),
    donotemail: fc.boolean(),
    statecode: rarely(fc.constantFrom(0, 1), fc.integer()),
    'parentcustomerid_account@odata.bind': id.map((bound) => `/accounts(${bound})`),
    parentcustomerid_account: fc.record({ name: quoted }),
    contact_customer_contacts: fc.array(fc.record({ lastname: quoted }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const reading = fc.oneof(
  options.map((query) => `contacts?${query}`),
  fetchXml.map((xml) => `contacts?fetchXml=${encodeURIComponent(xml)}`),
  fc.tuple(id, options).map(([of, query]) => `contacts(${of})?${query}`),
  fc.tuple(id, column).map(([of, name]) => `contacts(${of})/${name}`),
  fc.tuple(id, options).map(([of, query]) => `contacts(${of})/contact_customer_contacts?${query}`),
  fc.constantFrom(
    'accounts/$count',
    'WhoAmI',
    'RetrieveVersion()',
    "EntityDefinitions(LogicalName='contact')",
  ),
);

const actions = Object.values(segmentActions);
const calling = fc.constantFrom(...actions).chain((action) =>
  fc.tuple(...action.parameters.map(({ type }) => parameterOf(type))).map((given) => ({
    path: action.name,
    body: JSON.stringify(
      Object.fromEntries(action.parameters.map(({ name }, index) => [name, given[index]])),
    ),
  })),
);

function parameterOf(type: string): fc.Arbitrary<unknown> {
  const right = type.startsWith('Collection')
    ? fc.array(id, { maxLength: 5 })
    : type === 'Edm.Int32'
      ? fc.nat(20)
      : id;
  return rarely<unknown, unknown>(right, fc.jsonValue());
}

const writing = fc.oneof(
  row.map((body) => ({ method: 'POST' as const, path: 'contacts', body: JSON.stringify(body) })),
  fc
    .tuple(id, row)
    .map(([of, body]) => ({ method: 'PATCH' as const, path: `contacts(${of})`, body: JSON.stringify(body) })),
  rarely(fc.uuid(), id).map((of) => ({ method: 'DELETE' as const, path: `contacts(${of})` })),
  fc.tuple(id, id).map(([of, to]) => ({
    method: 'POST' as const,
    path: `contacts(${of})/contact_customer_contacts/$ref`,
    body: JSON.stringify({ '@odata.id': `contacts(${to})` }),
  })),
  calling.map((call) => ({ method: 'POST' as const, ...call })),
);

const single: fc.Arbitrary<GrammarRequest> = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: reading.map((path) => ({ method: 'GET' as const, path })) },
      { weight: 1, arbitrary: writing },
    ),
    headers,
  )
  .map(([request, given]) => ({ ...request, headers: given }));

const batch: fc.Arbitrary<GrammarRequest> = fc
  .array(single, { minLength: 1, maxLength: 6 })
  .map((requests) => ({
    method: 'POST',
    path: '$batch',
    headers: { 'Content-Type': 'multipart/mixed;boundary=b', Prefer: 'odata.continue-on-error' },
    body: `${requests.map(partOf).join('')}--b--\r\n`,
  }));

function partOf({ method, path, body }: GrammarRequest): string {
  const part = `${method} ${path} HTTP/1.1\r\n${body === undefined ? '' : 'Content-Type: application/json\r\n'}\r\n${body ?? ''}`;
  return `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${part}\r\n`;
}

/** Requests of every kind that clients of segments send, batches of them included. */
export const grammarRequests: fc.Arbitrary<GrammarRequest> = fc.oneof(
  { weight: 9, arbitrary: single },
  { weight: 1, arbitrary: batch },
);

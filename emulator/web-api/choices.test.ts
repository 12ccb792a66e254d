import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';

let dataverse: LocalDataverse;

beforeAll(async () => {
  dataverse = await startLocalDataverse({
    tables: [
      {
        logicalName: 'sgm_visit',
        entitySetName: 'sgm_visits',
        label: 'Visit',
        collectionLabel: 'Visits',
        primaryId: 'sgm_visitid',
        primaryName: 'sgm_name',
        objectTypeCode: 10_900,
        ownership: 'user',
        columns: [
          { name: 'sgm_visitid', label: 'Visit', type: 'uniqueidentifier' },
          { name: 'sgm_name', label: 'Name', type: 'string', maxLength: 100 },
          {
            name: 'sgm_topics',
            label: 'Topics',
            type: 'choices',
            options: [
              { value: 1, label: 'Price' },
              { value: 2, label: 'Quality' },
              { value: 12, label: 'Delivery' },
            ],
          },
        ],
      },
    ],
  });
  for (const [name, topics] of Object.entries({ A: '2,1', B: '12', C: null })) {
    await create({ sgm_name: name, sgm_topics: topics });
  }
});

afterAll(() => dataverse.close());

const api = (path: string): string => `${dataverse.url}/api/data/v9.2/${path}`;

function create(row: object): Promise<Response> {
  return fetch(api('sgm_visits'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(row),
  });
}

interface Rows {
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

async function rows(query: string): Promise<Rows['value']> {
  const headers = { Prefer: 'odata.include-annotations="*"' };
  const response = await fetch(api(`sgm_visits?${query}`), { headers });
  return ((await response.json()) as Rows).value;
}

describe('a column of several choices', () => {
  it('is a text of numbers in order, with the labels as its formatted value', async () => {
    expect(await rows("$select=sgm_topics&$filter=sgm_name eq 'A'")).toMatchObject([
      { sgm_topics: '1,2', 'sgm_topics@OData.Community.Display.V1.FormattedValue': 'Price; Quality' },
    ]);
  });

  it.each([
    ["Microsoft.Dynamics.CRM.ContainValues(PropertyName='sgm_topics',PropertyValues=['2'])", ['A']],
    ["Microsoft.Dynamics.CRM.ContainValues(PropertyName='sgm_topics',PropertyValues=['1','12'])", ['A', 'B']],
    [
      "Microsoft.Dynamics.CRM.DoesNotContainValues(PropertyName='sgm_topics',PropertyValues=['2'])",
      ['B', 'C'],
    ],
    ["sgm_topics eq '1,2'", ['A']],
  ])('is found by %s', async (filter, names) => {
    const found = await rows(`$orderby=sgm_name&$filter=${encodeURIComponent(filter)}`);
    expect(found.map((row) => row['sgm_name'])).toEqual(names);
  });

  it('is found by FetchXML', async () => {
    const fetchXml =
      '<fetch><entity name="sgm_visit"><attribute name="sgm_name"/><filter><condition attribute="sgm_topics" ' +
      'operator="contain-values"><value>12</value></condition></filter></entity></fetch>';
    expect(await rows(`fetchXml=${encodeURIComponent(fetchXml)}`)).toMatchObject([{ sgm_name: 'B' }]);
  });

  it.each(['3', '1,x', '1,,2'])('refuses %s', async (topics) => {
    expect((await create({ sgm_topics: topics })).status).toBe(400);
  });

  it('cannot be asked of a column of another type', async () => {
    const filter = "Microsoft.Dynamics.CRM.ContainValues(PropertyName='fullname',PropertyValues=['2'])";
    expect((await fetch(api(`contacts?$filter=${encodeURIComponent(filter)}`))).status).toBe(400);
  });

  it('has its options in the metadata', async () => {
    const path =
      "EntityDefinitions(LogicalName='sgm_visit')/Attributes(LogicalName='sgm_topics')" +
      '/Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet';
    const { OptionSet: set } = (await (await fetch(api(path))).json()) as {
      OptionSet: { Options: object[] };
    };
    expect(set.Options).toHaveLength(3);
  });
});

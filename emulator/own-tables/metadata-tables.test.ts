import { builtInTables } from '../built-in-tables';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { tablesOfMetadata } from './metadata-tables';
import { courseMetadata } from './testing/course-metadata';

describe('the tables that a $metadata tells of', () => {
  const tables = tablesOfMetadata(courseMetadata, builtInTables);
  const columns = (table: string): readonly object[] =>
    tables.find(({ logicalName }) => logicalName === table)?.columns ?? [];

  it("are those of one's own, and the built-in ones with columns of one's own", () => {
    expect(tables.map(({ logicalName }) => logicalName)).toEqual([
      'contact',
      'new_course',
      'new_course_contact',
    ]);
    expect(columns('contact')).toMatchObject([
      { name: 'new_score', type: 'integer' },
      { name: 'new_favourite', type: 'lookup', targets: ['new_course'] },
    ]);
  });

  it('have columns of the types that it gives, without those of every table and of no type here', () => {
    expect(columns('new_course').map((column) => ({ ...column, label: undefined }))).toMatchObject([
      { name: 'new_code', type: 'string', readOnly: true },
      { name: 'new_courseid', type: 'uniqueidentifier' },
      { name: 'new_name', type: 'string' },
      { name: 'new_price', type: 'money' },
      { name: 'new_price_base', type: 'decimal', readOnly: true },
      { name: 'new_length', type: 'double' },
      { name: 'new_seats', type: 'bigint' },
      { name: 'new_online', type: 'boolean' },
      { name: 'new_begins', type: 'datetime', dateOnly: true },
      { name: 'new_announced', type: 'datetime' },
      { name: 'statecode', type: 'state' },
      { name: 'statuscode', type: 'status' },
      { name: 'new_teacher', type: 'lookup', navigation: { contact: 'new_Teacher' } },
    ]);
    expect(tables[1]).toMatchObject({ primaryName: 'new_name', ownership: 'user' });
  });

  it.each([
    ['no XML', '<edmx:Edmx', 'not well formed'],
    ['another document', '<feed/>', 'no $metadata of an environment: its root is feed'],
    [
      "without tables of one's own",
      courseMetadata.replaceAll('new_', 'msdyn_'),
      'of a publisher other than Microsoft',
    ],
  ])('are refused when it is %s', (_what, text, words) => {
    expect(() => tablesOfMetadata(text, builtInTables)).toThrow(words);
  });
});

describe('an environment with them', () => {
  let dataverse: LocalDataverse;
  const ask = async (path: string, method = 'GET', body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Prefer: 'return=representation' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
  };

  beforeAll(async () => {
    dataverse = await startLocalDataverse({ tables: tablesOfMetadata(courseMetadata, builtInTables) });
  });

  afterAll(() => dataverse.close());

  it('takes rows under the names that the real one has, with lookups, collections and links between', async () => {
    const course = await ask('new_courses', 'POST', {
      new_name: 'Analysis',
      new_price: 12.5,
      new_Teacher: { lastname: 'Byron' },
    });
    expect(course).toMatchObject({ new_price: 12.5, statecode: 0, statuscode: 1 });
    const fan = await ask('contacts', 'POST', {
      lastname: 'Hopper',
      new_score: 7,
      'new_Favourite@odata.bind': `/new_courses(${String(course['new_courseid'])})`,
    });
    await ask(`new_courses(${String(course['new_courseid'])})/new_Course_Contact/$ref`, 'POST', {
      '@odata.id': `${dataverse.url}/api/data/v9.2/contacts(${String(fan['contactid'])})`,
    });
    expect(
      await ask(
        'new_courses?$select=new_name&$expand=new_Teacher($select=lastname),new_course_fans($select=new_score),new_Course_Contact($select=lastname)',
      ),
    ).toMatchObject({
      value: [
        {
          new_name: 'Analysis',
          new_Teacher: { lastname: 'Byron' },
          new_course_fans: [{ new_score: 7 }],
          new_Course_Contact: [{ lastname: 'Hopper' }],
        },
      ],
    });
    expect(await ask('contacts?$select=lastname&$filter=new_Favourite/new_price gt 12')).toMatchObject({
      value: [{ lastname: 'Hopper' }],
    });
  });

  it('tells of them in a $metadata that gives the same tables again', async () => {
    const text = await (await fetch(`${dataverse.url}/api/data/v9.2/$metadata`)).text();
    const again = tablesOfMetadata(text, builtInTables);
    const shape = (tables: typeof again): object =>
      Object.fromEntries(tables.map((table) => [table.logicalName, [table.entitySetName, table.manyToMany]]));
    expect(shape(again)).toEqual(shape(tablesOfMetadata(courseMetadata, builtInTables)));
  });
});

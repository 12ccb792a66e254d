import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { runFlow, type FinishedRun } from './testing/runner';
import {
  createContacts,
  createSegment,
  liveSegment,
  membersOfGroup,
  type SegmentFixture,
} from './testing/segment-fixtures';

describeWithDotnet('the flow that keeps a group equal to a list of addresses', () => {
  let environment: FlowEnvironment;
  let contacts: string[];
  let segment: SegmentFixture;
  let count = 0;
  beforeAll(async () => {
    environment = await startFlowEnvironment();
    contacts = createContacts(environment.dataverse.store, 700, 'Uppsala');
  });
  afterAll(() => environment.close());
  beforeEach(() => {
    segment = createSegment(environment.dataverse.store, `Newsletter ${++count}`, 'Subscribers');
  });

  function run(settings: Readonly<Record<string, string>> = {}): Promise<FinishedRun> {
    const isFile = settings['sgm_SyncFile']?.endsWith('.csv') === true;
    const flow = isFile ? 'a CSV file' : 'an Excel table';
    return runFlow(environment.flow(`Keep a static group equal to ${flow}`), {
      connections: environment.connections,
      environmentVariables: {
        sgm_SyncSegment: `Newsletter ${count}`,
        sgm_SyncGroup: 'Subscribers',
        sgm_SyncFile: '/list.xlsx',
        sgm_SyncTable: 'People',
        sgm_SyncAddressColumn: 'E-mail',
        ...settings,
      },
    });
  }

  const csv = (file: string, text: string) =>
    environment.office.files.set(file, new TextEncoder().encode(text));
  const table = (addresses: readonly string[]) =>
    environment.office.tables.set(
      '/list.xlsx/People',
      addresses.map((address) => ({ Name: 'Somebody', 'E-mail': address })),
    );
  const addressesOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `person${from + index}@example.com`);
  const members = () => membersOfGroup(environment.dataverse.store, segment);

  test('adds and removes until the group holds who is in the Excel table', async () => {
    table([...addressesOf(0, 600), 'PERSON1@EXAMPLE.COM ', '', 'nobody@example.com']);
    const first = await run();
    expect(first.error).toBeUndefined();
    expect(members()).toEqual(contacts.slice(0, 600).sort());
    expect(first.outputsOf('Result')).toMatchObject({
      addresses: 602,
      addressesWithoutContact: 1,
      contacts: 600,
      membersBefore: 0,
      added: 600,
      removed: 0,
    });

    table(addressesOf(100, 700));
    const second = await run();
    expect(members()).toEqual(contacts.slice(100).sort());
    expect(second.outputsOf('Result')).toMatchObject({ membersBefore: 600, added: 100, removed: 100 });
  });

  test('changes nothing when the list has not changed', async () => {
    table(addressesOf(0, 5));
    await run();
    const finished = await run();
    expect(finished.outputsOf('Result')).toMatchObject({ membersBefore: 5, added: 0, removed: 0 });
    expect(members()).toEqual(contacts.slice(0, 5).sort());
  });

  test.each([
    ['commas', 'Name,E-mail\r\n"A","person0@example.com"\r\n"B",Person1@example.com\r\n'],
    ['semicolons and a byte order mark', '\uFEFFName;E-mail\nA;person0@example.com\nB;person1@example.com'],
  ])('reads a CSV file with %s', async (_what, text) => {
    csv('/Shared Documents/list.csv', text);
    const finished = await run({ sgm_SyncFile: '/Shared Documents/list.csv' });
    expect(finished.error).toBeUndefined();
    expect(members()).toEqual(contacts.slice(0, 2).sort());
  });

  test('counts the addresses of nobody, each once, and goes on without them', async () => {
    csv('/list.csv', `E-mail\n${[...addressesOf(0, 498), 'a@b.c', 'A@b.c ', 'd@e.f', 'g@h.i'].join('\n')}\n`);
    const finished = await run({ sgm_SyncFile: '/list.csv' });
    expect(finished.error).toBeUndefined();
    expect(finished.outputsOf('Result')).toMatchObject({ addressesWithoutContact: 3, contacts: 498 });
    expect(members()).toHaveLength(498);
  });

  test('adds every contact that has the address, and takes an address with a quote as it is', async () => {
    const { store } = environment.dataverse;
    const address = "o'brien@example.com";
    const twins = [1, 2].map((n) =>
      store.create('contact', { lastname: `O'Brien ${n}`, emailaddress1: address }),
    );
    table([address]);
    const finished = await run();
    expect(finished.error).toBeUndefined();
    expect(members()).toEqual(twins.sort());
  });

  test('fails with the name of the address column that the table does not have', async () => {
    table(addressesOf(0, 3));
    const finished = await run({ sgm_SyncAddressColumn: 'Address' });
    expect(finished).toMatchObject({ status: 'Failed', error: { code: 'EmptyList' } });
    expect(finished.error?.message).toContain(
      "The list has no column 'Address'. Correct the environment variable sgm_SyncAddressColumn or the heading in the file.",
    );
  });

  test.each([
    ['has no such column', 'Name,Mail\nA,person0@example.com', "The file has no column 'E-mail'."],
    ['has two columns of that name', 'E-mail,E-mail\na,b', "The file has 2 columns named 'E-mail'."],
    [
      'has a row with a separator too many',
      'Name,E-mail\nA,person0@example.com\nB, Ltd,person1@example.com',
      'Line 3 of the file has 3 values; its first line has 2.',
    ],
    [
      'has a quote without an end',
      'Name,E-mail\n"A,person0@example.com',
      'The quote in line 2 of the file has no end.',
    ],
    [
      'has text behind a closing quote',
      'Name,E-mail\n"A" B,person0@example.com',
      'Line 2 of the file goes on behind a closing quote.',
    ],
    [
      'has a quote inside of a bare value',
      'Name,E-mail\nA 5" pipe,person0@example.com',
      'Line 2 of the file has a quote inside of a value',
    ],
  ])('refuses a CSV file that %s, and leaves the group as it is', async (_what, text, words) => {
    table(addressesOf(0, 3));
    await run();
    csv('/list.csv', text);
    const finished = await run({ sgm_SyncFile: '/list.csv' });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toContain(words);
    expect(members()).toHaveLength(3);
  });

  test('refuses a file that is no UTF-8', async () => {
    environment.office.files.set('/list.csv', new Uint8Array([0x6d, 0xfc, 0x6c, 0x6c]));
    const finished = await run({ sgm_SyncFile: '/list.csv' });
    expect(finished.error?.message).toContain('The file is not in UTF-8. Save it as CSV UTF-8.');
  });

  test('reads separators, quotes and line breaks inside of values, and sees no invisible characters', async () => {
    csv(
      '/list.csv',
      '"Name";"E-mail"\r\n"A; the ""first""\r\nof two";\u200bperson0@example.com\u00a0\r\n\r\nB;"\ufeff PERSON1@example.com\u200e"\r\n',
    );
    const finished = await run({ sgm_SyncFile: '/list.csv' });
    expect(finished.error).toBeUndefined();
    expect(members()).toEqual(contacts.slice(0, 2).sort());
  });

  test.each<[string, () => void, Record<string, string>, string]>([
    ['is empty', () => table([]), {}, 'EmptyList'],
    ['holds strangers only', () => table(['nobody@example.com']), {}, 'EmptyList'],
  ])('leaves the group as it is when the list %s', async (_what, prepare, settings, code) => {
    table(addressesOf(0, 3));
    await run();
    prepare();
    const finished = await run(settings);
    expect(finished).toMatchObject({ status: 'Failed', error: { code } });
    expect(finished.error?.message).toContain('The group was left as it is');
    expect(finished.outputsOf('Result')).toMatchObject({ contacts: 0, removed: 0, members: 3 });
    expect(members()).toHaveLength(3);
  });

  test('leaves the group as it is when contacts cannot be searched', async () => {
    table(addressesOf(0, 3));
    await run();
    table(addressesOf(3, 6));
    await environment.setFaults({ rules: [{ kind: 'throttle', operation: 'contacts' }] });
    const finished = await run();
    await environment.setFaults({ rules: [] });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toMatch(/Find_people.* was answered 429/);
    expect(members()).toEqual(contacts.slice(0, 3).sort());
  });

  test('publishes the segment when somebody came or went, and only then', async () => {
    const { store } = environment.dataverse;
    table(addressesOf(0, 3));
    expect((await run()).outputsOf('Result')).toMatchObject({ published: true });
    await liveSegment(store, `Newsletter ${count}`);
    expect((await run()).outputsOf('Result')).toMatchObject({ published: false, added: 0, removed: 0 });
  });

  test('fails when the segment was not published, and says what to do', async () => {
    table(addressesOf(0, 3));
    await environment.setFaults({
      rules: [{ kind: 'throttle', operation: 'msdynmkt_PublishSegmentDefinition' }],
    });
    const finished = await run();
    await environment.setFaults({ rules: [] });
    expect(members()).toHaveLength(3);
    expect(finished).toMatchObject({ status: 'Failed', error: { code: 'PartlyDone' } });
    expect(finished.error?.message).toContain('the segment was not published');
    expect(finished.error?.message).toContain('publish it by hand');
  });

  test('fails when the file is not there', async () => {
    const finished = await run({ sgm_SyncFile: '/gone.csv' });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toContain('Root folder is not found.');
  });
});

import { recordId } from '../../segments';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { runFlow, type FinishedRun } from './testing/runner';
import { createContacts, createSegment, createView, membersOfGroup } from './testing/segment-fixtures';

describeWithDotnet('the flow that adds the contacts of a view', () => {
  let environment: FlowEnvironment;
  let contacts: string[];
  beforeAll(async () => {
    environment = await startFlowEnvironment();
    const { store } = environment.dataverse;
    contacts = createContacts(store, 12_345, 'Uppsala').sort();
    createContacts(store, 10, 'Lund', 20_000);
    createView(store, "Contacts of Uppsala's offices", 'Uppsala');
    createView(store, 'Nobody', 'Atlantis');
  });
  afterAll(() => environment.close());
  afterEach(() => environment.setFaults({ rules: [] }));

  function run(view: string, segment: string, group: string): Promise<FinishedRun> {
    return runFlow(environment.flow('Add the contacts of a view to a static group'), {
      connections: environment.connections,
      triggerBody: { text: view, text_1: segment, text_2: group },
    });
  }

  function addCalls(from = 0): number[] {
    return (environment.connections['shared_segmentmembers']?.log ?? [])
      .slice(from)
      .filter(({ request }) => request.endsWith('/msdynmkt_AddStaticMembers'))
      .map(({ status }) => status);
  }

  test('adds 12,345 contacts once each, though one call in ten is answered 429', async () => {
    const { store } = environment.dataverse;
    const segment = createSegment(store, 'Newsletter', 'Uppsala');
    await environment.setFaults({ seed: 7, rules: [{ kind: 'throttle', probability: 0.1 }] });
    const finished = await run("Contacts of Uppsala's offices", 'Newsletter', 'Uppsala');

    expect(finished.error).toBeUndefined();
    expect(finished.status).toBe('Succeeded');
    expect(membersOfGroup(store, segment)).toEqual(contacts);
    expect(addCalls().filter((status) => status < 300)).toHaveLength(13);
    expect(finished.outputsOf('Result')).toMatchObject({
      segment: 'Newsletter',
      contacts: 12_345,
      added: 12_345,
      notAdded: 0,
    });

    const statuses = Object.values(environment.connections).flatMap(({ log }) =>
      log.map(({ status }) => status),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });

  test('adds everybody once though answers get lost after the work is done', async () => {
    const { store } = environment.dataverse;
    const segment = createSegment(store, 'Lost answers', 'Group');
    await environment.setFaults({
      seed: 11,
      rules: [
        { kind: 'cutAfter', operation: 'msdynmkt_AddStaticMembers', probability: 0.3 },
        { kind: 'cutBefore', operation: 'contacts', times: 1 },
      ],
    });
    const finished = await run("Contacts of Uppsala's offices", 'Lost answers', 'Group');
    expect(finished.error).toBeUndefined();
    expect(membersOfGroup(store, segment)).toEqual(contacts);
    expect(finished.outputsOf('Result')).toMatchObject({ added: 12_345, notAdded: 0 });
  });

  test('changes nothing when it runs a second time', async () => {
    const { store } = environment.dataverse;
    const segment = createSegment(store, 'Twice', 'Group');
    await run("Contacts of Uppsala's offices", 'Twice', 'Group');
    const before = membersOfGroup(store, segment);
    const finished = await run("Contacts of Uppsala's offices", 'Twice', 'group');
    expect(finished.status).toBe('Succeeded');
    expect(before).toEqual(contacts);
    expect(membersOfGroup(store, segment)).toEqual(before);
  });

  test('fails with the reason when the view shows nobody', async () => {
    const segment = createSegment(environment.dataverse.store, 'Empty', 'Group');
    const finished = await run('Nobody', 'Empty', 'Group');
    expect(finished).toMatchObject({
      status: 'Failed',
      error: {
        code: 'EmptyView',
        message: "The view 'Nobody' shows no contacts, so there is nothing to add.",
      },
    });
    expect(membersOfGroup(environment.dataverse.store, segment)).toEqual([]);
  });

  test('fails with the reason and what was done when the group is deleted meanwhile', async () => {
    const { store } = environment.dataverse;
    const { definitionId } = createSegment(store, 'Deleted', 'Group');
    const connection = environment.connections['shared_segmentmembers'];
    if (!connection) throw new Error('The environment has no connection to the connector.');
    const connections = {
      ...environment.connections,
      shared_segmentmembers: {
        follow: (address: string) => connection.follow(address),
        call: async (
          operation: string,
          parameters: Parameters<(typeof environment.connections)[string]['call']>[1],
        ) => {
          if (operation === 'AddStaticMembers') {
            store.update('msdynmkt_segmentdefinition', recordId(definitionId), {
              msdynmkt_staticlistmembers: '[]',
            });
          }
          return connection.call(operation, parameters);
        },
      },
    };
    const finished = await runFlow(environment.flow('Add the contacts of a view to a static group'), {
      connections,
      triggerBody: { text: "Contacts of Uppsala's offices", text_1: 'Deleted', text_2: 'Group' },
    });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toContain('no static members group');
  });

  test.each([
    ['count="50" page="2"', 12_345],
    ['top="7"', 7],
  ])('takes a view with %s for all that it shows', async (attributes, count) => {
    const { store } = environment.dataverse;
    const name = `View with ${attributes.replaceAll('"', '')}`;
    store.create('savedquery', {
      name,
      returnedtypecode: 'contact',
      querytype: 0,
      fetchxml: `<fetch ${attributes}><entity name="contact"><attribute name="fullname"/><filter><condition attribute="address1_city" operator="eq" value="Uppsala"/></filter></entity></fetch>`,
    });
    const segment = createSegment(store, name, 'Group');
    const finished = await run(name, name, 'Group');
    expect(finished.error).toBeUndefined();
    expect(membersOfGroup(store, segment)).toHaveLength(count);
  });

  test('never puts contacts into a segment of leads', async () => {
    const { store } = environment.dataverse;
    const segment = createSegment(store, 'Leads only', 'Group');
    store.update('msdynmkt_segment', recordId(segment.segmentId), { msdynmkt_baseentitylogicalname: 'lead' });
    const finished = await run("Contacts of Uppsala's offices", 'Leads only', 'Group');
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toContain(
      "The segment 'Leads only' is one of the table 'lead', not of 'contact'. Nothing was changed.",
    );
    expect(membersOfGroup(store, segment)).toEqual([]);
  });

  test.each([
    [
      'a view',
      'No such view',
      'Newsletter',
      'Uppsala',
      "There is no view of the table 'contact' named 'No such view'.",
    ],
    ['a segment', 'Nobody', 'No segment', 'Uppsala', "There is no segment named 'No segment'."],
    [
      'a group',
      'Nobody',
      'Newsletter',
      'None',
      "There is no group named 'None' in the segment 'Newsletter'.",
    ],
  ])('fails with the name of %s that there is not', async (_what, view, segment, group, words) => {
    const finished = await run(view, segment, group);
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toContain(`${words} Nothing was changed.`);
  });

  test('says which part was not added when Dataverse is overloaded for good', async () => {
    const { store } = environment.dataverse;
    const segment = createSegment(store, 'Overloaded', 'Group');
    await environment.setFaults({
      rules: [{ kind: 'throttle', operation: 'msdynmkt_AddStaticMembers', probability: 0.9 }],
      seed: 3,
    });
    const finished = await run("Contacts of Uppsala's offices", 'Overloaded', 'Group');
    const added = membersOfGroup(store, segment).length;
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(12_345);
    expect(finished.error?.message).toContain(
      `${added} of 12345 contacts were added to the group 'Group'; ${12_345 - added} were not: `,
    );
  });
});

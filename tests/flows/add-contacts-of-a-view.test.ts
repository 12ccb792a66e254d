import { recordId } from '../../segments';
import { describeWithDotnet } from '../judges/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './environment';
import { runFlow, type FinishedRun } from './runner';
import { createContacts, createSegment, createView, membersOfGroup } from './segment-fixtures';

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
      failedCalls: 0,
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
    expect(finished.outputsOf('Result')).toMatchObject({ added: 12_345, failedCalls: 0 });
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
    const connections = {
      ...environment.connections,
      shared_segmentmembers: {
        follow: () => Promise.reject(new Error('No operation of this flow has further pages.')),
        call: async (
          operation: string,
          parameters: Parameters<(typeof environment.connections)[string]['call']>[1],
        ) => {
          if (operation === 'AddStaticMembers') {
            store.update('msdynmkt_segmentdefinition', recordId(definitionId), {
              msdynmkt_staticlistmembers: '[]',
            });
          }
          const connection = environment.connections['shared_segmentmembers'];
          if (!connection) throw new Error('The environment has no connection to the connector.');
          return connection.call(operation, parameters);
        },
      },
    };
    const finished = await runFlow(environment.flow('Add the contacts of a view to a static group'), {
      connections,
      triggerBody: { text: "Contacts of Uppsala's offices", text_1: 'Deleted', text_2: 'Group' },
    });
    expect(finished).toMatchObject({ status: 'Failed', error: { code: 'PartlyDone' } });
    expect(finished.error?.message).toMatch(
      /^0 of 12345 contacts were added to the group 'Group'; 12345 were not: .*no static members group/,
    );
  });

  test.each([
    ['a view', 'No such view', 'Newsletter', 'Uppsala', "There is no view of contacts named 'No such view'."],
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
    expect(finished.error?.message).toBe(`${words} Nothing was changed.`);
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

import { describeWithDotnet } from '../judges/testing/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './testing/environment';
import { runFlow, type FinishedRun } from './testing/runner';
import {
  createContacts,
  groupsOfSegment,
  liveSegment,
  membersOfGroup,
  publishedMembers,
} from './testing/segment-fixtures';

describeWithDotnet('the flow that adds the registrants of an event', () => {
  let environment: FlowEnvironment;
  let contacts: string[];
  beforeAll(async () => {
    environment = await startFlowEnvironment();
    contacts = createContacts(environment.dataverse.store, 20, 'Uppsala');
  });
  afterAll(() => environment.close());

  function run(event: string): Promise<FinishedRun> {
    return runFlow(environment.flow('Add the registrants of an event every hour'), {
      connections: environment.connections,
      environmentVariables: { sgm_Event: event },
    });
  }

  function register(eventId: string, people: readonly (string | null)[]): void {
    environment.dataverse.store.createMany(
      'msevtmgt_eventregistration',
      people.map((contact) => ({ msevtmgt_eventid: eventId, msevtmgt_contactid: contact })),
    );
  }

  test('creates the segment in the first hour, adds newcomers in the next, and publishes both times', async () => {
    const { store } = environment.dataverse;
    const eventId = store.create('msevtmgt_event', { msevtmgt_name: "Autumn's open day" });
    register(eventId, [...contacts.slice(0, 12), contacts[0] ?? null, null]);
    const name = "Registrants of Autumn's open day";

    const first = await run("Autumn's open day");
    expect(first.error).toBeUndefined();
    const segment = await liveSegment(store, name);
    const segmentId = String(segment['msdynmkt_segmentid']);
    expect(publishedMembers(store, segmentId)).toEqual(contacts.slice(0, 12).sort());
    expect(first.outputsOf('Result')).toMatchObject({ registrants: 12, membersBefore: 0, added: 12 });

    register(eventId, contacts.slice(10, 15));
    const second = await run("Autumn's open day");
    expect(second.error).toBeUndefined();
    expect(second.outputsOf('Result')).toMatchObject({
      segmentId,
      registrants: 15,
      membersBefore: 12,
      added: 3,
    });
    const definitionId = String(segment['msdynmkt_sourcesegmentuid']);
    const [group] = groupsOfSegment(store, segment);
    expect(group?.name).toBe('Registrants');
    expect(membersOfGroup(store, { definitionId, groupId: group?.groupId ?? '' })).toEqual(
      contacts.slice(0, 15).sort(),
    );
    await liveSegment(store, name);
    expect(publishedMembers(store, segmentId)).toHaveLength(15);
  });

  test('publishes nothing in an hour without newcomers', async () => {
    const { store } = environment.dataverse;
    const eventId = store.create('msevtmgt_event', { msevtmgt_name: 'Quiet' });
    register(eventId, contacts.slice(0, 2));
    await run('Quiet');
    await liveSegment(store, 'Registrants of Quiet');
    const finished = await run('Quiet');
    expect(finished.status).toBe('Succeeded');
    expect(finished.outputsOf('Publish_the_segment')).toBeUndefined();
    expect(finished.outputsOf('Result')).toMatchObject({ added: 0, membersBefore: 2 });
  });

  test('creates the segment of an event for which nobody has registered yet', async () => {
    environment.dataverse.store.create('msevtmgt_event', { msevtmgt_name: 'Far away' });
    const finished = await run('Far away');
    expect(finished.error).toBeUndefined();
    expect(finished.outputsOf('Result')).toMatchObject({ registrants: 0, added: 0 });
    await liveSegment(environment.dataverse.store, 'Registrants of Far away');
  });

  test('fails with the name of the event that there is not', async () => {
    const finished = await run('Nothing');
    expect(finished.error).toEqual({
      code: 'EventNotFound',
      message: "There is no event named 'Nothing'. Nothing was changed.",
    });
  });

  test('says that the segment was not published when it was not', async () => {
    const { store } = environment.dataverse;
    const eventId = store.create('msevtmgt_event', { msevtmgt_name: 'Refused' });
    register(eventId, contacts.slice(0, 2));
    await environment.setFaults({
      rules: [{ kind: 'throttle', operation: 'msdynmkt_PublishSegmentDefinition' }],
    });
    const finished = await run('Refused');
    await environment.setFaults({ rules: [] });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toMatch(
      /^2 of 2 new registrants were added .*it was not published, and later runs .* by hand\./,
    );
  });
});

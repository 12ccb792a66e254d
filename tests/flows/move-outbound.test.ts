import { recordId } from '../../segments';
import { describeWithDotnet } from '../judges/dotnet';
import { startFlowEnvironment, type FlowEnvironment } from './environment';
import { runFlow, type FinishedRun, type JsonValue } from './runner';
import {
  createContacts,
  createSegment,
  groupsOfSegment,
  liveSegment,
  membersOfGroup,
  publishedMembers,
  segmentsNamed,
} from './segment-fixtures';

const goingLive = 192350006;
const isStatic = 192350001;
const isDynamic = 192350000;

describeWithDotnet('the flow that moves an outbound segment', () => {
  let environment: FlowEnvironment;
  let contacts: string[];
  beforeAll(async () => {
    environment = await startFlowEnvironment();
    contacts = createContacts(environment.dataverse.store, 2300, 'Uppsala').sort();
  });
  afterAll(() => environment.close());

  function run(outbound: string, segment: string, stop?: boolean): Promise<FinishedRun> {
    return runFlow(environment.flow('Move an outbound static segment to a static group'), {
      connections: environment.connections,
      triggerBody: { text: outbound, text_1: segment, ...(stop === undefined ? {} : { boolean: stop }) },
    });
  }

  async function call(operation: string, parameters: Readonly<Record<string, JsonValue>>) {
    const answer = await environment.connections['shared_segmentmembers']?.call(operation, parameters);
    if (!answer || answer.status >= 300) throw new Error(JSON.stringify(answer));
    return answer.body as Readonly<Record<string, string>>;
  }

  async function outboundSegment(name: string, members: readonly string[]): Promise<string> {
    const row = await call('CreateOutboundSegment', {
      'body/msdyncrm_segmentname': name,
      'body/msdyncrm_segmenttype': isStatic,
      'body/statuscode': goingLive,
      ...(members.length > 0 ? { 'body/memberIds': members } : {}),
    });
    const id = row['msdyncrm_segmentid'] ?? '';
    for (let tries = 0; tries < 200 && statusOf(id) === goingLive; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return id;
  }

  const statusOf = (id: string) =>
    environment.dataverse.store.retrieve('msdyncrm_segment', recordId(id))?.['statuscode'];

  test('copies every contact to a new segment, publishes it, and stops the old one', async () => {
    const { store } = environment.dataverse;
    const outboundId = await outboundSegment("Spring's list", contacts);
    const finished = await run("Spring's list", 'Spring list', true);
    expect(finished.error).toBeUndefined();
    expect(finished.outputsOf('Result')).toMatchObject({ contacts: 2300, added: 2300, failedCalls: 0 });
    const segment = await liveSegment(store, 'Spring list');
    expect(publishedMembers(store, String(segment['msdynmkt_segmentid']))).toEqual(contacts);
    expect([192350007, 192350002]).toContain(statusOf(outboundId));
  });

  test('goes on with the same segment when it runs again, and leaves the old one alone unless asked', async () => {
    const { store } = environment.dataverse;
    const outboundId = await outboundSegment('Autumn', contacts.slice(0, 30));
    await run('Autumn', 'Autumn list');
    const finished = await run('Autumn', 'Autumn list');
    expect(finished.error).toBeUndefined();
    const segment = await liveSegment(store, 'Autumn list');
    expect(groupsOfSegment(store, segment)).toHaveLength(1);
    expect(publishedMembers(store, String(segment['msdynmkt_segmentid']))).toEqual(contacts.slice(0, 30));
    expect(statusOf(outboundId)).toBe(192350001);
  });

  test('adds a group of its own to a segment that has others', async () => {
    const { store } = environment.dataverse;
    const { definitionId } = createSegment(store, 'Mixed', 'By hand');
    await outboundSegment('Winter', contacts.slice(0, 3));
    const finished = await run('Winter', 'Mixed');
    expect(finished.error).toBeUndefined();
    const groups = groupsOfSegment(store, await liveSegment(store, 'Mixed'));
    expect(groups.map(({ name }) => name)).toEqual(['By hand', 'Moved from outbound marketing']);
    expect(membersOfGroup(store, { definitionId, groupId: groups[1]?.groupId ?? '' })).toEqual(
      contacts.slice(0, 3),
    );
  });

  test('stops nothing and publishes nothing when not all contacts arrived', async () => {
    const outboundId = await outboundSegment('Summer', contacts);
    await environment.setFaults({
      rules: [{ kind: 'throttle', operation: 'msdynmkt_AddStaticMembers' }],
    });
    const finished = await run('Summer', 'Summer list', true);
    await environment.setFaults({ rules: [] });
    expect(finished.status).toBe('Failed');
    expect(finished.error?.message).toMatch(/^0 of 2300 contacts were added to the segment 'Summer list'; /);
    expect(statusOf(outboundId)).toBe(192350001);
    expect(segmentsNamed(environment.dataverse.store, 'Summer list')[0]?.['statecode']).toBe(1);
  });

  test('refuses a segment whose members come from a query', async () => {
    environment.dataverse.store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'By query',
      msdyncrm_segmenttype: isDynamic,
      msdyncrm_segmentquery: "PROFILE(contact).FILTER(address1_city == 'Uppsala')",
    });
    const finished = await run('By query', 'New');
    expect(finished.error?.code).toBe('NotStatic');
    expect(segmentsNamed(environment.dataverse.store, 'New')).toEqual([]);
  });

  test('fails with the reason when the segment has no contacts', async () => {
    await outboundSegment('Nobody', []);
    const finished = await run('Nobody', 'New');
    expect(finished.error?.message).toBe(
      "The outbound segment 'Nobody' has no contacts, so there is nothing to move.",
    );
    expect(segmentsNamed(environment.dataverse.store, 'New')).toEqual([]);
  });
});

import { recordId } from '../../segments';
import { MemberSets } from '../../emulator/membership/member-sets';
import { groupSet } from '../../emulator/membership/real-time/segment';
import type { Store } from '../../emulator/store';
import type { FlowEnvironment } from './environment';
import { runFlow, type FinishedRun, type JsonValue } from './runner';
import {
  createContacts,
  createSegment,
  createView,
  groupsOfSegment,
  membersOfGroup,
  segmentsNamed,
  type SegmentFixture,
} from './segment-fixtures';

/**
 * Runs a flow, looks into the database, and says how it went in a few words. A run may do less than it was asked to,
 * but only when it says so by failing.
 */
export type Scenario = (environment: FlowEnvironment) => Promise<string>;

let last = 0;
/** Names and cities of one's own, so that scenarios do not meet. */
const unique = (name: string) => `${name} ${++last}`;

const run = (
  environment: FlowEnvironment,
  flow: string,
  triggerBody: JsonValue = null,
  environmentVariables: Readonly<Record<string, string>> = {},
): Promise<FinishedRun> =>
  runFlow(environment.flow(flow), {
    connections: environment.connections,
    triggerBody,
    environmentVariables,
  });

export function addMembers(store: Store, segment: SegmentFixture, ids: readonly string[]): void {
  MemberSets.in(store.database).add(
    groupSet(recordId(segment.definitionId), recordId(segment.groupId)),
    ids.map(recordId),
  );
}

const same = (one: readonly string[], other: readonly string[]) =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** "Succeeded" is only said of a database that is as it should be. */
function outcomeOf(finished: FinishedRun, isDone: boolean): string {
  if (finished.status === 'Succeeded') expect(isDone).toBe(true);
  if (finished.status === 'Succeeded') return 'done, Succeeded';
  return isDone ? 'done, Failed all the same' : 'Failed, and says so';
}

/** The group that a flow made in the segment that it made. */
function madeGroup(store: Store, name: string): SegmentFixture {
  const [segment] = segmentsNamed(store, name);
  const [group] = groupsOfSegment(store, segment ?? {});
  return {
    segmentId: String(segment?.['msdynmkt_segmentid']),
    definitionId: String(segment?.['msdynmkt_sourcesegmentuid']),
    groupId: group?.groupId ?? '',
  };
}

const addView: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('View');
  const ids = createContacts(store, 120, name, 10_000 * ++last);
  createView(store, name, name);
  const segment = createSegment(store, name, 'Group');
  addMembers(store, segment, ids.slice(0, 3));
  const finished = await run(environment, 'Add the contacts of a view to a static group', {
    text: name,
    text_1: name,
    text_2: 'Group',
  });
  return outcomeOf(finished, same(membersOfGroup(store, segment), ids));
};

/** There is room for 500 of 1,500. */
const addViewToFullGroup: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Full');
  const ids = createContacts(store, 1_500, name, 10_000 * ++last);
  createView(store, name, name);
  const segment = createSegment(store, name, 'Group');
  const nobody = Array.from(
    { length: 199_500 },
    (_, nth) => `00000000-0000-4000-9000-${String(nth).padStart(12, '0')}`,
  );
  addMembers(store, segment, nobody);
  const finished = await run(environment, 'Add the contacts of a view to a static group', {
    text: name,
    text_1: name,
    text_2: 'Group',
  });
  const members = new Set(membersOfGroup(store, segment));
  const arrived = ids.filter((id) => members.has(id)).length;
  expect(finished.status).toBe('Failed');
  expect(finished.outputsOf('Result')).toMatchObject({ added: arrived, notAdded: 1_500 - arrived });
  return `${arrived} of 1500 arrived, Failed and says so`;
};

const keepEqual =
  (flow: string): Scenario =>
  async (environment) => {
    const { store } = environment.dataverse;
    const name = unique('Equal');
    const from = 10_000 * ++last;
    const ids = createContacts(store, 126, name, from);
    const segment = createSegment(store, name, 'Group');
    addMembers(store, segment, ids.slice(0, 110));
    const addresses = Array.from({ length: 66 }, (_, nth) => `person${from + 60 + nth}@example.com`);
    environment.office.tables.set(
      `/${name}/T`,
      addresses.map((address) => ({ mail: address })),
    );
    environment.office.files.set(
      `/${name}`,
      new TextEncoder().encode(`mail\r\n${addresses.join('\r\n')}\r\n`),
    );
    const settings = {
      sgm_SyncSegment: name,
      sgm_SyncGroup: 'Group',
      sgm_SyncFile: `/${name}`,
      sgm_SyncTable: 'T',
      sgm_SyncAddressColumn: 'mail',
    };
    const finished = await run(environment, flow, null, settings);
    const isEqual = same(membersOfGroup(store, segment), ids.slice(60));
    if (isEqual) {
      expect(finished.outputsOf('Result')).toMatchObject({ added: 16, removed: 60, members: 66 });
    }
    return outcomeOf(finished, isEqual);
  };

const registrants: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Event');
  const ids = createContacts(store, 5, name, 10_000 * ++last);
  const event = store.create('msevtmgt_event', { msevtmgt_name: name });
  store.createMany(
    'msevtmgt_eventregistration',
    ids.map((contact) => ({ msevtmgt_eventid: event, msevtmgt_contactid: contact })),
  );
  const finished = await run(environment, 'Add the registrants of an event every hour', null, {
    sgm_Event: name,
  });
  return outcomeOf(finished, same(membersOfGroup(store, madeGroup(store, `Registrants of ${name}`)), ids));
};

const submitters: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Form');
  const from = 10_000 * ++last;
  const ids = createContacts(store, 4, name, from);
  const form = store.create('msdynmkt_marketingform', { msdynmkt_name: name });
  const submit = (address: string, statuscode: number) =>
    store.create('msdynmkt_marketingformsubmission', {
      msdynmkt_contactableemail: address,
      msdynmkt_marketingformid: form,
      statuscode,
    });
  submit(`PERSON${from}@example.com`, 575440002);
  submit(`person${from + 1}@example.com `, 575440003);
  submit(`person${from + 1}@example.com`, 575440002);
  submit(`person${from + 2}@example.com`, 575440001);
  const finished = await run(environment, 'Add who submitted a form', null, { sgm_Form: name });
  const made = madeGroup(store, `Submitted ${name}`);
  return outcomeOf(finished, same(membersOfGroup(store, made), ids.slice(0, 2)));
};

const leadsOfCampaign: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Campaign');
  const campaign = store.create('campaign', { name });
  const lead = (more: Readonly<Record<string, string>>) =>
    store.create('lead', { lastname: 'Lead', ...more });
  const ids = [lead({ campaignid: campaign }), lead({ campaignid: campaign })];
  lead({});
  const finished = await run(environment, 'Add the leads of a campaign', { text: name, text_1: name });
  return outcomeOf(finished, same(membersOfGroup(store, madeGroup(store, name)), ids));
};

const copyGroup: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Copy');
  const ids = createContacts(store, 110, name, 10_000 * ++last);
  const source = createSegment(store, name, 'From');
  addMembers(store, source, [...ids, '0f5b0c7f-395d-447b-b14c-315a601f878e']);
  const finished = await run(environment, 'Copy a static group', {
    text: name,
    text_1: 'From',
    text_2: `${name} copied`,
    text_3: 'To',
  });
  const copied = membersOfGroup(store, madeGroup(store, `${name} copied`)).filter((id) => ids.includes(id));
  return outcomeOf(finished, same(copied, ids));
};

const withoutConsent: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Consent');
  const from = 10_000 * ++last;
  const ids = createContacts(store, 5, name, from);
  const segment = createSegment(store, name, 'Group');
  addMembers(store, segment, ids.slice(0, 4));
  const consent = (address: string, value: number) =>
    store.create('msdynmkt_contactpointconsent4', {
      msdynmkt_contactpointvalue: address,
      msdynmkt_contactpointtype: 534120000,
      msdynmkt_value: value,
    });
  consent(`Person${from}@example.com`, 534120002);
  consent(`person${from + 1}@example.com`, 534120001);
  consent(`person${from + 4}@example.com`, 534120002);
  const finished = await run(environment, 'Take people without consent out', null, {
    sgm_SyncSegment: name,
    sgm_SyncGroup: 'Group',
  });
  return outcomeOf(finished, same(membersOfGroup(store, segment), ids.slice(1, 4)));
};

const report: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Report');
  const ids = createContacts(store, 3, name, 10_000 * ++last);
  const segment = createSegment(store, name, 'Group');
  addMembers(store, segment, ids);
  await run(environment, 'Ask for an approval before publishing', { text: name, text_1: 'Group' });
  environment.office.tables.set(`/${name}/Members`, [{ Id: ids[0] ?? '', Name: '', Email: '', City: '' }]);
  const finished = await run(
    environment,
    'Report the members of a segment to Excel',
    { text: name },
    { sgm_SyncFile: `/${name}` },
  );
  const rows = environment.office.tables.get(`/${name}/Members`) ?? [];
  expect(rows.filter(({ City }) => City === `'${name}`).length).toBeGreaterThanOrEqual(rows.length - 1);
  return outcomeOf(
    finished,
    same(
      rows.map(({ Id }) => String(Id)),
      ids,
    ),
  );
};

const approval: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Approved');
  const { segmentId } = createSegment(store, name, 'Group');
  environment.office.outcome = 'Reject';
  const refused = await run(environment, 'Ask for an approval before publishing', {
    text: name,
    text_1: 'Group',
  });
  expect(refused.error?.code).toBe('NotApproved');
  expect(store.retrieve('msdynmkt_segment', recordId(segmentId))?.['statuscode']).toBe(2);
  environment.office.outcome = 'Approve';
  const finished = await run(environment, 'Ask for an approval before publishing', {
    text: name,
    text_1: 'Group',
  });
  return outcomeOf(finished, store.retrieve('msdynmkt_segment', recordId(segmentId))?.['statuscode'] === 1);
};

const outboundQueries: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Outbound');
  const create = (nth: number, query: string) =>
    store.create('msdyncrm_segment', {
      msdyncrm_segmentname: `${name} ${nth}`,
      msdyncrm_segmenttype: 192350000,
      msdyncrm_segmentquery: query,
    });
  create(1, "PROFILE(account).FILTER(name == 'A').TRAVERSE(contact_account_parentcustomerid)");
  const all = await run(environment, 'Move the queries of outbound segments', { text: name });
  create(2, 'PROFILE(contact) EXCEPT SEGMENT(Staff)');
  const some = await run(environment, 'Move the queries of outbound segments', { text: name });
  expect(segmentsNamed(store, `${name} 1`)).toHaveLength(1);
  expect(segmentsNamed(store, `${name} 2`)).toHaveLength(0);
  expect(some.status).toBe('Failed');
  expect(some.error?.message).toContain('1 of 2 outbound segments');
  return outcomeOf(all, true);
};

/** Two hundred thousand members take a while, so only the answers that matter to them are tried. */
export const aboutFullGroups: ReadonlySet<string> = new Set(['defaults', 'overGroupLimit=fill']);

export const fullGroup = 'Add the contacts of a view, with room for 500 of 1,500';

export const scenarios: Readonly<Record<string, Scenario>> = {
  'Add the contacts of a view to a static group': addView,
  [fullGroup]: addViewToFullGroup,
  'Keep a static group equal to an Excel table': keepEqual('Keep a static group equal to an Excel table'),
  'Keep a static group equal to a CSV file': keepEqual('Keep a static group equal to a CSV file'),
  'Add the registrants of an event every hour': registrants,
  'Add who submitted a form': submitters,
  'Add the leads of a campaign': leadsOfCampaign,
  'Copy a static group': copyGroup,
  'Take people without consent out': withoutConsent,
  'Report the members of a segment to Excel': report,
  'Ask for an approval before publishing': approval,
  'Move the queries of outbound segments': outboundQueries,
};

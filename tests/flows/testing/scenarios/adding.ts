import { createContacts, createSegment, createView, membersOfGroup } from '../segment-fixtures';
import { addMembers, madeGroup, outcomeOf, run, same, unique, uniqueNumber, type Scenario } from './scenario';

export const addView: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('View');
  const ids = createContacts(store, 120, name, uniqueNumber());
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
export const addViewToFullGroup: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Full');
  const ids = createContacts(store, 1_500, name, uniqueNumber());
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

export const registrants: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Event');
  const ids = createContacts(store, 5, name, uniqueNumber());
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

export const submitters: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Form');
  const from = uniqueNumber();
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

export const leadsOfCampaign: Scenario = async (environment) => {
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

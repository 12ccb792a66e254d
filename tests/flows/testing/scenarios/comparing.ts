import type { FlowEnvironment } from '../environment';
import { createContacts, createSegment, membersOfGroup, type SegmentFixture } from '../segment-fixtures';
import {
  addMembers,
  madeGroup,
  outcomeOf,
  removeMembers,
  run,
  same,
  unique,
  uniqueNumber,
  type Meanwhile,
  type Scenario,
} from './scenario';

export const keepEqual =
  (flow: string): Scenario =>
  async (environment) => {
    const { store } = environment.dataverse;
    const name = unique('Equal');
    const from = uniqueNumber();
    const ids = createContacts(store, 126, name, from);
    const segment = createSegment(store, name, 'Group');
    // Of those who are not in the list, one has an address that differs from one in it by an accent only.
    const accented = store.create('contact', {
      lastname: name,
      emailaddress1: `p\u00e9rson${from + 60}@example.com`,
    });
    addMembers(store, segment, [...ids.slice(0, 109), accented]);
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
      expect(finished.outputsOf('Result')).toMatchObject({ added: 17, removed: 61, members: 66 });
    }
    return outcomeOf(finished, isEqual);
  };

const gone = '0f5b0c7f-395d-447b-b14c-315a601f878e';

/** 110 contacts and somebody whose row is gone, in a group that is copied to another one. */
const copied = async (environment: FlowEnvironment, name: string, meanwhile?: Meanwhile) => {
  const { store } = environment.dataverse;
  const ids = createContacts(store, 110, name, uniqueNumber());
  const source = createSegment(store, name, 'From');
  addMembers(store, source, [...ids, gone]);
  const finished = await run(
    environment,
    'Copy a static group',
    { text: name, text_1: 'From', text_2: `${name} copied`, text_3: 'To' },
    {},
    meanwhile,
  );
  const members = membersOfGroup(store, madeGroup(store, `${name} copied`));
  return {
    finished,
    isDone: same(
      members.filter((id) => id !== gone),
      ids,
    ),
  };
};

export const copyGroup: Scenario = async (environment) => {
  const { finished, isDone } = await copied(environment, unique('Copy'));
  expect(finished.outputsOf('Result')).toMatchObject({ members: 110, copied: 110, gone: 1, notCopied: 0 });
  return outcomeOf(finished, isDone);
};

/** One who is gone is in the other group already, and one who was copied is taken out before the flow looks. */
export const copyGroupAndLoseOne: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const name = unique('Lost');
  const target = createSegment(store, `${name} copied`, 'To');
  addMembers(store, target, [gone]);
  const { finished, isDone } = await copied(environment, name, {
    before: 'ListGroupPeople',
    act: () => {
      removeMembers(
        store,
        target,
        membersOfGroup(store, target)
          .filter((id) => id !== gone)
          .slice(0, 1),
      );
    },
  });
  expect(finished.outputsOf('Result')).toMatchObject({ members: 110, copied: 109, gone: 1, notCopied: 1 });
  return outcomeOf(finished, isDone);
};

/**
 * Of five contacts four are in the group; the first and the last, who is not in it, opted out. The third did so too, but
 * not of e-mails.
 */
const optedOut = async (
  environment: FlowEnvironment,
  name: string,
  meanwhile?: (segment: SegmentFixture, ids: readonly string[]) => Meanwhile,
) => {
  const { store } = environment.dataverse;
  const from = uniqueNumber();
  const ids = createContacts(store, 5, name, from);
  const segment = createSegment(store, name, 'Group');
  addMembers(store, segment, ids.slice(0, 4));
  const consent = (address: string, value: number, type = 534120000) =>
    store.create('msdynmkt_contactpointconsent4', {
      msdynmkt_contactpointvalue: address,
      msdynmkt_contactpointtype: type,
      msdynmkt_value: value,
    });
  consent(`Person${from}@example.com`, 534120002);
  consent(`person${from + 1}@example.com`, 534120001);
  consent(`person${from + 2}@example.com`, 534120002, 534120001);
  consent(`person${from + 4}@example.com`, 534120002);
  const settings = { sgm_SyncSegment: name, sgm_SyncGroup: 'Group' };
  const finished = await run(
    environment,
    'Take people without consent out',
    null,
    settings,
    meanwhile?.(segment, ids),
  );
  return { finished, isDone: same(membersOfGroup(store, segment), ids.slice(1, 4)), segment, ids };
};

export const withoutConsent: Scenario = async (environment) => {
  const { finished, isDone } = await optedOut(environment, unique('Consent'));
  expect(finished.outputsOf('Result')).toMatchObject({ optOuts: 2, removed: 1, members: 3, published: true });
  return outcomeOf(finished, isDone);
};

/** Somebody comes while one goes: the group is as large as before, and has to be published all the same. */
export const withoutConsentWhileOneComes: Scenario = async (environment) => {
  const { store } = environment.dataverse;
  const [newcomer = ''] = createContacts(store, 1, 'Newcomer', uniqueNumber());
  const name = unique('Come');
  const { finished, segment, ids } = await optedOut(environment, name, (segment) => ({
    before: 'RemoveMembersByEmail',
    act: () => {
      addMembers(store, segment, [newcomer]);
    },
  }));
  expect(finished.outputsOf('Result')).toMatchObject({ removed: 1, members: 4, published: true });
  return outcomeOf(finished, same(membersOfGroup(store, segment), [...ids.slice(1, 4), newcomer]));
};

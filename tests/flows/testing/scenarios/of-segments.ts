import { recordId } from '../../../../segments';
import type { FlowEnvironment } from '../environment';
import { createContacts, createSegment, segmentsNamed } from '../segment-fixtures';
import {
  addMembers,
  outcomeOf,
  run,
  same,
  unique,
  uniqueNumber,
  type Meanwhile,
  type Scenario,
} from './scenario';

const reported = async (environment: FlowEnvironment, name: string, meanwhile?: Meanwhile) => {
  const { store } = environment.dataverse;
  const ids = createContacts(store, 3, name, uniqueNumber());
  const segment = createSegment(store, name, 'Group');
  addMembers(store, segment, ids);
  await run(environment, 'Ask for an approval before publishing', { text: name, text_1: 'Group' });
  const table = `/${name}/Members`;
  environment.office.tables.set(table, [{ Id: ids[0] ?? '', Name: '', Email: '', City: '' }]);
  const settings = { sgm_SyncFile: `/${name}` };
  const finished = await run(
    environment,
    'Report the members of a segment to Excel',
    { text: name },
    settings,
    meanwhile,
  );
  return { finished, ids, rows: environment.office.tables.get(table) ?? [] };
};

const idsIn = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map(({ Id }) => String(Id));

export const report: Scenario = async (environment) => {
  const name = unique('Report');
  const { finished, ids, rows } = await reported(environment, name);
  expect(rows.filter(({ City }) => City === `'${name}`).length).toBeGreaterThanOrEqual(rows.length - 1);
  return outcomeOf(finished, same(idsIn(rows), ids));
};

/** A row of a stranger and the loss of a row leave as many rows as there should be. */
export const reportAndLoseOne: Scenario = async (environment) => {
  const name = unique('Lost row');
  let isWritten = false;
  const { finished, ids, rows } = await reported(environment, name, {
    before: 'AddRowV2',
    act: () => {
      isWritten = true;
      environment.office.tables.set(`/${name}/Members`, [{ Id: 'stranger', Name: '', Email: '', City: '' }]);
    },
  });
  expect(isWritten).toBe(true);
  expect(finished.outputsOf('Result')).toMatchObject({ members: 3, rows: 3, membersWithoutRow: 1 });
  return outcomeOf(finished, same(idsIn(rows), ids));
};

export const approval: Scenario = async (environment) => {
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

export const outboundQueries: Scenario = async (environment) => {
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

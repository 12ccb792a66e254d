import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionStatus, outboundStatus, segmentStatus } from '../../segments';
import { defaultAssumptions } from '../assumptions';
import { openStore, SYSTEM_USER, type Store } from '../store';
import { platformTables } from '../store/tables';
import { publishSegment } from './real-time/publish';
import type { Publishing } from './real-time/publishing';
import { resumeUnfinished } from './resume';
import { membershipRules } from './rules';

describe('a process that ends while segments go live', () => {
  const folder = mkdtempSync(join(tmpdir(), 'segments-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const jobs: (() => void | Promise<void>)[] = [];
  const later = (_milliseconds: number, work: () => void | Promise<void>): void => {
    jobs.push(work);
  };
  const open = (): Store =>
    openStore(platformTables, {
      file: join(folder, 'rows.db'),
      rules: membershipRules({ assumptions: defaultAssumptions, later }),
    });
  const publishing = (store: Store): Publishing => ({
    store,
    user: SYSTEM_USER,
    assumptions: defaultAssumptions,
    now: () => store.now(),
    later,
  });

  it('leaves them to be finished by the next one', async () => {
    const first = open();
    first.create('contact', { lastname: 'A' });
    const definition = first.create('msdynmkt_segmentdefinition', {
      msdynmkt_segmentquery: 'PROFILE(contact)',
    });
    const segment = first.create('msdynmkt_segment', {
      msdynmkt_sourcesegmentuid: definition,
      msdynmkt_baseentitylogicalname: 'contact',
    });
    publishSegment(publishing(first), segment);
    const outbound = first.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'B',
      msdyncrm_segmentquery: 'PROFILE(contact)',
      statuscode: outboundStatus.goingLive,
    });
    first.close();
    jobs.length = 0;

    const second = open();
    resumeUnfinished(publishing(second));
    for (const job of jobs.splice(0)) await job();
    expect([
      second.retrieve('msdynmkt_segmentdefinition', definition)?.['statuscode'],
      second.retrieve('msdynmkt_segment', segment)?.['statuscode'],
      second.retrieve('msdynmkt_segment', segment)?.['msdynmkt_membercount'],
      second.retrieve('msdyncrm_segment', outbound)?.['statuscode'],
    ]).toEqual([definitionStatus.live, segmentStatus.active, 1, outboundStatus.live]);
    second.close();
  });

  it('leaves those to be stopped that were being stopped, and drafts as they are', async () => {
    const store = openStore(platformTables, {
      rules: membershipRules({ assumptions: defaultAssumptions, later }),
    });
    const draft = store.create('msdyncrm_segment', { msdyncrm_segmentname: 'Draft' });
    const outbound = store.create('msdyncrm_segment', {
      msdyncrm_segmentname: 'B',
      msdyncrm_segmentquery: 'PROFILE(contact)',
      statuscode: outboundStatus.goingLive,
    });
    for (const job of jobs.splice(0)) await job();
    store.update('msdyncrm_segment', outbound, { statuscode: outboundStatus.stopping });
    const definition = store.create('msdynmkt_segmentdefinition', {
      statuscode: definitionStatus.stopping,
    });
    const segment = store.create('msdynmkt_segment', {
      msdynmkt_sourcesegmentuid: definition,
      msdynmkt_baseentitylogicalname: 'contact',
    });
    // Its segment was deleted, so there is nothing to finish.
    store.create('msdynmkt_segmentdefinition', { statuscode: definitionStatus.goingLive });
    jobs.length = 0;
    resumeUnfinished(publishing(store));
    expect(jobs.length).toBe(2);
    for (const job of jobs.splice(0)) await job();
    expect([
      store.retrieve('msdynmkt_segmentdefinition', definition)?.['statuscode'],
      store.retrieve('msdynmkt_segment', segment)?.['statuscode'],
      store.retrieve('msdyncrm_segment', outbound)?.['statuscode'],
      store.retrieve('msdyncrm_segment', draft)?.['statuscode'],
    ]).toEqual([
      definitionStatus.stopped,
      segmentStatus.stopped,
      outboundStatus.stopped,
      outboundStatus.draft,
    ]);
    store.close();
  });
});

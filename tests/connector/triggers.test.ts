import { segmentStatus, recordId } from '../../segments';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { Environment } from './testing/environment';
import { connectorName, startWithConnector } from './testing/installed-connector';

const paths = {
  OnSegmentChanged: '/trigger/api/data/v9.2/msdynmkt_segments',
  OnSegmentReady: '/trigger/api/data/v9.1/msdynmkt_segments',
  OnSegmentFailed: '/trigger/api/data/v9.0/msdynmkt_segments',
} as const;

let dataverse: LocalDataverse;
let environment: Environment;
let time: number;

beforeEach(async () => {
  time = Date.parse('2026-03-01T08:00:00Z');
  dataverse = await startWithConnector({ now: () => new Date(time) });
  environment = new Environment(dataverse);
});
afterEach(() => dataverse.close());

interface Check {
  readonly status: number;
  readonly names: readonly string[];
  /** Address of the next check. */
  readonly location: string;
}

async function check(address: string): Promise<Check> {
  const response = await fetch(address);
  const text = await response.text();
  const rows = text === '' ? [] : (JSON.parse(text) as { value: { msdynmkt_displayname: string }[] }).value;
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  return {
    status: response.status,
    names: rows.map((row) => row.msdynmkt_displayname),
    location: response.headers.get('location') ?? '',
  };
}

const firstCheck = (operation: keyof typeof paths, query = '') =>
  check(`${dataverse.url}/connectors/${connectorName}/connection${paths[operation]}${query}`);

function laterSegment(name: string, statuscode?: number): string {
  time += 5000;
  const { segmentId } = environment.segment(name);
  if (statuscode !== undefined) setStatus(segmentId, statuscode);
  return segmentId;
}

function setStatus(segmentId: string, statuscode: number): void {
  time += 5000;
  dataverse.store.update(
    'msdynmkt_segment',
    recordId(segmentId),
    { statecode: statuscode === segmentStatus.active ? 0 : 1, statuscode },
    { system: true },
  );
}

describeWithDotnet('polling triggers', () => {
  it('remember on the first check where to begin, and do not fire', async () => {
    laterSegment('Old');
    expect(await firstCheck('OnSegmentChanged')).toMatchObject({ status: 202, names: [] });
  });

  it('fire once for each change, newest first, and not for what they have told', async () => {
    const old = laterSegment('Old');
    const first = await firstCheck('OnSegmentChanged');
    laterSegment('New');
    time += 5000;
    dataverse.store.update('msdynmkt_segment', recordId(old), { msdynmkt_displayname: 'Renamed' });
    const second = await check(first.location);
    expect(second).toMatchObject({ status: 200, names: ['Renamed', 'New'] });
    const third = await check(second.location);
    expect(third).toMatchObject({ status: 202, names: [] });
    laterSegment('Newest');
    expect(await check(third.location)).toMatchObject({ status: 200, names: ['Newest'] });
  });

  it('fire when a segment becomes ready or a ready one is changed, not while it is a draft', async () => {
    laterSegment('Old');
    const first = await firstCheck('OnSegmentReady');
    const draft = laterSegment('Draft');
    const second = await check(first.location);
    expect(second).toMatchObject({ status: 202, names: [] });
    setStatus(draft, segmentStatus.active);
    const third = await check(second.location);
    expect(third).toMatchObject({ status: 200, names: ['Draft'] });
    time += 5000;
    dataverse.store.update('msdynmkt_segment', recordId(draft), { msdynmkt_displayname: 'Renamed' });
    expect(await check(third.location)).toMatchObject({ status: 200, names: ['Renamed'] });
  });

  it('fire when a segment fails, and not when another one becomes ready', async () => {
    laterSegment('Old');
    const first = await firstCheck('OnSegmentFailed');
    laterSegment('Fine', segmentStatus.active);
    const second = await check(first.location);
    expect(second).toMatchObject({ status: 202 });
    laterSegment('Broken', segmentStatus.error);
    expect(await check(second.location)).toMatchObject({ status: 200, names: ['Broken'] });
  });

  it('tell of each of two changes in one second, also when the second is seen only later', async () => {
    laterSegment('Old');
    const first = await firstCheck('OnSegmentChanged');
    time += 5000;
    environment.segment('One');
    const second = await check(first.location);
    expect(second.names).toEqual(['One']);
    environment.segment('Two in the same second');
    const third = await check(second.location);
    expect(third.names).toEqual(['Two in the same second']);
    expect(await check(third.location)).toMatchObject({ status: 202, names: [] });
  });

  it('watch one segment only when they are asked to', async () => {
    const watched = laterSegment('Watched');
    const other = laterSegment('Other');
    const first = await firstCheck('OnSegmentReady', `?triggerSegmentId=${watched}`);
    setStatus(other, segmentStatus.active);
    const second = await check(first.location);
    expect(second).toMatchObject({ status: 202, names: [] });
    setStatus(watched, segmentStatus.active);
    expect((await check(second.location)).names).toEqual(['Watched']);
  });

  it('pass over rows that other products mirror', async () => {
    laterSegment('Old');
    const first = await firstCheck('OnSegmentChanged');
    dataverse.store.update('msdynmkt_segment', recordId(laterSegment('Mirrored')), { msdynmkt_source: 11 });
    laterSegment('Real-time');
    expect((await check(first.location)).names).toEqual(['Real-time']);
  });

  it.each([segmentStatus.error, 11])('fire for a segment that failed with status %d', async (status) => {
    laterSegment('Old');
    const first = await firstCheck('OnSegmentFailed');
    laterSegment('Exporting', segmentStatus.exporting);
    const broken = laterSegment('Broken');
    dataverse.store.database.run('update msdynmkt_segment set statuscode = ? where msdynmkt_segmentid = ?', [
      status,
      broken,
    ]);
    expect((await check(first.location)).names).toEqual(['Broken']);
  });

  it('begin again with every check as long as there is no segment at all', async () => {
    const first = await firstCheck('OnSegmentChanged');
    laterSegment('First');
    const second = await check(first.location);
    expect(second).toMatchObject({ status: 202, names: [] });
    laterSegment('Second');
    expect(await check(second.location)).toMatchObject({ status: 200, names: ['Second'] });
  });

  it('take a state that somebody else wrote for no state', async () => {
    laterSegment('Old');
    const { location } = await firstCheck('OnSegmentChanged');
    const address = new URL(location);
    address.searchParams.set('triggerState', 'nonsense');
    expect(await check(address.href)).toMatchObject({ status: 202, names: [] });
  });
});

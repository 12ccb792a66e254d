import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalDataverse, type LocalDataverse } from '../local-dataverse';
import { definitionStatus } from '../../segments';
import { Gate } from './gate';

let folder: string;
let file: string;
let dataverse: LocalDataverse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
  file = join(folder, 'rows.db');
  dataverse = await startLocalDataverse({ file });
});
afterAll(async () => {
  await dataverse.close();
  rmSync(folder, { recursive: true });
});

const send = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(dataverse.url + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const addPerson = (lastname: string): Promise<Response> =>
  send('POST', '/api/data/v9.2/contacts', { lastname });
async function people(): Promise<readonly string[]> {
  const answer = await send('GET', '/api/data/v9.2/contacts?$select=lastname&$orderby=lastname');
  const { value } = (await answer.json()) as { value: { lastname: string }[] };
  return value.map(({ lastname }) => lastname);
}

describe('snapshots', () => {
  it('bring back the rows of their moment, as often as one likes, and can be listed and removed', async () => {
    await addPerson('Early');
    const taken = await send('PUT', '/admin/snapshots/before');
    expect(await taken.json()).toEqual({ name: 'before', file: join(`${file}.snapshots`, 'before.db') });
    for (const later of ['Late', 'Later']) {
      await addPerson(later);
      expect(await people()).toEqual(['Early', later]);
      expect((await send('POST', '/admin/snapshots/before/restore')).status).toBe(200);
      expect(await people()).toEqual(['Early']);
    }
    expect(await (await send('GET', '/admin/snapshots')).json()).toEqual({ snapshots: ['before'] });
    expect(await (await send('DELETE', '/admin/snapshots/before')).json()).toEqual({ snapshots: [] });
  });

  it.each([
    ['POST', '/admin/snapshots/none/restore', 404, "There is no snapshot 'none'."],
    ['DELETE', '/admin/snapshots/none', 404, "There is no snapshot 'none'."],
    ['PUT', '/admin/snapshots/..%2Foutside', 400, 'A snapshot has a name of 1 to 100 letters'],
  ])('refuse %s %s in words', async (method, path, status, words) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  });

  it('are whole while others write, and lose no request that comes while one is brought back', async () => {
    const pair = async (name: string): Promise<number> => {
      const part = (id: number) =>
        `--changes\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ${id}\r\n\r\n` +
        `POST /api/data/v9.2/contacts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"lastname":"${name}"}\r\n`;
      const answer = await fetch(`${dataverse.url}/api/data/v9.2/$batch`, {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/mixed; boundary=all' },
        body: `--all\r\nContent-Type: multipart/mixed; boundary=changes\r\n\r\n${part(1)}${part(2)}--changes--\r\n--all--\r\n`,
      });
      await answer.text();
      return answer.status;
    };
    await send('PUT', '/admin/snapshots/start');
    const statuses = Array.from({ length: 20 }, (_, index) => pair(`Pair ${index}`));
    const busy = send('PUT', '/admin/snapshots/busy');
    const back = send('POST', '/admin/snapshots/start/restore');
    const after = pair('Pair after');
    expect(new Set(await Promise.all([...statuses, after]))).toEqual(new Set([200]));
    expect([(await busy).status, (await back).status]).toEqual([200, 200]);
    await send('POST', '/admin/snapshots/busy/restore');
    const pairs = (await people()).filter((name) => name.startsWith('Pair'));
    expect(pairs).toHaveLength(new Set(pairs).size * 2);
  });

  it('are what another one begins with, but no other file is', async () => {
    await dataverse.snapshots.take('mine');
    const snapshot = join(`${file}.snapshots`, 'mine.db');
    const other = await startLocalDataverse({ restore: snapshot, sampleData: 'standard' });
    try {
      expect(other.store.count({ table: 'contact', select: [] })).toBe(
        dataverse.store.count({ table: 'contact', select: [] }),
      );
    } finally {
      await other.close();
    }
    const text = join(folder, 'text.db');
    writeFileSync(text, 'nothing');
    await expect(startLocalDataverse({ restore: text })).rejects.toThrow(`${text} is no snapshot`);
    await expect(startLocalDataverse({ restore: '/nowhere.db' })).rejects.toThrow(
      'There is no snapshot /nowhere.db.',
    );
  });

  it('finish the publishing that was under way when they were taken', async () => {
    const create = async (set: string, body: object): Promise<string> =>
      /\(([^)]+)\)$/.exec(
        (await send('POST', `/api/data/v9.2/${set}`, body)).headers.get('OData-EntityId') ?? '',
      )?.[1] ?? '';
    const definition = await create('msdynmkt_segmentdefinitions', { msdynmkt_name: 'All' });
    const segment = await create('msdynmkt_segments', {
      msdynmkt_displayname: 'All',
      msdynmkt_baseentitylogicalname: 'contact',
      msdynmkt_sourcesegmentuid: definition,
      statecode: 1,
      statuscode: 2,
    });
    await send('POST', '/api/data/v9.2/msdynmkt_PublishSegmentDefinition', { SegmentId: segment });
    await dataverse.snapshots.take('going-live');
    await dataverse.snapshots.restore('going-live');
    await dataverse.close();
    dataverse = await startLocalDataverse({ file });
    const answer = await send(
      'GET',
      `/api/data/v9.2/msdynmkt_segmentdefinitions(${definition})?$select=statuscode`,
    );
    expect(await answer.json()).toMatchObject({ statuscode: definitionStatus.live });
  });
});

describe('the gate', () => {
  it('gives up on those that never leave, and lets others in again', async () => {
    const gate = new Gate(10);
    const leave = await gate.enter();
    await expect(gate.shut(() => Promise.resolve())).rejects.toThrow('1 requests still run');
    leave();
    leave();
    expect(await gate.shut(() => Promise.resolve('alone'))).toBe('alone');
    expect(gate.isShut).toBe(false);
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newStaticGroup, recordId, serialiseStaticGroups } from '../../../segments';
import { startEmulatorProcess, type EmulatorProcess } from '../../../scripts/benchmarks/emulator-process';
import { randomFrom } from './random';

export interface CrashResult {
  readonly kills: number;
  /** Rows and members whose writing was confirmed. */
  readonly confirmed: number;
  /** Confirmed ones that were not there afterwards. */
  readonly lost: number;
  /** Change sets of which a part was there. */
  readonly torn: number;
}

/** What the clients know: they may tell of a write only once its answer is there. */
interface Known {
  readonly rows: Set<string>;
  readonly members: Set<string>;
  /** Ids of each change set that was sent, confirmed or not. */
  readonly sets: (readonly string[])[];
}

/** An answer that is no crash. */
class UnexpectedAnswer extends Error {}

const CLIENTS = 8;
const group = { SegmentId: randomUUID(), GroupId: randomUUID() };

/**
 * Clients create contacts, one by one and in change sets, and add them to a group, while the server is killed at a
 * random moment (SIGKILL) and started again on the same file, so many times.
 */
export async function crash(options: {
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}): Promise<CrashResult> {
  const random = randomFrom(options.seed);
  const folder = mkdtempSync(join(tmpdir(), 'crashes-'));
  const start = () => startEmulatorProcess(['--sample', 'none', '--data', join(folder, 'data.db')]);
  const known: Known = { rows: new Set(), members: new Set(), sets: [] };
  const result = { lost: 0, torn: 0 };
  let server = await start();
  try {
    await makeGroup(server);
    for (let kill = 1; kill <= options.kills; kill += 1) {
      const clients = Array.from({ length: CLIENTS }, (_, nth) => writeUntilItIsGone(server, known, nth));
      await delay(50 + random.below(1000));
      await server.end('SIGKILL');
      await Promise.all(clients);
      server = await start();
      const { lost, torn } = await compare(server, known);
      result.lost += lost;
      result.torn += torn;
      options.say(
        `kill ${kill}: ${known.rows.size + known.members.size} confirmed, ${lost} lost, ${torn} torn`,
      );
    }
  } finally {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills: options.kills, confirmed: known.rows.size + known.members.size, ...result };
}

function send(
  server: EmulatorProcess,
  method: string,
  path: string,
  body?: object | string,
): Promise<Response> {
  const isBatch = typeof body === 'string';
  return fetch(server.root + path, {
    method,
    headers: { 'Content-Type': isBatch ? 'multipart/mixed;boundary=b' : 'application/json' },
    ...(body === undefined ? {} : { body: isBatch ? body : JSON.stringify(body) }),
  });
}

async function makeGroup(server: EmulatorProcess): Promise<void> {
  const definition = randomUUID();
  const staticGroup = newStaticGroup(recordId(group.GroupId), 'Guests', 'Include');
  await send(server, 'POST', 'msdynmkt_segmentdefinitions', {
    msdynmkt_segmentdefinitionid: definition,
    msdynmkt_name: 'Guests',
    msdynmkt_staticlistmembers: serialiseStaticGroups([staticGroup]),
  });
  await send(server, 'POST', 'msdynmkt_segments', {
    msdynmkt_segmentid: group.SegmentId,
    msdynmkt_displayname: 'Guests',
    msdynmkt_sourcesegmentuid: definition,
    msdynmkt_baseentitylogicalname: 'contact',
  });
}

/** One client: each of its requests waits for the one before. It ends with the connection. */
async function writeUntilItIsGone(server: EmulatorProcess, known: Known, nth: number): Promise<void> {
  const writes = [writeRow, writeMember, writeChangeSet];
  for (let turn = nth; ; turn += 1) {
    try {
      await writes[turn % writes.length]?.(server, known);
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error;
      // There is no server any more, or no whole answer.
      return;
    }
  }
}

async function writeRow(server: EmulatorProcess, known: Known): Promise<string> {
  const contactid = randomUUID();
  const answer = await send(server, 'POST', 'contacts', { contactid, lastname: 'Guest' });
  if (answer.status !== 204)
    throw new UnexpectedAnswer(`A row was answered ${answer.status}: ${await answer.text()}`);
  known.rows.add(contactid);
  return contactid;
}

async function writeMember(server: EmulatorProcess, known: Known): Promise<void> {
  const id = await writeRow(server, known);
  const answer = await send(server, 'POST', 'msdynmkt_AddStaticMembers', { ...group, EntityIds: [id] });
  if (!answer.ok)
    throw new UnexpectedAnswer(`A member was answered ${answer.status}: ${await answer.text()}`);
  known.members.add(id);
}

async function writeChangeSet(server: EmulatorProcess, known: Known): Promise<void> {
  const ids = Array.from({ length: 5 }, () => randomUUID());
  known.sets.push(ids);
  const parts = ids.map(
    (contactid, nth) =>
      `--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ${nth + 1}\r\n\r\n` +
      `POST ${server.root}contacts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n` +
      `${JSON.stringify({ contactid, lastname: 'Of a set' })}\r\n`,
  );
  const body = `--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n${parts.join('')}--c--\r\n--b--\r\n`;
  const answer = await send(server, 'POST', '$batch', body);
  const text = await answer.text();
  if (!answer.ok || text.split('HTTP/1.1 204').length !== 6)
    throw new UnexpectedAnswer(`A batch was answered ${text}`);
  for (const id of ids) known.rows.add(id);
}

async function compare(server: EmulatorProcess, known: Known): Promise<{ lost: number; torn: number }> {
  const rows = await idsOfContacts(server);
  const members = await idsOfMembers(server);
  const gone = (ids: Iterable<string>, there: ReadonlySet<string>) =>
    [...ids].filter((id) => !there.has(id)).length;
  const torn = known.sets.filter((ids) => ![0, ids.length].includes(gone(ids, rows))).length;
  return { lost: gone(known.rows, rows) + gone(known.members, members), torn };
}

async function idsOfContacts(server: EmulatorProcess): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let next: string | undefined = `${server.root}contacts?$select=contactid`;
  while (next !== undefined) {
    const page = (await (await fetch(next)).json()) as {
      readonly value: readonly { readonly contactid: string }[];
      readonly '@odata.nextLink'?: string;
    };
    for (const { contactid } of page.value) ids.add(contactid);
    next = page['@odata.nextLink'];
  }
  return ids;
}

async function idsOfMembers(server: EmulatorProcess): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let PageNo = 1; ; PageNo += 1) {
    const answer = await send(server, 'POST', 'msdynmkt_ListGroupMembers', {
      ...group,
      PageNo,
      PageSize: 5000,
    });
    const { Response } = (await answer.json()) as { readonly Response: string };
    const { entityIds } = JSON.parse(Response) as { readonly entityIds: readonly string[] };
    if (entityIds.length === 0) return ids;
    for (const id of entityIds) ids.add(id);
  }
}

import fc from 'fast-check';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { idsIn, makeSegment } from '../../observing/throwaway';
import { segmentActions } from '../../segments';
import { environmentAt } from '../observing/testing/environment-at';

const root = join(__dirname, '..', '..');

type Pair = readonly [string, string];

/** What was written before the server was killed. */
interface Written {
  readonly confirmedRows: string[];
  readonly confirmedMembers: string[];
  readonly sentPairs: Pair[];
  readonly confirmedPairs: Pair[];
}

let folder: string;
const servers: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
});

afterEach(() => {
  servers.forEach((each) => each.kill('SIGKILL'));
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a local Dataverse on the file and gives its address. */
async function start(file: string): Promise<string> {
  const program = join(root, 'emulator', 'bin.cjs');
  const started = spawn(process.execPath, [program, '--port', '0', '--sample', 'none', '--data', file]);
  servers.push(started);
  let output = '';
  started.stderr.on('data', (chunk) => (output += String(chunk)));
  for await (const chunk of started.stdout) {
    output += String(chunk);
    const address = /listens on (http:\S+?)\/? /.exec(output)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`It did not start: ${output}`);
}

async function kill(): Promise<void> {
  for (const server of servers.splice(0)) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
}

/** Repeats a write, and notes what was confirmed, until the server is gone. */
async function writeUntilKilled(write: () => Promise<void>): Promise<void> {
  try {
    for (;;) await write();
  } catch {
    // The server was killed.
  }
}

const contact = (contactid: string) => ({ contactid, lastname: 'Durable' });

function changeSetOf(ids: readonly string[]): string {
  const parts = ids.map(
    (id, index) =>
      `--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ${index + 1}\r\n\r\n` +
      `POST contacts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(contact(id))}\r\n`,
  );
  return `--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n${parts.join('')}--c--\r\n--b--\r\n`;
}

test('a server that is killed while it writes loses nothing that it confirmed, and no half of a change set', async () => {
  let confirmed = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 900 }), async (milliseconds) => {
      const written: Written = { confirmedRows: [], confirmedMembers: [], sentPairs: [], confirmedPairs: [] };
      const group = randomUUID();
      const file = join(folder, `${randomUUID()}.sqlite`);
      const address = await start(file);
      const environment = environmentAt(address);
      const { segment } = await makeSegment(environment, '', [group]);
      const create = async (id: string) => {
        const { status } = await environment.send('POST', 'contacts', contact(id));
        if (status === 204) written.confirmedRows.push(id);
      };
      const writers = [
        writeUntilKilled(() => create(randomUUID())),
        writeUntilKilled(async () => {
          const id = randomUUID();
          await create(id);
          const parameters = { SegmentId: segment, GroupId: group, EntityIds: [id] };
          const { refusal } = await environment.send(
            'POST',
            segmentActions.addStaticMembers.name,
            parameters,
          );
          if (!refusal) written.confirmedMembers.push(id);
        }),
        writeUntilKilled(async () => {
          const pair: Pair = [randomUUID(), randomUUID()];
          written.sentPairs.push(pair);
          const response = await fetch(`${address}/api/data/v9.2/$batch`, {
            method: 'POST',
            headers: { 'content-type': 'multipart/mixed;boundary=b' },
            body: changeSetOf(pair),
          });
          expect((await response.text()).match(/HTTP\/1.1 204/g)).toHaveLength(2);
          written.confirmedPairs.push(pair);
        }),
      ];
      await wait(milliseconds);
      await kill();
      await Promise.all(writers);

      const again = environmentAt(await start(file));
      const { body } = await again.send('GET', 'contacts?$select=contactid');
      const there = new Set(idsIn(JSON.stringify(body)));
      const parameters = { SegmentId: segment, GroupId: group, PageNo: 1, PageSize: 5000 };
      const listed = await again.send('POST', segmentActions.listGroupMembers.name, parameters);
      const members = new Set(idsIn(JSON.stringify(listed.body)));
      confirmed += written.confirmedMembers.length + written.confirmedPairs.length;
      const rowsOf = (pair: Pair) => pair.filter((id) => there.has(id)).length;
      expect({
        lostRows: written.confirmedRows.filter((id) => !there.has(id)),
        lostMembers: written.confirmedMembers.filter((id) => !members.has(id)),
        lostPairs: written.confirmedPairs.filter((pair) => rowsOf(pair) < 2),
        halves: written.sentPairs.filter((pair) => rowsOf(pair) === 1),
        membersWithoutRow: [...members].filter((id) => !there.has(id)),
      }).toEqual({ lostRows: [], lostMembers: [], lostPairs: [], halves: [], membersWithoutRow: [] });
      expect((await again.send('POST', 'contacts', contact(randomUUID()))).status).toBe(204);
      await kill();
    }),
    { numRuns: 2 },
  );
  expect(confirmed).toBeGreaterThan(0);
}, 600_000);

import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import {
  accountName,
  contactName,
  definitionStatus,
  newStaticGroup,
  recordId,
  segmentDefinitionName,
  segmentName,
  serialiseStaticGroups,
} from '../../segments';
import { startLocalDataverse } from '../../emulator/local-dataverse';
import { MemberSets } from '../../emulator/membership/member-sets';
import { loadRows, sampleAccounts, sampleContactId, sampleContacts } from '../../emulator/sample-data';
import { startEmulatorProcess, type EmulatorProcess } from './emulator-process';

/** Milliseconds that clients waited for answers. */
export interface Waits {
  readonly beside: string;
  /** How often the work beside them was done. */
  readonly rounds: number;
  readonly requests: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  /** Most memory of the server meanwhile, in megabytes. */
  readonly memory: number;
}

export interface LoadResult {
  readonly contacts: number;
  readonly clients: number;
  readonly memoryAtRest: number;
  readonly waits: readonly Waits[];
}

interface Options {
  readonly contacts: number;
  readonly seconds: number;
  say(line: string): void;
}

const CLIENTS = 50;
/** How long a client thinks between two requests. */
const THOUGHT = 250;
const GROUPS = 10;

const id = (number: number): string => `b1000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const segment = id(1);
const definition = id(2);
const groups = Array.from({ length: GROUPS }, (_, nth) => id(100 + nth));

/** 50 clients of a local Dataverse in a process of its own, alone and beside work that takes long. */
export async function measureLoad(options: Options): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const file = join(folder, 'data.db');
  try {
    options.say(`Writing ${options.contacts} contacts and ${GROUPS} groups ...`);
    await fill(file, options.contacts);
    const server = await startEmulatorProcess(['--data', file, '--sample', 'none']);
    try {
      const memoryAtRest = server.residentMegabytes();
      const waits: Waits[] = [];
      options.say(`${CLIENTS} clients, not counted, until all is compiled ...`);
      await beside(server, 'warming up', undefined, { ...options, seconds: 5 });
      for (const { name, work } of longWork) {
        options.say(`${CLIENTS} clients, ${name} ...`);
        waits.push(await beside(server, name, work, options));
      }
      return { contacts: options.contacts, clients: CLIENTS, memoryAtRest, waits };
    } finally {
      await server.end('SIGTERM');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fill(file: string, contacts: number): Promise<void> {
  const { store, close } = await startLocalDataverse({ file });
  loadRows(store, accountName.logicalName, sampleAccounts(contacts / 10));
  loadRows(store, contactName.logicalName, sampleContacts(contacts, contacts / 10));
  store.create(segmentDefinitionName.logicalName, {
    msdynmkt_segmentdefinitionid: definition,
    msdynmkt_name: 'Load',
    msdynmkt_segmentquery: "PROFILE(contact).FILTER(lastname CONTAINS 'a')",
    msdynmkt_staticlistmembers: serialiseStaticGroups(
      groups.map((group) => newStaticGroup(recordId(group), group, 'Include')),
    ),
  });
  store.create(segmentName.logicalName, {
    msdynmkt_segmentid: segment,
    msdynmkt_sourcesegmentuid: definition,
    msdynmkt_baseentitylogicalname: contactName.logicalName,
  });
  const members = Array.from({ length: Math.min(200_000, contacts) }, (_, nth) => sampleContactId(nth));
  for (const group of groups) {
    MemberSets.in(store.database).add(
      { kind: 'group', owner: recordId(definition), group: recordId(group) },
      members,
    );
  }
  await close();
}

type Work = (server: EmulatorProcess, signal: AbortSignal) => Promise<unknown>;

const encoded = (text: string): string => encodeURIComponent(text);
const selfJoin =
  '<fetch aggregate="true"><entity name="contact"><attribute name="contactid" aggregate="count" alias="n"/>' +
  '<link-entity name="contact" from="address1_city" to="address1_city" alias="b"/></entity></fetch>';
const batchOf = (count: number, path: string): string =>
  Array.from(
    { length: count },
    () =>
      `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${path} HTTP/1.1\r\n\r\n\r\n`,
  ).join('') + '--b--\r\n';

/** What others do meanwhile; the last two once took it down. */
const longWork: readonly { readonly name: string; readonly work: Work | undefined }[] = [
  { name: 'alone', work: undefined },
  {
    name: 'publishing ten groups of 200,000 and a query',
    work: async (server, signal) => {
      await action(server, 'msdynmkt_PublishSegmentDefinition', signal);
      await published(server, signal);
    },
  },
  { name: 'listing all members', work: (server, signal) => action(server, 'msdynmkt_MembersList', signal) },
  {
    name: 'a self-join aggregate',
    work: (server, signal) => read(server, `contacts?fetchXml=${encoded(selfJoin)}`, signal),
  },
  {
    name: 'contains over all rows',
    work: (server, signal) =>
      read(server, `contacts/$count?$filter=${encoded("contains(fullname,'zq')")}`, signal),
  },
  {
    name: 'a nested expand that comes back',
    work: (server, signal) =>
      read(server, 'contacts?$expand=owninguser($expand=contact_owning_user)', signal),
  },
  {
    name: 'a batch of 1000 times all contacts',
    work: async (server, signal) => {
      const answer = await fetch(`${server.root}$batch`, {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/mixed;boundary=b' },
        body: batchOf(1000, `${server.root}contacts`),
        signal,
      });
      await drained('The batch', answer);
    },
  },
];

async function action(server: EmulatorProcess, name: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(server.root + name, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ SegmentId: segment }),
    signal,
  });
  await drained(name, answer);
}

const read = async (server: EmulatorProcess, path: string, signal: AbortSignal): Promise<void> => {
  await drained(path, await fetch(server.root + path, { signal }));
};

/** Waits until a published segment is live. */
async function published(server: EmulatorProcess, signal: AbortSignal): Promise<void> {
  const row = `${server.root}msdynmkt_segmentdefinitions(${definition})?$select=statuscode`;
  for (;;) {
    const { statuscode } = (await (await fetch(row, { signal })).json()) as { statuscode: number };
    if (statuscode === definitionStatus.live) return;
    if (statuscode !== definitionStatus.goingLive) throw new Error(`Publishing ended with ${statuscode}.`);
    await delay(250);
  }
}

/** Reads an answer without keeping it. @throws Error when it is a refusal, which would be no work at all. */
async function drained(what: string, answer: Response): Promise<void> {
  if (!answer.ok) throw new Error(`${what} was answered ${answer.status}: ${await answer.text()}`);
  if (answer.body === null) return;
  const reader = answer.body.getReader();
  while (!(await reader.read()).done) continue;
}

async function beside(
  server: EmulatorProcess,
  name: string,
  work: Work | undefined,
  { contacts, seconds }: Options,
): Promise<Waits> {
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const times: number[] = [];
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, server.residentMegabytes())), 250);
  const others =
    work === undefined ? Promise.resolve(0) : again(() => work(server, over.signal), over.signal);
  const clients = Array.from({ length: CLIENTS }, (_, nth) =>
    client(server, nth, contacts, times, over.signal),
  );
  await delay(seconds * 1000);
  over.abort();
  const [rounds] = await Promise.all([others, ...clients]);
  clearInterval(watch);
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((times[Math.ceil(share * times.length) - 1] ?? Number.NaN) * 10) / 10;
  return {
    beside: name,
    rounds,
    requests: times.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    longest: at(1),
    memory,
  };
}

/** Does the work again and again. Resolves to how often it was done when it was ended. */
async function again(work: () => Promise<unknown>, signal: AbortSignal): Promise<number> {
  let rounds = 0;
  while (!signal.aborted) {
    await work().then(
      () => (rounds += 1),
      (error: unknown) => {
        if (!signal.aborted) throw error;
      },
    );
  }
  return rounds;
}

/** One client, with what the control and a flow ask: a row, a page, a write, a page of members. */
async function client(
  server: EmulatorProcess,
  nth: number,
  contacts: number,
  times: number[],
  signal: AbortSignal,
): Promise<void> {
  for (let turn = nth; !signal.aborted; turn += 1) {
    const start = performance.now();
    const answer = await requests[turn % requests.length]?.(server.root, (turn * 7919) % contacts);
    if (answer?.ok !== true) throw new Error(`A client was answered ${String(answer?.status)}.`);
    await answer.text();
    times.push(performance.now() - start);
    await delay(THOUGHT * (0.5 + ((turn * 31) % 100) / 100));
  }
}

const json = { 'Content-Type': 'application/json' };
const requests: readonly ((root: string, nth: number) => Promise<Response>)[] = [
  (root, nth) => fetch(`${root}contacts(${sampleContactId(nth)})?$select=fullname,emailaddress1`),
  (root) => fetch(`${root}contacts?$select=fullname&$top=50&$orderby=fullname`),
  (root, nth) =>
    fetch(`${root}contacts(${sampleContactId(nth)})`, {
      method: 'PATCH',
      headers: json,
      body: JSON.stringify({ jobtitle: `Job ${nth}` }),
    }),
  (root, nth) =>
    fetch(`${root}msdynmkt_ListGroupMembers`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({
        SegmentId: segment,
        GroupId: groups[nth % GROUPS],
        PageNo: 1 + (nth % 100),
        PageSize: 100,
      }),
    }),
];

export function printedLoad({ contacts, clients, memoryAtRest, waits }: LoadResult): string {
  const width = Math.max(...waits.map(({ beside }) => beside.length));
  const line = (name: string, ...cells: readonly (string | number)[]): string =>
    [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
  return [
    `${clients} clients, ${contacts} contacts, ${memoryAtRest} MB at rest; milliseconds until an answer is whole`,
    line('', 'rounds', 'requests', 'p50', 'p95', 'p99', 'longest', 'MB'),
    ...waits.map((one) =>
      line(one.beside, one.rounds, one.requests, one.p50, one.p95, one.p99, one.longest, one.memory),
    ),
  ].join('\n');
}

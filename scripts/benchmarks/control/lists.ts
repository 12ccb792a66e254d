import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import type { FaultRule } from '../../../emulator/http/faults';
import { newStaticGroup, parseStaticGroups, serialiseStaticGroups } from '../../../segments';
import { ControlPage } from '../../../tests/browser/control-page';
import type { FormEnvironment } from '../../../tests/browser/form-environment';
import type { Measure, MeasuredPart } from './measures';
import { forgetRequests, longestTask, probe, requestsWith } from './page-probe';

const { newsletter } = sampleSegments;
const members = 200_000;
const idsPerCall = 1000;
const latency = 250;
/** Calls that the control has under way at a time; its own limit. */
const parallelCalls = 6;
const calls = members / idsPerCall;
const limit = Math.ceil(calls / parallelCalls) * latency;

const groups = {
  plain: newStaticGroup('99999999-0000-4000-8000-000000000001', 'Bench: calm server', 'Include'),
  faulty: newStaticGroup('99999999-0000-4000-8000-000000000002', 'Bench: troubled server', 'Include'),
};

const add = 'msdynmkt_AddStaticMembers';
const slow: FaultRule = { kind: 'latency', operation: add, milliseconds: latency };
const troubled: readonly FaultRule[] = [
  { kind: 'throttle', operation: add, probability: 0.1, retryAfter: 1 },
  { kind: 'cutAfter', operation: add, probability: 0.01 },
  { kind: 'cutBefore', operation: add, probability: 0.01 },
];

/** Lists of 200,000 on their way into groups: matching and adding, with a calm server and with a troubled one. */
export async function measureLists(
  environment: FormEnvironment,
  say: (line: string) => void,
): Promise<readonly MeasuredPart[]> {
  addGroups(environment);
  const steps = [
    ['matching 200,000 e-mails', measureMatching],
    ['adding 200,000 at 250 ms', measureAdding],
    ['adding 200,000 at 250 ms, 10 % 429, 2 % cut', measureTroubledAdding],
  ] as const;
  const parts: MeasuredPart[] = [];
  for (const [part, measure] of steps) {
    say(`Measuring: ${part} ...`);
    parts.push({ part, measures: await measure(environment) });
  }
  return parts;
}

function addGroups({ dataverse }: FormEnvironment): void {
  const row = dataverse.store.retrieve('msdynmkt_segmentdefinition', newsletter.definitionId);
  const present = parseStaticGroups(String(row?.['msdynmkt_staticlistmembers'] ?? ''));
  if (!present.ok) throw new Error(present.error.message);
  dataverse.store.update('msdynmkt_segmentdefinition', newsletter.definitionId, {
    msdynmkt_staticlistmembers: serialiseStaticGroups([...present.groups, groups.plain, groups.faulty]),
  });
}

async function setFaults({ url }: FormEnvironment, rules: readonly FaultRule[]): Promise<void> {
  const body = JSON.stringify({ seed: 1, rules });
  const headers = { 'Content-Type': 'text/plain' };
  const response = await fetch(`${url}/admin/faults`, { method: 'PUT', body, headers });
  if (!response.ok) throw new Error(await response.text());
}

/** Opens the form on a group and gives it a list; ends when its column is recognised. */
async function giveList(
  environment: FormEnvironment,
  group: string,
  lines: readonly string[],
): Promise<ControlPage> {
  const { page } = await environment.open({ definition: newsletter.definitionId }, '', { prepare: probe });
  page.setDefaultTimeout(120_000);
  const control = new ControlPage(page);
  await control.showGroup(group);
  await control.button('Add members').click();
  await longestTask(page);
  await control.chooseFile('list.csv', lines.join('\n'));
  await control.button('Look up').waitFor();
  await forgetRequests(page);
  return control;
}

async function measureMatching(environment: FormEnvironment): Promise<readonly Measure[]> {
  const control = await giveList(environment, groups.plain.name, await differentEmails(environment));
  const { page } = control;
  const parsing = await longestTask(page);
  const started = Date.now();
  await control.button('Look up').click();
  await control.root.getByText('Found more than once', { exact: true }).waitFor();
  const seconds = (Date.now() - started) / 1000;
  const { count } = await requestsWith(page, '/contacts?');
  const longest = await longestTask(page);
  await page.context().close();
  return [
    { name: 'longest task while reading the file', value: parsing, unit: 'ms', limit: 50 },
    { name: 'requests', value: count, unit: 'requests', limit: Math.ceil(members / 900) },
    { name: 'values a request', value: members / count, unit: 'values' },
    { name: 'time, local server', value: seconds, unit: 's' },
    { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
  ];
}

/** Letters beyond ASCII make the local Dataverse compare by scanning, which would measure the server. */
const ascii = /^[ -~]+$/;

/** As many different addresses as a group has room for: those of the sample, and some that nobody has. */
async function differentEmails({ url }: FormEnvironment): Promise<readonly string[]> {
  const emails = new Set<string>();
  let next: string | undefined = `${url}/api/data/v9.2/contacts?$select=emailaddress1`;
  while (next !== undefined && emails.size < members) {
    const response: Response = await fetch(next, { headers: { Prefer: 'odata.maxpagesize=5000' } });
    const page = (await response.json()) as {
      value: Record<string, string | null>[];
      '@odata.nextLink'?: string;
    };
    for (const { emailaddress1 } of page.value)
      if (emailaddress1 && ascii.test(emailaddress1)) emails.add(emailaddress1.toLowerCase());
    next = page['@odata.nextLink'];
  }
  for (let number = 0; emails.size < members; number += 1) emails.add(`nobody${number}@nowhere.example.com`);
  return [...emails].slice(0, members);
}

const ids = (): readonly string[] => Array.from({ length: members }, (_, index) => sampleContactId(index));

/** Starts the addition of what was looked up, and waits for its end. */
async function addAll(
  environment: FormEnvironment,
  group: string,
  rules: readonly FaultRule[],
): Promise<ControlPage> {
  const control = await giveList(environment, group, ids());
  await control.button('Look up').click();
  const start = control.button('Add (200,000)');
  await start.waitFor();
  await longestTask(control.page);
  await forgetRequests(control.page);
  await setFaults(environment, rules);
  await start.click();
  await control.root.getByText('Done', { exact: true }).waitFor();
  await setFaults(environment, []);
  return control;
}

async function measureAdding(environment: FormEnvironment): Promise<readonly Measure[]> {
  const control = await addAll(environment, groups.plain.name, [slow]);
  const { page } = control;
  const { span, count } = await requestsWith(page, add);
  const longest = await longestTask(page);
  await setFaults(environment, [slow]);
  const oneByOne = await addOneByOne(environment, control);
  await setFaults(environment, []);
  await page.context().close();
  return [
    { name: 'calls', value: count, unit: 'calls', limit: calls },
    {
      name: `time against ${limit} ms that ${parallelCalls} calls at a time need`,
      value: span / limit,
      unit: 'times',
      limit: 1.15,
    },
    { name: 'time', value: span / 1000, unit: 's' },
    { name: 'time of one call after another', value: oneByOne / 1000, unit: 's' },
    {
      name: 'faster than one call after another',
      value: oneByOne / span,
      unit: 'times',
      limit: 5,
      atLeast: true,
    },
    { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
  ];
}

/** The same calls from the same page, each after the answer to the one before. */
async function addOneByOne(_: FormEnvironment, { page }: ControlPage): Promise<number> {
  const batches = Array.from({ length: calls }, (_unused, batch) =>
    ids().slice(batch * idsPerCall, (batch + 1) * idsPerCall),
  );
  return page.evaluate(
    async ({ all, segment, group, action }) => {
      const started = performance.now();
      for (const EntityIds of all) {
        const body = JSON.stringify({ SegmentId: segment, GroupId: group, EntityIds });
        const headers = { 'Content-Type': 'application/json' };
        await fetch(`/api/data/v9.2/${action}`, { method: 'POST', body, headers });
      }
      return performance.now() - started;
    },
    { all: batches, segment: newsletter.segmentId, group: groups.plain.id, action: add },
  );
}

async function measureTroubledAdding(environment: FormEnvironment): Promise<readonly Measure[]> {
  const { page, root } = await addAll(environment, groups.faulty.name, [...troubled, slow]);
  const { span, count } = await requestsWith(page, add);
  const longest = await longestTask(page);
  await root.getByText('200,000 of 200,000', { exact: true }).waitFor();
  await page.context().close();
  return [
    {
      name: 'members in the group afterwards',
      value: await countOnServer(environment),
      unit: 'members',
      limit: members,
      atLeast: true,
    },
    { name: 'calls', value: count, unit: 'calls' },
    { name: `time against ${limit} ms`, value: span / limit, unit: 'times', limit: 2 },
    { name: 'time', value: span / 1000, unit: 's' },
    { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
  ];
}

async function countOnServer({ url }: FormEnvironment): Promise<number> {
  const seen = new Set<string>();
  for (let PageNo = 1; ; PageNo += 1) {
    const body = JSON.stringify({
      SegmentId: newsletter.segmentId,
      GroupId: groups.faulty.id,
      PageNo,
      PageSize: 5000,
    });
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/api/data/v9.2/msdynmkt_ListGroupMembers`, {
      method: 'POST',
      body,
      headers,
    });
    const { Response: text } = (await response.json()) as { Response: string };
    const { entityIds } = JSON.parse(text) as { entityIds: string[] };
    if (entityIds.length === 0) return seen.size;
    entityIds.forEach((id) => seen.add(id));
  }
}

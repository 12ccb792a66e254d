import { sampleContactId, sampleSegments } from '../../../emulator/sample-data';
import type { ControlPage } from '../../../tests/browser/testing/control-page';
import type { FormEnvironment } from '../../../tests/browser/testing/form-environment';
import { answerAdding, type AddServer, type Trouble } from './add-server';
import { giveList } from './given-list';
import type { MeasuredPart } from './measures';
import { longestTask } from './page-probe';

const members = 200_000;
const idsPerCall = 1000;
const latency = 250;
/** Calls that the control has under way at a time; its own limit. */
const parallelCalls = 6;
const calls = members / idsPerCall;
const limit = Math.ceil(calls / parallelCalls) * latency;

const ids: readonly string[] = Array.from({ length: members }, (_, index) => sampleContactId(index));

/** 200,000 ids against a server that answers after 250 ms, beside the same calls one after the other. */
export async function measureAdding(environment: FormEnvironment): Promise<MeasuredPart> {
  const { control, server, longest } = await addAll(environment, () => 'none');
  const span = server.span();
  const oneByOne = await addOneByOne(control);
  await control.page.context().close();
  return {
    part: 'adding 200,000 at 250 ms',
    measures: [
      { name: 'members added', value: server.members.size, unit: 'members', limit: members, atLeast: true },
      {
        name: `time against ${limit} ms for ${parallelCalls} at a time`,
        value: span / limit,
        unit: 'times',
        limit: 1.15,
      },
      { name: 'time', value: span / 1000, unit: 's' },
      { name: 'time of one call after another', value: oneByOne / 1000, unit: 's' },
      {
        name: 'faster than one after another',
        value: oneByOne / span,
        unit: 'times',
        limit: 5,
        atLeast: true,
      },
      { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
    ],
  };
}

/** The same with one call in ten throttled for a second and one in fifty cut, half of those after the work was done. */
export async function measureTroubledAdding(environment: FormEnvironment): Promise<MeasuredPart> {
  const troubleOf = (call: number): Trouble => {
    if (call % 10 === 3) return 'throttled';
    if (call % 50 !== 7) return 'none';
    return call % 100 === 7 ? 'cutBefore' : 'cutAfter';
  };
  const { control, server, longest } = await addAll(environment, troubleOf);
  await control.page.context().close();
  return {
    part: 'the same, 10 % 429, 2 % cut',
    measures: [
      { name: 'members added', value: server.members.size, unit: 'members', limit: members, atLeast: true },
      { name: 'calls', value: server.calls(), unit: 'calls' },
      { name: `time against ${limit} ms`, value: server.span() / limit, unit: 'times', limit: 2 },
      { name: 'longest task', value: longest, unit: 'ms', limit: 50 },
    ],
  };
}

interface Added {
  readonly control: ControlPage;
  readonly server: AddServer;
  readonly longest: number;
}

async function addAll(environment: FormEnvironment, troubleOf: (call: number) => Trouble): Promise<Added> {
  const { control } = await giveList(environment, ids);
  await control.button('Check list').click();
  const start = control.button('Add (200,000)');
  await start.waitFor();
  const server = await answerAdding(control.page, latency, troubleOf);
  await longestTask(control.page);
  await start.click();
  await control.root.getByText('Done', { exact: true }).waitFor();
  return { control, server, longest: await longestTask(control.page) };
}

/** The same calls from the same page, each after the answer to the one before. */
async function addOneByOne({ page }: ControlPage): Promise<number> {
  const { segmentId, groups } = sampleSegments.newsletter;
  const bodies = Array.from({ length: calls }, (_, call) =>
    JSON.stringify({
      SegmentId: segmentId,
      GroupId: groups[3]?.id,
      EntityIds: ids.slice(call * idsPerCall, (call + 1) * idsPerCall),
    }),
  );
  return page.evaluate(async (all) => {
    const started = performance.now();
    for (const body of all) {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/api/data/v9.2/msdynmkt_AddStaticMembers', { method: 'POST', body, headers });
    }
    return performance.now() - started;
  }, bodies);
}

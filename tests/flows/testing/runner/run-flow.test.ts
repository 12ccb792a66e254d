import type { Actions, FlowFile, JsonValue } from '../../../../scripts/picturing/flow-definition';
import type { Connection } from './connection';
import type { OperationAnswer } from './retry';
import { runFlow, type FinishedRun } from './run-flow';

function flowOf(actions: Actions): FlowFile {
  return {
    schemaVersion: '1.0.0.0',
    properties: {
      connectionReferences: {},
      definition: { $schema: '', contentVersion: '', parameters: {}, triggers: {}, actions },
    },
  };
}

function connectionOf(call: Connection['call'], follow?: Connection['follow']): Connection {
  return { call, follow: follow ?? (() => Promise.reject(new Error('There is no further page.'))) };
}

const answer = (status: number, body: JsonValue = {}, headers = {}): OperationAnswer => ({
  status,
  headers,
  body,
});
const operation = (parameters = {}, more = {}) => ({
  type: 'OpenApiConnection',
  inputs: { host: { connectionName: 'c', operationId: 'Op', apiId: '' }, parameters, ...more },
});
const compose = (inputs: JsonValue, runAfter = {}) => ({ type: 'Compose', inputs, runAfter });
const statusOf = (run: FinishedRun, action: string) =>
  run.history.find((line) => line.action === action)?.result.status;
const run = (actions: Actions, connection?: Connection, wait?: (ms: number) => Promise<void>) =>
  runFlow(flowOf(actions), {
    connections: connection ? { c: connection } : {},
    ...(wait ? { wait } : {}),
  });

test('steps run after those they name, and branches beside each other', async () => {
  const finished = await run({
    last: compose("@concat(outputs('first'), outputs('second'))", {
      first: ['Succeeded'],
      second: ['Succeeded'],
    }),
    first: compose('1'),
    second: compose('2'),
  });
  expect(finished.outputsOf('last')).toBe('12');
});

test('a step that fails skips those after it, and the run fails with its words', async () => {
  const finished = await run({
    wrong: compose("@variables('none')"),
    after: compose('x', { wrong: ['Succeeded'] }),
  });
  expect(statusOf(finished, 'after')).toBe('Skipped');
  expect(finished).toMatchObject({
    status: 'Failed',
    error: { message: expect.stringContaining("'none'") as string },
  });
});

test('a run succeeds when a failure is handled, but not when another branch waited for success', async () => {
  const handled = { wrong: compose("@variables('none')"), handler: compose('x', { wrong: ['Failed'] }) };
  expect((await run(handled)).status).toBe('Succeeded');
  const both = await run({ ...handled, usual: compose('y', { wrong: ['Succeeded'] }) });
  expect(both.status).toBe('Failed');
});

test('a loop runs as many turns at a time as it says, each with results of its own', async () => {
  let atOnce = 0;
  let most = 0;
  const connection = connectionOf(async (_operation, { n }) => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
    return answer(200, { n: n ?? null });
  });
  const finished = await run(
    {
      list: { type: 'InitializeVariable', inputs: { variables: [{ name: 'Seen', type: 'array' }] } },
      loop: {
        type: 'Foreach',
        foreach: '@range(0, 10)',
        runtimeConfiguration: { concurrency: { repetitions: 3 } },
        runAfter: { list: ['Succeeded'] },
        actions: {
          call: operation({ n: "@items('loop')" }),
          keep: {
            type: 'AppendToArrayVariable',
            inputs: { name: 'Seen', value: "@body('call')?['n']" },
            runAfter: { call: ['Succeeded'] },
          },
        },
      },
    },
    connection,
  );
  expect(finished.status).toBe('Succeeded');
  expect(most).toBe(3);
  expect([...(finished.variables.get('Seen') as number[])].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a loop over nothing succeeds', async () => {
  const finished = await run({
    loop: { type: 'Foreach', foreach: "@json('[]')", actions: { x: compose('x') } },
  });
  expect(finished.status).toBe('Succeeded');
});

test('Until goes on until its condition holds, and times out at its limit', async () => {
  const until = (count: number): Actions => ({
    n: { type: 'InitializeVariable', inputs: { variables: [{ name: 'N', type: 'integer', value: 0 }] } },
    until: {
      type: 'Until',
      expression: "@equals(variables('N'), 3)",
      limit: { count },
      runAfter: { n: ['Succeeded'] },
      actions: { up: { type: 'IncrementVariable', inputs: { name: 'N', value: 1 } } },
    },
  });
  expect((await run(until(5))).outputsOf('until')).toEqual({ iterationCount: 3 });
  const limited = await run(until(2));
  expect(statusOf(limited, 'until')).toBe('TimedOut');
  expect(limited.status).toBe('Failed');
});

test('If and Switch take the branch that fits', async () => {
  const finished = await run({
    if: {
      type: 'If',
      expression: {
        and: [
          { greater: [2, 1] },
          { not: { equals: ['a', 'A'] } },
          { or: [{ less: [2, 1] }, { contains: [[1], 1] }] },
        ],
      },
      actions: { yes: compose('yes') },
      else: { actions: { no: compose('no') } },
    },
    switch: {
      type: 'Switch',
      expression: "@toLower('CSV')",
      cases: {
        a: { case: 'excel', actions: { excel: compose(1) } },
        b: { case: 'csv', actions: { csv: compose(2) } },
      },
      default: { actions: { other: compose(3) } },
    },
  });
  expect(finished.history.map(({ action }) => action).sort()).toEqual(['csv', 'if', 'switch', 'yes']);
});

test('Select and Query work item by item', async () => {
  const finished = await run({
    select: { type: 'Select', inputs: { from: '@range(1, 4)', select: { n: '@item()' } } },
    query: {
      type: 'Query',
      inputs: { from: "@body('select')", where: "@greater(item()?['n'], 2)" },
      runAfter: { select: ['Succeeded'] },
    },
  });
  expect(finished.outputsOf('query')).toEqual({ body: [{ n: 3 }, { n: 4 }] });
});

test('Terminate ends the run at once, with its words', async () => {
  const finished = await run({
    scope: {
      type: 'Scope',
      actions: {
        end: {
          type: 'Terminate',
          inputs: { runStatus: 'Failed', runError: { code: 'Empty', message: '@{1} thing is missing' } },
        },
      },
    },
    after: compose('x', { scope: ['Succeeded', 'Failed'] }),
  });
  expect(finished).toMatchObject({
    status: 'Failed',
    error: { code: 'Empty', message: '1 thing is missing' },
  });
  expect(statusOf(finished, 'after')).toBeUndefined();
});

test('Response answers whoever started the run', async () => {
  const finished = await run({
    respond: { type: 'Response', inputs: { statusCode: 200, body: { sum: '@add(1, 2)' } } },
  });
  expect(finished.response).toEqual({ statusCode: 200, body: { sum: 3 } });
});

test('a variable keeps its type', async () => {
  const finished = await run({
    init: { type: 'InitializeVariable', inputs: { variables: [{ name: 'N', type: 'integer', value: 0 }] } },
    set: { type: 'SetVariable', inputs: { name: 'N', value: 'text' }, runAfter: { init: ['Succeeded'] } },
  });
  expect(finished.error?.message).toContain("'N' does not take this value");
});

test('variables are counted up and down, and texts and lists grow', async () => {
  const change = (type: string, name: string, value: JsonValue, after: string) => ({
    type,
    inputs: { name, value },
    runAfter: { [after]: ['Succeeded'] as const },
  });
  const finished = await run({
    init: {
      type: 'InitializeVariable',
      inputs: {
        variables: [
          { name: 'N', type: 'integer', value: 5 },
          { name: 'Text', type: 'string', value: 'a' },
          { name: 'List', type: 'array' },
        ],
      },
    },
    up: change('IncrementVariable', 'N', 3, 'init'),
    down: change('DecrementVariable', 'N', 1, 'up'),
    text: change('AppendToStringVariable', 'Text', 'b', 'down'),
    list: change('AppendToArrayVariable', 'List', "@variables('N')", 'text'),
  });
  expect(Object.fromEntries(finished.variables)).toEqual({ N: 7, Text: 'ab', List: [7] });
});

test('what is hidden in the history of runs is there for the steps after it', async () => {
  const finished = await run({
    secret: {
      ...compose('value'),
      runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
    },
    next: compose("@outputs('secret')", { secret: ['Succeeded'] }),
  });
  expect(finished.outputsOf('next')).toBe('value');
});

test('a trigger hands its body to the run', async () => {
  const finished = await runFlow(flowOf({ read: compose("@triggerBody()?['text']") }), {
    connections: {},
    triggerBody: { text: 'Uppsala' },
  });
  expect(finished.outputsOf('read')).toBe('Uppsala');
});

describe('an operation', () => {
  test('that is answered 429 is sent again after the time it was told', async () => {
    const waits: number[] = [];
    const answers = [answer(429, {}, { 'retry-after': '30' }), answer(503), answer(200, { ok: true })];
    const connection = connectionOf(() => Promise.resolve(answers.shift() ?? answer(500)));
    const finished = await run(
      {
        call: operation(
          {},
          { retryPolicy: { type: 'exponential', count: 4, interval: 'PT5S', maximumInterval: 'PT8S' } },
        ),
      },
      connection,
      (ms) => Promise.resolve(void waits.push(ms)),
    );
    expect(finished.outputsOf('call')).toMatchObject({ statusCode: 200, body: { ok: true } });
    expect(waits).toEqual([30_000, 8_000]);
  });

  test('that is refused for good is not sent again', async () => {
    let calls = 0;
    const connection = connectionOf(() => {
      calls++;
      return Promise.resolve(answer(404, { error: { message: 'There is no such group.' } }));
    });
    const finished = await run({ call: operation() }, connection);
    expect(calls).toBe(1);
    expect(finished.error?.message).toContain('There is no such group.');
  });

  test('with a pagination policy brings all pages, without one only the first', async () => {
    const connection = connectionOf(
      () => Promise.resolve(answer(200, { value: [1, 2], '@odata.nextLink': 'page 2' })),
      (link) => Promise.resolve(answer(200, { value: [link] })),
    );
    const paged = { ...operation(), runtimeConfiguration: { paginationPolicy: { minimumItemCount: 100 } } };
    expect((await run({ call: paged }, connection)).outputsOf('call')).toMatchObject({
      body: { value: [1, 2, 'page 2'] },
    });
    expect((await run({ call: operation() }, connection)).outputsOf('call')).toMatchObject({
      body: { value: [1, 2] },
    });
  });

  test('without a connection says so', async () => {
    expect((await run({ call: operation() })).error?.message).toContain("The connection 'c' is not set");
  });
});

import type { Deployment } from './deployment';
import { publish } from './publish';
import { endOfImport } from './system-jobs';
import { DataverseRefusal, Unanswered, type WebApi } from './web-api';

const importJob = '11111111-2222-4333-8444-555555555555';
const operation = '22222222-2222-4333-8444-555555555555';

/** An environment whose jobs take so many seconds of a test clock; `breaks` may fail a look. */
function slowEnvironment(seconds: number, breaks: (look: number) => Error | undefined = () => undefined) {
  let clock = 0;
  let looks = 0;
  const said: { line: string; at: number }[] = [];
  const posted: string[] = [];
  const api: WebApi = {
    get(path) {
      looks += 1;
      const error = breaks(looks);
      if (error) return Promise.reject(error);
      const isDone = clock >= seconds * 1000;
      const answer = path.startsWith('asyncoperations')
        ? { statecode: isDone ? 3 : 2, statuscode: isDone ? 30 : 20 }
        : {
            value: [
              {
                progress: isDone ? 100 : 40,
                completedon: isDone ? '2026-01-01T00:00:00Z' : null,
                solutionname: 'Sample',
                data: '',
              },
            ],
          };
      return Promise.resolve(answer as never);
    },
    post(action) {
      posted.push(action);
      return Promise.resolve({ AsyncOperationId: operation } as never);
    },
    patch: () => Promise.resolve(),
  };
  const deployment: Deployment = {
    api,
    say: (line) => said.push({ line, at: clock }),
    wait: (milliseconds) => {
      clock += milliseconds;
      return Promise.resolve();
    },
    now: () => clock,
    deadline: 600_000,
    resumeCommand: (id) => `npm run deploy -- --import-job ${id}`,
  };
  return { deployment, said, posted, clock: () => clock };
}

test('an import of 400 s is waited for, with a line at least every 30 s', async () => {
  const { deployment, said, clock } = slowEnvironment(400);
  expect(await endOfImport(deployment, importJob, operation)).toMatchObject({
    isDone: true,
    solution: 'Sample',
  });
  expect(clock()).toBeGreaterThanOrEqual(400_000);
  const times = [0, ...said.map(({ at }) => at), clock()];
  const silences = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.max(...silences)).toBeLessThanOrEqual(30_000);
  expect(said.at(-2)?.line).toMatch(/importing \.\.\. 40 % \(6 min\)/);
});

test('broken connections, throttling and errors of the server while polling do not end it', async () => {
  const troubles = [
    new Unanswered('The connection broke.'),
    new DataverseRefusal(500, '', 'The environment answered 500.'),
    new DataverseRefusal(429, '', 'The environment answered 429.'),
    new Error('https://contoso.crm.dynamics.com cannot be reached: ECONNRESET.'),
  ];
  const { deployment, said } = slowEnvironment(60, (look) => troubles[look - 3]);
  expect(await endOfImport(deployment, importJob, operation)).toMatchObject({ isDone: true });
  expect(said.map(({ line }) => line).join()).toContain('does not answer for now: The connection broke.');
});

test('what no waiting mends ends it at once', async () => {
  const refusal = new DataverseRefusal(401, '', 'The environment answered 401.');
  const { deployment } = slowEnvironment(60, (look) => (look === 3 ? refusal : undefined));
  await expect(endOfImport(deployment, importJob, operation)).rejects.toBe(refusal);
});

test('an import whose begin nobody heard of is followed by its own job', async () => {
  const { deployment } = slowEnvironment(30);
  expect(await endOfImport(deployment, importJob, undefined)).toMatchObject({ isDone: true });
});

test('at the limit it says that the import goes on, and the command that takes it up', async () => {
  const { deployment } = slowEnvironment(100_000);
  await expect(endOfImport(deployment, importJob, operation)).rejects.toThrow(
    `It takes longer than the limit. The import goes on in the environment. Take it up again with\n  npm run deploy -- --import-job ${importJob}`,
  );
});

test('publishing is a job of its own that is waited for', async () => {
  const { deployment, posted, clock } = slowEnvironment(400);
  await publish(deployment);
  expect(posted).toEqual(['PublishAllXmlAsync']);
  expect(clock()).toBeGreaterThanOrEqual(400_000);
});

test('an environment without that job publishes while it is waited for', async () => {
  const { deployment, posted } = slowEnvironment(0);
  const post: WebApi['post'] = (action, parameters) =>
    action === 'PublishAllXmlAsync'
      ? Promise.reject(new DataverseRefusal(404, '0x8006088a', 'Resource not found'))
      : deployment.api.post(action, parameters);
  await publish({ ...deployment, api: { ...deployment.api, post } });
  expect(posted).toEqual(['PublishAllXml']);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { hasDotnet } from '../../emulator/connector-runtime/dotnet';
import type { LocalDataverse } from '../../emulator/local-dataverse';
import { describeWithDotnet } from '../judges/testing/dotnet';
import { withDataverse } from './testing/local-server';

/** Posts a connector as anyone on this machine may, and calls its one operation. */
async function runScript(dataverse: LocalDataverse, body: string): Promise<{ status: number; text: string }> {
  const script = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        ${body}
    }
}`;
  dataverse.store.create(
    'connector',
    {
      name: 'abc_stranger',
      displayname: 'Stranger',
      openapidefinition: JSON.stringify({
        host: 'example.com',
        paths: { '/run': { get: { operationId: 'Run', responses: {} } } },
      }),
      customcodeblobcontent: script,
      scriptoperations: '["Run"]',
    },
    { system: true },
  );
  const answer = await fetch(`${dataverse.url}/connectors/abc_stranger/connection/run`);
  return { status: answer.status, text: await answer.text() };
}

const say = (expression: string): string =>
  `await Task.Yield(); return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(${expression}) };`;

describe('a script that somebody put into the connectors', () => {
  it('is not run, and the answer names the option that would run it', async () => {
    const { status, text } = await withDataverse({}, (dataverse) => runScript(dataverse, say('"I ran"')));
    expect(status).toBe(403);
    expect(text).toContain('--run-scripts');
  });

  it('is not run where only another script was allowed', async () => {
    const answer = await withDataverse({ runScripts: ['public class Other {}'] }, (dataverse) =>
      runScript(dataverse, say('"I ran"')),
    );
    expect(answer.status).toBe(403);
  });
});

describeWithDotnet('a script that was allowed', () => {
  afterEach(() => {
    delete process.env['SECRET_OF_THIS_TEST'];
  });

  it('finds nothing in its environment but where .NET is', async () => {
    expect(hasDotnet()).toBe(true);
    process.env['SECRET_OF_THIS_TEST'] = 'hidden';
    const { status, text } = await withDataverse({ runScripts: true }, (dataverse) =>
      runScript(
        dataverse,
        say(
          'string.Join(",", Environment.GetEnvironmentVariables().Keys.Cast<string>().OrderBy(name => name))',
        ),
      ),
    );
    expect({ status, text }).toMatchObject({ status: 200 });
    const known = ['PATH', 'DOTNET_ROOT', 'SYSTEMROOT'];
    const names = text.split(',').filter((name) => !known.includes(name) && !/^DOTNET_/.test(name));
    expect(names).toEqual([]);
  });

  it('gets no more than its share of memory', async () => {
    const hungry =
      'var all = new List<byte[]>(); while (true) { await Task.Yield(); all.Add(new byte[16000000]); }';
    const { status, text } = await withDataverse({ runScripts: true }, (dataverse) =>
      runScript(dataverse, hungry),
    );
    expect([500, 502]).toContain(status);
    expect(text).toMatch(/OutOfMemory|ended/);
  });

  it('is ended with its process when it looks at no cancellation', async () => {
    await withDataverse({ runScripts: true }, async (dataverse) => {
      const endless = await runScript(dataverse, 'await Task.Yield(); while (true) { }');
      expect(endless.status).toBe(504);
      await sleep(1500);
      const again = await fetch(`${dataverse.url}/connectors/abc_stranger/connection/run?after`);
      expect(again.status).toBe(504);
      expect((await fetch(`${dataverse.url}/api/data/v9.2/WhoAmI`)).status).toBe(200);
    });
  });
});

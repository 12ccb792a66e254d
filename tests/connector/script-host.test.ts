import type { GatewayAnswer, GatewayRequest } from '../../emulator/connector-runtime/http-message';
import { buildScriptHost } from '../../emulator/connector-runtime/script-build';
import { ScriptHost } from '../../emulator/connector-runtime/script-host';
import { describeWithDotnet } from '../judges/testing/dotnet';

const script = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        switch (Context.OperationId)
        {
            case "Print": Console.WriteLine("not a message"); return new HttpResponseMessage(HttpStatusCode.NoContent);
            case "Throw": throw new InvalidOperationException("nothing to do");
            case "Wait": await Task.Delay(60000, CancellationToken); return null;
            case "Quit": Environment.Exit(3); return null;
            case "Twice":
                HttpResponseMessage first = await Context.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://there/one"), CancellationToken);
                HttpResponseMessage second = await Context.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://there/two"), CancellationToken);
                return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = CreateJsonContent(await first.Content.ReadAsStringAsync() + await second.Content.ReadAsStringAsync()) };
            default: return await Context.SendAsync(Context.Request, CancellationToken);
        }
    }
}`;

describeWithDotnet('the process that runs scripts', () => {
  let host: ScriptHost;
  let sent: GatewayRequest[];
  const request: GatewayRequest = {
    method: 'POST',
    url: 'http://there/items?a=%20b',
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-more': 'ü' },
    body: Buffer.from('grüße'),
  };
  const send = async (given: GatewayRequest): Promise<GatewayAnswer> => {
    sent.push(given);
    return {
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from(new URL(given.url).pathname),
    };
  };

  beforeAll(async () => {
    host = new ScriptHost(await buildScriptHost(script), 2);
  }, 120_000);
  beforeEach(() => (sent = []));
  afterAll(() => host.close());

  it('hands a request on as it came, byte for byte', async () => {
    const answer = await host.run('PassOn', request, send);
    expect(sent).toMatchObject([{ method: 'POST', url: request.url, body: request.body }]);
    expect(sent[0]?.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('/items') });
  });

  it('sends what the script sends, in its order, for many runs at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => host.run('Twice', request, send)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body?.toString()}`))).toEqual(
      new Set(['202 /one/two']),
    );
  });

  it('lets a script print what it likes', async () => {
    expect(await host.run('Print', request, send)).toMatchObject({ status: 204 });
  });

  it('turns an exception into an answer without a stack', async () => {
    const answer = await host.run('Throw', request, send);
    expect(answer.status).toBe(500);
    expect(answer.body?.toString()).toContain('InvalidOperationException: nothing to do');
    expect(answer.body?.toString()).not.toContain('   at ');
  });

  it('ends a script that takes too long', async () => {
    const answer = await host.run('Wait', request, send);
    expect(answer).toMatchObject({ status: 504 });
    expect(answer.body?.toString()).toContain('did not end within 2 seconds');
  });

  it('answers a backend that is not there', async () => {
    const answer = await host.run('PassOn', request, () => Promise.reject(new Error('nobody there')));
    expect(answer).toMatchObject({ status: 502 });
  });

  it('starts again after its process ended', async () => {
    expect(await host.run('Quit', request, send)).toMatchObject({ status: 502 });
    expect(await host.run('PassOn', request, send)).toMatchObject({ status: 200 });
  });

  it('refuses what C# 7.3 does not know, and counts lines as the script does', async () => {
    const modern = script.replace(
      'switch (Context.',
      'using var x = new HttpRequestMessage(); switch (Context.',
    );
    await expect(buildScriptHost(modern)).rejects.toThrow(/\(5,\d+\): error CS8370/);
  });
});

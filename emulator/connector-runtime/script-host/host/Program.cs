using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

var json = new JsonSerializerOptions
{
    PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
};
var output = Console.Out;
// What a script prints must not get between the lines of the conversation.
Console.SetOut(TextWriter.Null);
var runs = new ConcurrentDictionary<int, CancellationTokenSource>();
var calls = new ConcurrentDictionary<int, TaskCompletionSource<HttpMessage>>();
var lastCall = 0;

void Write(Line line)
{
    var text = JsonSerializer.Serialize(line, json);
    lock (output)
    {
        output.WriteLine(text);
        output.Flush();
    }
}

async Task<HttpResponseMessage> Send(int run, HttpRequestMessage request, CancellationToken cancellation)
{
    var call = Interlocked.Increment(ref lastCall);
    var answer = new TaskCompletionSource<HttpMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
    calls[call] = answer;
    try
    {
        Write(new Line("send", run, call, Message: await HttpText.FromRequest(request)));
        var response = HttpText.ToResponse(await answer.Task.WaitAsync(cancellation));
        response.RequestMessage = request;
        return response;
    }
    finally
    {
        calls.TryRemove(call, out _);
    }
}

async Task Run(Line line)
{
    using var cancellation = new CancellationTokenSource();
    runs[line.Run] = cancellation;
    try
    {
        var context = new ScriptContext(line.Operation!, HttpText.ToRequest(line.Message!), (request, token) => Send(line.Run, request, token));
        var script = new Script { Context = context, CancellationToken = cancellation.Token };
        Write(new Line("done", line.Run, Message: await HttpText.FromResponse(await script.ExecuteAsync())));
    }
    catch (Exception error)
    {
        Write(new Line("failed", line.Run, Error: $"{error.GetType().Name}: {error.Message}"));
    }
    finally
    {
        runs.TryRemove(line.Run, out _);
    }
}

while (Console.In.ReadLine() is { } text)
{
    var line = JsonSerializer.Deserialize<Line>(text, json) ?? throw new InvalidDataException(text);
    if (line.Kind == "run") _ = Task.Run(() => Run(line));
    else if (line.Kind == "sent" && calls.TryGetValue(line.Call, out var answer)) answer.TrySetResult(line.Message!);
    else if (line.Kind == "abort" && runs.TryGetValue(line.Run, out var cancellation)) cancellation.Cancel();
}

internal sealed class ScriptContext(
    string operationId,
    HttpRequestMessage request,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : IScriptContext
{
    public string CorrelationId { get; } = Guid.NewGuid().ToString();

    public string OperationId => operationId;

    public HttpRequestMessage Request => request;

    public ILogger Logger { get; } = new SilentLogger();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) => send(message, cancellationToken);

    private sealed class SilentLogger : ILogger;
}

using System.Collections.Generic;

/// <summary>An HTTP request or answer on its way through standard input or output. The body is Base64.</summary>
internal sealed record HttpMessage(
    string? Method,
    string? Uri,
    int Status,
    Dictionary<string, string[]> Headers,
    string? Body);

/// <summary>
/// One line of the conversation. To the host: "run" starts a script, "sent" answers a "send", "abort" ends one.
/// From the host: "send" asks for a request to be sent, "done" and "failed" end a run.
/// </summary>
internal sealed record Line(
    string Kind,
    int Run,
    int Call = 0,
    string? Operation = null,
    string? Error = null,
    HttpMessage? Message = null);

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

/// <summary>Turns .NET's requests and answers into messages and back.</summary>
internal static class HttpText
{
    public static HttpRequestMessage ToRequest(HttpMessage message)
    {
        var request = new HttpRequestMessage(new HttpMethod(message.Method!), message.Uri);
        request.Content = ToContent(message);
        foreach (var (name, values) in message.Headers) request.Headers.TryAddWithoutValidation(name, values);
        return request;
    }

    public static HttpResponseMessage ToResponse(HttpMessage message)
    {
        var response = new HttpResponseMessage((HttpStatusCode)message.Status) { Content = ToContent(message) };
        foreach (var (name, values) in message.Headers) response.Headers.TryAddWithoutValidation(name, values);
        return response;
    }

    public static async Task<HttpMessage> FromRequest(HttpRequestMessage request) =>
        new(request.Method.Method, request.RequestUri!.AbsoluteUri, 0, Headers(request.Headers, request.Content), await Body(request.Content));

    public static async Task<HttpMessage> FromResponse(HttpResponseMessage response) =>
        new(null, null, (int)response.StatusCode, Headers(response.Headers, response.Content), await Body(response.Content));

    private static ByteArrayContent ToContent(HttpMessage message)
    {
        var content = new ByteArrayContent(message.Body is null ? [] : Convert.FromBase64String(message.Body));
        foreach (var (name, values) in message.Headers)
        {
            if (name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)) content.Headers.TryAddWithoutValidation(name, values);
        }
        return content;
    }

    private static Dictionary<string, string[]> Headers(HttpHeaders headers, HttpContent? content)
    {
        var all = headers.Concat(content is null ? [] : content.Headers.AsEnumerable());
        return all.GroupBy(header => header.Key.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.SelectMany(header => header.Value).ToArray());
    }

    private static async Task<string?> Body(HttpContent? content)
    {
        var bytes = content is null ? [] : await content.ReadAsByteArrayAsync();
        return bytes.Length == 0 ? null : Convert.ToBase64String(bytes);
    }
}

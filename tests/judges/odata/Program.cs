using System.Text;
using System.Text.Json;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Microsoft.OData.UriParser;

// Judges a Web API with Microsoft's own OData libraries. Standard input holds one JSON object:
//   { "csdl": "...", "root": "http://host/api/data/v9.2/",
//     "answers": [{ "kind": "rows|fetched|row|service|error|answer|property", "type": "contact", "body": "..." }],
//     "addresses": ["contacts?$filter=..."] }
// Standard output gets { "metadata": ["..."], "answers": ["..."], "addresses": ["..."] }: what is wrong, or "".

var input = JsonDocument.Parse(Console.In.ReadToEnd()).RootElement;
var judge = new Judge(input.GetProperty("csdl").GetString()!, new Uri(input.GetProperty("root").GetString()!));
var verdict = new
{
    metadata = judge.Metadata(),
    answers = input.GetProperty("answers").EnumerateArray().Select(judge.Answer).ToArray(),
    addresses = input.GetProperty("addresses").EnumerateArray().Select(item => judge.Address(item.GetString()!)).ToArray(),
};
Console.Out.Write(JsonSerializer.Serialize(verdict));

sealed class Judge
{
    private readonly IEdmModel? model;
    private readonly List<string> problems = [];
    private readonly Uri root;

    public Judge(string csdl, Uri root)
    {
        this.root = root;
        using var reader = XmlReader.Create(new StringReader(csdl));
        if (!CsdlReader.TryParse(reader, out model, out var errors))
        {
            problems.AddRange(errors.Select(error => error.ToString()));
        }
    }

    public string[] Metadata()
    {
        if (model is not null && !model.Validate(out IEnumerable<EdmError> errors))
        {
            problems.AddRange(errors.Select(error => error.ToString()));
        }
        return [.. problems];
    }

    public string Answer(JsonElement answer)
    {
        try
        {
            Read(answer.GetProperty("kind").GetString()!, answer.GetProperty("type").GetString()!, answer.GetProperty("body").GetString()!);
            return "";
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }

    private void Read(string kind, string type, string body)
    {
        var settings = new ODataMessageReaderSettings { BaseUri = root, Validations = ValidationKinds.All };
        settings.ShouldIncludeAnnotation = _ => true;
        // Values of linked tables and aggregates stand in rows of FetchXML under names that no model declares.
        if (kind == "fetched") settings.Validations &= ~ValidationKinds.ThrowOnUndeclaredPropertyForNonOpenType;
        using var messages = new ODataMessageReader((IODataResponseMessage)new Message(body), settings, model);
        switch (kind)
        {
            case "rows":
            case "fetched":
                var set = model!.EntityContainer.EntitySets().Single(item => item.EntityType.Name == type);
                Drain(messages.CreateODataResourceSetReader(set, set.EntityType));
                break;
            case "row":
                var source = model!.EntityContainer.EntitySets().Single(item => item.EntityType.Name == type);
                Drain(messages.CreateODataResourceReader(source, source.EntityType));
                break;
            case "answer":
                Drain(messages.CreateODataResourceReader((IEdmStructuredType)model!.FindDeclaredType("Microsoft.Dynamics.CRM." + type)));
                break;
            case "service":
                messages.ReadServiceDocument();
                break;
            case "error":
                messages.ReadError();
                break;
            case "property":
                messages.ReadProperty();
                break;
            default:
                throw new ArgumentException($"Nothing is known of answers of the kind {kind}.");
        }
    }

    private static void Drain(ODataReader reader)
    {
        while (reader.Read())
        {
        }
    }

    public string Address(string address)
    {
        try
        {
            new ODataUriParser(model, root, new Uri(root, address)).ParseUri();
            return "";
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }
}

sealed class Message(string body) : IODataResponseMessage
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = "application/json; odata.metadata=minimal",
        ["OData-Version"] = "4.0",
    };

    public IEnumerable<KeyValuePair<string, string>> Headers => headers;

    public int StatusCode { get; set; } = 200;

    public string GetHeader(string headerName) => headers.GetValueOrDefault(headerName)!;

    public void SetHeader(string headerName, string headerValue) => headers[headerName] = headerValue;

    public Stream GetStream() => new MemoryStream(Encoding.UTF8.GetBytes(body));
}

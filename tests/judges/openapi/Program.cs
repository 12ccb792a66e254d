using System.Text.Json;
using Microsoft.OpenApi.Extensions;
using Microsoft.OpenApi.Readers;
using Microsoft.OpenApi.Validations;

// Reads a definition from standard input with Microsoft's own reader and prints, as JSON, what it says of it.
using var input = Console.OpenStandardInput();
using var copy = new MemoryStream();
input.CopyTo(copy);
copy.Position = 0;

var settings = new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() };
var document = new OpenApiStreamReader(settings).Read(copy, out var diagnostic);

Console.WriteLine(JsonSerializer.Serialize(new
{
    version = diagnostic.SpecificationVersion.ToString(),
    operations = document.Paths.Values.Sum(path => path.Operations.Count),
    errors = diagnostic.Errors.Select(error => $"{error.Pointer}: {error.Message}"),
    warnings = diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"),
}));

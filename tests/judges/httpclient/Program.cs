using System.Net.Http.Json;
using System.Text.Json;

using var dataverse = new HttpClient { BaseAddress = new Uri($"{args[0]}/api/data/v9.2/") };
var created = await dataverse.PostAsJsonAsync("contacts", new { firstname = "Ada", lastname = "Byron" });
created.EnsureSuccessStatusCode();
var address = created.Headers.GetValues("OData-EntityId").Single();
var contact = await dataverse.GetFromJsonAsync<JsonElement>($"{address}?$select=fullname");
if (contact.GetProperty("fullname").GetString() != "Ada Byron") throw new Exception($"Another contact: {contact}");
Console.WriteLine("The contact is there.");

/// <summary>
/// Code for the operations that policies alone cannot do: answers that are JSON inside a text, changes of the
/// groups column, two rows that must be written together, and lists that are too long for one call.
/// Errors of Dataverse are passed on as they are; bad input is answered with 400 in the same envelope.
/// </summary>
public class Script : ScriptBase
{
    private const int IdsPerCall = 1000;
    private const int OutboundIdsPerCall = 20000;
    private const int OutboundPinsPerCall = 10000;
    private const int GroupsPerDefinition = 10;
    // The largest page that is known to be answered in full: a shorter one is then the last.
    private const int LargestPage = 5000;

    private const string GroupsColumn = "msdynmkt_staticlistmembers";
    private const string InvalidArgument = "0x80040203";
    private const string Unexpected = "0x80040216";

    /// <summary>The request cannot be sent on; the message says what is wrong and where.</summary>
    private sealed class BadInput : Exception
    {
        public BadInput(string message) : base(message) { }
    }

    /// <summary>Dataverse answered with something that is not what its page promises.</summary>
    private sealed class UnreadableAnswer : Exception
    {
        public UnreadableAnswer(string message) : base(message) { }
    }

    /// <summary>Dataverse refused; its answer goes to the caller unchanged.</summary>
    private sealed class Refusal : Exception
    {
        public Refusal(HttpResponseMessage response) { Response = response; }

        public HttpResponseMessage Response { get; }
    }

    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        try
        {
            return await Run(OperationName()).ConfigureAwait(false);
        }
        catch (Refusal refusal)
        {
            return refusal.Response;
        }
        catch (BadInput error)
        {
            return Error(HttpStatusCode.BadRequest, InvalidArgument, error.Message);
        }
        catch (UnreadableAnswer error)
        {
            return Error(HttpStatusCode.BadGateway, Unexpected, error.Message);
        }
    }

    private Task<HttpResponseMessage> Run(string operation)
    {
        switch (operation)
        {
            case "CreateStaticSegment": return CreateSegment(true);
            case "CreateDynamicSegment": return CreateSegment(false);
            case "DeleteSegment": return DeleteSegment();
            case "ListStaticGroups": return ListStaticGroups();
            case "AddStaticGroup": return AddStaticGroup();
            case "UpdateStaticGroup": return UpdateStaticGroup();
            case "RemoveStaticGroup": return RemoveStaticGroup();
            case "AddStaticMembers": return ChangeStaticMembers();
            case "RemoveStaticMembers": return ChangeStaticMembers();
            case "ListGroupMembers": return ListGroupMembers();
            case "ListSegmentMembers": return ListSegmentMembers();
            case "GetSegmentStatus": return GetSegmentStatus();
            case "CreateOutboundSegment": return CreateOutboundSegment();
            case "UpdateOutboundMembers": return UpdateOutboundMembers();
            case "GetOutboundMembersState": return GetOutboundMembersState();
            case "FetchOutboundContacts": return FetchOutboundContacts();
            case "ValidateOutboundSegment": return ValidateOutboundSegment();
            case "IncludeMembers": return PinOutboundMembers();
            case "ExcludeMembers": return PinOutboundMembers();
            default: return Context.SendAsync(Context.Request, CancellationToken);
        }
    }

    /// <summary>Some regions hand over the operation id in Base64; every id of ours is made of letters only.</summary>
    private string OperationName()
    {
        string id = Context.OperationId;
        try
        {
            string decoded = Encoding.UTF8.GetString(Convert.FromBase64String(id));
            return Regex.IsMatch(decoded, "^[A-Za-z]{6,}$") ? decoded : id;
        }
        catch (FormatException)
        {
            return id;
        }
    }

    // Segments

    private async Task<HttpResponseMessage> CreateSegment(bool isStatic)
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string definitionId = Guid.NewGuid().ToString();
        string segmentId = Guid.NewGuid().ToString();
        JArray groups = NewGroups(input, isStatic);

        JObject definition = new JObject
        {
            ["msdynmkt_segmentdefinitionid"] = definitionId,
            ["msdynmkt_name"] = RequiredText(input, "name"),
            ["msdynmkt_segmentquery"] = isStatic ? "" : RequiredText(input, "query"),
            ["statecode"] = 0,
            ["statuscode"] = 723270001,
            [GroupsColumn] = Compact(groups),
        };
        CopyWhenPresent(input, "disableRefresh", definition, "msdynmkt_disablesegmentrefresh", JTokenType.Boolean);
        CopyWhenPresent(input, "refreshIntervalMinutes", definition, "msdynmkt_segmentrefreshintervalminutes", JTokenType.Integer);

        JObject segment = new JObject
        {
            ["msdynmkt_segmentid"] = segmentId,
            ["msdynmkt_displayname"] = RequiredText(input, "name"),
            ["msdynmkt_type"] = isStatic ? 10 : 11,
            ["msdynmkt_source"] = 12,
            ["msdynmkt_baseentitylogicalname"] = RequiredText(input, "memberTable"),
            ["msdynmkt_sourcesegmentuid"] = definitionId,
            ["statecode"] = 1,
            ["statuscode"] = 2,
        };
        CopyWhenPresent(input, "description", segment, "msdynmkt_description", JTokenType.String);
        CopyWhenPresent(input, "scope", segment, "msdynmkt_scope", JTokenType.Integer);
        string businessUnit = OptionalText(input, "businessUnitId");
        if (businessUnit != null)
        {
            segment["owningbusinessunit@odata.bind"] = "/businessunits(" + GuidText(businessUnit, "businessUnitId") + ")";
        }

        await SendChangeSet(
            ChangeSetPart("POST", "msdynmkt_segmentdefinitions", definition),
            ChangeSetPart("POST", "msdynmkt_segments", segment)).ConfigureAwait(false);
        return Answer(HttpStatusCode.Created, new JObject
        {
            ["segmentId"] = segmentId,
            ["segmentDefinitionId"] = definitionId,
            ["groups"] = groups,
        });
    }

    private static JArray NewGroups(JObject input, bool isStatic)
    {
        JArray groups = new JArray();
        JToken given = input["groups"];
        if (!IsAbsent(given))
        {
            if (given.Type != JTokenType.Array) throw new BadInput("'groups' is not a list of groups.");
            int index = 0;
            foreach (JToken item in given)
            {
                JObject group = item as JObject;
                if (group == null) throw new BadInput("'groups[" + index + "]' is not a group.");
                AddGroup(groups, NewGroup(group));
                index++;
            }
        }
        if (groups.Count == 0 && isStatic)
        {
            groups.Add(NewGroup(new JObject { ["name"] = "Members", ["includeType"] = "Include" }));
        }
        return groups;
    }

    private async Task<HttpResponseMessage> DeleteSegment()
    {
        string segmentId = PathId("sgm_Segments");
        JObject segment = await Get("msdynmkt_segments(" + segmentId + ")?$select=msdynmkt_sourcesegmentuid").ConfigureAwait(false);
        string deleteSegment = ChangeSetPart("DELETE", "msdynmkt_segments(" + segmentId + ")", null);
        Guid definitionId;
        if (Guid.TryParse((string)segment["msdynmkt_sourcesegmentuid"], out definitionId))
        {
            string deleteDefinition = ChangeSetPart("DELETE", "msdynmkt_segmentdefinitions(" + definitionId + ")", null);
            await SendChangeSet(deleteSegment, deleteDefinition).ConfigureAwait(false);
        }
        else
        {
            await SendChangeSet(deleteSegment).ConfigureAwait(false);
        }
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    // Static members groups

    private async Task<HttpResponseMessage> ListStaticGroups()
    {
        JObject definition = await ReadDefinition().ConfigureAwait(false);
        JArray described = new JArray();
        foreach (JToken group in ReadGroups(definition)) described.Add(DescribedGroup((JObject)group));
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["value"] = described,
            ["segmentDefinitionId"] = definition["msdynmkt_segmentdefinitionid"],
        });
    }

    private async Task<HttpResponseMessage> AddStaticGroup()
    {
        JObject group = NewGroup(await ReadBody().ConfigureAwait(false));
        JObject definition = await ReadDefinition().ConfigureAwait(false);
        JArray groups = ReadGroups(definition);
        AddGroup(groups, group);
        await WriteGroups(definition, groups).ConfigureAwait(false);
        return Answer(HttpStatusCode.Created, DescribedGroup(group));
    }

    private async Task<HttpResponseMessage> UpdateStaticGroup()
    {
        JObject changes = await ReadBody().ConfigureAwait(false);
        string name = OptionalText(changes, "name");
        string includeType = IsAbsent(changes["includeType"]) ? null : IncludeType(changes);
        string groupId = PathId("sgm_StaticGroups");
        JObject definition = await ReadDefinition().ConfigureAwait(false);
        JArray groups = ReadGroups(definition);
        JObject group = FindGroup(groups, groupId);
        if (name != null) group["name"] = name;
        if (includeType != null) group["includeType"] = includeType;
        await WriteGroups(definition, groups).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, DescribedGroup(group));
    }

    private async Task<HttpResponseMessage> RemoveStaticGroup()
    {
        string groupId = PathId("sgm_StaticGroups");
        JObject definition = await ReadDefinition().ConfigureAwait(false);
        JArray groups = ReadGroups(definition);
        FindGroup(groups, groupId).Remove();
        await WriteGroups(definition, groups).ConfigureAwait(false);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    /// <summary>The definition of the segment in the path, with its groups column and its etag.</summary>
    private async Task<JObject> ReadDefinition()
    {
        string segmentId = PathId("msdynmkt_segments");
        JObject segment = await Get("msdynmkt_segments(" + segmentId + ")?$select=msdynmkt_sourcesegmentuid").ConfigureAwait(false);
        Guid definitionId;
        if (!Guid.TryParse((string)segment["msdynmkt_sourcesegmentuid"], out definitionId))
        {
            throw new BadInput("The segment " + segmentId + " has no definition, so it has no static members groups.");
        }
        return await Get("msdynmkt_segmentdefinitions(" + definitionId + ")?$select=" + GroupsColumn).ConfigureAwait(false);
    }

    private static JArray ReadGroups(JObject definition)
    {
        string text = (string)definition[GroupsColumn];
        if (string.IsNullOrWhiteSpace(text)) return new JArray();
        JArray groups = ParseJson(text) as JArray;
        if (groups == null || groups.Any(group => group.Type != JTokenType.Object))
        {
            throw new BadInput("The column " + GroupsColumn + " of definition " + definition["msdynmkt_segmentdefinitionid"]
                + " does not hold a list of groups. Nothing was changed.");
        }
        return groups;
    }

    /// <summary>Writes only when nobody changed the definition since it was read; else Dataverse answers 412.</summary>
    private async Task WriteGroups(JObject definition, JArray groups)
    {
        string path = "msdynmkt_segmentdefinitions(" + definition["msdynmkt_segmentdefinitionid"] + ")";
        HttpRequestMessage request = NewRequest(new HttpMethod("PATCH"), path);
        request.Headers.Remove("If-Match");
        request.Headers.TryAddWithoutValidation("If-Match", (string)definition["@odata.etag"]);
        request.Content = CreateJsonContent(Compact(new JObject { [GroupsColumn] = Compact(groups) }));
        await SendOn(request).ConfigureAwait(false);
    }

    private static JObject NewGroup(JObject input)
    {
        string id = OptionalText(input, "groupId");
        return new JObject
        {
            ["groupId"] = id == null ? Guid.NewGuid().ToString() : GuidText(id, "groupId"),
            ["includeType"] = IncludeType(input),
            ["name"] = RequiredText(input, "name"),
            ["inputType"] = "manualSelect",
        };
    }

    private static void AddGroup(JArray groups, JObject group)
    {
        if (groups.Count >= GroupsPerDefinition)
        {
            throw new BadInput("A segment holds at most " + GroupsPerDefinition + " static members groups.");
        }
        Guid id = Guid.Parse((string)group["groupId"]);
        if (groups.Any(other => HasId((JObject)other, id))) throw new BadInput("A group with the id " + id + " exists already.");
        groups.Add(group);
    }

    private static JObject FindGroup(JArray groups, string groupId)
    {
        Guid id = Guid.Parse(groupId);
        JToken found = groups.FirstOrDefault(group => HasId((JObject)group, id));
        if (found != null) return (JObject)found;
        throw new Refusal(Error(HttpStatusCode.NotFound, "0x80040217", "The segment has no static members group with the id " + id + "."));
    }

    private static bool HasId(JObject group, Guid id)
    {
        Guid other;
        return Guid.TryParse(TextOf(group["groupId"]), out other) && other == id;
    }

    private static JObject DescribedGroup(JObject group)
    {
        return new JObject
        {
            ["groupId"] = TextOf(group["groupId"]),
            ["name"] = TextOf(group["name"]) ?? "",
            ["includeType"] = TextOf(group["includeType"]),
            ["inputType"] = TextOf(group["inputType"]),
        };
    }

    // Members

    private async Task<HttpResponseMessage> ChangeStaticMembers()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        GuidText(RequiredText(input, "SegmentId"), "SegmentId");
        GuidText(RequiredText(input, "GroupId"), "GroupId");
        Ids(input, "EntityIds", IdsPerCall);
        return await ForwardBody(input).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> ListGroupMembers()
    {
        int pageNumber = QueryNumber("pageNumber", 1, 1, int.MaxValue);
        int pageSize = QueryNumber("pageSize", LargestPage, 1, LargestPage);
        JObject answer = await Post("msdynmkt_ListGroupMembers", new JObject
        {
            ["SegmentId"] = PathId("msdynmkt_segments"),
            ["GroupId"] = PathId("sgm_StaticGroups"),
            ["PageNo"] = pageNumber,
            ["PageSize"] = pageSize,
        }).ConfigureAwait(false);
        JToken page = JsonIn(answer, "Response");
        JArray ids = MemberIds(page.Type == JTokenType.Array ? page : page["entityIds"] ?? page["members"]);
        bool hasMore = ids.Count >= pageSize;
        JObject result = new JObject { ["value"] = ids, ["pageNumber"] = pageNumber, ["hasMore"] = hasMore };
        if (hasMore) result["@odata.nextLink"] = NextPage(pageNumber + 1, pageSize);
        return Answer(HttpStatusCode.OK, result);
    }

    /// <summary>The address of this operation at the gateway, so that the next page is asked for with the connection.</summary>
    private string NextPage(int pageNumber, int pageSize)
    {
        Uri uri = Context.Request.RequestUri;
        string prefix = Header("X-MS-APIM-Referrer-Prefix") ?? uri.GetLeftPart(UriPartial.Authority);
        return prefix.TrimEnd('/') + "/" + uri.AbsolutePath.TrimStart('/') + "?pageNumber=" + pageNumber + "&pageSize=" + pageSize;
    }

    private async Task<HttpResponseMessage> ListSegmentMembers()
    {
        JObject answer = await Post("msdynmkt_MembersList", new JObject { ["SegmentId"] = PathId("msdynmkt_segments") }).ConfigureAwait(false);
        JToken members = JsonIn(answer, "ResultText");
        JArray ids = MemberIds(members["members"]);
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["value"] = ids,
            ["totalCount"] = members["totalCount"] ?? ids.Count,
            ["pageNumber"] = members["pageNumber"] ?? 1,
            ["pageSize"] = members["pageSize"] ?? ids.Count,
            ["hasNextPage"] = members["hasNextPage"] ?? false,
            ["memberTable"] = members["baseEntityLogicalName"],
            ["primaryKeyColumn"] = members["primaryKeyColumnName"],
        });
    }

    /// <summary>
    /// One id for each element, even where an element holds several ids with commas between, as in Microsoft's sample.
    /// All in one spelling: flows compare ids as texts, and one in capitals would look like a stranger.
    /// </summary>
    private static JArray MemberIds(JToken list)
    {
        if (list == null || list.Type != JTokenType.Array) throw new UnreadableAnswer("The answer of Dataverse holds no list of members.");
        JArray ids = new JArray();
        foreach (JToken element in list)
        {
            foreach (string part in (TextOf(element) ?? "").Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries))
            {
                Guid id;
                ids.Add(Guid.TryParse(part, out id) ? id.ToString() : part.Trim());
            }
        }
        return ids;
    }

    private async Task<HttpResponseMessage> GetSegmentStatus()
    {
        string segmentId = PathId("msdynmkt_segments");
        JObject answer = await Post("msdynmkt_SegmentStatus", new JObject { ["SegmentId"] = segmentId }).ConfigureAwait(false);
        JToken last = JsonIn(answer, "ResultText")["lastExecution"] as JObject ?? new JObject();
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["segmentId"] = segmentId,
            ["status"] = last["status"],
            ["statusMessage"] = last["statusMessage"],
            ["lastRunTime"] = last["lastRunTime"],
            ["reason"] = last["executionReasonForUser"],
            ["currentStrategy"] = last["currentStrategy"],
            ["lastUsedStrategy"] = last["lastUsedStrategy"],
        });
    }

    // Outbound marketing

    private async Task<HttpResponseMessage> CreateOutboundSegment()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        RequiredText(input, "msdyncrm_segmentname");
        MoveIds(input, "msdyncrm_segmentmemberids", int.MaxValue);
        return await ForwardBody(input).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> UpdateOutboundMembers()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        GuidText(RequiredText(input, "msdyncrm_segmentid"), "msdyncrm_segmentid");
        string operation = RequiredText(input, "msdyncrm_operation");
        if (operation == "addByIds" || operation == "removeByIds")
        {
            Ids(input, "memberIds", OutboundIdsPerCall);
        }
        else if (operation == "addByQuery" || operation == "removeByQuery")
        {
            RequiredText(input, "msdyncrm_query");
        }
        else
        {
            throw new BadInput("'msdyncrm_operation' is '" + operation + "'; it must be addByIds, removeByIds, addByQuery or removeByQuery.");
        }
        MoveIds(input, "msdyncrm_memberids", OutboundIdsPerCall);
        await ForwardBody(input).ConfigureAwait(false);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private async Task<HttpResponseMessage> GetOutboundMembersState()
    {
        string id = PathId("msdyncrm_segments");
        JObject answer = await Post("msdyncrm_SegmentMembersUpdate", new JObject
        {
            ["msdyncrm_segmentid"] = id,
            ["msdyncrm_operation"] = "getState",
        }).ConfigureAwait(false);
        JProperty state = answer.Properties().FirstOrDefault(property => !property.Name.StartsWith("@") && property.Value.Type == JTokenType.String);
        return Answer(HttpStatusCode.OK, new JObject { ["outboundSegmentId"] = id, ["state"] = state == null ? null : state.Value });
    }

    private async Task<HttpResponseMessage> FetchOutboundContacts()
    {
        int skip = QueryNumber("skip", 0, 0, int.MaxValue);
        int take = QueryNumber("take", 100, 1, LargestPage);
        string columns = "msdyncrm_segmentqueryname,msdyncrm_scope,_owningbusinessunit_value";
        JObject segment = await Get("msdyncrm_segments(" + PathId("msdyncrm_segments") + ")?$select=" + columns).ConfigureAwait(false);
        string name = TextOf(segment["msdyncrm_segmentqueryname"]);
        if (string.IsNullOrEmpty(name)) name = "SEGMENT_CRM_ID_" + PathId("msdyncrm_segments").Replace("-", "");
        JObject answer = await Post("msdyncrm_FetchContactsByQuery", new JObject
        {
            ["Query"] = "(SEGMENT(" + name + ")).ORDERBY(fullname ASC).SKIP(" + skip + ").TAKE(" + take + ").SELECT(contactid)",
            ["FetchXml"] = "<fetch version=\"1.0\" output-format=\"xml-platform\" mapping=\"logical\" count=\"" + take
                + "\" page=\"1\" returntotalrecordcount=\"true\"><entity name=\"contact\"><attribute name=\"fullname\"/>"
                + "<attribute name=\"emailaddress1\"/><attribute name=\"contactid\"/><order attribute=\"fullname\" descending=\"false\"/></entity></fetch>",
            ["OwningBusinessUnit"] = segment["_owningbusinessunit_value"],
            ["Scope"] = segment["msdyncrm_scope"],
            ["TimeZone"] = null,
        }).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, ContactsIn(answer));
    }

    /// <summary>No page shows this answer: the rows are taken from wherever a list of them stands, as JSON or as a text of JSON.</summary>
    private static JObject ContactsIn(JObject answer)
    {
        JToken content = answer["Response"] != null && answer["Response"].Type == JTokenType.String ? JsonIn(answer, "Response") : answer;
        JObject wrapper = content as JObject;
        JArray rows = content as JArray
            ?? (wrapper == null ? null : wrapper.Properties().Select(property => property.Value).OfType<JArray>().FirstOrDefault());
        if (rows == null) throw new UnreadableAnswer("The answer of Dataverse holds no list of contacts.");
        JArray contacts = new JArray();
        foreach (JObject row in rows.OfType<JObject>())
        {
            contacts.Add(new JObject { ["contactid"] = row["contactid"], ["fullname"] = row["fullname"], ["emailaddress1"] = row["emailaddress1"] });
        }
        JProperty total = wrapper == null ? null
            : wrapper.Properties().FirstOrDefault(property => property.Value.Type == JTokenType.Integer && property.Name.ToLowerInvariant().Contains("count"));
        return new JObject { ["value"] = contacts, ["totalCount"] = total == null ? null : total.Value };
    }

    private async Task<HttpResponseMessage> ValidateOutboundSegment()
    {
        JObject answer = await ReadAnswer(await ForwardBody(await ReadBody().ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
        JArray errors = new JArray();
        foreach (JToken error in JsonIn(answer, "ValidationResult"))
        {
            errors.Add(new JObject { ["errorCode"] = error["ErrorCode"], ["fieldName"] = error["FieldName"] });
        }
        return Answer(HttpStatusCode.OK, new JObject { ["isValid"] = errors.Count == 0, ["errors"] = errors });
    }

    private async Task<HttpResponseMessage> PinOutboundMembers()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        GuidText(RequiredText(input, "msdyncrm_segmentid"), "msdyncrm_segmentid");
        Ids(input, "memberIds", OutboundPinsPerCall);
        MoveIds(input, "msdyncrm_segmentmemberids", OutboundPinsPerCall);
        await ForwardBody(input).ConfigureAwait(false);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    /// <summary>Outbound marketing takes ids as a text of JSON: makers give a list, Dataverse gets the text.</summary>
    private static void MoveIds(JObject input, string column, int atMost)
    {
        JToken ids = input["memberIds"];
        input.Remove("memberIds");
        if (IsAbsent(ids)) return;
        input[column] = Compact(Ids(new JObject { ["memberIds"] = ids }, "memberIds", atMost));
    }

    // Input

    private async Task<JObject> ReadBody()
    {
        string text = Context.Request.Content == null ? "" : await Context.Request.Content.ReadAsStringAsync().ConfigureAwait(false);
        JObject body = ParseJson(text) as JObject;
        if (body == null) throw new BadInput("The body of the request is not a JSON object.");
        return body;
    }

    private static string RequiredText(JObject input, string name)
    {
        string value = OptionalText(input, name);
        if (string.IsNullOrWhiteSpace(value)) throw new BadInput("'" + name + "' is missing.");
        return value;
    }

    private static string OptionalText(JObject input, string name)
    {
        JToken value = input[name];
        if (IsAbsent(value)) return null;
        if (value.Type != JTokenType.String) throw new BadInput("'" + name + "' is not a text.");
        return ((string)value).Length == 0 ? null : (string)value;
    }

    private static void CopyWhenPresent(JObject input, string name, JObject row, string column, JTokenType type)
    {
        JToken value = input[name];
        if (IsAbsent(value)) return;
        if (value.Type != type) throw new BadInput("'" + name + "' is not of the type " + type.ToString().ToLowerInvariant() + ".");
        row[column] = value;
    }

    private static string IncludeType(JObject input)
    {
        string value = RequiredText(input, "includeType");
        if (value == "Include" || value == "Exclude") return value;
        throw new BadInput("'includeType' is '" + value + "'; it must be Include or Exclude.");
    }

    private static JArray Ids(JObject input, string name, int atMost)
    {
        JArray ids = input[name] as JArray;
        if (ids == null || ids.Count == 0) throw new BadInput("'" + name + "' is missing: a list with at least one id is needed.");
        if (ids.Count > atMost)
        {
            throw new BadInput("'" + name + "' holds " + ids.Count + " ids; one call takes at most " + atMost
                + ". Cut the list with chunk(..., " + atMost + ") and call this action once for each piece in an Apply to each.");
        }
        for (int index = 0; index < ids.Count; index++)
        {
            GuidText(TextOf(ids[index]), name + "[" + index + "]");
        }
        return ids;
    }

    private static string GuidText(string text, string name)
    {
        // Outbound ids may carry the prefix "crm" that Microsoft's pages show.
        string bare = text != null && text.StartsWith("crm", StringComparison.OrdinalIgnoreCase) ? text.Substring(3) : text;
        Guid id;
        if (Guid.TryParse(bare, out id)) return id.ToString();
        throw new BadInput("'" + name + "' is not a GUID: " + (text ?? "a value that is no text") + ".");
    }

    private int QueryNumber(string name, int whenAbsent, int atLeast, int atMost)
    {
        Match found = Regex.Match(Context.Request.RequestUri.Query, "[?&]" + name + "=([^&]*)");
        if (!found.Success || found.Groups[1].Value.Length == 0) return whenAbsent;
        int value;
        if (int.TryParse(Uri.UnescapeDataString(found.Groups[1].Value), out value) && value >= atLeast && value <= atMost) return value;
        throw new BadInput("'" + name + "' must be a whole number from " + atLeast + " to " + atMost + ".");
    }

    /// <summary>The id between the parentheses behind a name in the path.</summary>
    private string PathId(string name)
    {
        string path = Uri.UnescapeDataString(Context.Request.RequestUri.AbsolutePath);
        Match found = Regex.Match(path, "/" + name + "\\(([^)]*)\\)");
        if (!found.Success) throw new BadInput("The path names no id for " + name + ".");
        return GuidText(found.Groups[1].Value, name);
    }

    private string Header(string name)
    {
        IEnumerable<string> values;
        return Context.Request.Headers.TryGetValues(name, out values) ? values.FirstOrDefault() : null;
    }

    // Requests to Dataverse

    private string ApiRoot()
    {
        return Context.Request.RequestUri.GetLeftPart(UriPartial.Authority) + "/api/data/v9.2/";
    }

    /// <summary>A request of our own that carries the caller's sign-in and other headers.</summary>
    private HttpRequestMessage NewRequest(HttpMethod method, string path)
    {
        HttpRequestMessage request = new HttpRequestMessage(method, ApiRoot() + path);
        foreach (KeyValuePair<string, IEnumerable<string>> header in Context.Request.Headers)
        {
            if (header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)) continue;
            if (header.Key.Equals("Prefer", StringComparison.OrdinalIgnoreCase)) continue;
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        if (!request.Headers.Contains("Accept")) request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    private async Task<HttpResponseMessage> SendOn(HttpRequestMessage request)
    {
        HttpResponseMessage response = await Context.SendAsync(request, CancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new Refusal(response);
        return response;
    }

    private async Task<JObject> Get(string path)
    {
        return await ReadAnswer(await SendOn(NewRequest(HttpMethod.Get, path)).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<JObject> Post(string path, JObject body)
    {
        HttpRequestMessage request = NewRequest(HttpMethod.Post, path);
        request.Content = CreateJsonContent(Compact(body));
        return await ReadAnswer(await SendOn(request).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Sends the caller's own request with this body.</summary>
    private Task<HttpResponseMessage> ForwardBody(JObject body)
    {
        Context.Request.Content = CreateJsonContent(Compact(body));
        return SendOn(Context.Request);
    }

    /// <summary>One request of a change set as text, without the headers that number it.</summary>
    private string ChangeSetPart(string method, string path, JObject body)
    {
        string content = body == null ? "" : "Content-Type: application/json; type=entry\r\n\r\n" + Compact(body);
        return method + " " + ApiRoot() + path + " HTTP/1.1\r\n" + content + "\r\n";
    }

    /// <summary>Sends changes that Dataverse makes all or none of. A refusal of one becomes the answer.</summary>
    private async Task SendChangeSet(params string[] parts)
    {
        string batch = "batch_" + Guid.NewGuid();
        string changeSet = "changeset_" + Guid.NewGuid();
        StringBuilder text = new StringBuilder();
        text.Append("--" + batch + "\r\nContent-Type: multipart/mixed; boundary=" + changeSet + "\r\n\r\n");
        for (int index = 0; index < parts.Length; index++)
        {
            text.Append("--" + changeSet + "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
            text.Append("Content-ID: " + (index + 1) + "\r\n\r\n" + parts[index]);
        }
        text.Append("--" + changeSet + "--\r\n--" + batch + "--\r\n");

        HttpRequestMessage request = NewRequest(HttpMethod.Post, "$batch");
        request.Content = new StringContent(text.ToString(), Encoding.UTF8);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=" + batch);
        HttpResponseMessage response = await Context.SendAsync(request, CancellationToken).ConfigureAwait(false);
        string answer = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        Match refused = Regex.Match(answer, "HTTP/1\\.1 ([45]\\d\\d)[\\s\\S]*?(\\{[\\s\\S]*\\})");
        if (refused.Success)
        {
            HttpResponseMessage refusal = new HttpResponseMessage((HttpStatusCode)int.Parse(refused.Groups[1].Value));
            refusal.Content = CreateJsonContent(refused.Groups[2].Value);
            Match wait = Regex.Match(refused.Value, "^Retry-After: (\\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline);
            if (wait.Success) refusal.Headers.TryAddWithoutValidation("Retry-After", wait.Groups[1].Value);
            throw new Refusal(refusal);
        }
        if (!response.IsSuccessStatusCode) throw new Refusal(response);
    }

    // Answers

    private static async Task<JObject> ReadAnswer(HttpResponseMessage response)
    {
        JObject answer = ParseJson(await response.Content.ReadAsStringAsync().ConfigureAwait(false)) as JObject;
        if (answer == null) throw new UnreadableAnswer("The answer of Dataverse is not a JSON object.");
        return answer;
    }

    /// <summary>The JSON that a property of the answer holds as a text.</summary>
    private static JToken JsonIn(JObject answer, string property)
    {
        JToken content = ParseJson(TextOf(answer[property]) ?? "");
        if (content == null) throw new UnreadableAnswer("'" + property + "' in the answer of Dataverse is not JSON.");
        return content;
    }

    /// <summary>The JSON of a text, dates kept as the texts they are, or null when it is none.</summary>
    private static JToken ParseJson(string text)
    {
        try
        {
            using (JsonTextReader reader = new JsonTextReader(new StringReader(text)))
            {
                reader.DateParseHandling = DateParseHandling.None;
                return JToken.Load(reader);
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>JSON without white space. System.Xml has a Formatting too, so the name is written out.</summary>
    private static string Compact(JToken json)
    {
        return json.ToString(Newtonsoft.Json.Formatting.None);
    }

    private static string TextOf(JToken value)
    {
        return value != null && value.Type == JTokenType.String ? (string)value : null;
    }

    private static bool IsAbsent(JToken value)
    {
        return value == null || value.Type == JTokenType.Null;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, JObject body)
    {
        return new HttpResponseMessage(status) { Content = CreateJsonContent(Compact(body)) };
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string message)
    {
        return Answer(status, new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = message } });
    }
}

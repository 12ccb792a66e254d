/// <summary>
/// Code for the operations that policies alone cannot do: answers that are JSON inside a text, changes of the
/// groups column, two rows that must be written together, and questions that take more than one call.
/// In order: operations, segments, groups, members, people, lists, outbound marketing, then what they share.
/// Errors of Dataverse are passed on as they are; bad input is answered with 400 in the same envelope.
/// Nothing is reported that was not read from an answer: what cannot be read is answered with 502.
/// </summary>
public class Script : ScriptBase
{
    private const int IdsPerCall = 1000;
    // Half of what Add takes: a copy reads the page and the rows behind it within the same 5 seconds.
    private const int IdsPerCopy = 500;
    private const int OutboundIdsPerCall = 20000;
    private const int OutboundPinsPerCall = 10000;
    private const int GroupsPerDefinition = 10;
    private const int IdsPerGroup = 200000;
    private const int ValuesPerCall = 500;
    private const int IdsPerList = 200000;
    // Pages of members: no page states the largest, so a refused size is followed by the next smaller one.
    private const int LargestPage = 5000;
    private static readonly int[] SmallerPages = { 1000, 250 };
    // Calls beside each other: Dataverse takes 52 of one user, and a flow may run several actions at a time.
    private const int CallsAtOnce = 8;
    // A longer address than this is refused by proxies on the way.
    private const int LongestFilter = 6000;
    private const int PeoplePerRead = 100;

    private const string GroupsColumn = "msdynmkt_staticlistmembers";
    private const string InvalidArgument = "0x80040203";
    private const string ObjectDoesNotExist = "0x80040217";
    private const string Unexpected = "0x80040216";
    /// <summary>Mirrored rows of other sources share the names of real-time segments; 4 is the status Deleted.</summary>
    private const string RealTimeOnly = "msdynmkt_source eq 12";
    private const string PlainJson = "application/json";

    /// <summary>What the designer calls the inputs that messages name.</summary>
    private static readonly Dictionary<string, string> Titles = new Dictionary<string, string>
    {
        { "name", "Name" }, { "memberTable", "Member Table" }, { "query", "Query" }, { "groups", "Groups" },
        { "description", "Description" }, { "scope", "Scope" }, { "businessUnitId", "Business Unit" },
        { "disableRefresh", "Disable Refresh" }, { "refreshIntervalMinutes", "Refresh Interval" },
        { "includeType", "Include or Exclude" }, { "groupId", "Group" }, { "segmentId", "Segment" },
        { "memberIds", "Member IDs" }, { "pageNumber", "Page Number" }, { "pageSize", "Page Size" },
        { "skip", "Skip" }, { "take", "Take" }, { "values", "Values" }, { "column", "Column" },
        { "whenSeveral", "When Several Match" }, { "includeInactive", "Include Inactive" },
        { "first", "First List" }, { "second", "Second List" }, { "pieceSize", "Piece Size" }, { "listExtra", "List Extra Members" },
        { "segmentName", "Segment Name" }, { "groupName", "Group Name" }, { "view", "View" },
        { "columns", "More Columns" }, { "continuation", "Continuation" }, { "content", "File Content" },
        { "sourceSegmentId", "From Segment" }, { "sourceGroupId", "From Group" },
        { "targetSegmentId", "To Segment" }, { "targetGroupId", "To Group" },
        { "msdyncrm_segmentid", "Outbound Segment" }, { "msdyncrm_segmentname", "Name" },
        { "msdyncrm_operation", "Operation" }, { "msdyncrm_query", "Query" }, { "triggerSegmentId", "Segment" },
    };

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
            RefuseAddressWithPath();
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
            case "ListSegments": return ListSegments();
            case "GetSegment": return GetSegment();
            case "CreateStaticSegment": return CreateSegment(true);
            case "CreateDynamicSegment": return CreateSegment(false);
            case "DeleteSegment": return DeleteSegment();
            case "GetSegmentStatus": return GetSegmentStatus();
            case "OnSegmentChanged": return SegmentsSince();
            case "OnSegmentReady": return SegmentsSince();
            case "OnSegmentFailed": return SegmentsSince();
            case "ListStaticGroups": return ListStaticGroups();
            case "ListAllStaticGroups": return ListAllStaticGroups();
            case "FindStaticGroup": return FindStaticGroup();
            case "EnsureStaticGroup": return EnsureStaticGroup();
            case "AddStaticGroup": return AddStaticGroup();
            case "UpdateStaticGroup": return UpdateStaticGroup();
            case "RemoveStaticGroup": return RemoveStaticGroup();
            case "ListGroupMembers": return ListGroupMembers();
            case "ListGroupPeople": return ListGroupPeople();
            case "CountGroupMembers": return CountGroupMembers();
            case "CompareWithGroup": return CompareWithGroup();
            case "CopyMembers": return CopyMembers();
            case "RemoveMembersInPieces": return RemoveMembersInPieces();
            case "AddMembersByEmail": return AddMembersByEmail();
            case "RemoveMembersByEmail": return RemoveMembersByEmail();
            case "ListSegmentMembers": return ListSegmentMembers();
            case "ListSegmentPeople": return ListSegmentPeople();
            case "FindPeople": return FindPeople();
            case "ListViewPeople": return ListViewPeople();
            case "ListViews": return ListViews();
            case "ListTextColumns": return ListTextColumns();
            case "CompareLists": return CompareLists();
            case "ReadFileColumn": return ReadFileColumn();
            case "TranslateOutboundQuery": return TranslateOutboundQuery();
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

    /// <summary>An Environment URL such as https://contoso.crm.dynamics.com/main.aspx leads nowhere.</summary>
    private void RefuseAddressWithPath()
    {
        string path = Context.Request.RequestUri.AbsolutePath;
        int start = path.IndexOf("/api/data/", StringComparison.OrdinalIgnoreCase);
        string before = start < 0 ? "" : path.Substring(0, start).Trim('/');
        if (before.Length == 0) return;
        throw new BadInput("The Environment URL of the connection has the path '/" + before + "'. It must end after the name of the environment: "
            + Context.Request.RequestUri.GetLeftPart(UriPartial.Authority) + ". Correct it in a new connection.");
    }

    // Segments

    private async Task<HttpResponseMessage> ListSegments()
    {
        // The link to a further page holds the filter already, and must be sent as it is.
        if (QueryText("$skiptoken") == null) AddToFilter(RealTimeOnly);
        return await Context.SendAsync(Context.Request, CancellationToken).ConfigureAwait(false);
    }

    /// <summary>The changes since the last check, of one segment when the flow is about one only.</summary>
    private async Task<HttpResponseMessage> SegmentsSince()
    {
        string segmentId = QueryText("triggerSegmentId");
        RemoveFromQuery("triggerSegmentId");
        AddToFilter(RealTimeOnly);
        if (!string.IsNullOrEmpty(segmentId)) AddToFilter("msdynmkt_segmentid eq " + GuidText(segmentId, "triggerSegmentId"));
        return await Context.SendAsync(Context.Request, CancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> GetSegment()
    {
        HttpResponseMessage response = await SendOn(Context.Request).ConfigureAwait(false);
        JObject segment = await ReadAnswer(response).ConfigureAwait(false);
        if (segment.Property("statuscode") != null)
        {
            int? code = NumberOf(segment["statuscode"]);
            bool isReady = code == 1 || code == 7;
            bool hasFailed = code == 3 || code == 4 || code == 11;
            segment["status"] = StatusName(code);
            segment["statusMeaning"] = StatusMeaning(code);
            segment["isReady"] = isReady;
            segment["hasFailed"] = hasFailed;
            segment["isFinished"] = isReady || hasFailed;
        }
        return Answer(HttpStatusCode.OK, segment);
    }

    private static string StatusName(int? code)
    {
        switch (code)
        {
            case 1: return "Active";
            case 2: return "Inactive";
            case 3: return "Error";
            case 4: return "Deleted";
            case 5: return "Exporting";
            case 6: return "Computing";
            case 7: return "Computed with warnings";
            case 8: return "Stopping";
            case 9: return "Stopped";
            case 11: return "Faulted";
            default: return code == null ? null : "Status " + code;
        }
    }

    private static string StatusMeaning(int? code)
    {
        switch (code)
        {
            case 1: return "Ready: journeys can use the segment.";
            case 2: return "Not published, or waiting for its turn after it was.";
            case 3: return "The computation failed. Get segment status tells the reason.";
            case 4: return "The segment was deleted.";
            case 5: return "On its way: its members are being handed over. This is no failure.";
            case 6: return "On its way: its members are being computed.";
            case 7: return "Ready, but not everything could be taken into account. Get segment status tells more.";
            case 8: return "Being stopped.";
            case 9: return "Stopped: journeys cannot use it until it is published again.";
            case 11: return "The computation failed for good.";
            default: return "This connector does not know the status.";
        }
    }

    private async Task<HttpResponseMessage> GetSegmentStatus()
    {
        string segmentId = PathId("msdynmkt_segments", "segmentId");
        JObject answer = await Post("msdynmkt_SegmentStatus", new JObject { ["SegmentId"] = segmentId }).ConfigureAwait(false);
        JObject content = JsonIn(answer, "ResultText") as JObject;
        if (content == null) throw new UnreadableAnswer("'ResultText' in the answer of Dataverse is not an object.");
        JObject last = content["lastExecution"] as JObject ?? new JObject();
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["segmentId"] = segmentId,
            ["status"] = TextOrNull(last["status"]),
            ["statusMessage"] = TextOrNull(last["statusMessage"]),
            ["lastRunTime"] = TextOrNull(last["lastRunTime"]),
            ["reason"] = TextOrNull(last["executionReasonForUser"]),
            ["currentStrategy"] = TextOrNull(last["currentStrategy"]),
            ["lastUsedStrategy"] = TextOrNull(last["lastUsedStrategy"]),
        });
    }

    private async Task<HttpResponseMessage> CreateSegment(bool isStatic)
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        JArray groups = NewGroups(input, isStatic);
        NewSegment made = await WriteSegment(input, isStatic, groups).ConfigureAwait(false);
        return Answer(HttpStatusCode.Created, new JObject
        {
            ["segmentId"] = made.SegmentId,
            ["segmentDefinitionId"] = made.DefinitionId,
            ["groups"] = groups,
        });
    }

    private struct NewSegment
    {
        public string SegmentId;
        public string DefinitionId;
    }

    private async Task<NewSegment> WriteSegment(JObject input, bool isStatic, JArray groups)
    {
        string definitionId = Guid.NewGuid().ToString();
        string segmentId = Guid.NewGuid().ToString();
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
            true,
            new[] { "msdynmkt_segmentdefinitions(" + definitionId + ")", "msdynmkt_segments(" + segmentId + ")" },
            ChangeSetPart("POST", "msdynmkt_segmentdefinitions", definition),
            ChangeSetPart("POST", "msdynmkt_segments", segment)).ConfigureAwait(false);
        return new NewSegment { SegmentId = segmentId, DefinitionId = definitionId };
    }

    private static JArray NewGroups(JObject input, bool isStatic)
    {
        JArray groups = new JArray();
        JToken given = input["groups"];
        if (!IsAbsent(given))
        {
            if (given.Type != JTokenType.Array) throw WrongKind("groups", given, "a list of groups");
            int index = 0;
            foreach (JToken item in given)
            {
                JObject group = item as JObject;
                if (group == null) throw new BadInput("'Groups[" + index + "]' is " + KindOf(item) + "; a group with a name is expected.");
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
        string segmentPath = "msdynmkt_segments(" + PathId("sgm_Segments", "segmentId") + ")";
        JObject segment = await Get(segmentPath + "?$select=msdynmkt_sourcesegmentuid").ConfigureAwait(false);
        Guid definitionId;
        if (Guid.TryParse(TextOf(segment["msdynmkt_sourcesegmentuid"]), out definitionId))
        {
            string definitionPath = "msdynmkt_segmentdefinitions(" + definitionId + ")";
            await SendChangeSet(
                false,
                new[] { segmentPath, definitionPath },
                ChangeSetPart("DELETE", segmentPath, null),
                ChangeSetPart("DELETE", definitionPath, null)).ConfigureAwait(false);
        }
        else
        {
            await SendChangeSet(false, new[] { segmentPath }, ChangeSetPart("DELETE", segmentPath, null)).ConfigureAwait(false);
        }
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    // Static members groups

    private async Task<HttpResponseMessage> ListStaticGroups()
    {
        JObject definition = await ReadDefinition(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
        JArray described = new JArray();
        foreach (JToken group in ReadGroups(definition)) described.Add(DescribedGroup((JObject)group));
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["value"] = described,
            ["segmentDefinitionId"] = TextOrNull(definition["msdynmkt_segmentdefinitionid"]),
        });
    }

    /// <summary>Groups of every segment of a table, with titles that tell them apart in a list to choose from.</summary>
    private async Task<HttpResponseMessage> ListAllStaticGroups()
    {
        string table = MemberTable(QueryText("memberTable"), "memberTable");
        string ofTable = Uri.EscapeDataString(RealTimeOnly + " and statuscode ne 4 and msdynmkt_baseentitylogicalname eq '" + table + "'");
        Task<List<JObject>> segments = GetAll("msdynmkt_segments?$select=msdynmkt_segmentid,msdynmkt_displayname,msdynmkt_sourcesegmentuid&$orderby=msdynmkt_displayname&$filter=" + ofTable);
        Task<List<JObject>> definitions = GetAll("msdynmkt_segmentdefinitions?$select=msdynmkt_segmentdefinitionid," + GroupsColumn + "&$filter=" + Uri.EscapeDataString(GroupsColumn + " ne null"));
        Dictionary<Guid, JObject> byId = new Dictionary<Guid, JObject>();
        foreach (JObject definition in await definitions.ConfigureAwait(false)) byId[Guid.Parse(TextOf(definition["msdynmkt_segmentdefinitionid"]))] = definition;

        JArray found = new JArray();
        foreach (JObject segment in await segments.ConfigureAwait(false))
        {
            Guid definitionId;
            JObject definition;
            if (!Guid.TryParse(TextOf(segment["msdynmkt_sourcesegmentuid"]), out definitionId) || !byId.TryGetValue(definitionId, out definition)) continue;
            JArray groups = ParseJson(TextOf(definition[GroupsColumn]) ?? "") as JArray;
            if (groups == null) continue;
            foreach (JObject group in groups.OfType<JObject>())
            {
                JObject described = DescribedGroup(group);
                described["segmentId"] = TextOf(segment["msdynmkt_segmentid"]);
                described["segmentName"] = TextOf(segment["msdynmkt_displayname"]) ?? "";
                described["title"] = described["segmentName"] + " / " + described["name"];
                found.Add(described);
            }
        }
        return Answer(HttpStatusCode.OK, new JObject { ["value"] = found });
    }

    private async Task<HttpResponseMessage> FindStaticGroup()
    {
        string segmentName = RequiredQuery("segmentName");
        string groupName = RequiredQuery("groupName");
        string table = string.IsNullOrEmpty(QueryText("memberTable")) ? null : MemberTable(QueryText("memberTable"), "memberTable");
        JObject segment = await SegmentNamed(segmentName).ConfigureAwait(false);
        if (segment == null) throw NotThere("There is no segment named '" + segmentName + "'. Nothing was changed.");
        RefuseOtherTable(segment, table);
        JObject definition = await DefinitionOf(segment).ConfigureAwait(false);
        JObject group = GroupNamed(ReadGroups(definition), groupName, segmentName);
        if (group == null)
        {
            throw NotThere("There is no group named '" + groupName + "' in the segment '" + TextOf(segment["msdynmkt_displayname"]) + "'. Nothing was changed.");
        }
        return Answer(HttpStatusCode.OK, FoundGroup(segment, group));
    }

    private async Task<HttpResponseMessage> EnsureStaticGroup()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string segmentName = RequiredText(input, "segmentName");
        string groupName = RequiredText(input, "groupName");
        string table = MemberTable(RequiredText(input, "memberTable"), "memberTable");
        JObject group = NewGroup(new JObject { ["name"] = groupName, ["includeType"] = "Include" });
        JObject segment = await SegmentNamed(segmentName).ConfigureAwait(false);
        bool madeSegment = segment == null;
        bool madeGroup = true;
        if (madeSegment)
        {
            JObject wanted = new JObject { ["name"] = segmentName, ["memberTable"] = table };
            CopyWhenPresent(input, "description", wanted, "description", JTokenType.String);
            NewSegment made = await WriteSegment(wanted, true, new JArray(group)).ConfigureAwait(false);
            segment = new JObject
            {
                ["msdynmkt_segmentid"] = made.SegmentId,
                ["msdynmkt_displayname"] = segmentName,
                ["msdynmkt_sourcesegmentuid"] = made.DefinitionId,
                ["msdynmkt_baseentitylogicalname"] = table,
            };
        }
        else
        {
            RefuseOtherTable(segment, table);
            JObject definition = await DefinitionOf(segment).ConfigureAwait(false);
            JArray groups = ReadGroups(definition);
            JObject existing = GroupNamed(groups, groupName, segmentName);
            madeGroup = existing == null;
            if (madeGroup)
            {
                AddGroup(groups, group);
                await WriteGroups(definition, groups).ConfigureAwait(false);
            }
            else group = existing;
        }
        JObject found = FoundGroup(segment, group);
        found["createdSegment"] = madeSegment;
        found["createdGroup"] = madeGroup;
        return Answer(HttpStatusCode.OK, found);
    }

    private static JObject FoundGroup(JObject segment, JObject group)
    {
        JObject found = DescribedGroup(group);
        return new JObject
        {
            ["segmentId"] = TextOrNull(segment["msdynmkt_segmentid"]),
            ["segmentName"] = TextOrNull(segment["msdynmkt_displayname"]),
            ["segmentDefinitionId"] = TextOrNull(segment["msdynmkt_sourcesegmentuid"]),
            ["memberTable"] = TextOrNull(segment["msdynmkt_baseentitylogicalname"]),
            ["groupId"] = found["groupId"],
            ["groupName"] = found["name"],
            ["includeType"] = found["includeType"],
        };
    }

    /// <summary>The one real-time segment of this name; null when there is none.</summary>
    private async Task<JObject> SegmentNamed(string name)
    {
        string filter = RealTimeOnly + " and statuscode ne 4 and msdynmkt_displayname eq '" + name.Replace("'", "''") + "'";
        JObject answer = await Get("msdynmkt_segments?$select=msdynmkt_segmentid,msdynmkt_displayname,msdynmkt_sourcesegmentuid,msdynmkt_baseentitylogicalname,msdynmkt_source&$top=2&$filter="
            + Uri.EscapeDataString(filter)).ConfigureAwait(false);
        List<JObject> rows = RowsOf(answer);
        if (rows.Count > 1) throw new BadInput("There is more than one segment named '" + name + "'. Nothing was changed.");
        return rows.FirstOrDefault();
    }

    private static JObject GroupNamed(JArray groups, string name, string segmentName)
    {
        List<JObject> found = groups.OfType<JObject>()
            .Where(group => string.Equals((TextOf(group["name"]) ?? "").Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count > 1) throw new BadInput("There is more than one group named '" + name + "' in the segment '" + segmentName + "'. Nothing was changed.");
        return found.FirstOrDefault();
    }

    private static void RefuseOtherTable(JObject segment, string table)
    {
        string actual = TextOf(segment["msdynmkt_baseentitylogicalname"]);
        if (table == null || string.Equals(actual, table, StringComparison.OrdinalIgnoreCase)) return;
        throw new BadInput("The segment '" + TextOf(segment["msdynmkt_displayname"]) + "' is one of the table '" + actual + "', not of '" + table + "'. Nothing was changed.");
    }

    private async Task<HttpResponseMessage> AddStaticGroup()
    {
        JObject group = NewGroup(await ReadBody().ConfigureAwait(false));
        JObject definition = await ReadDefinition(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
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
        string groupId = PathId("sgm_StaticGroups", "groupId");
        JObject definition = await ReadDefinition(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
        JArray groups = ReadGroups(definition);
        JObject group = FindGroup(groups, groupId);
        if (name != null) group["name"] = name;
        if (includeType != null) group["includeType"] = includeType;
        await WriteGroups(definition, groups).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, DescribedGroup(group));
    }

    private async Task<HttpResponseMessage> RemoveStaticGroup()
    {
        string groupId = PathId("sgm_StaticGroups", "groupId");
        JObject definition = await ReadDefinition(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
        JArray groups = ReadGroups(definition);
        FindGroup(groups, groupId).Remove();
        await WriteGroups(definition, groups).ConfigureAwait(false);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }

    private Task<JObject> ReadSegment(string segmentId)
    {
        return Get("msdynmkt_segments(" + segmentId + ")?$select=msdynmkt_segmentid,msdynmkt_displayname,msdynmkt_sourcesegmentuid,msdynmkt_baseentitylogicalname,msdynmkt_source");
    }

    /// <summary>The definition of a segment, with its groups column and its etag.</summary>
    private async Task<JObject> ReadDefinition(string segmentId)
    {
        return await DefinitionOf(await ReadSegment(segmentId).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<JObject> DefinitionOf(JObject segment)
    {
        Guid definitionId;
        if (!Guid.TryParse(TextOf(segment["msdynmkt_sourcesegmentuid"]), out definitionId))
        {
            throw new BadInput("The segment " + TextOf(segment["msdynmkt_segmentid"]) + " has no definition, so it has no static members groups.");
        }
        return await Get("msdynmkt_segmentdefinitions(" + definitionId + ")?$select=" + GroupsColumn).ConfigureAwait(false);
    }

    private static JArray ReadGroups(JObject definition)
    {
        if (IsAbsent(definition[GroupsColumn])) return new JArray();
        string text = TextOf(definition[GroupsColumn]);
        if (text != null && string.IsNullOrWhiteSpace(text)) return new JArray();
        JArray groups = ParseJson(text ?? "") as JArray;
        if (groups == null || groups.Any(group => group.Type != JTokenType.Object))
        {
            throw new BadInput("The column " + GroupsColumn + " of definition " + TextOf(definition["msdynmkt_segmentdefinitionid"])
                + " does not hold a list of groups. Nothing was changed.");
        }
        return groups;
    }

    /// <summary>Writes only when nobody changed the definition since it was read; else Dataverse answers 412.</summary>
    private async Task WriteGroups(JObject definition, JArray groups)
    {
        string etag = TextOf(definition["@odata.etag"]);
        string id = TextOf(definition["msdynmkt_segmentdefinitionid"]);
        if (string.IsNullOrEmpty(etag) || string.IsNullOrEmpty(id))
        {
            throw new UnreadableAnswer("The answer of Dataverse does not say which version of the groups it holds. Nothing was changed.");
        }
        HttpRequestMessage request = NewRequest(new HttpMethod("PATCH"), "msdynmkt_segmentdefinitions(" + id + ")");
        request.Headers.Remove("If-Match");
        request.Headers.TryAddWithoutValidation("If-Match", etag);
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
            ["name"] = RequiredText(input, "name", "Group Name"),
            ["inputType"] = "manualSelect",
        };
    }

    private static void AddGroup(JArray groups, JObject group)
    {
        if (groups.Count >= GroupsPerDefinition)
        {
            throw new BadInput("A segment holds at most " + GroupsPerDefinition + " static members groups.");
        }
        Guid id = Guid.Parse(TextOf(group["groupId"]));
        if (groups.Any(other => HasId((JObject)other, id))) throw new BadInput("A group with the id " + id + " exists already.");
        groups.Add(group);
    }

    private static JObject FindGroup(JArray groups, string groupId)
    {
        Guid id = Guid.Parse(groupId);
        JToken found = groups.FirstOrDefault(group => HasId((JObject)group, id));
        if (found != null) return (JObject)found;
        throw NotThere("The segment has no static members group with the id " + id + ".");
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

    // Members of a group

    private async Task<HttpResponseMessage> ListGroupMembers()
    {
        int pageNumber = QueryNumber("pageNumber", 1, 1, int.MaxValue);
        int pageSize = QueryNumber("pageSize", LargestPage, 1, LargestPage);
        GroupReader group = new GroupReader(this, PathId("msdynmkt_segments", "segmentId"), PathId("sgm_StaticGroups", "groupId"), pageSize);
        JArray ids = await group.Page(pageNumber).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, PageOfIds(ids, pageNumber, group.PageSize));
    }

    /// <summary>
    /// A page that is shorter than asked for is not the last one: the last is the one without members, or the one
    /// that begins as the page before it did, which the link to it says.
    /// </summary>
    private JObject PageOfIds(JArray ids, int pageNumber, int pageSize)
    {
        string first = ids.Count == 0 ? null : (string)ids[0];
        bool hasMore = first != null && first != QueryText("after");
        JObject result = new JObject { ["value"] = hasMore ? ids : new JArray(), ["pageNumber"] = pageNumber, ["hasMore"] = hasMore };
        if (hasMore) result["@odata.nextLink"] = NextLink("pageNumber=" + (pageNumber + 1) + "&pageSize=" + pageSize + "&after=" + first);
        return result;
    }

    /// <summary>The address of this operation at the gateway, so that the next page is asked for with the connection.</summary>
    private string NextLink(string query)
    {
        Uri uri = Context.Request.RequestUri;
        string prefix = Header("X-MS-APIM-Referrer-Prefix") ?? uri.GetLeftPart(UriPartial.Authority);
        return prefix.TrimEnd('/') + "/" + uri.AbsolutePath.TrimStart('/') + "?" + query;
    }

    /// <summary>Reads the ids of a group. When Dataverse refuses the size of a page, smaller ones are tried.</summary>
    private sealed class GroupReader
    {
        private readonly Script script;
        private readonly string segmentId;
        private readonly string groupId;

        public GroupReader(Script script, string segmentId, string groupId, int pageSize)
        {
            this.script = script;
            this.segmentId = segmentId;
            this.groupId = groupId;
            PageSize = pageSize;
        }

        public int PageSize { get; private set; }

        public async Task<JArray> Page(int number)
        {
            try
            {
                return await Page(number, PageSize).ConfigureAwait(false);
            }
            catch (Refusal refusal) when (refusal.Response.StatusCode == HttpStatusCode.BadRequest && PageSize > SmallerPages.Last())
            {
                foreach (int smaller in SmallerPages.Where(size => size < PageSize))
                {
                    try
                    {
                        JArray ids = await Page(number, smaller).ConfigureAwait(false);
                        PageSize = smaller;
                        return ids;
                    }
                    catch (Refusal again) when (again.Response.StatusCode == HttpStatusCode.BadRequest) { }
                }
                throw;
            }
        }

        private async Task<JArray> Page(int number, int size)
        {
            JObject answer = await script.Post("msdynmkt_ListGroupMembers", new JObject
            {
                ["SegmentId"] = segmentId,
                ["GroupId"] = groupId,
                ["PageNo"] = number,
                ["PageSize"] = size,
            }).ConfigureAwait(false);
            JToken page = JsonIn(answer, "Response");
            JObject wrapper = page as JObject;
            return MemberIds(wrapper == null ? page : wrapper["entityIds"] ?? wrapper["members"]);
        }

        /// <summary>Every id, each once, read until a page brings no new one.</summary>
        public async Task<List<Guid>> All()
        {
            List<Guid> ids = new List<Guid>();
            HashSet<Guid> known = new HashSet<Guid>();
            if (!Keep(await Page(1).ConfigureAwait(false), ids, known)) return ids;
            for (int next = 2; ; next += CallsAtOnce)
            {
                JArray[] pages = await Task.WhenAll(Enumerable.Range(next, CallsAtOnce).Select(number => Page(number))).ConfigureAwait(false);
                foreach (JArray page in pages)
                {
                    if (!Keep(page, ids, known)) return ids;
                }
            }
        }

        private static bool Keep(JArray page, List<Guid> ids, HashSet<Guid> known)
        {
            int before = ids.Count;
            foreach (JToken text in page)
            {
                Guid id = Guid.Parse((string)text);
                if (known.Add(id)) ids.Add(id);
            }
            return ids.Count > before;
        }
    }

    /// <summary>
    /// One id for each element, even where an element holds several ids with commas between, as in Microsoft's sample,
    /// or is an object with the id in it. All in one spelling: flows compare ids as texts, and one in capitals would
    /// look like a stranger.
    /// </summary>
    private static JArray MemberIds(JToken list)
    {
        if (list == null || list.Type != JTokenType.Array) throw new UnreadableAnswer("The answer of Dataverse holds no list of members.");
        JArray ids = new JArray();
        foreach (JToken element in list)
        {
            foreach (string part in (TextOf(IdIn(element)) ?? "?").Split(','))
            {
                Guid id;
                if (!Guid.TryParse(part.Trim(), out id))
                {
                    throw new UnreadableAnswer("The answer of Dataverse lists a member that is " + KindOf(element) + " without an id.");
                }
                ids.Add(id.ToString());
            }
        }
        return ids;
    }

    private static readonly string[] IdNames = { "id", "entityid", "memberid", "contactid", "leadid" };

    private static JToken IdIn(JToken element)
    {
        JObject member = element as JObject;
        if (member == null) return element;
        JProperty id = member.Properties().FirstOrDefault(property => IdNames.Contains(property.Name.ToLowerInvariant()));
        return id == null ? null : id.Value;
    }

    private async Task<HttpResponseMessage> ListGroupPeople()
    {
        int pageNumber = QueryNumber("pageNumber", 1, 1, int.MaxValue);
        int pageSize = QueryNumber("pageSize", ValuesPerCall, 1, IdsPerCall);
        string segmentId = PathId("msdynmkt_segments", "segmentId");
        string[] columns = Columns(QueryText("columns"));
        GroupReader group = new GroupReader(this, segmentId, PathId("sgm_StaticGroups", "groupId"), pageSize);
        Task<JObject> segment = ReadSegment(segmentId);
        JObject page = PageOfIds(await group.Page(pageNumber).ConfigureAwait(false), pageNumber, group.PageSize);
        string table = TableOf(await segment.ConfigureAwait(false));
        return Answer(HttpStatusCode.OK, await WithNames(page, table, columns).ConfigureAwait(false));
    }

    private async Task<JObject> WithNames(JObject page, string table, string[] columns)
    {
        List<Guid> ids = page["value"].Select(id => Guid.Parse((string)id)).ToList();
        page["value"] = await DescribePeople(table, ids, columns).ConfigureAwait(false);
        page["memberTable"] = table;
        if (columns.Length > 0 && page["@odata.nextLink"] != null)
        {
            page["@odata.nextLink"] = page["@odata.nextLink"] + "&columns=" + Uri.EscapeDataString(string.Join(",", columns));
        }
        return page;
    }

    private async Task<HttpResponseMessage> CountGroupMembers()
    {
        string segmentId = PathId("msdynmkt_segments", "segmentId");
        string groupId = PathId("sgm_StaticGroups", "groupId");
        List<Guid> ids = await new GroupReader(this, segmentId, groupId, LargestPage).All().ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["segmentId"] = segmentId,
            ["groupId"] = groupId,
            ["count"] = ids.Count,
            ["isFull"] = ids.Count >= IdsPerGroup,
        });
    }

    private async Task<HttpResponseMessage> CompareWithGroup()
    {
        ListInput lists = await ReadLists("memberIds").ConfigureAwait(false);
        JObject input = lists.Rest;
        List<Guid> wanted = lists.Lists["memberIds"];
        int pieceSize = PieceSize(input);
        bool listsExtra = IsAbsent(input["listExtra"]) || Flag(input, "listExtra");
        string segmentId = GuidText(RequiredText(input, "segmentId"), "segmentId");
        string groupId = GuidText(RequiredText(input, "groupId"), "groupId");
        List<Guid> members = await new GroupReader(this, segmentId, groupId, LargestPage).All().ConfigureAwait(false);
        HashSet<Guid> inGroup = new HashSet<Guid>(members);
        HashSet<Guid> inList = new HashSet<Guid>(wanted);
        List<Guid> missing = wanted.Where(id => !inGroup.Contains(id)).ToList();
        List<Guid> extra = members.Where(id => !inList.Contains(id)).ToList();
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["listCount"] = wanted.Count,
            ["groupCount"] = members.Count,
            ["inBothCount"] = wanted.Count - missing.Count,
            ["missingCount"] = missing.Count,
            ["extraCount"] = extra.Count,
            ["missingPieces"] = Pieces(missing, pieceSize),
            ["extraPieces"] = listsExtra ? Pieces(extra, pieceSize) : new JArray(),
        });
    }

    private async Task<HttpResponseMessage> CopyMembers()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string sourceSegment = GuidText(RequiredText(input, "sourceSegmentId"), "sourceSegmentId");
        string sourceGroup = GuidText(RequiredText(input, "sourceGroupId"), "sourceGroupId");
        string targetSegment = GuidText(RequiredText(input, "targetSegmentId"), "targetSegmentId");
        string targetGroup = GuidText(RequiredText(input, "targetGroupId"), "targetGroupId");
        if (sourceSegment == targetSegment && sourceGroup == targetGroup) throw new BadInput("'From Group' and 'To Group' are the same group.");
        string continuation = OptionalText(input, "continuation");
        Match place = Regex.Match(continuation ?? "1/", "^(\\d{1,6})/([0-9a-f-]{36})?$");
        if (!place.Success) throw new BadInput("'Continuation' is not one that this action answered.");
        int pageNumber = int.Parse(place.Groups[1].Value);

        Task<JObject> source = ReadSegment(sourceSegment);
        JObject target = await ReadSegment(targetSegment).ConfigureAwait(false);
        string table = TableOf(await source.ConfigureAwait(false));
        RefuseOtherTable(target, table);
        FindGroup(ReadGroups(await DefinitionOf(target).ConfigureAwait(false)), targetGroup);

        JArray page = await new GroupReader(this, sourceSegment, sourceGroup, IdsPerCopy).Page(pageNumber).ConfigureAwait(false);
        List<Guid> ids = page.Select(id => Guid.Parse((string)id)).ToList();
        bool hasMore = ids.Count > 0 && ids[0].ToString() != place.Groups[2].Value;
        // Dataverse may refuse an id whose row is gone, pass over it, or take it: no page says. So it never gets one.
        List<Guid> existing = hasMore ? await ExistingOf(table, ids).ConfigureAwait(false) : new List<Guid>();
        await AddIds(targetSegment, targetGroup, existing).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["sentCount"] = existing.Count,
            ["goneCount"] = hasMore ? ids.Count - existing.Count : 0,
            ["hasMore"] = hasMore,
            ["continuation"] = hasMore ? (pageNumber + 1) + "/" + ids[0] : null,
        });
    }

    private async Task AddIds(string segmentId, string groupId, List<Guid> ids)
    {
        for (int from = 0; from < ids.Count; from += IdsPerCall)
        {
            await ChangeMembers("msdynmkt_AddStaticMembers", segmentId, groupId, ids.GetRange(from, Math.Min(IdsPerCall, ids.Count - from))).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes ids out of a group. Dataverse may refuse ids that are no members, or a call with as many ids as Add takes:
    /// no page says. Then only members are sent, and in smaller pieces.
    /// </summary>
    private async Task RemoveIds(string segmentId, string groupId, List<Guid> ids)
    {
        for (int from = 0; from < ids.Count; from += IdsPerCall)
        {
            List<Guid> piece = ids.GetRange(from, Math.Min(IdsPerCall, ids.Count - from));
            try
            {
                await ChangeMembers("msdynmkt_RemoveStaticMembers", segmentId, groupId, piece).ConfigureAwait(false);
            }
            catch (Refusal refusal) when (refusal.Response.StatusCode == HttpStatusCode.BadRequest)
            {
                HashSet<Guid> members = new HashSet<Guid>(await new GroupReader(this, segmentId, groupId, LargestPage).All().ConfigureAwait(false));
                List<Guid> left = piece.Where(members.Contains).ToList();
                await RemoveInPieces(segmentId, groupId, left, left.Count == piece.Count ? Math.Max(1, left.Count / 2) : left.Count).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveInPieces(string segmentId, string groupId, List<Guid> ids, int size)
    {
        for (int from = 0; from < ids.Count;)
        {
            List<Guid> piece = ids.GetRange(from, Math.Min(size, ids.Count - from));
            try
            {
                await ChangeMembers("msdynmkt_RemoveStaticMembers", segmentId, groupId, piece).ConfigureAwait(false);
                from += piece.Count;
            }
            catch (Refusal refusal) when (refusal.Response.StatusCode == HttpStatusCode.BadRequest && size > 25)
            {
                size = size / 2;
            }
        }
    }

    private async Task<HttpResponseMessage> RemoveMembersInPieces()
    {
        ListInput lists = await ReadLists("memberIds").ConfigureAwait(false);
        JObject input = lists.Rest;
        string segmentId = GuidText(RequiredText(input, "segmentId"), "segmentId");
        string groupId = GuidText(RequiredText(input, "groupId"), "groupId");
        List<Guid> ids = lists.Lists["memberIds"];
        if (ids.Count > IdsPerCall) throw new BadInput("'Member IDs' holds " + ids.Count + " ids; one call takes at most " + IdsPerCall + ". " + CutAdvice(IdsPerCall));
        await RemoveIds(segmentId, groupId, ids).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, new JObject { ["doneCount"] = ids.Count });
    }

    private async Task ChangeMembers(string action, string segmentId, string groupId, List<Guid> ids)
    {
        HttpRequestMessage request = NewRequest(HttpMethod.Post, action);
        request.Content = CreateJsonContent(Compact(new JObject
        {
            ["SegmentId"] = segmentId,
            ["GroupId"] = groupId,
            ["EntityIds"] = new JArray(ids.Select(id => id.ToString())),
        }));
        await SendOn(request).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> AddMembersByEmail()
    {
        return ChangeByValue(true);
    }

    private Task<HttpResponseMessage> RemoveMembersByEmail()
    {
        return ChangeByValue(false);
    }

    private async Task<HttpResponseMessage> ChangeByValue(bool adds)
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string segmentId = GuidText(RequiredText(input, "segmentId"), "segmentId");
        string groupId = GuidText(RequiredText(input, "groupId"), "groupId");
        string whenSeveral = OptionalText(input, "whenSeveral") ?? "All";
        if (whenSeveral != "All" && whenSeveral != "None") throw new BadInput("'When Several Match' is '" + whenSeveral + "'; it must be All or None.");
        List<string> values = Values(input);
        string column = Column(OptionalText(input, "column") ?? "emailaddress1");
        bool inactive = Flag(input, "includeInactive");

        JObject segment = await ReadSegment(segmentId).ConfigureAwait(false);
        string table = TableOf(segment);
        FindGroup(ReadGroups(await DefinitionOf(segment).ConfigureAwait(false)), groupId);
        Dictionary<string, List<Guid>> found = await FindByValue(table, column, values, inactive).ConfigureAwait(false);
        List<Guid> chosen = values.Select(value => found[Key(value)]).Where(ids => ids.Count == 1 || whenSeveral == "All")
            .SelectMany(ids => ids).Distinct().ToList();

        HashSet<Guid> members = null;
        if (chosen.Count > 0 && adds)
        {
            await AddIds(segmentId, groupId, chosen).ConfigureAwait(false);
            members = await MembersOfFullGroup(segmentId, groupId).ConfigureAwait(false);
        }
        else if (chosen.Count > 0)
        {
            await RemoveIds(segmentId, groupId, chosen).ConfigureAwait(false);
        }

        JArray results = new JArray();
        HashSet<Guid> changed = new HashSet<Guid>();
        foreach (string value in values)
        {
            List<Guid> ids = found[Key(value)];
            bool isChosen = ids.Count == 1 || ids.Count > 1 && whenSeveral == "All";
            bool isDone = isChosen && (members == null || ids.All(members.Contains));
            if (isDone) changed.UnionWith(ids);
            results.Add(new JObject
            {
                ["value"] = value,
                ["outcome"] = ids.Count == 0 ? "Not found" : !isChosen ? "Several found" : !isDone ? "Not added" : adds ? "Member" : "Not a member",
                ["ids"] = new JArray(ids.Select(id => id.ToString())),
            });
        }
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["results"] = results,
            ["doneCount"] = changed.Count,
            ["notFoundCount"] = CountOf(results, "Not found"),
            ["severalFoundCount"] = CountOf(results, "Several found"),
            ["notAddedCount"] = CountOf(results, "Not added"),
            ["notFound"] = new JArray(results.Where(result => (string)result["outcome"] == "Not found").Select(result => result["value"])),
        });
    }

    private static int CountOf(JArray results, string outcome)
    {
        return results.Count(result => (string)result["outcome"] == outcome);
    }

    /// <summary>A group with room took all that it was sent. One that is full is read, since it may have taken a part only.</summary>
    private async Task<HashSet<Guid>> MembersOfFullGroup(string segmentId, string groupId)
    {
        JArray last = await new GroupReader(this, segmentId, groupId, 1).Page(IdsPerGroup).ConfigureAwait(false);
        if (last.Count == 0) return null;
        return new HashSet<Guid>(await new GroupReader(this, segmentId, groupId, LargestPage).All().ConfigureAwait(false));
    }

    // Members of a segment

    private async Task<HttpResponseMessage> ListSegmentMembers()
    {
        SegmentMembers members = await ReadSegmentMembers(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["value"] = members.Ids,
            ["totalCount"] = members.Ids.Count,
            ["pageNumber"] = 1,
            ["pageSize"] = members.Ids.Count,
            ["hasNextPage"] = false,
            ["memberTable"] = members.Table,
            ["primaryKeyColumn"] = members.PrimaryKey,
        });
    }

    private async Task<HttpResponseMessage> ListSegmentPeople()
    {
        int pageNumber = QueryNumber("pageNumber", 1, 1, 1000000);
        int pageSize = QueryNumber("pageSize", ValuesPerCall, 1, IdsPerCall);
        string[] columns = Columns(QueryText("columns"));
        SegmentMembers members = await ReadSegmentMembers(PathId("msdynmkt_segments", "segmentId")).ConfigureAwait(false);
        string table = MemberTable(members.Table, "memberTable");
        JArray ids = new JArray(members.Ids.Skip((pageNumber - 1) * pageSize).Take(pageSize));
        return Answer(HttpStatusCode.OK, await WithNames(PageOfIds(ids, pageNumber, pageSize), table, columns).ConfigureAwait(false));
    }

    private struct SegmentMembers
    {
        public JArray Ids;
        public string Table;
        public string PrimaryKey;
    }

    /// <summary>
    /// All members. The one recorded answer holds them on one page; should there be further ones, they are asked for
    /// with the names that answer gives its paging, and a part is never taken for the whole.
    /// </summary>
    private async Task<SegmentMembers> ReadSegmentMembers(string segmentId)
    {
        SegmentMembers members = new SegmentMembers { Ids = new JArray() };
        HashSet<string> known = new HashSet<string>();
        JObject body = new JObject { ["SegmentId"] = segmentId };
        for (int pageNumber = 1; ; pageNumber++)
        {
            JObject page;
            try
            {
                page = JsonIn(await Post("msdynmkt_MembersList", body).ConfigureAwait(false), "ResultText") as JObject;
            }
            catch (Refusal refusal) when (pageNumber > 1 && refusal.Response.StatusCode == HttpStatusCode.BadRequest)
            {
                throw new UnreadableAnswer("Dataverse listed " + members.Ids.Count + " members, says that there are more, and does not give them.");
            }
            if (page == null) throw new UnreadableAnswer("The answer of Dataverse holds no list of members.");
            int before = members.Ids.Count;
            foreach (JToken id in MemberIds(page["members"]))
            {
                if (known.Add((string)id)) members.Ids.Add(id);
            }
            members.Table = TextOf(page["baseEntityLogicalName"]);
            members.PrimaryKey = TextOf(page["primaryKeyColumnName"]);
            int? total = NumberOf(page["totalCount"]);
            bool saysMore = !IsAbsent(page["hasNextPage"]) && page["hasNextPage"].Type == JTokenType.Boolean && (bool)page["hasNextPage"];
            if (saysMore && members.Ids.Count > before)
            {
                body["PageNumber"] = pageNumber + 1;
                body["PageSize"] = NumberOf(page["pageSize"]) ?? members.Ids.Count;
                continue;
            }
            if (total > members.Ids.Count)
            {
                throw new UnreadableAnswer("Dataverse says that the segment has " + total + " members, and lists " + members.Ids.Count + " of them.");
            }
            return members;
        }
    }

    // People

    private async Task<HttpResponseMessage> FindPeople()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string table = MemberTable(RequiredText(input, "memberTable"), "memberTable");
        List<string> values = Values(input);
        string column = Column(OptionalText(input, "column") ?? "emailaddress1");
        Dictionary<string, List<Guid>> people = await FindByValue(table, column, values, Flag(input, "includeInactive")).ConfigureAwait(false);
        JArray found = new JArray();
        JArray several = new JArray();
        JArray notFound = new JArray();
        HashSet<Guid> all = new HashSet<Guid>();
        foreach (string value in values)
        {
            List<Guid> ids = people[Key(value)];
            all.UnionWith(ids);
            if (ids.Count == 0) notFound.Add(value);
            else if (ids.Count == 1) found.Add(new JObject { ["value"] = value, ["id"] = ids[0].ToString() });
            else several.Add(new JObject { ["value"] = value, ["ids"] = new JArray(ids.Select(id => id.ToString())) });
        }
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["found"] = found,
            ["foundSeveral"] = several,
            ["notFound"] = notFound,
            ["ids"] = new JArray(all.Select(id => id.ToString())),
            ["foundCount"] = found.Count,
            ["foundSeveralCount"] = several.Count,
            ["notFoundCount"] = notFound.Count,
        });
    }

    /// <summary>The ids of the rows with each value, by its key; an empty list where there are none.</summary>
    private async Task<Dictionary<string, List<Guid>>> FindByValue(string table, string column, List<string> values, bool includeInactive)
    {
        Dictionary<string, List<Guid>> found = values.ToDictionary(Key, value => new List<Guid>());
        string query = table + "s?$select=" + table + "id," + column + "&$filter=";
        string condition = includeInactive ? "" : "statecode eq 0 and ";
        List<string> addresses = InConditions(column, values.Select(value => value.Replace("'", "''")))
            .Select(part => query + Uri.EscapeDataString(condition) + part).ToList();
        foreach (JObject row in await GetAllOf(addresses, null).ConfigureAwait(false))
        {
            List<Guid> ids;
            Guid id;
            string value = TextOf(row[column]);
            // Dataverse compares without regard to accents as well; only the value itself is what was asked for.
            if (value == null || !found.TryGetValue(Key(Trimmed(value)), out ids)) continue;
            if (!Guid.TryParse(TextOf(row[table + "id"]), out id)) throw new UnreadableAnswer("The answer of Dataverse holds a row without an id.");
            ids.Add(id);
        }
        return found;
    }

    /// <summary>In(...) conditions, escaped, each short enough for an address.</summary>
    private static IEnumerable<string> InConditions(string column, IEnumerable<string> values)
    {
        string start = "Microsoft.Dynamics.CRM.In(PropertyName='" + column + "',PropertyValues=[";
        StringBuilder list = new StringBuilder();
        foreach (string value in values)
        {
            string item = Uri.EscapeDataString("'" + value + "'");
            if (list.Length > 0 && list.Length + item.Length > LongestFilter)
            {
                yield return start + list + "])";
                list.Clear();
            }
            if (list.Length > 0) list.Append(',');
            list.Append(item);
        }
        if (list.Length > 0) yield return start + list + "])";
    }

    /// <summary>Name, e-mail address and columns of each id, in the order of the ids; those whose rows are gone say so.</summary>
    private async Task<JArray> DescribePeople(string table, List<Guid> ids, string[] columns)
    {
        Dictionary<Guid, JObject> rows = await RowsOfPeople(table, ids, new[] { "fullname", "emailaddress1" }.Concat(columns)).ConfigureAwait(false);
        JArray people = new JArray();
        foreach (Guid id in ids)
        {
            JObject row;
            bool exists = rows.TryGetValue(id, out row);
            JArray more = new JArray();
            foreach (string column in columns)
            {
                more.Add(new JObject { ["column"] = column, ["value"] = exists ? ShownValue(row, column) : null });
            }
            people.Add(new JObject
            {
                ["id"] = id.ToString(),
                ["name"] = exists ? TextOf(row["fullname"]) ?? "" : "",
                ["email"] = exists ? TextOf(row["emailaddress1"]) ?? "" : "",
                ["exists"] = exists,
                ["columns"] = more,
            });
        }
        return people;
    }

    /// <summary>Those of the ids whose rows are there, in their order.</summary>
    private async Task<List<Guid>> ExistingOf(string table, List<Guid> ids)
    {
        Dictionary<Guid, JObject> rows = await RowsOfPeople(table, ids, new string[0]).ConfigureAwait(false);
        return ids.Where(rows.ContainsKey).ToList();
    }

    private async Task<Dictionary<Guid, JObject>> RowsOfPeople(string table, List<Guid> ids, IEnumerable<string> columns)
    {
        string select = string.Join(",", new[] { table + "id" }.Concat(columns).Distinct());
        List<string> addresses = new List<string>();
        for (int from = 0; from < ids.Count; from += PeoplePerRead)
        {
            IEnumerable<string> piece = ids.Skip(from).Take(PeoplePerRead).Select(id => id.ToString());
            addresses.AddRange(InConditions(table + "id", piece).Select(part => table + "s?$select=" + select + "&$filter=" + part));
        }
        Dictionary<Guid, JObject> rows = new Dictionary<Guid, JObject>();
        foreach (JObject row in await GetAllOf(addresses, "odata.include-annotations=\"" + Formatted + "\"").ConfigureAwait(false))
        {
            Guid id;
            if (Guid.TryParse(TextOf(row[table + "id"]), out id)) rows[id] = row;
        }
        return rows;
    }

    private const string Formatted = "OData.Community.Display.V1.FormattedValue";

    private static string ShownValue(JObject row, string column)
    {
        JToken value = row[column + "@" + Formatted] ?? row[column];
        if (IsAbsent(value)) return null;
        return TextOf(value) ?? Compact(value);
    }

    /// <summary>
    /// The ids of those whom a view shows. What a view says about the size of its pages is left out, since all its
    /// people are meant; one that shows the first rows only is taken at its word.
    /// </summary>
    private async Task<HttpResponseMessage> ListViewPeople()
    {
        string table = MemberTable(RequiredQuery("memberTable"), "memberTable");
        string view = RequiredQuery("view");
        int pageNumber = QueryNumber("pageNumber", 1, 1, int.MaxValue);
        JObject saved = await ReadView(table, view).ConfigureAwait(false);
        XElement fetch = ReadFetch(TextOf(saved["fetchxml"]), table, view);
        bool isTop = fetch.Attribute("top") != null;
        if (!isTop)
        {
            fetch.SetAttributeValue("count", LargestPage);
            fetch.SetAttributeValue("page", pageNumber);
            fetch.SetAttributeValue("paging-cookie", QueryText("cookie"));
        }
        string address = table + "s?fetchXml=" + Uri.EscapeDataString(fetch.ToString(SaveOptions.DisableFormatting));
        JObject answer = await Get(address, "odata.include-annotations=\"*\"").ConfigureAwait(false);
        JArray ids = new JArray();
        HashSet<string> known = new HashSet<string>();
        foreach (JObject row in RowsOf(answer))
        {
            Guid id;
            if (!Guid.TryParse(TextOf(row[table + "id"]), out id)) throw new UnreadableAnswer("The answer of Dataverse holds a row without an id.");
            if (known.Add(id.ToString())) ids.Add(id.ToString());
        }
        JToken more = answer["@Microsoft.Dynamics.CRM.morerecords"];
        string cookie = PagingCookie(TextOf(answer["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]));
        bool hasMore = !isTop && (more == null || more.Type != JTokenType.Boolean ? ids.Count > 0 : (bool)more);
        JObject result = new JObject
        {
            ["value"] = ids,
            ["pageNumber"] = pageNumber,
            ["hasMore"] = hasMore,
            ["viewName"] = TextOrNull(saved["name"]),
        };
        if (hasMore)
        {
            result["@odata.nextLink"] = NextLink("memberTable=" + table + "&view=" + TextOf(saved["savedqueryid"]) + "&pageNumber=" + (pageNumber + 1)
                + (cookie == null ? "" : "&cookie=" + Uri.EscapeDataString(cookie)));
        }
        return Answer(HttpStatusCode.OK, result);
    }

    private async Task<JObject> ReadView(string table, string view)
    {
        Guid viewId;
        string which = Guid.TryParse(view, out viewId) ? "savedqueryid eq " + viewId : "name eq '" + view.Replace("'", "''") + "'";
        string filter = "returnedtypecode eq '" + table + "' and querytype eq 0 and " + which;
        JObject answer = await Get("savedqueries?$select=savedqueryid,name,fetchxml&$top=2&$filter=" + Uri.EscapeDataString(filter)).ConfigureAwait(false);
        List<JObject> rows = RowsOf(answer);
        if (rows.Count == 0) throw NotThere("There is no view of the table '" + table + "' named '" + view + "'. Nothing was changed.");
        if (rows.Count > 1) throw new BadInput("There is more than one view of the table '" + table + "' named '" + view + "'. Nothing was changed.");
        return rows[0];
    }

    /// <summary>The query of a view, of the primary key and what it is sorted by.</summary>
    private static XElement ReadFetch(string text, string table, string view)
    {
        XElement fetch;
        try
        {
            fetch = XElement.Parse(text ?? "");
        }
        catch (XmlException)
        {
            throw new UnreadableAnswer("The query of the view '" + view + "' is not XML.");
        }
        XElement entity = fetch.Element("entity");
        if (entity == null || (string)entity.Attribute("name") != table || (string)fetch.Attribute("aggregate") == "true")
        {
            throw new BadInput("The view '" + view + "' does not list rows of the table '" + table + "'. Nothing was changed.");
        }
        foreach (string name in new[] { "count", "page", "paging-cookie", "returntotalrecordcount" }) fetch.SetAttributeValue(name, null);
        HashSet<string> sorted = new HashSet<string>(entity.Elements("order").Select(order => (string)order.Attribute("attribute")).Where(name => name != null));
        entity.Elements("all-attributes").Remove();
        entity.Elements("attribute").Where(attribute => !sorted.Contains((string)attribute.Attribute("name"))).Remove();
        entity.Elements("attribute").Where(attribute => (string)attribute.Attribute("name") == table + "id").Remove();
        entity.AddFirst(new XElement("attribute", new XAttribute("name", table + "id")));
        return fetch;
    }

    /// <summary>Dataverse encodes the cookie twice.</summary>
    private static string PagingCookie(string annotation)
    {
        if (string.IsNullOrEmpty(annotation)) return null;
        try
        {
            string encoded = (string)XElement.Parse(annotation).Attribute("pagingcookie");
            return string.IsNullOrEmpty(encoded) ? null : Uri.UnescapeDataString(Uri.UnescapeDataString(encoded));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> ListViews()
    {
        string table = MemberTable(RequiredQuery("memberTable"), "memberTable");
        string filter = Uri.EscapeDataString("returnedtypecode eq '" + table + "' and querytype eq 0 and statecode eq 0");
        JArray views = new JArray();
        foreach (JObject row in await GetAll("savedqueries?$select=savedqueryid,name&$orderby=name&$filter=" + filter).ConfigureAwait(false))
        {
            views.Add(new JObject { ["viewId"] = row["savedqueryid"], ["name"] = row["name"] });
        }
        return Answer(HttpStatusCode.OK, new JObject { ["value"] = views });
    }

    /// <summary>The columns of a table that people can be found by.</summary>
    private async Task<HttpResponseMessage> ListTextColumns()
    {
        string segmentId = QueryText("segmentId");
        string table = string.IsNullOrEmpty(segmentId)
            ? MemberTable(RequiredQuery("memberTable"), "memberTable")
            : TableOf(await ReadSegment(GuidText(segmentId, "segmentId")).ConfigureAwait(false));
        JObject answer = await Get("EntityDefinitions(LogicalName='" + table + "')/Attributes?$select=LogicalName,DisplayName,AttributeType").ConfigureAwait(false);
        JArray columns = new JArray();
        foreach (JObject attribute in RowsOf(answer).Where(row => TextOf(row["AttributeType"]) == "String"))
        {
            JObject names = attribute["DisplayName"] as JObject;
            JObject label = names == null ? null : names["UserLocalizedLabel"] as JObject;
            string name = TextOf(attribute["LogicalName"]);
            columns.Add(new JObject { ["name"] = name, ["title"] = (label == null ? null : TextOf(label["Label"])) ?? name });
        }
        return Answer(HttpStatusCode.OK, new JObject { ["value"] = new JArray(columns.OrderBy(column => (string)column["title"], StringComparer.OrdinalIgnoreCase)) });
    }

    // Lists, without Dataverse

    private async Task<HttpResponseMessage> CompareLists()
    {
        ListInput input = await ReadLists("first", "second").ConfigureAwait(false);
        List<Guid> first = input.Lists["first"];
        List<Guid> second = input.Lists["second"];
        int pieceSize = PieceSize(input.Rest);
        HashSet<Guid> inFirst = new HashSet<Guid>(first);
        HashSet<Guid> inSecond = new HashSet<Guid>(second);
        List<Guid> onlyInFirst = first.Where(id => !inSecond.Contains(id)).ToList();
        List<Guid> onlyInSecond = second.Where(id => !inFirst.Contains(id)).ToList();
        List<Guid> inBoth = first.Where(inSecond.Contains).ToList();
        // Written as text: trees of so many ids would take more memory and time than a script has.
        StringBuilder text = new StringBuilder("{\"onlyInFirstCount\":" + onlyInFirst.Count + ",\"onlyInSecondCount\":" + onlyInSecond.Count
            + ",\"inBothCount\":" + inBoth.Count);
        AppendLists(text, "onlyInFirst", onlyInFirst, pieceSize);
        AppendLists(text, "onlyInSecond", onlyInSecond, pieceSize);
        AppendLists(text, "inBoth", inBoth, pieceSize);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = CreateJsonContent(text.Append('}').ToString()) };
    }

    /// <summary>A list of ids, and the same in pieces under its name with Pieces at the end.</summary>
    private static void AppendLists(StringBuilder text, string name, List<Guid> ids, int pieceSize)
    {
        text.Append(",\"").Append(name).Append("\":");
        AppendIds(text, ids, 0, ids.Count);
        text.Append(",\"").Append(name).Append("Pieces\":[");
        for (int from = 0; from < ids.Count; from += pieceSize)
        {
            if (from > 0) text.Append(',');
            AppendIds(text, ids, from, Math.Min(ids.Count, from + pieceSize));
        }
        text.Append(']');
    }

    private static void AppendIds(StringBuilder text, List<Guid> ids, int from, int to)
    {
        text.Append('[');
        for (int index = from; index < to; index++)
        {
            if (index > from) text.Append(',');
            text.Append('"').Append(ids[index].ToString()).Append('"');
        }
        text.Append(']');
    }

    private static JArray Texts(IEnumerable<Guid> ids)
    {
        return new JArray(ids.Select(id => id.ToString()));
    }

    private static JArray Pieces(List<Guid> ids, int size)
    {
        JArray pieces = new JArray();
        for (int from = 0; from < ids.Count; from += size) pieces.Add(Texts(ids.GetRange(from, Math.Min(size, ids.Count - from))));
        return pieces;
    }

    /// <summary>
    /// The values of one column of a file with separated values. A file that can be read in two ways is refused: a row
    /// that is read wrongly would cost somebody the membership.
    /// </summary>
    private async Task<HttpResponseMessage> ReadFileColumn()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string heading = Trimmed(RequiredText(input, "column"));
        string text = FileText(input);
        Match declared = Regex.Match(text, "^sep=([^\\r\\n])\\r?\\n");
        if (declared.Success) text = text.Substring(declared.Length);
        List<List<string>> rows = null;
        foreach (char separator in declared.Success ? declared.Groups[1].Value.ToCharArray() : new[] { ',', ';', '\t', '|' })
        {
            List<string> headings = new FileReader(text, separator).Headings();
            if (!headings.Any(name => IsHeading(name, heading))) continue;
            rows = new FileReader(text, separator).Rows();
            break;
        }
        if (rows == null) throw new BadInput("The file has no column '" + heading + "'. Nothing was changed.");
        List<int> places = Enumerable.Range(0, rows[0].Count).Where(place => IsHeading(rows[0][place], heading)).ToList();
        if (places.Count > 1) throw new BadInput("The file has " + places.Count + " columns named '" + heading + "'. Nothing was changed.");

        JArray values = new JArray();
        HashSet<string> known = new HashSet<string>();
        int blank = 0;
        foreach (List<string> row in rows.Skip(1))
        {
            string value = Trimmed(row[places[0]]);
            if (value.Length == 0) blank++;
            else if (known.Add(Key(value))) values.Add(value);
        }
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["values"] = values,
            ["valueCount"] = values.Count,
            ["rowCount"] = rows.Count - 1,
            ["blankCount"] = blank,
        });
    }

    private static bool IsHeading(string name, string heading)
    {
        return string.Equals(Trimmed(name), heading, StringComparison.OrdinalIgnoreCase);
    }

    private static string FileText(JObject input)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(RequiredText(input, "content"));
        }
        catch (FormatException)
        {
            throw new BadInput("'File Content' is not Base64. Give what the action that reads the file answers as $content, or base64() of a text.");
        }
        Encoding encoding = bytes.Length > 1 && bytes[0] == 0xFF && bytes[1] == 0xFE ? new UnicodeEncoding(false, true, true)
            : bytes.Length > 1 && bytes[0] == 0xFE && bytes[1] == 0xFF ? new UnicodeEncoding(true, true, true)
            : (Encoding)new UTF8Encoding(false, true);
        try
        {
            string text = encoding.GetString(bytes);
            if (text.IndexOf('\0') >= 0) throw new BadInput("The file is no text: it may be a workbook. Save it as CSV UTF-8.");
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new BadInput("The file is not in UTF-8. Save it as CSV UTF-8. Nothing was changed.");
        }
    }

    /// <summary>Separated values with quotes as RFC 4180 has them; separators, quotes and line breaks may stand inside of quotes.</summary>
    private sealed class FileReader
    {
        private readonly string text;
        private readonly char separator;
        private int at;
        private int line = 1;

        public FileReader(string text, char separator)
        {
            this.text = text;
            this.separator = separator;
        }

        public List<string> Headings()
        {
            try
            {
                return ReadRow();
            }
            catch (BadInput)
            {
                return new List<string>();
            }
        }

        public List<List<string>> Rows()
        {
            List<List<string>> rows = new List<List<string>>();
            while (at < text.Length)
            {
                int start = line;
                List<string> row = ReadRow();
                bool isBlank = row.All(value => Trimmed(value).Length == 0);
                if (isBlank && rows.Count > 0) continue;
                if (rows.Count > 0 && row.Count != rows[0].Count)
                {
                    throw new BadInput("Line " + start + " of the file has " + row.Count + " values; its first line has " + rows[0].Count
                        + ". Put values with separators inside into quotes. Nothing was changed.");
                }
                rows.Add(row);
            }
            return rows;
        }

        private List<string> ReadRow()
        {
            List<string> row = new List<string> { ReadValue() };
            while (at < text.Length && text[at] == separator)
            {
                at++;
                row.Add(ReadValue());
            }
            SkipLineBreak();
            return row;
        }

        private string ReadValue()
        {
            int start = at;
            while (at < text.Length && text[at] == ' ') at++;
            if (at < text.Length && text[at] == '"') return ReadQuoted();
            at = start;
            while (at < text.Length && text[at] != separator && text[at] != '\r' && text[at] != '\n')
            {
                if (text[at] == '"') throw new BadInput("Line " + line + " of the file has a quote inside of a value that is not in quotes. Nothing was changed.");
                at++;
            }
            return text.Substring(start, at - start);
        }

        private string ReadQuoted()
        {
            int start = line;
            StringBuilder value = new StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] == '"' && (at + 1 >= text.Length || text[at + 1] != '"')) break;
                if (text[at] == '"') at++;
                if (text[at] == '\n') line++;
                value.Append(text[at]);
            }
            if (at >= text.Length) throw new BadInput("The quote in line " + start + " of the file has no end. Nothing was changed.");
            at++;
            while (at < text.Length && text[at] == ' ') at++;
            if (at < text.Length && text[at] != separator && text[at] != '\r' && text[at] != '\n')
            {
                throw new BadInput("Line " + line + " of the file goes on behind a closing quote. Nothing was changed.");
            }
            return value.ToString();
        }

        private void SkipLineBreak()
        {
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            line++;
        }
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
            if (Ids(input, "memberIds", OutboundIdsPerCall).Count == 0) return Sent(0);
        }
        else if (operation == "addByQuery" || operation == "removeByQuery")
        {
            RequiredText(input, "msdyncrm_query");
        }
        else
        {
            throw new BadInput("'Operation' is '" + operation + "'; it must be addByIds, removeByIds, addByQuery or removeByQuery.");
        }
        int? count = CountIn(input);
        MoveIds(input, "msdyncrm_memberids", OutboundIdsPerCall);
        await ForwardBody(input).ConfigureAwait(false);
        return Sent(count);
    }

    private async Task<HttpResponseMessage> GetOutboundMembersState()
    {
        string id = PathId("msdyncrm_segments", "msdyncrm_segmentid");
        JObject answer = await Post("msdyncrm_SegmentMembersUpdate", new JObject
        {
            ["msdyncrm_segmentid"] = id,
            ["msdyncrm_operation"] = "getState",
        }).ConfigureAwait(false);
        JProperty state = answer.Properties().FirstOrDefault(property => !property.Name.StartsWith("@") && TextOf(property.Value) != null);
        return Answer(HttpStatusCode.OK, new JObject { ["outboundSegmentId"] = id, ["state"] = state == null ? null : state.Value });
    }

    private async Task<HttpResponseMessage> FetchOutboundContacts()
    {
        int skip = QueryNumber("skip", 0, 0, int.MaxValue);
        int take = QueryNumber("take", 100, 1, LargestPage);
        string id = PathId("msdyncrm_segments", "msdyncrm_segmentid");
        string columns = "msdyncrm_segmentqueryname,msdyncrm_scope,_owningbusinessunit_value";
        JObject segment = await Get("msdyncrm_segments(" + id + ")?$select=" + columns).ConfigureAwait(false);
        string name = TextOf(segment["msdyncrm_segmentqueryname"]);
        if (string.IsNullOrEmpty(name)) name = "SEGMENT_CRM_ID_" + id.Replace("-", "");
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
        JObject page = ContactsIn(answer);
        JArray contacts = (JArray)page["value"];
        string first = contacts.Count == 0 ? null : TextOf(contacts[0]["contactid"]);
        bool hasMore = first != null && first != QueryText("after");
        page["hasMore"] = hasMore;
        if (!hasMore) page["value"] = new JArray();
        else page["@odata.nextLink"] = NextLink("skip=" + (skip + contacts.Count) + "&take=" + take + "&after=" + first);
        return Answer(HttpStatusCode.OK, page);
    }

    /// <summary>No page shows this answer: the rows are taken from wherever a list of them stands, as JSON or as a text of JSON.</summary>
    private static JObject ContactsIn(JObject answer)
    {
        JToken content = TextOf(answer["Response"]) != null ? JsonIn(answer, "Response") : answer;
        JObject wrapper = content as JObject;
        JArray rows = content as JArray
            ?? (wrapper == null ? null : wrapper.Properties().Select(property => property.Value).OfType<JArray>().FirstOrDefault());
        if (rows == null) throw new UnreadableAnswer("The answer of Dataverse holds no list of contacts.");
        JArray contacts = new JArray();
        foreach (JToken row in rows)
        {
            JObject contact = row as JObject;
            Guid id;
            if (contact == null || !Guid.TryParse(TextOf(contact["contactid"]), out id))
            {
                throw new UnreadableAnswer("The answer of Dataverse lists a contact that is " + KindOf(row) + " without an id.");
            }
            contacts.Add(new JObject
            {
                ["contactid"] = id.ToString(),
                ["fullname"] = TextOrNull(contact["fullname"]),
                ["emailaddress1"] = TextOrNull(contact["emailaddress1"]),
            });
        }
        JProperty total = wrapper == null ? null
            : wrapper.Properties().FirstOrDefault(property => property.Value.Type == JTokenType.Integer && property.Name.ToLowerInvariant().Contains("count"));
        return new JObject { ["value"] = contacts, ["totalCount"] = total == null ? null : total.Value };
    }

    private async Task<HttpResponseMessage> ValidateOutboundSegment()
    {
        JObject answer = await ReadAnswer(await ForwardBody(await ReadBody().ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
        JArray found = JsonIn(answer, "ValidationResult") as JArray;
        if (found == null || found.Any(error => error.Type != JTokenType.Object))
        {
            throw new UnreadableAnswer("'ValidationResult' in the answer of Dataverse is not a list of errors.");
        }
        JArray errors = new JArray();
        foreach (JToken error in found)
        {
            errors.Add(new JObject { ["errorCode"] = TextOrNull(error["ErrorCode"]), ["fieldName"] = TextOrNull(error["FieldName"]) });
        }
        return Answer(HttpStatusCode.OK, new JObject { ["isValid"] = errors.Count == 0, ["errors"] = errors });
    }

    private async Task<HttpResponseMessage> PinOutboundMembers()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        GuidText(RequiredText(input, "msdyncrm_segmentid"), "msdyncrm_segmentid");
        if (Ids(input, "memberIds", OutboundPinsPerCall).Count == 0) return Sent(0);
        int? count = CountIn(input);
        MoveIds(input, "msdyncrm_segmentmemberids", OutboundPinsPerCall);
        await ForwardBody(input).ConfigureAwait(false);
        return Sent(count);
    }

    private static int? CountIn(JObject input)
    {
        JArray ids = input["memberIds"] as JArray;
        return ids == null ? (int?)null : ids.Count;
    }

    /// <summary>Dataverse takes ids and works on them later, so all that is known is how many were sent.</summary>
    private static HttpResponseMessage Sent(int? count)
    {
        return Answer(HttpStatusCode.OK, new JObject { ["sentCount"] = count });
    }

    /// <summary>Outbound marketing takes ids as a text of JSON: makers give a list, Dataverse gets the text.</summary>
    private static void MoveIds(JObject input, string column, int atMost)
    {
        JToken ids = input["memberIds"];
        input.Remove("memberIds");
        if (IsAbsent(ids)) return;
        JArray list = Ids(new JObject { ["memberIds"] = ids }, "memberIds", atMost);
        if (list.Count > 0) input[column] = Compact(list);
    }

    // The query of an outbound segment, for a real-time segment

    private async Task<HttpResponseMessage> TranslateOutboundQuery()
    {
        JObject input = await ReadBody().ConfigureAwait(false);
        string text = OptionalText(input, "query") ?? "";
        QueryTranslation translation = new QueryTranslation(this);
        string translated = await translation.Of(text).ConfigureAwait(false);
        bool isTranslated = translation.Problems.Count == 0;
        JArray problems = new JArray();
        foreach (QueryProblem problem in translation.Problems.OrderBy(problem => problem.Position))
        {
            problems.Add(new JObject { ["position"] = problem.Position + 1, ["part"] = problem.Part, ["reason"] = problem.Reason });
        }
        return Answer(HttpStatusCode.OK, new JObject
        {
            ["isTranslated"] = isTranslated,
            ["query"] = isTranslated ? translated : "",
            ["memberTable"] = isTranslated ? translation.MemberTable : null,
            ["problems"] = problems,
        });
    }

    private struct QueryProblem
    {
        public int Position;
        public string Part;
        public string Reason;
    }

    private sealed class QueryError : Exception
    {
        public QueryError(QueryToken token, string message) : base(message) { Token = token; }

        public QueryToken Token { get; }
    }

    /// <summary>A piece of a query: a word, a 'text', a number, a sign, or the end.</summary>
    private sealed class QueryToken
    {
        public char Kind;
        public string Text;
        public int At;

        public string Name
        {
            get { return Kind == 'e' ? "the end of the query" : Kind == 't' ? "the text " + Text : Kind == 'n' ? "the number " + Text : "'" + Text + "'"; }
        }
    }

    /// <summary>A query that stands for itself, or two of them with a set operation between.</summary>
    private sealed class QueryNode
    {
        public QueryToken Start;
        public string Operator;
        public QueryNode Left;
        public QueryNode Right;
        public QueryToken Table;
        public string Alias;
        public List<QueryStep> Steps = new List<QueryStep>();
    }

    private sealed class QueryStep
    {
        public string Kind;
        public QueryToken Relationship;
        public string Alias;
        public string Text;
    }

    /// <summary>The rows that a query is about between two TRAVERSEs.</summary>
    private sealed class QueryLevel
    {
        public string Table;
        public string Alias;
        public string Relationship;
        public List<string> Conditions = new List<string>();
    }

    private struct TableRelationship
    {
        public string Name;
        public string Many;
        public string One;
    }

    /// <summary>
    /// Outbound queries walk with TRAVERSE to the contacts at their end. Real-time queries begin at the contacts and
    /// bring the same rows within reach with RELATE, nested in the opposite order; all conditions then stand in one FILTER.
    /// Grammar: "Segment query definition", and what queries of real-time segments show beyond it.
    /// </summary>
    private sealed class QueryTranslation
    {
        private const int Deepest = 200;
        private static readonly string[] Signs = { "==", "!=", ">=", "<=", "&&", "||", ">", "<", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/" };
        private static readonly string[] Comparisons = { "==", "!=", ">=", "<=", ">", "<" };
        private static readonly string[] SetOperators = { "UNION", "INTERSECT", "EXCEPT" };
        private static readonly string[] Parts = { "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND" };

        private readonly Script script;
        /// <summary>Stands around each column of a condition until its table is known.</summary>
        private readonly string mark = Guid.NewGuid().ToString("N");
        private readonly Dictionary<string, List<JObject>> relationships = new Dictionary<string, List<JObject>>();
        private List<QueryToken> tokens;
        private int index;
        private int depth;

        public QueryTranslation(Script script) { this.script = script; }

        public List<QueryProblem> Problems { get; } = new List<QueryProblem>();

        public string MemberTable { get; private set; }

        public async Task<string> Of(string text)
        {
            QueryNode query;
            try
            {
                tokens = TokensOf(text);
                query = ReadQuery();
                if (Current.Kind != 'e') throw Fail("The end of the query is");
            }
            catch (QueryError error)
            {
                Add(error.Token, error.Message);
                return "";
            }
            return await Print(query).ConfigureAwait(false);
        }

        private void Add(QueryToken at, string reason)
        {
            Problems.Add(new QueryProblem { Position = at.At, Part = at.Text, Reason = reason });
        }

        // Printing

        private async Task<string> Print(QueryNode node)
        {
            if (node.Operator == null) return await PrintProfile(node).ConfigureAwait(false);
            string left = await Print(node.Left).ConfigureAwait(false);
            string right = await Print(node.Right).ConfigureAwait(false);
            return left + " " + node.Operator + " " + (node.Right.Operator == null ? right : "(" + right + ")");
        }

        private async Task<string> PrintProfile(QueryNode node)
        {
            if (node.Table == null) return "";
            List<QueryLevel> levels = new List<QueryLevel> { new QueryLevel { Table = node.Table.Text.ToLowerInvariant(), Alias = node.Alias } };
            bool traverses = node.Steps.Any(step => step.Kind == "TRAVERSE");
            foreach (QueryStep step in node.Steps)
            {
                QueryLevel level = levels.Last();
                if (step.Kind == "FILTER") level.Conditions.Add(step.Text);
                if (step.Kind == "TRAVERSE" && !await Traverse(levels, step, node.Table).ConfigureAwait(false)) return "";
                if (step.Kind == "RELATE" && traverses)
                {
                    Add(step.Relationship, "RELATE and TRAVERSE in one query have no counterpart.");
                    return "";
                }
            }
            QueryLevel last = levels.Last();
            if (last.Table != "contact" && last.Table != "lead")
            {
                Add(node.Table, "The query ends at rows of the table '" + last.Table + "'; real-time segments hold contacts or leads.");
                return "";
            }
            if (MemberTable != null && MemberTable != last.Table) Add(node.Table, "One part of the query ends at contacts, the other at leads.");
            MemberTable = last.Table;
            string start = "PROFILE(" + (traverses ? last.Table : node.Table.Text) + (last.Alias == null ? "" : ", " + last.Alias) + ")";
            return start + (traverses ? PrintLevels(levels) : PrintSteps(node, last));
        }

        private string PrintSteps(QueryNode node, QueryLevel level)
        {
            StringBuilder text = new StringBuilder();
            HashSet<string> related = new HashSet<string>(node.Steps.Where(step => step.Kind == "RELATE").SelectMany(step => step.Alias.Split(' ')), StringComparer.OrdinalIgnoreCase);
            foreach (QueryStep step in node.Steps)
            {
                if (step.Kind == "RELATE") text.Append(".").Append(step.Text);
                if (step.Kind == "FILTER") text.Append(".FILTER(").Append(WithColumns(step.Text, level, null, related)).Append(")");
            }
            return text.ToString();
        }

        private string PrintLevels(List<QueryLevel> levels)
        {
            HashSet<string> reserved = new HashSet<string>(levels.Where(level => level.Alias != null).Select(level => level.Alias), StringComparer.OrdinalIgnoreCase);
            HashSet<string> taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { levels.Last().Table, levels.Last().Alias ?? "" };
            List<string> conditions = new List<string>();
            string related = "";
            for (int place = 0; place < levels.Count - 1; place++)
            {
                QueryLevel level = levels[place];
                string alias = level.Alias;
                for (int nth = 1; alias == null || !taken.Add(alias); nth++)
                {
                    alias = reserved.Contains(level.Table + "_" + nth) ? null : level.Table + "_" + nth;
                }
                related = "RELATE(" + levels[place + 1].Relationship + ", " + alias + (related == "" ? "" : ", " + related) + ")";
                conditions.AddRange(level.Conditions.Select(condition => WithColumns(condition, level, alias, null)));
            }
            QueryLevel last = levels.Last();
            conditions.AddRange(last.Conditions.Select(condition => WithColumns(condition, last, null, null)));
            string filter = conditions.Count == 0 ? "" : ".FILTER(" + string.Join(" && ", conditions.Count == 1 ? conditions : conditions.Select(Parenthesised)) + ")";
            return "." + related + filter;
        }

        private static string Parenthesised(string condition)
        {
            bool isBare = condition.IndexOf("||", StringComparison.Ordinal) < 0;
            return isBare ? condition : "(" + condition + ")";
        }

        /// <summary>A condition whose columns have the alias under which their table is in reach now.</summary>
        private string WithColumns(string condition, QueryLevel level, string alias, HashSet<string> related)
        {
            return Regex.Replace(condition, mark + "([0-9]+) ([A-Za-z0-9_]*) ([A-Za-z0-9_]+)" + mark, found =>
            {
                string given = found.Groups[2].Value;
                string name = found.Groups[3].Value;
                bool isOwn = given == "" || Same(given, level.Alias) || Same(given, level.Table);
                if (!isOwn && (related == null || !related.Contains(given)))
                {
                    Problems.Add(new QueryProblem { Position = int.Parse(found.Groups[1].Value), Part = given, Reason = "'" + given + "' stands for no row that is in reach here." });
                }
                if (alias != null) return alias + "." + name;
                return given == "" ? name : given + "." + name;
            });
        }

        private static bool Same(string one, string other)
        {
            return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        }

        private async Task<bool> Traverse(List<QueryLevel> levels, QueryStep step, QueryToken table)
        {
            QueryLevel from = levels.Last();
            TableRelationship? found = await Relationship(from.Table, step.Relationship, table).ConfigureAwait(false);
            if (found == null) return false;
            if (found.Value.Many == found.Value.One)
            {
                Add(step.Relationship, "A relationship of a table to itself cannot be walked in the opposite direction.");
                return false;
            }
            bool fromMany = found.Value.Many == from.Table;
            QueryLevel to = new QueryLevel { Table = fromMany ? found.Value.One : found.Value.Many, Alias = step.Alias, Relationship = found.Value.Name };
            // The condition in TRAVERSE is about the row that holds the lookup.
            if (step.Text != null) (fromMany ? from : to).Conditions.Add(step.Text);
            levels.Add(to);
            return true;
        }

        /// <summary>
        /// A relationship by its schema name or, as outbound queries have it, by tables and lookup column; null, after a
        /// problem was added, when there is none.
        /// </summary>
        private async Task<TableRelationship?> Relationship(string table, QueryToken name, QueryToken start)
        {
            List<JObject> known;
            if (!relationships.TryGetValue(table, out known))
            {
                string columns = "($select=SchemaName,ReferencingEntity,ReferencedEntity,ReferencingAttribute)";
                JObject answer;
                try
                {
                    answer = await script.Get("EntityDefinitions(LogicalName='" + table + "')?$select=LogicalName&$expand=ManyToOneRelationships" + columns
                        + ",OneToManyRelationships" + columns).ConfigureAwait(false);
                }
                catch (Refusal refusal) when (refusal.Response.StatusCode == HttpStatusCode.NotFound)
                {
                    Add(start, "There is no table '" + table + "'.");
                    return null;
                }
                known = new[] { "ManyToOneRelationships", "OneToManyRelationships" }
                    .SelectMany(part => RowsOf(new JObject { ["value"] = answer[part] })).ToList();
                relationships[table] = known;
            }
            foreach (JObject candidate in known)
            {
                string many = TextOf(candidate["ReferencingEntity"]);
                string one = TextOf(candidate["ReferencedEntity"]);
                string schemaName = TextOf(candidate["SchemaName"]);
                string composed = many + "_" + one + "_" + TextOf(candidate["ReferencingAttribute"]);
                if (Same(schemaName, name.Text) || Same(composed, name.Text)) return new TableRelationship { Name = schemaName, Many = many, One = one };
            }
            Add(name, "The table '" + table + "' has no relationship '" + name.Text + "'.");
            return null;
        }

        // Reading

        private static List<QueryToken> TokensOf(string text)
        {
            List<QueryToken> found = new List<QueryToken>();
            int at = 0;
            while (true)
            {
                while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
                if (at >= text.Length)
                {
                    found.Add(new QueryToken { Kind = 'e', Text = "", At = at });
                    return found;
                }
                QueryToken token = TokenAt(text, at);
                found.Add(token);
                at += token.Text.Length;
            }
        }

        private static readonly Regex Word = new Regex("\\G[A-Za-z_][A-Za-z0-9_]*");
        private static readonly Regex Number = new Regex("\\G[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

        private static QueryToken TokenAt(string text, int at)
        {
            if (text[at] == '\'')
            {
                int end = EndOfText(text, at);
                if (end < 0) throw new QueryError(new QueryToken { Kind = 'x', Text = text.Substring(at), At = at }, "The quoted text has no end.");
                return new QueryToken { Kind = 't', Text = text.Substring(at, end - at), At = at };
            }
            Match word = Word.Match(text, at);
            if (word.Success) return new QueryToken { Kind = 'w', Text = word.Value, At = at };
            Match number = Number.Match(text, at);
            if (number.Success) return new QueryToken { Kind = 'n', Text = number.Value, At = at };
            string sign = Signs.FirstOrDefault(candidate => string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0);
            if (sign != null) return new QueryToken { Kind = 's', Text = sign, At = at };
            string character = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? text.Substring(at, 2) : text.Substring(at, 1);
            throw new QueryError(new QueryToken { Kind = 'x', Text = character, At = at }, "Invalid character '" + character + "'.");
        }

        /// <summary>A quote inside is doubled or follows a backslash.</summary>
        private static int EndOfText(string text, int start)
        {
            for (int at = start + 1; at < text.Length; at++)
            {
                char following = at + 1 < text.Length ? text[at + 1] : '\0';
                if (text[at] == '\\' && (following == '\'' || following == '\\')) at++;
                else if (text[at] == '\'' && following == '\'') at++;
                else if (text[at] == '\'') return at + 1;
            }
            return -1;
        }

        private QueryToken Current { get { return Ahead(0); } }

        private QueryToken Ahead(int count)
        {
            return tokens[Math.Min(index + count, tokens.Count - 1)];
        }

        private QueryError Fail(string expected, QueryToken at = null)
        {
            QueryToken token = at ?? Current;
            return new QueryError(token, expected + " expected, found " + token.Name + ".");
        }

        private bool IsSign(string sign)
        {
            return Current.Kind == 's' && Current.Text == sign;
        }

        private bool TakeSign(string sign)
        {
            bool found = IsSign(sign);
            if (found) index++;
            return found;
        }

        private void ExpectSign(string sign)
        {
            if (!TakeSign(sign)) throw Fail("'" + sign + "' is");
        }

        private string TakeSignOf(string[] signs)
        {
            string found = signs.FirstOrDefault(IsSign);
            if (found != null) index++;
            return found;
        }

        private string TakeWord(params string[] words)
        {
            string found = Current.Kind == 'w' ? words.FirstOrDefault(word => Same(word, Current.Text)) : null;
            if (found != null) index++;
            return found;
        }

        private QueryToken ExpectName(string what)
        {
            if (Current.Kind != 'w') throw Fail(what + " is");
            return tokens[index++];
        }

        private string ExpectNumber()
        {
            string minus = TakeSign("-") ? "-" : "";
            if (Current.Kind != 'n') throw Fail("A number is");
            return minus + tokens[index++].Text;
        }

        private T Nested<T>(Func<T> read)
        {
            if (++depth > Deepest) throw new QueryError(Current, "The query is nested more than " + Deepest + " levels deep.");
            T result = read();
            depth--;
            return result;
        }

        private QueryNode ReadQuery()
        {
            QueryNode left = ReadPaged();
            for (int count = 0; ; count++)
            {
                string setOperator = TakeWord(SetOperators);
                if (setOperator == null) return left;
                if (count >= Deepest) throw new QueryError(Current, "The query is nested more than " + Deepest + " levels deep.");
                left = new QueryNode { Operator = setOperator, Left = left, Right = ReadPaged() };
            }
        }

        private QueryNode ReadPaged()
        {
            QueryNode query = ReadOperand();
            foreach (string word in new[] { "ORDERBY", "SKIP", "TAKE", "SELECT" })
            {
                if (!IsSign(".") || !Same(Ahead(1).Text, word)) continue;
                index++;
                QueryToken at = tokens[index++];
                ExpectSign("(");
                do
                {
                    if (word == "SKIP" || word == "TAKE") ExpectNumber();
                    else ReadColumn();
                    if (word == "ORDERBY") TakeWord("ASC", "DESC");
                }
                while ((word == "ORDERBY" || word == "SELECT") && TakeSign(","));
                ExpectSign(")");
                if (word == "SKIP" || word == "TAKE") Add(at, "A real-time segment cannot take a part of what its query finds.");
            }
            if (TakeSign(".")) throw Fail("ORDERBY, SKIP, TAKE, SELECT is");
            return query;
        }

        private QueryNode ReadOperand()
        {
            if (TakeSign("("))
            {
                QueryNode inner = Nested(ReadQuery);
                ExpectSign(")");
                return inner;
            }
            QueryToken start = Current;
            switch (TakeWord("PROFILE", "SEGMENT", "INTERACTION"))
            {
                case "PROFILE":
                    ExpectSign("(");
                    QueryNode profile = new QueryNode { Start = start, Table = ExpectName("A table") };
                    if (TakeSign(",")) profile.Alias = ExpectName("An alias").Text;
                    ExpectSign(")");
                    ReadSteps(profile);
                    return profile;
                case "SEGMENT":
                    ExpectSign("(");
                    QueryToken name = ExpectName("The name of a segment");
                    ExpectSign(")");
                    QueryNode segment = new QueryNode { Start = start };
                    ReadSteps(segment);
                    Add(name, "The outbound segment '" + name.Text + "' is no real-time segment. Make one of it first and put its name here.");
                    return segment;
                case "INTERACTION":
                    Add(ReadInteraction(), "Interactions of outbound marketing have no counterpart: what happened there is not in real-time journeys.");
                    return new QueryNode { Start = start };
                default:
                    throw Fail("PROFILE, SEGMENT or INTERACTION is");
            }
        }

        private void ReadSteps(QueryNode node)
        {
            while (IsSign("."))
            {
                string word = Ahead(1).Kind == 'w' ? Ahead(1).Text.ToUpperInvariant() : "";
                if (word == "ORDERBY" || word == "SKIP" || word == "TAKE" || word == "SELECT") return;
                index++;
                QueryStep step = new QueryStep { Kind = word };
                switch (TakeWord("FILTER", "TRAVERSE", "RELATE", "RELATEOPTIONAL", "DISTINCT"))
                {
                    case "FILTER": step.Text = ReadFilter(); break;
                    case "TRAVERSE": ReadTraverse(step); break;
                    case "DISTINCT": ExpectSign("("); ExpectSign(")"); break;
                    case "RELATE":
                    case "RELATEOPTIONAL":
                        step.Kind = "RELATE";
                        step.Text = ReadRelate(word, step);
                        break;
                    default: throw Fail("FILTER, TRAVERSE, RELATE, RELATEOPTIONAL or ORDERBY is");
                }
                node.Steps.Add(step);
            }
        }

        private string ReadFilter()
        {
            ExpectSign("(");
            string condition = ReadCondition();
            ExpectSign(")");
            return condition;
        }

        private void ReadTraverse(QueryStep step)
        {
            ExpectSign("(");
            step.Relationship = ExpectName("A relationship");
            while (step.Text == null && TakeSign(","))
            {
                bool isCall = Ahead(1).Kind == 's' && Ahead(1).Text == "(";
                if (isCall && TakeWord("FILTER") != null) step.Text = ReadFilter();
                else if (step.Alias == null) step.Alias = ExpectName("An alias or FILTER").Text;
                else throw Fail("FILTER is");
            }
            ExpectSign(")");
        }

        private string ReadRelate(string word, QueryStep step)
        {
            ExpectSign("(");
            QueryToken relationship = ExpectName("A relationship");
            step.Relationship = step.Relationship ?? relationship;
            string text = word + "(" + relationship.Text;
            ExpectSign(",");
            string alias = ExpectName("An alias").Text;
            text += ", " + alias;
            if (TakeSign("."))
            {
                alias = ExpectName("An alias").Text;
                text += "." + alias;
            }
            step.Alias = step.Alias == null ? alias : step.Alias + " " + alias;
            while (TakeSign(","))
            {
                string nested = TakeWord("RELATE", "RELATEOPTIONAL");
                if (nested == null) throw Fail("RELATE or RELATEOPTIONAL is");
                text += ", " + Nested(() => ReadRelate(nested, step));
            }
            ExpectSign(")");
            return text + ")";
        }

        private QueryToken ReadInteraction()
        {
            ExpectSign("(");
            QueryToken type = ExpectName("The type of an interaction");
            ExpectSign(",");
            ExpectName("The link of an interaction");
            ExpectSign(")");
            bool filters = IsSign(".") && Same(Ahead(1).Text, "FILTER");
            if (filters)
            {
                index += 2;
                ReadFilter();
            }
            if (!IsSign(".") || !Same(Ahead(1).Text, "HAVING"))
            {
                if (TakeSign(".")) throw Fail(filters ? "HAVING is" : "FILTER or HAVING is");
                throw Fail("'.HAVING' is");
            }
            index += 2;
            ExpectSign("(");
            string aggregate = TakeWord("COUNT", "SUM", "AVG", "MIN", "MAX");
            if (aggregate == null) throw Fail("COUNT, SUM, AVG, MIN or MAX is");
            ExpectSign("(");
            if (aggregate != "COUNT") ReadColumn();
            ExpectSign(")");
            if (TakeSignOf(Comparisons) == null) throw Fail("A comparison is");
            ExpectNumber();
            if (TakeSign(","))
            {
                if (TakeWord("UTCMINUTES", "UTCHOURS", "UTCDAYS", "UTCWEEKS", "UTCMONTHS", "UTCYEARS") == null) throw Fail("UTCDAYS, UTCMONTHS or another window is");
                ExpectSign("(");
                ExpectNumber();
                ExpectSign(")");
            }
            ExpectSign(")");
            return type;
        }

        private string ReadCondition()
        {
            return ReadChain("||", "OR", () => ReadChain("&&", "AND", ReadComparison));
        }

        private string ReadChain(string sign, string word, Func<string> read)
        {
            StringBuilder text = new StringBuilder(read());
            while (TakeSign(sign) || TakeWord(word) != null) text.Append(" ").Append(sign).Append(" ").Append(read());
            return text.ToString();
        }

        private string ReadComparison()
        {
            if (TakeWord("NOT") != null)
            {
                return "NOT" + Nested(() => "(" + Between(ReadCondition) + ")");
            }
            bool isCall = Current.Kind == 'w' && Ahead(1).Kind == 's' && Ahead(1).Text == "(";
            string test = isCall ? TakeWord("ISNULL", "ISNOTNULL") : null;
            if (test != null) return test + "(" + Between(ReadColumn) + ")";
            if (IsSign("(") && HoldsCondition()) return Nested(() => "(" + Between(ReadCondition) + ")");
            bool isColumn = Current.Kind == 'w' && !isCall;
            string left = ReadSum();
            string comparison = TakeSignOf(Comparisons);
            if (comparison != null) return left + " " + comparison + " " + ReadSum();
            QueryToken at = Current;
            string textTest = TakeWord("CONTAINS", "STARTSWITH", "ENDSWITH");
            if (textTest != null)
            {
                if (!isColumn) throw Fail("A column before " + textTest + " is", at);
                if (Current.Kind != 't') throw Fail("A text in single quotes is");
                return left + " " + textTest + " " + tokens[index++].Text;
            }
            if (TakeWord("IN") != null)
            {
                if (!isColumn) throw Fail("A column before IN is", at);
                return left + " IN [" + ReadList() + "]";
            }
            throw Fail("A comparison is");
        }

        private string Between(Func<string> read)
        {
            ExpectSign("(");
            string inner = read();
            ExpectSign(")");
            return inner;
        }

        /// <summary>Whether the parentheses that open here hold a condition, not a sum.</summary>
        private bool HoldsCondition()
        {
            int open = 0;
            for (int at = index; at < tokens.Count; at++)
            {
                QueryToken token = tokens[at];
                if (token.Kind == 's' && token.Text == "(") open++;
                if (token.Kind == 's' && token.Text == ")" && --open == 0) return false;
                if (token.Kind == 's' && (Comparisons.Contains(token.Text) || token.Text == "&&" || token.Text == "||")) return true;
                if (token.Kind == 'w' && new[] { "CONTAINS", "STARTSWITH", "ENDSWITH", "IN", "ISNULL", "ISNOTNULL", "NOT", "AND", "OR" }.Any(word => Same(word, token.Text))) return true;
            }
            return false;
        }

        private string ReadList()
        {
            ExpectSign("[");
            List<string> values = new List<string>();
            do
            {
                string value = ReadLiteral();
                if (value == null) throw Fail("A text, a number or a truth value is");
                values.Add(value);
            }
            while (TakeSign(","));
            ExpectSign("]");
            return string.Join(", ", values);
        }

        private string ReadSum()
        {
            return ReadParts(new[] { "+", "-" }, () => ReadParts(new[] { "*", "/" }, ReadValue));
        }

        private string ReadParts(string[] signs, Func<string> read)
        {
            StringBuilder text = new StringBuilder(read());
            for (int count = 0; ; count++)
            {
                string sign = TakeSignOf(signs);
                if (sign == null) return text.ToString();
                if (count >= Deepest) throw new QueryError(Current, "The query is nested more than " + Deepest + " levels deep.");
                text.Append(" ").Append(sign).Append(" ").Append(read());
            }
        }

        private string ReadValue()
        {
            if (IsSign("(")) return Nested(() => "(" + Between(ReadSum) + ")");
            string literal = ReadLiteral();
            if (literal != null) return literal;
            if (Current.Kind != 'w') throw Fail("A column or a value is");
            bool isCall = Ahead(1).Kind == 's' && Ahead(1).Text == "(";
            return isCall ? Nested(ReadFunction) : ReadColumn();
        }

        private string ReadLiteral()
        {
            if (Current.Kind == 't') return tokens[index++].Text;
            if (Current.Kind == 'n' || IsSign("-")) return ExpectNumber();
            string truth = TakeWord("TRUE", "FALSE");
            return truth == null ? null : truth.ToLowerInvariant();
        }

        private string ReadFunction()
        {
            QueryToken name = Current;
            string function = TakeWord("DATETIMEUTCNOW", "DATE", "DATEDIFF", "DATEADD");
            if (function == null) throw new QueryError(name, "There is no function '" + name.Text + "'.");
            ExpectSign("(");
            string inner = "";
            if (function == "DATE") inner = string.Join(", ", ReadNumbers());
            if (function == "DATEDIFF") inner = ReadPart() + ", " + ReadSum() + ", " + After(ReadSum);
            if (function == "DATEADD") inner = ReadPart() + ", " + ExpectNumber() + ", " + After(ReadSum);
            ExpectSign(")");
            return function + "(" + inner + ")";
        }

        private string After(Func<string> read)
        {
            ExpectSign(",");
            return read();
        }

        private string ReadPart()
        {
            string part = TakeWord(Parts);
            if (part == null) throw Fail("YEAR, MONTH, DAY, HOUR, MINUTE, SECOND or MILLISECOND is");
            ExpectSign(",");
            return part.ToLowerInvariant();
        }

        private List<string> ReadNumbers()
        {
            List<string> numbers = new List<string> { ExpectNumber() };
            while (TakeSign(",")) numbers.Add(ExpectNumber());
            if (numbers.Count < 3) throw Fail("',' is");
            if (numbers.Count > 7) throw Fail("')' is");
            return numbers;
        }

        private string ReadColumn()
        {
            QueryToken first = ExpectName("A column");
            if (!TakeSign(".")) return mark + first.At + "  " + first.Text + mark;
            return mark + first.At + " " + first.Text + " " + ExpectName("A column").Text + mark;
        }
    }

    // Input

    private async Task<JObject> ReadBody()
    {
        string text = Context.Request.Content == null ? "" : await Context.Request.Content.ReadAsStringAsync().ConfigureAwait(false);
        JObject body = ParseJson(text) as JObject;
        if (body == null) throw new BadInput("The body of the request is not a JSON object.");
        return body;
    }

    private static string Title(string name)
    {
        string title;
        return Titles.TryGetValue(name, out title) ? title : name;
    }

    private static BadInput WrongKind(string name, JToken value, string expected)
    {
        return new BadInput("'" + Title(name) + "' is " + KindOf(value) + "; " + expected + " is expected.");
    }

    /// <summary>What a value is, in a maker's words.</summary>
    private static string KindOf(JToken value)
    {
        if (value == null || value.Type == JTokenType.Null) return "empty";
        if (IsRawNumber(value)) return "a number";
        switch (value.Type)
        {
            case JTokenType.Array: return "a list";
            case JTokenType.Object: return "an object";
            case JTokenType.String: return "a text";
            case JTokenType.Boolean: return "true or false";
            default: return "a number";
        }
    }

    private static string RequiredText(JObject input, string name, string title = null)
    {
        string value = OptionalText(input, name);
        if (string.IsNullOrWhiteSpace(value)) throw new BadInput("'" + (title ?? Title(name)) + "' is missing.");
        return value;
    }

    private static string OptionalText(JObject input, string name)
    {
        JToken value = input[name];
        if (IsAbsent(value)) return null;
        string text = TextOf(value);
        if (text == null) throw WrongKind(name, value, "a text");
        return text.Length == 0 ? null : text;
    }

    private static bool Flag(JObject input, string name)
    {
        JToken value = input[name];
        if (IsAbsent(value)) return false;
        if (value.Type != JTokenType.Boolean) throw WrongKind(name, value, "true or false");
        return (bool)value;
    }

    private static void CopyWhenPresent(JObject input, string name, JObject row, string column, JTokenType type)
    {
        JToken value = input[name];
        if (IsAbsent(value)) return;
        bool fits = value.Type == type && !IsRawNumber(value);
        if (!fits) throw WrongKind(name, value, type == JTokenType.Integer ? "a whole number" : type == JTokenType.Boolean ? "true or false" : "a text");
        row[column] = value;
    }

    private static string IncludeType(JObject input)
    {
        string value = RequiredText(input, "includeType");
        if (value == "Include" || value == "Exclude") return value;
        throw new BadInput("'" + Title("includeType") + "' is '" + value + "'; it must be Include or Exclude.");
    }

    private static string MemberTable(string name, string input)
    {
        if (name == "contact" || name == "lead") return name;
        throw new BadInput("'" + Title(input) + "' is '" + name + "'; it must be contact or lead.");
    }

    private static string TableOf(JObject segment)
    {
        if (NumberOf(segment["msdynmkt_source"]) != 12 && !IsAbsent(segment["msdynmkt_source"]))
        {
            throw new BadInput("The segment '" + TextOf(segment["msdynmkt_displayname"]) + "' is none of real-time journeys: another product keeps its members. Nothing was changed.");
        }
        string table = TextOf(segment["msdynmkt_baseentitylogicalname"]);
        if (table == "contact" || table == "lead") return table;
        throw new BadInput("The segment '" + TextOf(segment["msdynmkt_displayname"]) + "' is one of the table '" + table + "'; this action knows contacts and leads. Nothing was changed.");
    }

    private static string Column(string name)
    {
        if (Regex.IsMatch(name, "^[A-Za-z_][A-Za-z0-9_]{0,99}$")) return name.ToLowerInvariant();
        throw new BadInput("'" + name + "' is not the logical name of a column, such as emailaddress1.");
    }

    private static string[] Columns(string names)
    {
        if (string.IsNullOrWhiteSpace(names)) return new string[0];
        string[] columns = names.Split(',').Select(name => Column(name.Trim())).Distinct().ToArray();
        if (columns.Length > 20) throw new BadInput("'More Columns' names " + columns.Length + " columns; at most 20 are read.");
        return columns;
    }

    /// <summary>The values to look for, without the blanks and invisible characters around them, each once.</summary>
    private static List<string> Values(JObject input)
    {
        JToken given = input["values"];
        if (IsAbsent(given)) throw new BadInput("'Values' is missing: a list of texts is expected.");
        if (given.Type != JTokenType.Array) throw WrongKind("values", given, "a list of texts");
        List<string> values = new List<string>();
        HashSet<string> known = new HashSet<string>();
        int index = 0;
        foreach (JToken item in given)
        {
            if (!IsAbsent(item) && TextOf(item) == null) throw new BadInput("'Values[" + index + "]' is " + KindOf(item) + "; a text is expected.");
            string value = Trimmed(TextOf(item) ?? "");
            if (value.Length > 0 && known.Add(Key(value))) values.Add(value);
            index++;
        }
        if (index > ValuesPerCall)
        {
            throw new BadInput("'Values' holds " + index + " values; one call takes at most " + ValuesPerCall + ". " + CutAdvice(ValuesPerCall));
        }
        return values;
    }

    private static string CutAdvice(int atMost)
    {
        return "Cut the list with chunk(..., " + atMost + ") and call this action once for each piece in an Apply to each.";
    }

    /// <summary>Two values with one key are one and the same to Dataverse.</summary>
    private static string Key(string value)
    {
        return value.ToLowerInvariant();
    }

    /// <summary>Without blanks and characters that nobody sees at both ends.</summary>
    private static string Trimmed(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsUnseen(text[start])) start++;
        while (end > start && IsUnseen(text[end - 1])) end--;
        return text.Substring(start, end - start);
    }

    private static bool IsUnseen(char character)
    {
        if (char.IsWhiteSpace(character) || char.IsControl(character)) return true;
        // By its name, since certification takes no script that uses System.Globalization.
        return char.GetUnicodeCategory(character).ToString() == "Format";
    }

    private static JArray Ids(JObject input, string name, int atMost)
    {
        JToken given = input[name];
        if (IsAbsent(given)) throw new BadInput("'" + Title(name) + "' is missing: a list of ids is expected.");
        JArray ids = given as JArray;
        if (ids == null) throw WrongKind(name, given, "a list of ids");
        if (ids.Count > atMost)
        {
            throw new BadInput("'" + Title(name) + "' holds " + ids.Count + " ids; one call takes at most " + atMost + ". " + CutAdvice(atMost));
        }
        int index = 0;
        foreach (JToken id in ids) GuidText(TextOf(id), name, "[" + index++ + "]");
        return ids;
    }

    private sealed class ListInput
    {
        public JObject Rest = new JObject();
        public Dictionary<string, List<Guid>> Lists = new Dictionary<string, List<Guid>>();
    }

    /// <summary>
    /// The body of the request, with lists of ids that are read one by one: a tree of 200,000 would take too long. Each
    /// id comes once; an element may hold several with commas between, as join() makes them.
    /// </summary>
    private async Task<ListInput> ReadLists(params string[] names)
    {
        string text = Context.Request.Content == null ? "" : await Context.Request.Content.ReadAsStringAsync().ConfigureAwait(false);
        ListInput input = new ListInput();
        try
        {
            using (JsonTextReader reader = new JsonTextReader(new StringReader(text)))
            {
                reader.DateParseHandling = DateParseHandling.None;
                bool isObject = reader.Read() && reader.TokenType == JsonToken.StartObject;
                while (isObject && reader.Read() && reader.TokenType == JsonToken.PropertyName)
                {
                    string name = (string)reader.Value;
                    reader.Read();
                    if (names.Contains(name) && reader.TokenType == JsonToken.StartArray) input.Lists[name] = ReadIds(reader, name);
                    else input.Rest[name] = JToken.Load(reader);
                }
                if (!isObject || reader.TokenType != JsonToken.EndObject) throw new BadInput("The body of the request is not a JSON object.");
            }
        }
        catch (JsonException)
        {
            throw new BadInput("The body of the request is not a JSON object.");
        }
        foreach (string name in names.Where(name => !input.Lists.ContainsKey(name)))
        {
            if (IsAbsent(input.Rest[name])) throw new BadInput("'" + Title(name) + "' is missing: a list of ids is expected.");
            throw WrongKind(name, input.Rest[name], "a list of ids");
        }
        return input;
    }

    private static List<Guid> ReadIds(JsonTextReader reader, string name)
    {
        List<Guid> ids = new List<Guid>();
        HashSet<Guid> known = new HashSet<Guid>();
        for (int index = 0; reader.Read() && reader.TokenType != JsonToken.EndArray; index++)
        {
            if (reader.TokenType != JsonToken.String)
            {
                throw new BadInput("'" + Title(name) + "[" + index + "]' is " + KindOf(JToken.Load(reader)) + "; an id is expected.");
            }
            string text = (string)reader.Value;
            string[] parts = text.Length == 36 ? new[] { text } : text.Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries);
            foreach (string part in parts)
            {
                Guid id;
                if (!Guid.TryParse(part.Trim(), out id)) throw new BadInput("'" + Title(name) + "[" + index + "]' is not a GUID: " + part + ".");
                if (known.Add(id)) ids.Add(id);
            }
        }
        if (ids.Count > IdsPerList) throw new BadInput("'" + Title(name) + "' holds " + ids.Count + " ids; one list takes at most " + IdsPerList + ".");
        return ids;
    }

    private static int PieceSize(JObject input)
    {
        JToken value = input["pieceSize"];
        if (IsAbsent(value)) return IdsPerCall;
        int? size = NumberOf(value);
        if (size >= 1 && size <= IdsPerCall) return size.Value;
        throw new BadInput("'Piece Size' must be a whole number from 1 to " + IdsPerCall + ".");
    }

    private static string GuidText(string text, string name, string place = "")
    {
        // Outbound ids may carry the prefix "crm" that Microsoft's pages show.
        string bare = text != null && text.StartsWith("crm", StringComparison.OrdinalIgnoreCase) ? text.Substring(3) : text;
        Guid id;
        if (Guid.TryParse(bare, out id)) return id.ToString();
        throw new BadInput("'" + Title(name) + place + "' is not a GUID: " + (text ?? "a value that is no text") + ".");
    }

    private int QueryNumber(string name, int whenAbsent, int atLeast, int atMost)
    {
        string text = QueryText(name);
        if (string.IsNullOrEmpty(text)) return whenAbsent;
        int value;
        if (Regex.IsMatch(text, "^[0-9]{1,10}$") && int.TryParse(text, out value) && value >= atLeast && value <= atMost) return value;
        throw new BadInput("'" + Title(name) + "' must be a whole number from " + atLeast + " to " + atMost + ".");
    }

    private string RequiredQuery(string name)
    {
        string value = QueryText(name);
        if (string.IsNullOrWhiteSpace(value)) throw new BadInput("'" + Title(name) + "' is missing.");
        return value;
    }

    /// <summary>A parameter of the address, decoded; null when it is not there.</summary>
    private string QueryText(string name)
    {
        string piece = QueryPieces().FirstOrDefault(candidate => NameOf(candidate) == name);
        if (piece == null) return null;
        int equals = piece.IndexOf('=');
        return equals < 0 ? "" : Uri.UnescapeDataString(piece.Substring(equals + 1).Replace('+', ' '));
    }

    private IEnumerable<string> QueryPieces()
    {
        return Context.Request.RequestUri.Query.TrimStart('?').Split(new[] { '&' }, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string NameOf(string piece)
    {
        return Uri.UnescapeDataString(piece.Split('=')[0]);
    }

    private void RemoveFromQuery(string name)
    {
        UriBuilder address = new UriBuilder(Context.Request.RequestUri)
        {
            Query = string.Join("&", QueryPieces().Where(piece => NameOf(piece) != name)),
        };
        Context.Request.RequestUri = address.Uri;
    }

    private void AddToFilter(string condition)
    {
        string given = QueryText("$filter");
        string filter = string.IsNullOrWhiteSpace(given) ? condition : condition + " and (" + given + ")";
        RemoveFromQuery("$filter");
        UriBuilder address = new UriBuilder(Context.Request.RequestUri);
        address.Query = string.Join("&", QueryPieces().Concat(new[] { "$filter=" + Uri.EscapeDataString(filter) }));
        Context.Request.RequestUri = address.Uri;
    }

    /// <summary>The id between the parentheses behind a name in the path.</summary>
    private string PathId(string name, string input)
    {
        string path = Uri.UnescapeDataString(Context.Request.RequestUri.AbsolutePath);
        Match found = Regex.Match(path, "/" + name + "\\(([^)]*)\\)");
        if (!found.Success) throw new BadInput("'" + Title(input) + "' is missing.");
        return GuidText(found.Groups[1].Value, input);
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

    /// <summary>
    /// A request of our own that carries the caller's sign-in and other headers, but neither the caller's wishes for
    /// the answer nor conditions, which are about the caller's own request.
    /// </summary>
    private HttpRequestMessage NewRequest(HttpMethod method, string path)
    {
        HttpRequestMessage request = new HttpRequestMessage(method, ApiRoot() + path);
        foreach (KeyValuePair<string, IEnumerable<string>> header in Context.Request.Headers)
        {
            string name = header.Key.ToLowerInvariant();
            if (name == "host" || name == "prefer" || name == "if-match" || name == "if-none-match") continue;
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        if (!request.Headers.Contains("Accept")) request.Headers.TryAddWithoutValidation("Accept", PlainJson);
        return request;
    }

    private async Task<HttpResponseMessage> SendOn(HttpRequestMessage request)
    {
        HttpResponseMessage response = await Context.SendAsync(request, CancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new Refusal(response);
        return response;
    }

    private async Task<JObject> Get(string path, string prefer = null)
    {
        HttpRequestMessage request = NewRequest(HttpMethod.Get, path);
        if (prefer != null) request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return await ReadAnswer(await SendOn(request).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The rows of a list, all its pages.</summary>
    private async Task<List<JObject>> GetAll(string path, string prefer = null)
    {
        List<JObject> rows = new List<JObject>();
        for (string next = path; next != null;)
        {
            JObject page = await Get(next, prefer).ConfigureAwait(false);
            rows.AddRange(RowsOf(page));
            string link = TextOf(page["@odata.nextLink"]);
            int start = link == null ? -1 : link.IndexOf("/api/data/v9.2/", StringComparison.OrdinalIgnoreCase);
            if (link != null && start < 0) throw new UnreadableAnswer("The link to the next page in the answer of Dataverse leads nowhere.");
            next = link == null ? null : link.Substring(start + "/api/data/v9.2/".Length);
        }
        return rows;
    }

    /// <summary>The rows of several lists, some of them read at the same time.</summary>
    private async Task<List<JObject>> GetAllOf(List<string> paths, string prefer)
    {
        List<JObject> rows = new List<JObject>();
        for (int from = 0; from < paths.Count; from += CallsAtOnce)
        {
            IEnumerable<string> some = paths.Skip(from).Take(CallsAtOnce);
            foreach (List<JObject> found in await Task.WhenAll(some.Select(path => GetAll(path, prefer))).ConfigureAwait(false)) rows.AddRange(found);
        }
        return rows;
    }

    private static List<JObject> RowsOf(JObject answer)
    {
        JArray rows = answer["value"] as JArray;
        if (rows == null || rows.Any(row => row.Type != JTokenType.Object)) throw new UnreadableAnswer("The answer of Dataverse holds no list of rows.");
        return rows.OfType<JObject>().ToList();
    }

    private async Task<JObject> Post(string path, JObject body)
    {
        HttpRequestMessage request = NewRequest(HttpMethod.Post, path);
        request.Content = CreateJsonContent(Compact(body));
        return await ReadAnswer(await SendOn(request).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Sends the caller's own request with this body, and with the caller's wishes for the answer.</summary>
    private Task<HttpResponseMessage> ForwardBody(JObject body)
    {
        Context.Request.Content = CreateJsonContent(Compact(body));
        return SendOn(Context.Request);
    }

    // Changes that are made all or none

    /// <summary>One request of a change set as text, without the headers that number it.</summary>
    private string ChangeSetPart(string method, string path, JObject body)
    {
        string content = body == null ? "" : "Content-Type: application/json; type=entry\r\n\r\n" + Compact(body);
        return method + " " + ApiRoot() + path + " HTTP/1.1\r\n" + content + "\r\n";
    }

    /// <summary>
    /// Sends changes that Dataverse makes all or none of. They are made when each part was answered 201 or 204; a
    /// refusal of one becomes the answer; anything else is settled by reading the rows.
    /// </summary>
    private async Task SendChangeSet(bool creates, string[] rows, params string[] parts)
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
        string answer = response.Content == null ? "" : await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        string type = response.Content == null || response.Content.Headers.ContentType == null ? "" : response.Content.Headers.ContentType.ToString();
        List<PartAnswer> answers = new List<PartAnswer>();
        CollectParts(type, answer, answers);
        PartAnswer refused = answers.FirstOrDefault(part => part.Status >= 400);
        if (refused != null) throw new Refusal(refused.ToResponse());
        if (!response.IsSuccessStatusCode && (int)response.StatusCode < 500) throw new Refusal(response);
        if (response.IsSuccessStatusCode && answers.Count == parts.Length && answers.All(part => part.Status == 201 || part.Status == 204)) return;
        await Settle(creates, rows, response).ConfigureAwait(false);
    }

    /// <summary>Nobody knows what a change set with such an answer did, so the rows are looked for.</summary>
    private async Task Settle(bool creates, string[] rows, HttpResponseMessage response)
    {
        List<string> known = new List<string>();
        bool isDone = true;
        foreach (string row in rows)
        {
            string key = row.Substring(0, row.IndexOf('(')).TrimEnd('s') + "id";
            HttpResponseMessage found = await Context.SendAsync(NewRequest(HttpMethod.Get, row + "?$select=" + key), CancellationToken).ConfigureAwait(false);
            bool isThere = found.StatusCode == HttpStatusCode.OK;
            bool isKnown = isThere || found.StatusCode == HttpStatusCode.NotFound;
            isDone = isDone && isKnown && isThere == creates;
            known.Add(row + (isThere ? " is there" : isKnown ? " is not there" : " could not be read"));
        }
        if (isDone) return;
        if (!response.IsSuccessStatusCode) throw new Refusal(response);
        throw new UnreadableAnswer("The answer of Dataverse does not say whether the change was made: " + string.Join("; ", known) + ".");
    }

    private sealed class PartAnswer
    {
        public int Status;
        public string RetryAfter;
        public string Body;

        public HttpResponseMessage ToResponse()
        {
            JObject body = ParseJson(Body) as JObject;
            HttpResponseMessage response = body != null && body["error"] is JObject
                ? new HttpResponseMessage((HttpStatusCode)Status) { Content = CreateJsonContent(Compact(body)) }
                : Error((HttpStatusCode)Status, Unexpected, "Dataverse refused the change with the status " + Status + ".");
            if (RetryAfter != null) response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
            return response;
        }
    }

    /// <summary>The answers in a multipart text and in the multipart texts inside of it.</summary>
    private static void CollectParts(string contentType, string text, List<PartAnswer> found)
    {
        Match boundary = Regex.Match(contentType, "^multipart/mixed\\s*;.*boundary=\"?([^\";\\s]+)", RegexOptions.IgnoreCase);
        if (!boundary.Success) return;
        string marker = "\n--" + boundary.Groups[1].Value;
        string[] pieces = ("\n" + text.Replace("\r\n", "\n")).Split(new[] { marker }, StringSplitOptions.None);
        foreach (string piece in pieces.Skip(1))
        {
            if (piece.StartsWith("--")) return;
            int end = piece.IndexOf("\n\n", StringComparison.Ordinal);
            if (end < 0) continue;
            string type = HeaderIn(piece.Substring(0, end), "Content-Type") ?? "";
            string content = piece.Substring(end + 2);
            if (type.StartsWith("application/http", StringComparison.OrdinalIgnoreCase)) AddPart(content, found);
            else CollectParts(type, content, found);
        }
    }

    private static void AddPart(string content, List<PartAnswer> found)
    {
        string message = content.TrimStart('\n');
        Match status = Regex.Match(message, "^HTTP/1\\.[01] (\\d{3})\\b");
        if (!status.Success) return;
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        found.Add(new PartAnswer
        {
            Status = int.Parse(status.Groups[1].Value),
            RetryAfter = HeaderIn(end < 0 ? message : message.Substring(0, end), "Retry-After"),
            Body = end < 0 ? "" : message.Substring(end + 2),
        });
    }

    private static string HeaderIn(string lines, string name)
    {
        string start = name + ":";
        string line = lines.Split('\n').FirstOrDefault(candidate => candidate.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return line == null ? null : line.Substring(start.Length).Trim();
    }

    // Answers

    private static async Task<JObject> ReadAnswer(HttpResponseMessage response)
    {
        string text = response.Content == null ? "" : await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        JObject answer = ParseJson(text) as JObject;
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

    private static HttpResponseMessage Answer(HttpStatusCode status, JObject body)
    {
        return new HttpResponseMessage(status) { Content = CreateJsonContent(Compact(body)) };
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string message)
    {
        return Answer(status, new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = message } });
    }

    private static Refusal NotThere(string message)
    {
        return new Refusal(Error(HttpStatusCode.NotFound, ObjectDoesNotExist, message));
    }

    // JSON

    /// <summary>
    /// .NET's numbers round what JSON can write, so a number that is more than a plain integer is kept as its own text
    /// behind this mark while the rest is worked on. Nobody can guess the mark, so no text begins with it.
    /// </summary>
    private static readonly string NumberMark = "number " + Guid.NewGuid().ToString("N") + " ";
    private static readonly Regex MarkedNumber = new Regex("\"" + NumberMark + "([-+.0-9eE]+)\"");

    private static bool IsRawNumber(JToken value)
    {
        return value.Type == JTokenType.String && ((string)value).StartsWith(NumberMark, StringComparison.Ordinal);
    }

    /// <summary>The JSON of a text, dates and numbers kept as the texts they are, or null when it is none.</summary>
    private static JToken ParseJson(string text)
    {
        try
        {
            using (JsonTextReader reader = new JsonTextReader(new StringReader(WithMarkedNumbers(text))))
            {
                reader.DateParseHandling = DateParseHandling.None;
                JToken value = JToken.Load(reader);
                // A list with something behind it is no JSON, and half of it would be lost.
                return reader.Read() ? null : value;
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WithMarkedNumbers(string text)
    {
        StringBuilder marked = null;
        int copied = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char character = text[at];
            if (character == '"')
            {
                for (at++; at < text.Length && text[at] != '"'; at++)
                {
                    if (text[at] == '\\') at++;
                }
                continue;
            }
            if (character != '-' && !char.IsDigit(character)) continue;
            int end = at + 1;
            while (end < text.Length && "+-.0123456789eE".IndexOf(text[end]) >= 0) end++;
            string number = text.Substring(at, end - at);
            bool isPlain = number.Length <= 18 && number.IndexOfAny(new[] { '.', 'e', 'E' }) < 0 && number != "-0";
            bool isNumber = Regex.IsMatch(number, "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?$");
            if (!isPlain && isNumber)
            {
                marked = marked ?? new StringBuilder();
                marked.Append(text, copied, at - copied).Append('"').Append(NumberMark).Append(number).Append('"');
                copied = end;
            }
            at = end - 1;
        }
        return marked == null ? text : marked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>JSON without white space. System.Xml has a Formatting too, so the name is written out.</summary>
    private static string Compact(JToken json)
    {
        string text = json.ToString(Newtonsoft.Json.Formatting.None);
        return text.IndexOf(NumberMark, StringComparison.Ordinal) < 0 ? text : MarkedNumber.Replace(text, "$1");
    }

    private static string TextOf(JToken value)
    {
        return value != null && value.Type == JTokenType.String && !IsRawNumber(value) ? (string)value : null;
    }

    /// <summary>A text, or null for anything else; for outputs that are described as texts.</summary>
    private static JToken TextOrNull(JToken value)
    {
        return TextOf(value);
    }

    private static int? NumberOf(JToken value)
    {
        if (value == null || value.Type != JTokenType.Integer) return null;
        long number = (long)value;
        return number >= int.MinValue && number <= int.MaxValue ? (int?)number : null;
    }

    private static bool IsAbsent(JToken value)
    {
        return value == null || value.Type == JTokenType.Null;
    }
}

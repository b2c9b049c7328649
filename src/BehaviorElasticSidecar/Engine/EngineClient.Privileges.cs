using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

public sealed partial class EngineClient
{
    /// <summary>Whether the user may do all of <paramref name="query"/>; null where the engine cannot be asked.</summary>
    public async Task<bool?> HasPrivilegesAsync(PrivilegeQuery query, CancellationToken cancellationToken) =>
        (await PrivilegesAsync(query, cancellationToken).ConfigureAwait(false)).HasAll;

    /// <summary>What the user may do. An engine without security allows everything.</summary>
    public async Task<PrivilegeReport> PrivilegesAsync(PrivilegeQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var identity = await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var isOpenSearch = identity.Stack is EngineStack.OpenSearch;
        var call = isOpenSearch
            ? new EngineCall(HttpMethod.Get, "/_plugins/_security/authinfo") { Repeatable = true }
            : new EngineCall(HttpMethod.Post, "/_security/user/_has_privileges") { Body = JsonBytes.Write(json => Write(json, query)), Repeatable = true };
        try
        {
            using var answer = await _transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return isOpenSearch ? ReadUser(answer.Root) : ReadPrivileges(answer.Root);
        }
        catch (EngineException trouble) when (IsWithoutSecurity(trouble))
        {
            return new PrivilegeReport(true, null, [], []);
        }
        catch (EngineException trouble) when (trouble.Kind is EngineErrorKind.Forbidden or EngineErrorKind.NotFound)
        {
            return new PrivilegeReport(null, null, [], []);
        }
    }

    /// <summary>Both engines say "no handler found" where the plugin is missing; Elasticsearch says more where its security is switched off.</summary>
    private static bool IsWithoutSecurity(EngineException trouble) =>
        trouble.Status is 400 or 405 or 500
        && (trouble.Excerpt.Contains("no handler found", StringComparison.Ordinal) || trouble.Excerpt.Contains("ecurity must be explicitly enabled", StringComparison.Ordinal));

    private static PrivilegeReport ReadUser(JsonElement answer) => new(
        null, answer.Text("user_name"),
        [.. answer.Part("roles").Items().Where(r => r.ValueKind is JsonValueKind.String).Select(r => r.GetString()!).Order(StringComparer.Ordinal)], []);

    private static PrivilegeReport ReadPrivileges(JsonElement answer)
    {
        var missing = new List<string>();
        AddMissing("cluster", answer.Part("cluster"), missing);
        foreach (var index in answer.Part("index").Members())
            AddMissing(index.Name, index.Value, missing);
        missing.Sort(StringComparer.Ordinal);
        return new PrivilegeReport(answer.IsTrue("has_all_requested"), answer.Text("username"), [], missing);
    }

    private static void AddMissing(string on, JsonElement privileges, List<string> missing) =>
        missing.AddRange(privileges.Members().Where(p => p.Value.ValueKind is not JsonValueKind.True).Select(p => $"{on}: {p.Name}"));

    private static void Write(Utf8JsonWriter json, PrivilegeQuery query)
    {
        json.WriteStartObject();
        WriteList(json, "cluster", query.Cluster);
        json.WriteStartArray("index");
        foreach (var index in query.Indices)
        {
            json.WriteStartObject();
            WriteList(json, "names", index.Names);
            WriteList(json, "privileges", index.Privileges);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }
}

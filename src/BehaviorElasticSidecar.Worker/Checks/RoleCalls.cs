using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BehaviorElasticSidecar.Engine;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The roles of design section 9 as calls that an administrator can copy.</summary>
internal static class RoleCalls
{
    public const string WorkerRole = "behavior-worker";

    public const string SetupRole = "behavior-setup";

    private static readonly string[] WorkerOnOwn = ["read", "write", "create_index", "delete_index", "view_index_metadata"];

    private static readonly string[] RemoteOnLogs = ["read", "read_cross_cluster", "view_index_metadata"];

    private static readonly string[] WorkerOnLogs = ["read", "view_index_metadata"];

    // Multi-document calls and points in time are cluster permissions there; the rest is what Elasticsearch calls "monitor".
    private static readonly string[] OpenSearchCluster =
        ["cluster_monitor", "cluster_composite_ops", "indices:admin/index_template/get", "indices:data/read/point_in_time/delete"];

    // OpenSearch has no group for what Elasticsearch calls "view_index_metadata".
    private static readonly string[] OpenSearchMetadata =
        ["indices_monitor", "indices:admin/get", "indices:admin/exists", "indices:admin/aliases/get", "indices:admin/mappings/get", "indices:admin/mappings/fields/get*"];

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the worker's user must be allowed, to ask Elasticsearch about. Remote patterns are the remote cluster's to allow.</summary>
    public static PrivilegeQuery Worker(IEnumerable<string> patterns, string prefix)
    {
        var local = Local(patterns);
        var indices = new List<IndexPrivileges>();
        if (local.Count > 0)
            indices.Add(new IndexPrivileges(local, WorkerOnLogs));
        indices.Add(new IndexPrivileges([prefix + "*"], WorkerOnOwn));
        return new PrivilegeQuery(["monitor"], indices);
    }

    /// <summary>The call that makes the worker's role; with remote patterns a second one for the remote clusters.</summary>
    public static string ForWorker(EngineStack stack, IReadOnlyList<string> patterns, string prefix)
    {
        var call = stack == EngineStack.OpenSearch
            ? OpenSearch(WorkerRole, OpenSearchCluster,
                [(Local(patterns), ["read", .. OpenSearchMetadata]), ([prefix + "*"], ["crud", "create_index", "indices:admin/delete", .. OpenSearchMetadata])])
            : Elasticsearch(WorkerRole, ["monitor"], [(Local(patterns), WorkerOnLogs), ([prefix + "*"], WorkerOnOwn)]);
        var remote = Remote(patterns);
        if (remote.Count == 0)
            return call;
        var there = stack == EngineStack.OpenSearch
            ? OpenSearch(WorkerRole, [], [(remote, ["read", .. OpenSearchMetadata, "indices:admin/shards/search_shards"])])
            : Elasticsearch(WorkerRole, [], [(remote, RemoteOnLogs)]);
        return $"{call}\nand on the remote clusters\n{there}";
    }

    /// <summary>The call that hands the worker's rights out: on Elasticsearch an API key of its own, on OpenSearch, which has none, the role to a user.</summary>
    /// <param name="user">Who asks now; null where the cluster did not say.</param>
    public static string ForHandOut(EngineStack stack, IReadOnlyList<string> patterns, string prefix, string? user)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartObject();
            if (stack == EngineStack.OpenSearch)
            {
                Texts(json, "users", [user ?? "behavior"]);
            }
            else
            {
                json.WriteString("name", "behavior-sidecar");
                json.WriteStartObject("role_descriptors");
                json.WritePropertyName(WorkerRole);
                Role(json, "cluster", ["monitor"], "indices", "names", "privileges", [(Local(patterns), WorkerOnLogs), (Remote(patterns), RemoteOnLogs), ([prefix + "*"], WorkerOnOwn)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var line = stack == EngineStack.OpenSearch ? $"PUT _plugins/_security/api/rolesmapping/{WorkerRole}" : "POST _security/api_key";
        return $"{line}\n{Encoding.UTF8.GetString(bytes.ToArray())}";
    }

    /// <summary>The call that makes the role for <c>setup</c>.</summary>
    public static string ForSetup(EngineStack stack, string prefix) => stack == EngineStack.OpenSearch
        ? OpenSearch(SetupRole, ["cluster_monitor", "cluster_manage_index_templates"], [([prefix + "*"], ["create_index", "manage_aliases", .. OpenSearchMetadata])])
        : Elasticsearch(SetupRole, ["monitor", "manage_index_templates"], [([prefix + "*"], ["create_index", "manage", "view_index_metadata"])]);

    /// <summary>Patterns as the remote clusters know them.</summary>
    private static List<string> Remote(IEnumerable<string> patterns) =>
        [.. patterns.Where(p => p.Contains(':', StringComparison.Ordinal)).Select(p => p[(p.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<string> Local(IEnumerable<string> patterns) =>
        [.. patterns.Where(p => !p.Contains(':', StringComparison.Ordinal) && !p.StartsWith('-')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Elasticsearch(string role, string[] cluster, (IReadOnlyList<string> Names, string[] Privileges)[] indices) =>
        Call($"PUT _security/role/{role}", "cluster", cluster, "indices", "names", "privileges", indices);

    private static string OpenSearch(string role, string[] cluster, (IReadOnlyList<string> Names, string[] Privileges)[] indices) =>
        Call($"PUT _plugins/_security/api/roles/{role}", "cluster_permissions", cluster, "index_permissions", "index_patterns", "allowed_actions", indices);

    private static string Call(
        string line, string clusterKey, string[] cluster, string indicesKey, string namesKey, string privilegesKey,
        (IReadOnlyList<string> Names, string[] Privileges)[] indices)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Compact))
            Role(json, clusterKey, cluster, indicesKey, namesKey, privilegesKey, indices);
        return $"{line}\n{Encoding.UTF8.GetString(bytes.ToArray())}";
    }

    private static void Role(
        Utf8JsonWriter json, string clusterKey, string[] cluster, string indicesKey, string namesKey, string privilegesKey,
        (IReadOnlyList<string> Names, string[] Privileges)[] indices)
    {
        json.WriteStartObject();
        Texts(json, clusterKey, cluster);
        json.WriteStartArray(indicesKey);
        foreach (var (names, privileges) in indices.Where(i => i.Names.Count > 0))
        {
            json.WriteStartObject();
            Texts(json, namesKey, names);
            Texts(json, privilegesKey, privileges);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

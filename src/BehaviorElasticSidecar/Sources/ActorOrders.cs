namespace BehaviorElasticSidecar.Sources;

/// <summary>Which fields name an entity, best first, where a source says nothing else (ecs.md section 5).</summary>
public static class ActorOrders
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Defaults = new(StringComparer.Ordinal)
    {
        ["user"] = ["user.name", "source.user.name", "client.user.name", "server.user.name", "user.email", "user.id"],
        ["host"] = ["host.name", "host.hostname", "host.id"],
        ["address"] = ["source.ip", "client.ip"],
        ["application"] = ["service.name"],
        ["service_account"] = ["service.name"],
        ["cloud_account"] = ["cloud.account.id", "cloud.project.id"],
    };

    /// <summary>ECS names. <paramref name="kind"/> as in YAML: <c>user</c>, <c>host</c>, <c>cloud_account</c>; an unknown one has no order.</summary>
    public static IReadOnlyList<string> Of(Source source, string kind)
    {
        if (source.EntityFields.TryGetValue(kind, out var own) && own.Count > 0)
            return own;
        return Defaults.TryGetValue(kind, out var order) ? order : [];
    }
}

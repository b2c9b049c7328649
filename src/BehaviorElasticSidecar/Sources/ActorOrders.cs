namespace BehaviorElasticSidecar.Sources;

/// <summary>Which fields name an entity, best first, where a source says nothing else (ecs.md section 5).</summary>
public static class ActorOrders
{
    /// <summary>The key under which a source names the accounts acted upon.</summary>
    public const string Target = "target";

    private static readonly Dictionary<string, IReadOnlyList<EntityStep>> Defaults = new Dictionary<string, string[]>
    {
        ["user"] = ["user.name", "source.user.name", "client.user.name", "server.user.name", "user.email", "user.id"],
        ["host"] = ["host.name", "host.hostname", "host.id"],
        ["address"] = ["source.ip", "client.ip"],
        ["application"] = ["service.name"],
        ["service_account"] = ["service.name"],
        ["cloud_account"] = ["cloud.account.id", "cloud.project.id"],
        [Target] = ["user.target.name", "user.target.email", "user.target.id", "user.effective.name"],
    }.ToDictionary(o => o.Key, o => (IReadOnlyList<EntityStep>)[.. o.Value.Select(f => new EntityStep(f))], StringComparer.Ordinal);

    /// <summary>ECS names. <paramref name="kind"/> as in YAML: <c>user</c>, <c>host</c>, <c>cloud_account</c>; an unknown one has no order.</summary>
    public static IReadOnlyList<EntityStep> Of(Source source, string kind) =>
        source.EntitySteps.TryGetValue(kind, out var own) || Defaults.TryGetValue(kind, out own) ? own : [];
}

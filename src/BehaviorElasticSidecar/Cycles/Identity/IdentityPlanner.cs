using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Cycles.Identity;

/// <summary>The feature queries from which is learnt who is who. They have no detectors: nothing of them is scored.</summary>
/// <remarks>A name and an id belong together when they stand in one object (<c>user.name</c> and <c>user.id</c>), whatever the actor order of the source is.</remarks>
internal static class IdentityPlanner
{
    /// <summary>Places in <see cref="Observation.Numbers"/>.</summary>
    public const int Events = 0, First = 1, Last = 2, Interactive = 1, Hosts = 2, Programs = 1;

    private static readonly EventFilter Logons = new(
        [new FieldCondition("event.category", ["authentication"]), new FieldCondition("event.outcome", ["success"])]);

    private static readonly EventFilter AtAScreen = new(
        [new FieldCondition("winlog.logon.type", ["Interactive", "RemoteInteractive", "CachedInteractive", "Unlock"])]);

    private static readonly EventFilter ProgramStarts = new([new FieldCondition("event.category", ["process"])]);

    /// <summary>Where VPN gateways write the address that a tunnel gives its user.</summary>
    private static readonly string[] TunnelAddresses = ["fortinet.firewall.tunnelip", "cisco.asa.assigned_ip", "checkpoint.office_mode_ip"];

    private static readonly (EntityKind Kind, string[] Names, string Group, EventFilter Filter)[] Groups =
    [
        (EntityKind.User, ["user.name", "user.email"], "user.id", EventFilter.Everything),
        (EntityKind.User, ["user.name"], "user.email", EventFilter.Everything),
        (EntityKind.User, ["user.name", "user.email"], "user.full_name", EventFilter.Everything),
        (EntityKind.User, ["source.user.name"], "source.user.id", EventFilter.Everything),
        (EntityKind.User, ["user.name"], "aws.cloudtrail.user_identity.arn", EventFilter.Everything),
        (EntityKind.Host, ["host.name", "host.hostname"], "host.ip", EventFilter.Everything),
        (EntityKind.User, ["user.name", "source.user.name", "user.email"], "source.ip", Logons),
        .. TunnelAddresses.Select(field => (EntityKind.User, (string[])["source.user.name", "user.name", "user.email"], field, EventFilter.Everything)),
    ];

    /// <summary>What it asks, so that it can be asked at all. Ordered by id.</summary>
    /// <param name="capabilities">What the mappings of a cluster allow; null for files.</param>
    public static IReadOnlyList<FeatureQuery> Plan(IEnumerable<Source> sources, IReadOnlyDictionary<string, SourceCapabilities>? capabilities) =>
        [.. sources.SelectMany(s => Of(s).Select(q => Able(q, capabilities?.GetValueOrDefault(s.Id))).OfType<FeatureQuery>()).OrderBy(q => q.Id, StringComparer.Ordinal)];

    /// <summary>Whether a feature query is one of these.</summary>
    public static bool IsIdentity(this FeatureQuery query) => query.Detectors.Count == 0;

    /// <summary>Whether rows tell who works at which host.</summary>
    public static bool IsMachine(string groupField) => groupField == "host.name";

    /// <summary>Whether rows are claims of an address: who holds it, from when to when.</summary>
    public static bool IsAddress(string groupField) => groupField.EndsWith(".ip", StringComparison.Ordinal) || TunnelAddresses.Contains(groupField, StringComparer.Ordinal);

    /// <summary>ECS names that are touched at a source, for its capabilities.</summary>
    public static IEnumerable<string> FieldsOf(Source source) => Of(source).SelectMany(Fields)
        .Where(f => !source.Constants.ContainsKey(f)).Select(f => FeatureFields.Stored(source, f)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<FeatureQuery> Of(Source source)
    {
        foreach (var (kind, names, group, filter) in Groups)
        {
            var columns = IsAddress(group)
                ? new[] { Metric.Count, Metric.Min, Metric.Max }.Select(m => new FeatureColumn(filter, m, m == Metric.Count ? null : FeatureFields.Time))
                : [new FeatureColumn(filter, Metric.Count, null)];
            yield return Query(source, kind, names, group, TimeSpan.FromDays(1), [.. columns]);
        }

        yield return Query(source, EntityKind.User, ["user.name"], "host.name", TimeSpan.FromDays(1),
            [new FeatureColumn(AtAScreen, Metric.Count, null), new FeatureColumn(ProgramStarts, Metric.Count, null)]);
        yield return Query(source, EntityKind.User, ["user.name", "source.user.name", "user.email"], null, TimeSpan.FromHours(1),
            [new FeatureColumn(Logons, Metric.Count, null), new FeatureColumn(AtAScreen, Metric.Count, null), new FeatureColumn(AtAScreen, Metric.Distinct, "host.name")]);
    }

    private static FeatureQuery Query(Source source, EntityKind kind, string[] names, string? group, TimeSpan bucket, IReadOnlyList<FeatureColumn> columns) => new()
    {
        Id = $"{source.Id}/identity/{kind.Name()}/{(bucket.Days == 1 ? "1d" : "1h")}/{group ?? "-"}",
        Source = source,
        Kind = kind,
        EntitySteps = [.. names.Select(n => new EntityStep(n))],
        Bucket = bucket,
        GroupField = group,
        Columns = columns,
        Detectors = [],
        MayLackEntities = true,
    };

    private static IEnumerable<string> Fields(FeatureQuery query) => query.EntityFields
        .Concat(query.GroupField is { } group ? [group] : [])
        .Concat(query.Columns.SelectMany(c => c.Filter.Conditions.Select(f => f.Field).Concat(c.Field is { } field ? [field] : [])));

    /// <summary>As far as it can be asked of a cluster: without columns whose fields are in no index, and null if nothing is left.</summary>
    private static FeatureQuery? Able(FeatureQuery query, SourceCapabilities? capabilities)
    {
        var source = query.Source;
        if (capabilities is null)
            return query;
        var names = query.EntityFields.Where(CanGroup).ToList();
        var able = names.Count > 0 && (query.GroupField is not { } group || CanGroup(group)) && capabilities.Of(source.TimeField).Kind == FieldKind.Date;
        var columns = query.Columns.Where(c => c.Filter.Conditions.All(f => source.Constants.ContainsKey(f.Field) || Use(f.Field).CanFilter)
            && (c.Metric != Metric.Distinct || CanGroup(c.Field!))).ToList();
        // A column that is left out at the end reads as 0; one in the middle would move the others.
        if (!able || columns.Count == 0 || !query.Columns.Take(columns.Count).SequenceEqual(columns))
            return null;
        return query with { EntitySteps = [.. names.Select(n => new EntityStep(n))], Columns = columns };

        bool CanGroup(string field) => source.Constants.ContainsKey(field) || Use(field).CanGroup;
        FieldUse Use(string field) => capabilities.Of(FeatureFields.Stored(source, field));
    }
}

using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Quality;

/// <summary>What is counted of a source's events, and which of it each detector depends on.</summary>
internal sealed class QualityPlan
{
    public const string Geo = "geo";

    private static readonly string[] Countries = ["source.geo.country_iso_code", "client.geo.country_iso_code"];

    private static readonly string[] AlwaysCounted = [EntityKind.User.Name(), EntityKind.Host.Name(), EntityKind.Address.Name()];

    private QualityPlan(Source source, IReadOnlyList<QualityPart> parts, IReadOnlyDictionary<string, IReadOnlyList<string>> needs) =>
        (Source, Parts, Needs, FieldCounts) = (source, parts, needs, [.. parts.Select(p => p.AnyOf.Count)]);

    public Source Source { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<QualityPart> Parts { get; }

    /// <summary>How many fields each part can be in.</summary>
    public int[] FieldCounts { get; }

    /// <summary>Detector id to the names of the parts without which it sees nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Needs { get; }

    /// <summary>How late an event can be beyond the end of its hour; the source's own delay is one of them. Ascending.</summary>
    public IReadOnlyList<TimeSpan> Rungs =>
        [.. new[] { Source.IngestDelay, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24), TimeSpan.FromHours(48) }
            .Distinct().Order()];

    public static QualityPlan Of(Source source, IEnumerable<(Detector Detector, FeatureRequest Request)> detectors)
    {
        var parts = new SortedDictionary<string, QualityPart>(StringComparer.Ordinal) { [Geo] = new(Geo, Countries) };
        var needs = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var kind in AlwaysCounted)
            parts[kind] = new QualityPart(kind, Names(source, kind));
        foreach (var (detector, request) in detectors)
        {
            var kind = detector.Entity.Name();
            parts[kind] = new QualityPart(kind, Names(source, kind));
            var fields = Fields(request).Where(f => f != FeatureFields.Time && !source.Constants.ContainsKey(f)).Distinct(StringComparer.Ordinal).ToList();
            foreach (var field in fields)
                parts.TryAdd(field, new QualityPart(field, StoredIn(source, field)));
            needs[detector.Id] = [kind, .. fields];
        }

        return new QualityPlan(source, [.. parts.Values], needs);
    }

    /// <summary>One for each source of the queries, in the order of their ids.</summary>
    public static IReadOnlyList<QualityPlan> Of(IEnumerable<FeatureQuery> queries) =>
    [
        .. queries.GroupBy(q => q.Source.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Of(g.First().Source, g.SelectMany(q => q.Detectors).Select(d => (d.Detector, d.Request)))),
    ];

    /// <summary>Stored fields to ask the mappings about, beside those of the detectors.</summary>
    public IReadOnlyList<string> StoredFields =>
    [
        .. Parts.SelectMany(p => p.AnyOf).Concat(DayDetails.Fields).Where(f => !Source.Constants.ContainsKey(f))
            .Select(f => FeatureFields.Stored(Source, f)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Conditions of steps do not count here: a field that is filled for others is not lost.</summary>
    private static IReadOnlyList<string> Names(Source source, string kind) =>
        [.. ActorOrders.Of(source, kind).Select(s => s.Field).Distinct(StringComparer.Ordinal)];

    /// <summary>The field itself, and where a source's rules can give it, what they look at.</summary>
    private static IReadOnlyList<string> StoredIn(Source source, string field) => source.Derived.TryGetValue(field, out var rules)
        ? [.. rules.SelectMany(r => r.When.Conditions).Where(c => !c.Negated).Select(c => c.Field).Prepend(field).Distinct(StringComparer.Ordinal)]
        : [field];

    /// <summary>What a detector cannot do without: its own conditions, what it groups by and what it counts.</summary>
    private static IEnumerable<string> Fields(FeatureRequest request) =>
        request.Columns[0].Filter.Conditions.Where(c => !c.Negated).Select(c => c.Field)
            .Concat(request.Columns.Select(c => c.Field).OfType<string>())
            .Concat(request.GroupField is { } group ? [group] : []);
}

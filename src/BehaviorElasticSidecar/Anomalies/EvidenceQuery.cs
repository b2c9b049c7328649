using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>The events behind a finding, as an analyst pastes them into Discover and as query DSL.</summary>
/// <remarks>
/// Folding a name loses its spelling, so every field of the actor order is asked for the name in any case: the DSL compares without case,
/// KQL, which cannot, names the lower-case, upper-case and capitalised spelling. Spellings with a domain (<c>CORP\ana</c>, <c>ana@corp</c>) would need a leading
/// wildcard, a scan of every term, and are left out. So it may miss some of those events, and may hold events that belong to another
/// entity first in the actor order; it never leaves the source, the detector's filter or the bucket.
/// </remarks>
internal static class EvidenceQuery
{
    public static Evidence Of(Finding finding)
    {
        var clauses = Clauses(finding);
        return new Evidence(
            finding.Query.Source.Indices,
            KqlText.Of(clauses),
            EvidenceDsl.Of(clauses, finding.Query.Source.TimeField, finding.Bucket),
            finding.Bucket);
    }

    private static List<EvidenceClause> Clauses(Finding finding)
    {
        var source = finding.Query.Source;
        var clauses = new List<EvidenceClause>();
        if (!finding.Query.EntityFields.Any(field => Holds(source, field, finding.Entity)))
            clauses.Add(Named(source, [.. finding.Query.EntityFields], finding.Entity, finding.Query.Kind is EntityKind.User or EntityKind.Host));
        if (finding.Query.GroupField is { } group && Grouped(finding, group) is { } value && !source.Constants.ContainsKey(group))
            clauses.Add(Named(source, [group], value, group is "host.name" or "host.hostname"));
        foreach (var condition in source.Filter.And(finding.Detector.Events).Conditions.Where(c => !source.Constants.ContainsKey(c.Field) && !source.Derived.ContainsKey(c.Field)))
            clauses.Add(new EvidenceClause([source.FieldOf(condition.Field)], condition.AnyOf, false, condition.Negated));
        return clauses;
    }

    private static string? Grouped(Finding finding, string group) =>
        group == finding.Detector.By ? finding.Explanation.Partner : finding.Explanation.Value;

    private static bool Holds(Source source, string field, string name) =>
        source.Constants.TryGetValue(field, out var constant) && string.Equals(constant, name, StringComparison.OrdinalIgnoreCase);

    /// <param name="caseFolded">Whether the name lost its case when it was folded. Engines refuse <c>case_insensitive</c> on a field of type ip.</param>
    private static EvidenceClause Named(Source source, IReadOnlyList<string> fields, string name, bool caseFolded) => new(
        [.. fields.Where(f => !source.Constants.ContainsKey(f)).Select(source.FieldOf).Distinct(StringComparer.Ordinal)],
        [name],
        caseFolded && !fields.Any(f => f.EndsWith(".ip", StringComparison.Ordinal)),
        Negated: false);
}

/// <summary>One of the fields holds one of the values; without values: has any.</summary>
/// <param name="AnyCase">The values are names whose case was folded away.</param>
internal sealed record EvidenceClause(IReadOnlyList<string> Fields, IReadOnlyList<string> Values, bool AnyCase, bool Negated);

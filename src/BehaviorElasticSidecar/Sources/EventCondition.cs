namespace BehaviorElasticSidecar.Sources;

/// <summary>A filter of one source in terms of its stored fields: derived values and noise are worked in. Both evaluators turn it into their own form.</summary>
public abstract record EventCondition
{
    /// <summary>Every one holds; none: always.</summary>
    public sealed record All(IReadOnlyList<EventCondition> Parts) : EventCondition;

    /// <summary>At least one holds; none: never.</summary>
    public sealed record Any(IReadOnlyList<EventCondition> Ways) : EventCondition;

    public sealed record Not(EventCondition Inner) : EventCondition;

    /// <summary>A stored field, named as in ECS. Never negated: that is a <see cref="Not"/>.</summary>
    public sealed record Stored(FieldCondition Field) : EventCondition;

    /// <summary>The events that a source is read for: its own filter, without its noise.</summary>
    public static EventCondition OfSource(Source source) =>
        Every([Of(source, source.Filter), .. source.Noise.Select(n => new Not(Of(source, n)))]);

    /// <summary>What <paramref name="filter"/> asks of the events of the source.</summary>
    public static EventCondition Of(Source source, EventFilter filter) => Every(filter.Conditions.Select(c => Of(source, c)));

    /// <summary>What <paramref name="filter"/> asks of stored values alone.</summary>
    public static EventCondition OfStored(EventFilter filter) => Every(filter.Conditions.Select(OfStored));

    /// <summary>Every stored field that it looks at, each with its values.</summary>
    public IEnumerable<FieldCondition> Fields => this switch
    {
        All all => all.Parts.SelectMany(c => c.Fields),
        Any any => any.Ways.SelectMany(c => c.Fields),
        Not not => not.Inner.Fields,
        _ => [((Stored)this).Field],
    };

    private static EventCondition Of(Source source, FieldCondition condition)
    {
        if (!source.Derived.TryGetValue(condition.Field, out var rules))
            return OfStored(condition);
        var ways = new List<EventCondition>();
        var before = new List<EventCondition>();
        foreach (var rule in rules)
        {
            var when = OfStored(rule.When);
            if (condition.AnyOf.Count == 0 ? rule.Values.Count > 0 : rule.Values.Any(v => condition.AnyOf.Contains(v, StringComparer.Ordinal)))
                ways.Add(Every([when, .. before.Select(b => new Not(b))]));
            before.Add(when);
        }

        ways.Add(Every([new Stored(condition with { Negated = false }), .. before.Select(b => new Not(b))]));
        EventCondition holds = ways.Count == 1 ? ways[0] : new Any(ways);
        return condition.Negated ? new Not(holds) : holds;
    }

    private static EventCondition OfStored(FieldCondition condition) =>
        condition.Negated ? new Not(new Stored(condition with { Negated = false })) : new Stored(condition);

    private static EventCondition Every(IEnumerable<EventCondition> conditions)
    {
        var parts = conditions.SelectMany(c => c is All all ? all.Parts : [c]).ToList();
        return parts.Count == 1 ? parts[0] : new All(parts);
    }
}

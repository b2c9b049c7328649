using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>Reads which events count: <c>{ category: authentication, outcome: failure, not: { user.name: root } }</c>.</summary>
/// <remarks>
/// Every key must hold; a list means any of its values. <c>not</c> takes the same keys, and none of them may hold. Conditions and their values
/// are sorted, so that filters which mean the same are equal and are asked for once.
/// </remarks>
public static class FilterReader
{
    private static readonly IReadOnlyList<string> Words =
        [.. FilterGrammar.ShortKeys.Select(k => k.Key), FilterGrammar.Exists, FilterGrammar.Not, "any dotted ECS field, e.g. source.ip"];

    /// <summary>Everything that is wrong becomes a fault; what is right is kept, so that reading goes on.</summary>
    /// <param name="alsoAllowed">Keys that the caller reads himself.</param>
    public static EventFilter Read(YamlMapping? mapping, params IReadOnlyList<string> alsoAllowed)
    {
        if (mapping is null)
            return EventFilter.Everything;
        var conditions = new List<FieldCondition>();
        Collect(mapping, negated: false, alsoAllowed, conditions);
        return new EventFilter([.. conditions
            .OrderBy(c => c.Field, StringComparer.Ordinal).ThenBy(c => c.Negated).ThenBy(c => string.Join('\0', c.AnyOf), StringComparer.Ordinal)
            .Distinct()]);
    }

    private static void Collect(YamlMapping mapping, bool negated, IReadOnlyList<string> alsoAllowed, List<FieldCondition> into)
    {
        foreach (var key in mapping.Keys.Where(k => !alsoAllowed.Contains(k)))
        {
            if (key == FilterGrammar.Exists)
                AddExists(mapping, negated, into);
            else if (key == FilterGrammar.Not && !negated)
                AddNegated(mapping, into);
            else if (key == FilterGrammar.Not)
                mapping.Fault(key, "'not' inside of 'not' is not read: write the condition itself");
            else
                AddValues(mapping, key, negated, into);
        }
    }

    private static void AddNegated(YamlMapping mapping, List<FieldCondition> into)
    {
        if (mapping.Mapping(FilterGrammar.Not) is { } inner)
            Collect(inner, negated: true, [], into);
    }

    private static void AddExists(YamlMapping mapping, bool negated, List<FieldCondition> into)
    {
        var fields = mapping.TextList(FilterGrammar.Exists) ?? [];
        for (var i = 0; i < fields.Count; i++)
        {
            if (FilterGrammar.IsField(fields[i]))
                into.Add(new FieldCondition(fields[i], [], negated));
            else
                mapping.FaultAt(FilterGrammar.Exists, i, "not a field name", ["a dotted ECS field, e.g. source.ip"]);
        }
    }

    private static void AddValues(YamlMapping mapping, string key, bool negated, List<FieldCondition> into)
    {
        var shortKey = FilterGrammar.ShortKeys.FirstOrDefault(k => k.Key == key);
        if (shortKey.Key is null && !FilterGrammar.IsField(key))
        {
            var near = NearestSpelling.Of(key, Words);
            mapping.FaultAtKey(key, near is null ? "neither a short key nor a dotted field" : $"neither a short key nor a dotted field, did you mean '{near}'?", Words);
            return;
        }

        if (Values(mapping, key, shortKey.Values ?? []) is { Count: > 0 } values)
            into.Add(new FieldCondition(shortKey.Field ?? key, values, negated));
        else if (!mapping.Has(key))
            mapping.Fault(key, "a condition needs a value; for 'is there at all' write exists: [field]");
    }

    private static IReadOnlyList<string> Values(YamlMapping mapping, string key, IReadOnlyList<string> allowed)
    {
        var values = mapping.TextList(key) ?? [];
        if (values.Count > FilterGrammar.MaxValues || (values.Count == 0 && mapping.Has(key)))
            mapping.Fault(key, $"a condition lists 1 to {FilterGrammar.MaxValues} values");
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Length > FilterGrammar.MaxValueLength)
                mapping.FaultAt(key, i, $"longer than the {FilterGrammar.MaxValueLength} characters that keyword fields hold");
            else if (allowed.Count > 0 && !allowed.Contains(values[i]))
            {
                var near = NearestSpelling.Of(values[i], allowed);
                var hint = near is null ? "" : $", did you mean '{near}'?";
                mapping.FaultAt(key, i, $"not a value that ECS has for event.{key}{hint} (write event.{key} for a source's own values)", allowed);
            }
        }

        return [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}

using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The keys of a source that hold conditions: actor orders, derived values, noise. Everything wrong becomes a fault with its place.</summary>
internal static class SourceRules
{
    private static readonly IReadOnlyList<string> AField = ["a dotted ECS field, e.g. user.name"];

    public static SortedDictionary<string, IReadOnlyList<EntityStep>> Entities(YamlMapping mapping)
    {
        var orders = new SortedDictionary<string, IReadOnlyList<EntityStep>>(StringComparer.Ordinal);
        if (mapping.Mapping("entities") is not { } inner)
            return orders;
        inner.RefuseUnknown(SourceGrammar.Kinds);
        foreach (var kind in inner.Keys)
        {
            var items = inner.Items(kind) ?? [];
            var steps = new List<EntityStep>();
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i].Mapping is { } step)
                    AddStep(step, steps);
                else if (FilterGrammar.IsField(items[i].Text!))
                    steps.Add(new EntityStep(items[i].Text!));
                else
                    inner.FaultAt(kind, i, "not an ECS field name", AField);
            }

            orders[kind] = [.. steps.Distinct()];
        }

        return orders;
    }

    public static SortedDictionary<string, IReadOnlyList<DerivedValue>> Derived(YamlMapping mapping, IReadOnlyDictionary<string, string> constants)
    {
        var derived = new SortedDictionary<string, IReadOnlyList<DerivedValue>>(StringComparer.Ordinal);
        if (mapping.Mapping("derive") is not { } inner)
            return derived;
        inner.RefuseUnknown(DerivedValue.Fields);
        foreach (var field in inner.Keys.Where(DerivedValue.Fields.Contains))
        {
            if (constants.ContainsKey(field))
                inner.FaultAtKey(field, "a field cannot be derived and constant: keep one");
            derived[field] = [.. (inner.Mappings(field) ?? []).Select(rule => Rule(rule, field)).OfType<DerivedValue>()];
        }

        return derived;
    }

    public static IReadOnlyList<EventFilter> Noise(YamlMapping mapping)
    {
        var noise = new List<EventFilter>();
        foreach (var entry in mapping.Mappings("noise") ?? [])
        {
            var filter = FilterReader.Read(entry);
            if (filter.Conditions.Count > 0)
                noise.Add(filter);
            else if (entry.Keys.Count == 0)
                mapping.Fault("noise", "an entry without conditions would leave out every event");
        }

        return noise;
    }

    private static void AddStep(YamlMapping step, List<EntityStep> into)
    {
        step.RefuseUnknown(["field", "when"]);
        step.Require("field");
        if (step.Text("field") is not { } field)
            return;
        if (FilterGrammar.IsField(field))
            into.Add(new EntityStep(field, FilterReader.Read(step.Mapping("when"))));
        else
            step.Fault("field", "not an ECS field name", AField);
    }

    private static DerivedValue? Rule(YamlMapping rule, string field)
    {
        rule.RefuseUnknown(["when", "value"]);
        rule.Require("when", "value");
        var when = FilterReader.Read(rule.Mapping("when"));
        var values = rule.TextList("value") ?? [];
        var allowed = FilterGrammar.ShortKeys.First(k => k.Field == field).Values;
        for (var i = 0; i < values.Count; i++)
        {
            if (allowed.Count > 0 && !allowed.Contains(values[i]))
                rule.FaultAt("value", i, $"not a value that ECS has for {field}", allowed);
        }

        return values.Count == 0 ? null : new DerivedValue(when, [.. values.Distinct(StringComparer.Ordinal)]);
    }
}

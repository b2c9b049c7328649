using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Sources in force, whole: as YAML that reads back as the same, and as JSON.</summary>
internal static class SourceText
{
    public static void Yaml(StringBuilder text, Source source)
    {
        text.Append("  - id: ").Append(YamlText.Quoted(source.Id)).Append('\n');
        if (source.Title.Length > 0)
            text.Append("    title: ").Append(YamlText.Quoted(source.Title)).Append('\n');
        if (source.Datasets.Count > 0)
            text.Append("    datasets: ").Append(List(source.Datasets)).Append('\n');
        text.Append("    indices: ").Append(List(source.Indices)).Append('\n');
        if (source.Filter.Conditions.Count > 0)
            text.Append("    filter: ").Append(Filter(source.Filter)).Append('\n');
        text.Append("    time_field: ").Append(YamlText.Quoted(source.TimeField)).Append('\n');
        text.Append("    ingested_field: ").Append(YamlText.Quoted(source.IngestedField)).Append('\n');
        text.Append("    ingest_delay: ").Append(DurationText.Format(source.IngestDelay)).Append('\n');
        Map(text, "fields", source.Fields, YamlText.Quoted);
        Map(text, "constants", source.Constants, YamlText.Quoted);
        Map(text, "entities", source.EntitySteps, Steps);
        Map(text, "derive", source.Derived, Rules);
        if (source.Noise.Count > 0)
            text.Append("    noise: [").AppendJoin(", ", source.Noise.Select(Filter)).Append("]\n");
    }

    public static void Json(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id);
        if (source.Title.Length > 0)
            json.WriteString("title", source.Title);
        if (source.Datasets.Count > 0)
            json.WriteString("datasets", string.Join(", ", source.Datasets));
        json.WriteStartArray("indices");
        foreach (var index in source.Indices)
            json.WriteStringValue(index);
        json.WriteEndArray();
        if (source.Filter.Conditions.Count > 0)
            json.WriteString("filter", Filter(source.Filter));
        json.WriteString("time_field", source.TimeField);
        json.WriteString("ingested_field", source.IngestedField);
        json.WriteString("ingest_delay", DurationText.Format(source.IngestDelay));
        Map(json, "fields", source.Fields, value => value);
        Map(json, "constants", source.Constants, value => value);
        Map(json, "entities", source.EntitySteps, Steps);
        Map(json, "derive", source.Derived, Rules);
        if (source.Noise.Count > 0)
            json.WriteString("noise", string.Join(", ", source.Noise.Select(Filter)));
        json.WriteEndObject();
    }

    /// <summary>In the grammar of the file, on one line.</summary>
    private static string Filter(EventFilter filter)
    {
        var inner = Conditions(filter.Conditions.Where(c => c.Negated));
        var outer = Conditions(filter.Conditions.Where(c => !c.Negated));
        return "{ " + string.Join(", ", inner.Length == 0 ? [outer] : outer.Length == 0 ? [$"not: {{ {inner} }}"] : new[] { outer, $"not: {{ {inner} }}" }) + " }";
    }

    private static string Conditions(IEnumerable<FieldCondition> conditions)
    {
        var all = conditions.ToList();
        var parts = all.Where(c => c.AnyOf.Count > 0).Select(c => $"{c.Field}: {List(c.AnyOf)}").ToList();
        var exist = all.Where(c => c.AnyOf.Count == 0).Select(c => c.Field).ToList();
        if (exist.Count > 0)
            parts.Add($"exists: {List(exist)}");
        return string.Join(", ", parts);
    }

    private static string Steps(IReadOnlyList<EntityStep> steps) => $"[{string.Join(", ", steps.Select(Step))}]";

    private static string Step(EntityStep step) =>
        step.When.Conditions.Count == 0 ? YamlText.Quoted(step.Field) : $"{{ field: {YamlText.Quoted(step.Field)}, when: {Filter(step.When)} }}";

    private static string Rules(IReadOnlyList<DerivedValue> rules) =>
        $"[{string.Join(", ", rules.Select(r => $"{{ when: {Filter(r.When)}, value: {List(r.Values)} }}"))}]";

    private static string List(IReadOnlyList<string> texts) => $"[{string.Join(", ", texts.Select(YamlText.Quoted))}]";

    private static void Map<T>(StringBuilder text, string key, IReadOnlyDictionary<string, T> map, Func<T, string> format)
    {
        if (map.Count > 0)
            text.Append("    ").Append(key).Append(": { ")
                .AppendJoin(", ", map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{YamlText.Quoted(m.Key)}: {format(m.Value)}")).Append(" }\n");
    }

    private static void Map<T>(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, T> map, Func<T, string> format)
    {
        if (map.Count == 0)
            return;
        json.WriteStartObject(key);
        foreach (var (name, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
            json.WriteString(name, format(value));
        json.WriteEndObject();
    }
}

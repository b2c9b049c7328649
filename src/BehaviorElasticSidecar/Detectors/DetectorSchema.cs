using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>The text of <c>docs/schema/detector.schema.json</c>: the grammar's table, and per measure what it allows.</summary>
public static class DetectorSchema
{
    public static string Text(IReadOnlyList<MeasureGrammar> measures)
    {
        var sorted = measures.OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
        var grammar = DetectorGrammar.For([.. sorted.Select(m => m.Name)]);
        var ids = new YamlKey("ids", YamlKeyKind.Texts, "Ids of the sources it runs on. Default: all.");
        return EditorSchema.Of("Behavior Elastic Sidecar: detector", grammar, [ids], json => WriteMeasures(json, sorted));
    }

    private static void WriteMeasures(Utf8JsonWriter json, List<MeasureGrammar> measures)
    {
        json.WriteStartArray("allOf");
        foreach (var measure in measures)
        {
            json.WriteStartObject();
            json.WriteStartObject("if");
            WriteProperty(json, "measure", p => p.WriteString("const", measure.Name));
            json.WriteStartArray("required");
            json.WriteStringValue("measure");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("then");
            json.WriteString("description", $"{measure.Name}: {measure.Help}");
            WriteAllowed(json, measure);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAllowed(Utf8JsonWriter json, MeasureGrammar measure)
    {
        if (measure.OfRequired == true || measure.TakesPart)
        {
            json.WriteStartArray("required");
            if (measure.OfRequired == true)
                json.WriteStringValue("of");
            if (measure.TakesPart)
                json.WriteStringValue("part");
            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        if (measure.OfRequired == false)
            json.WriteBoolean("of", false);
        if (measure.Entity is { } only)
        {
            json.WriteStartObject("entity");
            json.WriteString("const", only.Name());
            json.WriteEndObject();
        }

        if (!measure.AllowsBy)
            json.WriteBoolean("by", false);
        if (!measure.TakesPart)
            json.WriteBoolean("part", false);
        if (measure.Name != DetectorGrammar.Fact)
            json.WriteBoolean("odds", false);
        json.WriteStartObject("direction");
        EditorSchema.WriteEnum(json, [.. measure.Directions.Select(d => d.ToString().ToLowerInvariant())]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> rule)
    {
        json.WriteStartObject("properties");
        json.WriteStartObject(name);
        rule(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

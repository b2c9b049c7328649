using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>JSON schema (2020-12) of a grammar, so that editors complete keys and underline faults before the program sees the file.</summary>
public static class EditorSchema
{
    private static readonly JsonWriterOptions Style = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="filterKeys">Keys of texts that filters of this grammar have beside fields, e.g. <c>ids</c>.</param>
    /// <param name="more">Writes rules across keys into the root.</param>
    public static string Of(string title, YamlGrammar grammar, IReadOnlyList<YamlKey> filterKeys, Action<Utf8JsonWriter>? more = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Style))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", title);
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            // A site's file may hold only what it changes: so only the id must be there.
            json.WriteStartArray("required");
            json.WriteStringValue("id");
            json.WriteEndArray();
            json.WriteStartObject("properties");
            foreach (var key in grammar.Keys)
                WriteKey(json, key);
            json.WriteEndObject();
            more?.Invoke(json);
            json.WriteStartObject("$defs");
            WriteFilter(json, "filter", filterKeys);
            WriteFilter(json, "not", []);
            if (grammar.Keys.Any(k => k.Kind == YamlKeyKind.StepsMap))
                WriteStep(json);
            if (grammar.Keys.Any(k => k.Kind == YamlKeyKind.RulesMap))
                WriteRule(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void WriteKey(Utf8JsonWriter json, YamlKey key)
    {
        json.WriteStartObject(key.Name);
        json.WriteString("description", key.Help);
        switch (key.Kind)
        {
            case YamlKeyKind.Filter:
                json.WriteString("$ref", "#/$defs/filter");
                break;
            case YamlKeyKind.Bool:
                json.WriteString("type", "boolean");
                break;
            case YamlKeyKind.Whole:
                WriteWhole(json, key);
                break;
            case YamlKeyKind.Texts:
                WriteTexts(json, key);
                break;
            case YamlKeyKind.TextMap or YamlKeyKind.TextsMap:
                WriteMap(json, key);
                break;
            case YamlKeyKind.Filters:
                json.WriteString("type", "array");
                WriteReference(json, "items", "filter");
                break;
            case YamlKeyKind.StepsMap:
                WriteListsBy(json, key, "step");
                break;
            case YamlKeyKind.RulesMap:
                WriteListsBy(json, key, "rule");
                break;
            default:
                WriteText(json, key);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, YamlKey key)
    {
        json.WriteString("type", "integer");
        if (key.Allowed.Count == 0)
            return;
        json.WriteStartArray("enum");
        foreach (var value in key.Allowed)
            json.WriteRawValue(value);
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, YamlKey key)
    {
        json.WriteString("type", "string");
        if (key.Allowed.Count > 0)
            WriteEnum(json, key.Allowed);
        else if (key.Kind == YamlKeyKind.Text)
            json.WriteNumber("maxLength", key.MaxLength);
        if (key.Pattern is not null)
            json.WriteString("pattern", $"^({key.Pattern})$");
    }

    /// <summary>A single text stands for a list of one.</summary>
    private static void WriteTexts(Utf8JsonWriter json, YamlKey key)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteText(json, key);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        WriteText(json, key);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, YamlKey key)
    {
        json.WriteString("type", "object");
        if (key.Allowed.Count > 0)
        {
            json.WriteStartObject("propertyNames");
            WriteEnum(json, key.Allowed);
            json.WriteEndObject();
        }

        json.WriteStartObject("additionalProperties");
        WriteValues(json, [], lists: key.Kind == YamlKeyKind.TextsMap);
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string property, string definition)
    {
        json.WriteStartObject(property);
        json.WriteString("$ref", $"#/$defs/{definition}");
        json.WriteEndObject();
    }

    /// <summary>One list per allowed key.</summary>
    private static void WriteListsBy(Utf8JsonWriter json, YamlKey key, string definition)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var name in key.Allowed)
        {
            json.WriteStartObject(name);
            json.WriteString("type", "array");
            WriteReference(json, "items", definition);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json)
    {
        json.WriteStartObject("step");
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteEndObject();
        WriteParts(json, ["field"], () =>
        {
            json.WriteStartObject("field");
            json.WriteString("description", "An ECS field, mapped like any other.");
            json.WriteString("type", "string");
            json.WriteEndObject();
            WriteReference(json, "when", "filter");
        });
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json)
    {
        json.WritePropertyName("rule");
        WriteParts(json, ["when", "value"], () =>
        {
            WriteReference(json, "when", "filter");
            json.WriteStartObject("value");
            WriteValues(json, [], lists: true);
            json.WriteEndObject();
        });
    }

    private static void WriteParts(Utf8JsonWriter json, string[] required, Action properties)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        foreach (var key in required)
            json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        properties();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter json, string name, IReadOnlyList<YamlKey> more)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var (key, _, values, help) in FilterGrammar.ShortKeys)
        {
            json.WriteStartObject(key);
            json.WriteString("description", help);
            WriteValues(json, values, lists: true);
            json.WriteEndObject();
        }

        json.WriteStartObject(FilterGrammar.Exists);
        json.WriteString("description", "Fields that the event must have.");
        WriteValues(json, [], lists: true);
        json.WriteEndObject();
        if (name != "not")
        {
            json.WriteStartObject(FilterGrammar.Not);
            json.WriteString("description", "None of these may hold.");
            json.WriteString("$ref", "#/$defs/not");
            json.WriteEndObject();
        }

        foreach (var key in more)
            WriteKey(json, key);
        json.WriteEndObject();
        json.WriteStartObject("patternProperties");
        json.WriteStartObject($"^({FilterGrammar.FieldPattern})$");
        json.WriteString("description", "Any ECS field: one of these values.");
        WriteValues(json, [], lists: true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>YAML writes <c>code: 4625</c> without quotes; the program compares texts.</summary>
    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<string> values, bool lists)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteScalar(json, values);
        json.WriteEndObject();
        if (lists)
        {
            json.WriteStartObject();
            json.WriteString("type", "array");
            json.WriteNumber("minItems", 1);
            json.WriteStartObject("items");
            WriteScalar(json, values);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            WriteEnum(json, values);
            return;
        }

        json.WriteStartArray("type");
        foreach (var type in (string[])["string", "number", "boolean"])
            json.WriteStringValue(type);
        json.WriteEndArray();
    }

    internal static void WriteEnum(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        json.WriteStartArray("enum");
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Lists of context in force: as YAML that reads back as the same, and as JSON.</summary>
internal static class ContextText
{
    public static void Yaml(StringBuilder text, ContextList list)
    {
        text.Append("  - kind: ").Append(list.Kind.Name()).Append('\n');
        foreach (var (key, value) in Pairs(list).Skip(1))
            text.Append("    ").Append(key).Append(": ").Append(YamlText.Quoted(value)).Append('\n');
        if (list.Map.Count > 0)
            text.Append("    map: { ").AppendJoin(", ", list.Map.Select(m => $"{m.Key}: {YamlText.Quoted(m.Value)}")).Append(" }\n");
    }

    public static void Json(Utf8JsonWriter json, ContextList list)
    {
        json.WriteStartObject();
        foreach (var (key, value) in Pairs(list))
            json.WriteString(key, value);
        if (list.Map.Count > 0)
        {
            json.WriteStartObject("map");
            foreach (var (attribute, column) in list.Map)
                json.WriteString(attribute, column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Key, string Value)> Pairs(ContextList list)
    {
        yield return ("kind", list.Kind.Name());
        if (list.Index is { } index)
            yield return ("index", index);
        if (list.File is { } file)
        {
            yield return ("file", file);
            yield return ("format", list.Format.ToString().ToLowerInvariant());
        }

        if (list.Delimiter is { } delimiter)
            yield return ("delimiter", delimiter == '\t' ? "tab" : delimiter.ToString());
        yield return ("date_format", list.DateFormat);
    }
}

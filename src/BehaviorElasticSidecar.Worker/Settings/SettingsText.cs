using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>The settings in force as YAML that can be read again (but for secrets), or as JSON; each with where it came from.</summary>
internal static class SettingsText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int OriginColumn = 48;

    public static string Yaml(EffectiveSettings settings)
    {
        var text = new StringBuilder();
        text.Append("# Settings in force. Strongest first: flag, environment, ").Append(settings.File ?? "settings file (none found)").Append(", default.\n");
        var group = "";
        foreach (var value in settings.Values)
        {
            if (value.Setting.Group != group)
                text.Append(group = value.Setting.Group).Append(":\n");
            Line(text, group.Length == 0 ? "" : "  ", $"{value.Setting.Name}: {YamlValue(value)}", value.Origin);
        }

        Line(text, "", settings.Context.Count == 0 ? "context: []" : "context:", settings.ContextOrigin);
        foreach (var list in settings.Context)
            ContextText.Yaml(text, list);
        Line(text, "", "sources:", settings.SourcesOrigin);
        foreach (var source in settings.Sources)
            SourceText.Yaml(text, source);
        return text.ToString();
    }

    public static string Json(EffectiveSettings settings)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("file", settings.File);
            json.WriteStartArray("settings");
            foreach (var value in settings.Values)
                WriteValue(json, value);
            json.WriteEndArray();
            json.WriteStartArray("context");
            foreach (var list in settings.Context)
                ContextText.Json(json, list);
            json.WriteEndArray();
            json.WriteStartArray("sources");
            foreach (var source in settings.Sources)
                SourceText.Json(json, source);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteValue(Utf8JsonWriter json, EffectiveValue value)
    {
        json.WriteStartObject();
        json.WriteString("key", value.Setting.Key);
        json.WritePropertyName("value");
        switch (value.Value)
        {
            case null:
                json.WriteNullValue();
                break;
            case int whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool on:
                json.WriteBooleanValue(on);
                break;
            case IReadOnlyList<Uri> urls:
                json.WriteStartArray();
                foreach (var url in urls)
                    json.WriteStringValue(url.OriginalString);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.Setting.Format(value.Value));
                break;
        }

        json.WriteString("origin", value.Origin);
        json.WriteEndObject();
    }

    private static string YamlValue(EffectiveValue value) => value.Value switch
    {
        null => "",
        IReadOnlyList<Uri> urls => $"[{string.Join(", ", urls.Select(u => YamlText.Quoted(u.OriginalString)))}]",
        string text when value.Setting.Kind is SettingKind.Text or SettingKind.Path => YamlText.Quoted(text),
        var other => value.Setting.Kind == SettingKind.Secret ? $"\"{SettingsCatalogue.Mask}\"" : value.Setting.Format(other),
    };

    private static void Line(StringBuilder text, string indent, string line, string origin) =>
        text.Append((indent + line).PadRight(OriginColumn)).Append(" # ").Append(origin).Append('\n');
}

using System.Text.Json;

namespace BehaviorElasticSidecar.Context;

/// <summary>A row from a JSON object, whose keys may be nested, dotted or mixed; the longest key wins.</summary>
internal static class JsonRow
{
    public static ContextRow Of(ContextList list, JsonElement root, long line)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (attribute, column) in list.Columns)
            if (Find(root, column) is { } found && (attribute == ContextAttributes.Aliases ? Texts(found) : Text(found)) is { } text)
                values[attribute] = text;
        return new ContextRow(line, values);
    }

    private static JsonElement? Find(JsonElement at, string path)
    {
        if (at.ValueKind != JsonValueKind.Object)
            return null;
        if (at.TryGetProperty(path, out var value))
            return value;
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
            if (at.TryGetProperty(path[..dot], out var inner) && Find(inner, path[(dot + 1)..]) is { } found)
                return found;
        return null;
    }

    /// <summary>All of several values.</summary>
    private static string? Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(SpellingList.Separators[^1], value.EnumerateArray().Select(Text).OfType<string>())
        : Text(value);

    /// <summary>Of several values the first that is one.</summary>
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => value.EnumerateArray().Where(v => v.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)).Select(Text).OfType<string>().FirstOrDefault(),
        _ => null,
    };
}

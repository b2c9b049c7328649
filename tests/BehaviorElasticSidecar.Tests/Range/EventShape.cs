using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>What of an event could give away who made it: its fields with their types, and how each value is written.</summary>
internal sealed record EventShape(string Dataset, string Kind, string Id, double DelaySeconds, IReadOnlyList<(string Path, JsonElement Value)> Leaves)
{
    public IEnumerable<string> Typed => Leaves.Select(l => $"{Kind} {l.Path} {(l.Value.ValueKind == JsonValueKind.False ? JsonValueKind.True : l.Value.ValueKind)}").Distinct();

    public static EventShape Of(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        var of = root.GetProperty("event");
        var dataset = of.GetProperty("dataset").GetString()!;
        var action = of.TryGetProperty("action", out var a) ? a.GetString() : of.TryGetProperty("code", out var c) ? c.GetString() : "none";
        var leaves = new List<(string, JsonElement)>();
        Collect(root, "", leaves);
        var delay = of.GetProperty("ingested").GetDateTimeOffset() - root.GetProperty("@timestamp").GetDateTimeOffset();
        return new EventShape(dataset, $"{dataset}/{action}", of.GetProperty("id").GetString()!, delay.TotalSeconds, leaves);
    }

    /// <summary>Runs of letters to <c>a</c>, runs of digits to <c>9</c>; addresses to their first 17 bits; numbers to whole or not.</summary>
    public static string StyleOf(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetInt64(out _) ? "whole" : "fraction";
        if (value.ValueKind != JsonValueKind.String)
            return value.ValueKind.ToString();
        var text = value.GetString()!;
        return IsAddress(path) && text.Split('.') is [var first, var second, var third, _]
            ? $"{first}.{second}.{(int.Parse(third, CultureInfo.InvariantCulture) < 128 ? "low" : "high")}"
            : Masked(text);
    }

    private static bool IsAddress(string path) => path.EndsWith("ip", StringComparison.OrdinalIgnoreCase) || path.EndsWith("ip[]", StringComparison.Ordinal);

    private static string Masked(string text)
    {
        var masked = new StringBuilder();
        foreach (var letter in text)
        {
            var mask = char.IsAsciiLetter(letter) ? 'a' : char.IsAsciiDigit(letter) ? '9' : letter;
            if (masked.Length == 0 || masked[^1] != mask || mask is not ('a' or '9'))
                masked.Append(mask);
        }

        return masked.ToString();
    }

    private static void Collect(JsonElement element, string path, List<(string, JsonElement)> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", leaves);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, path + "[]", leaves);
                break;
            default:
                leaves.Add((path, element));
                break;
        }
    }
}

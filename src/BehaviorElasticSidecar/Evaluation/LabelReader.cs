using System.Text.Json;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>Labels from NDJSON: <c>scenario</c>, <c>entities</c> (each <c>kind</c> and <c>id</c>), <c>start</c>, <c>end</c>; other keys are left alone.</summary>
public static class LabelReader
{
    /// <summary>Throws <see cref="InvalidDataException"/> that names file, line, key and what is allowed.</summary>
    public static async Task<IReadOnlyList<Label>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var labels = new List<Label>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            number++;
            if (line.Length == 0)
                continue;
            try
            {
                using var parsed = JsonDocument.Parse(line);
                labels.Add(Read(parsed.RootElement));
            }
            catch (Exception wrong) when (wrong is JsonException or FormatException)
            {
                throw new InvalidDataException($"{path}, line {number}: {wrong.Message}", wrong);
            }
        }

        return labels;
    }

    private static Label Read(JsonElement label)
    {
        var (start, end) = (Time(label, "start"), Time(label, "end"));
        if (end < start)
            throw new FormatException($"end {end:O} is before start {start:O}");
        if (Part(label, "entities", JsonValueKind.Array) is var entities && entities.GetArrayLength() == 0)
            throw new FormatException("entities is empty; name at least one, such as {\"kind\":\"user\",\"id\":\"sarah\"}");
        return new Label(Text(label, "scenario"), [.. entities.EnumerateArray().Select(Entity)], start, end)
        {
            Difficulty = label.TryGetProperty("difficulty", out var difficulty) && difficulty.ValueKind == JsonValueKind.String ? difficulty.GetString() : null,
        };
    }

    private static EntityKey Entity(JsonElement entity)
    {
        var kind = Text(entity, "kind");
        return EntityKinds.TryParse(kind, out var known)
            ? new EntityKey(known, Text(entity, "id"))
            : throw new FormatException($"kind '{kind}' is none of {string.Join(", ", EntityKinds.All)}");
    }

    private static DateTimeOffset Time(JsonElement from, string key) =>
        Part(from, key, JsonValueKind.String).TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new FormatException($"{key} '{from.GetProperty(key).GetString()}' is no time such as 2026-03-02T14:05:00Z");

    private static string Text(JsonElement from, string key) => Part(from, key, JsonValueKind.String).GetString()!;

    private static JsonElement Part(JsonElement from, string key, JsonValueKind kind) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out var part) && part.ValueKind == kind
            ? part
            : throw new FormatException($"{key} is missing or not a{(kind == JsonValueKind.Array ? " list" : " text")}");
}

using System.Text.Json;
using System.Text.Json.Serialization;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>The truth about one planted attack, for evaluation. Entities are normalised as the program normalises them; start and end hold all its events.</summary>
internal sealed record Label(
    string Scenario, string Title, IReadOnlyList<LabelEntity> Entities, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<string> Techniques)
{
    /// <summary>loud, plain or quiet; null where nobody has said.</summary>
    public string? Difficulty { get; init; }

    public int? Variant { get; init; }

    /// <summary><c>event.id</c> of the attack's events, the first two thousand of them.</summary>
    public IReadOnlyList<string>? EventIds { get; init; }
}

internal sealed record LabelEntity(string Kind, string Id)
{
    public static LabelEntity Of(EntityKind kind, string id) => new(kind.Name(), id);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Label))]
internal sealed partial class LabelJson : JsonSerializerContext;

/// <summary>Labels as NDJSON, by start.</summary>
internal static class LabelWriter
{
    public static async Task WriteAsync(IEnumerable<Label> labels, Stream to, CancellationToken cancellationToken)
    {
        foreach (var label in labels.OrderBy(l => l.Start))
        {
            await to.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(label, LabelJson.Default.Label), cancellationToken).ConfigureAwait(false);
            await to.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
    }
}

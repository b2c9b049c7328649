using System.Text.Json.Serialization;
using BehaviorElasticSidecar.Range.Delivery;

namespace BehaviorElasticSidecar.Range;

/// <summary>What <c>range.json</c> says of a written range: the options that make it again, and what is in it.</summary>
public sealed record RangeResult
{
    /// <summary>Of the generator: another number means that the same options give other events.</summary>
    public const int GeneratorVersion = 1;

    public int Version { get; init; } = GeneratorVersion;

    public required RangeInputs Options { get; init; }

    /// <summary>Events that arrived, each counted once.</summary>
    public required long Events { get; init; }

    /// <summary>Events, second copies and broken lines.</summary>
    public required long Lines { get; init; }

    public required long Bytes { get; init; }

    public required long Duplicates { get; init; }

    public required long Malformed { get; init; }

    public required long Late { get; init; }

    public required long Lost { get; init; }

    public required int Labels { get; init; }

    public required int People { get; init; }

    public required int Hosts { get; init; }

    public required IReadOnlyList<Outage> Outages { get; init; }

    /// <summary>By name; those without events are left out.</summary>
    public required IReadOnlyList<DatasetCount> Datasets { get; init; }
}

public sealed record RangeInputs(ulong Seed, int Users, int Days, DateOnly From, string TimeZone, double Rate, int MinimumEventBytes, IReadOnlyList<string> Scenarios);

public sealed record DatasetCount(string Dataset, string File, long Events, long Lines, long Bytes);

/// <summary>How far a range has got.</summary>
/// <param name="Days">Lived so far, of <paramref name="AllDays"/>.</param>
public readonly record struct RangeProgress(int Days, int AllDays, long Events);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RangeResult))]
public sealed partial class RangeJson : JsonSerializerContext;

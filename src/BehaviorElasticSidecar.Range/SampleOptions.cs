namespace BehaviorElasticSidecar.Range;

/// <summary>What a synthetic log is made of. The same options give the same bytes on every machine.</summary>
public sealed record SampleOptions
{
    public ulong Seed { get; init; } = 5;

    /// <summary>10 to 60,000.</summary>
    public int People { get; init; } = 25;

    /// <summary>Local days, at least 1.</summary>
    public int Days { get; init; } = 45;

    /// <summary>First local day. The default has the clock change of 8 March 2026 in it.</summary>
    public DateOnly From { get; init; } = new(2026, 3, 2);

    /// <summary>Zone of the tz database in which people live.</summary>
    public string Zone { get; init; } = "America/Chicago";

    /// <summary>How much everybody does; 1 is a thin log of some 30 events a person and working day.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Shorter events are filled up to this many bytes with a raw message; 0 leaves them as they are (600 to 1,500).</summary>
    public int MinimumEventBytes { get; init; }

    /// <summary>Plant the attacks of the small office in the last third.</summary>
    public bool Stories { get; init; } = true;

    /// <summary>All sources and the whole of life, as <c>range generate</c> has them; the shipped sample is a thin log of seven sources.</summary>
    public bool Wide { get; init; }

    /// <summary>Ids of the scenarios to plant in a wide range; null for all, empty for the clean twin.</summary>
    public IReadOnlyCollection<string>? Scenarios { get; init; }

    /// <summary>A scenario that can take the place of what happens every night does so, and the range has no clean twin; otherwise all only add.</summary>
    public bool Replaces { get; init; }

    /// <summary>Stops after this many events; 0 for all.</summary>
    public long MaxEvents { get; init; }

    /// <summary>The sample that ships in <c>samples/</c>.</summary>
    public static SampleOptions SmallOffice { get; } = new();
}

/// <summary>What was written.</summary>
/// <param name="Bytes">Uncompressed.</param>
public sealed record SampleResult(long Events, long Bytes, DateTimeOffset From, DateTimeOffset To, int Stories);

using System.Globalization;

namespace BehaviorElasticSidecar.Range;

/// <summary>Many events for measurements: those of a larger organisation, each at least 700 bytes, as many as asked for.</summary>
public static class LargeEvents
{
    public const int MinimumBytes = 700;

    /// <summary>Events that a person gives on an average calendar day at rate 1, services and noise apart; measured on seed 5.</summary>
    private const double EventsPerPersonDay = 22;

    /// <summary>Options for exactly <paramref name="events"/> events by <paramref name="people"/> people, spread over about <paramref name="days"/> days.</summary>
    public static SampleOptions Options(long events, int people, int days, ulong seed) => new()
    {
        Seed = seed,
        People = people,
        // Room for the share of working days that fall outside: the count ends the run, not the calendar.
        Days = days * 3 + 30,
        Rate = Math.Clamp(events / (EventsPerPersonDay * people * days), 0.2, 500),
        MinimumEventBytes = MinimumBytes,
        Stories = false,
        MaxEvents = events,
    };

    public static Task<SampleResult> WriteAsync(long events, int people, int days, ulong seed, Stream to, CancellationToken cancellationToken) =>
        SampleGenerator.WriteAsync(Options(events, people, days, seed), to, labels: null, cancellationToken);

    /// <summary>The same, cut into <paramref name="files"/> files in time order; their paths.</summary>
    public static async Task<IReadOnlyList<string>> WriteFilesAsync(
        SampleOptions options, string folder, int files, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(files, 1);
        Directory.CreateDirectory(folder);
        await using var parts = new PartsStream(
            [.. Enumerable.Range(0, files).Select(i => Path.Combine(folder, $"events-{i.ToString("000", CultureInfo.InvariantCulture)}.ndjson"))],
            options.MaxEvents * (options.MinimumEventBytes + 60L) / files);
        await SampleGenerator.WriteAsync(options, parts, labels: null, cancellationToken).ConfigureAwait(false);
        return parts.Written;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BehaviorElasticSidecar.Range.Context;
using BehaviorElasticSidecar.Range.Delivery;
using BehaviorElasticSidecar.Range.Scenarios;

namespace BehaviorElasticSidecar.Range;

/// <summary>A whole range as a folder: one file of events per dataset, the organisation's lists of people and hosts, the labels, and what made it.</summary>
/// <remarks>Streams: memory holds the acts of about a day. The same options give the same bytes, however many writers share the work.</remarks>
public static class RangeGenerator
{
    public const string EventsFolder = "events", PeopleFile = "context/people.ndjson", HostsFile = "context/hosts.ndjson", LabelsFile = "labels.ndjson", RangeFile = "range.json";

    /// <summary>
    /// Makes <paramref name="folder"/> or overwrites an older range in it; <see cref="RangeFile"/> is written last, so it stands for a complete one.
    /// Throws <see cref="ArgumentException"/> for an unknown scenario or time zone.
    /// </summary>
    public static async Task<RangeResult> WriteFolderAsync(
        SampleOptions options, string folder, IProgress<RangeProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Scenarios?.Except(ScenarioIds).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"'{unknown}' is no scenario; there are {string.Join(", ", ScenarioIds)}", nameof(options));
        var chronicle = new Chronicle(options);
        var collectors = new Collectors(options);
        Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(PeopleFile)!));
        File.Delete(Path.Combine(folder, RangeFile));
        await using var events = new EventFolder(
            Path.Combine(folder, EventsFolder), options.MinimumEventBytes, Math.Clamp(Environment.ProcessorCount, 1, 4), cancellationToken);
        try
        {
            await LiveAsync(options, chronicle, collectors, events, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await events.ThrowFailureAsync().ConfigureAwait(false);
            throw;
        }

        var people = await WriteLinesAsync(folder, PeopleFile, ContextRows.People(chronicle.Site, options), ContextJson.Default.PersonRow, cancellationToken).ConfigureAwait(false);
        var hosts = await WriteLinesAsync(folder, HostsFile, ContextRows.Hosts(chronicle.Site), ContextJson.Default.HostRow, cancellationToken).ConfigureAwait(false);
        await using (var labels = File.Create(Path.Combine(folder, LabelsFile)))
            await LabelWriter.WriteAsync(chronicle.Labels, labels, cancellationToken).ConfigureAwait(false);
        var result = Result(options, chronicle, collectors, events) with { People = people, Hosts = hosts };
        await File.WriteAllBytesAsync(Path.Combine(folder, RangeFile), JsonSerializer.SerializeToUtf8Bytes(result, RangeJson.Default.RangeResult), cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>All that <see cref="SampleOptions.Scenarios"/> may name, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> ScenarioIds { get; } = [.. ScenarioCatalogue.All().Select(s => s.Id)];

    private static async Task LiveAsync(
        SampleOptions options, Chronicle chronicle, Collectors collectors, EventFolder to, IProgress<RangeProgress>? progress, CancellationToken cancellationToken)
    {
        var events = 0L;
        for (var day = 0; day < options.Days; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var act in chronicle.Live(day))
            {
                if (!collectors.Take(act, out var parcel))
                    continue;
                await to.AddAsync(parcel).ConfigureAwait(false);
                if (++events == options.MaxEvents)
                    break;
            }

            progress?.Report(new RangeProgress(day + 1, options.Days, events));
            if (events == options.MaxEvents)
                break;
        }

        await to.CompleteAsync().ConfigureAwait(false);
    }

    private static async Task<int> WriteLinesAsync<T>(string folder, string file, IEnumerable<T> rows, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await using var to = new BufferedStream(File.Create(Path.Combine(folder, file)), 1 << 16);
        var count = 0;
        foreach (var row in rows)
        {
            await JsonSerializer.SerializeAsync(to, row, type, cancellationToken).ConfigureAwait(false);
            to.WriteByte((byte)'\n');
            count++;
        }

        return count;
    }

    private static RangeResult Result(SampleOptions options, Chronicle chronicle, Collectors collectors, EventFolder events) => new()
    {
        Options = new RangeInputs(options.Seed, options.People, options.Days, options.From, options.Zone, options.Rate, options.MinimumEventBytes,
            options.Scenarios?.Order(StringComparer.Ordinal).ToList() ?? ScenarioIds),
        Events = events.Files.Sum(f => f.Events),
        Lines = events.Files.Sum(f => f.Lines),
        Bytes = events.Files.Sum(f => f.Bytes),
        Duplicates = collectors.Twice,
        Malformed = collectors.Broken,
        Late = collectors.Late,
        Lost = collectors.Lost,
        Labels = chronicle.Labels.Count,
        People = 0,
        Hosts = 0,
        Outages = Outage.Plan(options),
        Datasets = [.. Datasets.All.Zip(events.Files).Where(d => d.Second.Lines > 0)
            .Select(d => new DatasetCount(d.First, $"{EventsFolder}/{d.First}.ndjson", d.Second.Events, d.Second.Lines, d.Second.Bytes))],
    };
}

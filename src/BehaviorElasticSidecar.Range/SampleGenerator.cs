using System.IO.Compression;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Range;

/// <summary>A synthetic organisation's ECS events as NDJSON, in time order, and beside them the labels of the attacks planted in them.</summary>
/// <remarks>Streams: memory holds the acts of about one day, whatever the length. Ends with the last local day; night work that runs on past it is cut off.</remarks>
public static class SampleGenerator
{
    public const string EventsFile = "small-office.ndjson.gz", LabelsFile = "small-office.labels.ndjson";

    private const int FlushBytes = 256 * 1024;

    /// <summary>Writes uncompressed events to <paramref name="events"/> and, if given, labels to <paramref name="labels"/>.</summary>
    public static async Task<SampleResult> WriteAsync(SampleOptions options, Stream events, Stream? labels, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone)
            ?? throw new ArgumentException($"'{options.Zone}' is not a time zone of the tz database", nameof(options));
        using var writer = new EventWriter(options.MinimumEventBytes);
        var run = new Run(options, Organisation.Make(options.Seed, options.People), writer);
        for (var index = 0; index < options.Days && !run.Full; index++)
        {
            var day = new LocalDay(zone, options.From.AddDays(index), index);
            foreach (var _ in run.Live(day))
            {
                await events.WriteAsync(writer.Lines, cancellationToken).ConfigureAwait(false);
                writer.Clear();
            }
        }

        if (labels is not null)
            await LabelWriter.WriteAsync(run.Labels, labels, cancellationToken).ConfigureAwait(false);
        return run.Result;
    }

    /// <summary>Writes <see cref="EventsFile"/> and <see cref="LabelsFile"/> into <paramref name="folder"/>, which is made if need be.</summary>
    public static async Task<SampleResult> WriteFilesAsync(SampleOptions options, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await using var file = File.Create(Path.Combine(folder, EventsFile));
        await using var zip = new GZipStream(file, CompressionLevel.SmallestSize);
        await using var labels = File.Create(Path.Combine(folder, LabelsFile));
        return await WriteAsync(options, zip, labels, cancellationToken).ConfigureAwait(false);
    }

    private sealed class Run(SampleOptions options, Organisation site, EventWriter writer)
    {
        private readonly HourQueue _queue = new();
        private readonly IReadOnlyList<IStory> _stories = 
            options.Wide ? ScenarioCatalogue.Plan(site, options, options.Scenarios) : options.Stories ? SmallOffice.Stories(options.Days) : [];
        private long _events, _bytes, _firstMs = -1, _lastMs;

        public List<Label> Labels { get; } = [];

        public bool Full => options.MaxEvents > 0 && _events >= options.MaxEvents;

        public SampleResult Result => new(_events, _bytes,
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, _firstMs)), DateTimeOffset.FromUnixTimeMilliseconds(_lastMs), Labels.Count);

        /// <summary>Yields whenever the writer's lines are to be sent and cleared.</summary>
        public IEnumerable<bool> Live(LocalDay day)
        {
            var today = new Today(site, day, _queue, options.Rate, options.Wide);
            var stories = _stories.Where(s => s.Day <= day.Index && day.Index < s.Day + s.Days).ToList();
            foreach (var person in site.People)
                Life.Live(today, person);
            Machines.Run(today, stories.Select(s => s.CopyGoesTo(today)).FirstOrDefault(c => c is not null));
            InternetNoise.Blow(today);
            Labels.AddRange(stories.Select(s => s.Tell(today)).OfType<Label>());
            foreach (var act in _queue.Drain(day.EndMs))
            {
                Write(act);
                if (writer.Lines.Length >= FlushBytes || Full)
                    yield return true;
                if (Full)
                    yield break;
            }

            if (writer.Lines.Length > 0)
                yield return true;
        }

        private void Write(in Act act)
        {
            var before = writer.Lines.Length;
            writer.Write(act);
            _bytes += writer.Lines.Length - before;
            _events++;
            _firstMs = _firstMs < 0 ? act.TimeMs : _firstMs;
            _lastMs = act.TimeMs;
        }
    }
}

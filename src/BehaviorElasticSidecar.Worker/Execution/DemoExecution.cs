using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>A small organisation with a few attacks: generated, learnt, scored, and what came of it in a few lines.</summary>
internal sealed class DemoExecution(EffectiveSettings settings, TimeProvider time)
{
    /// <summary>Of the organisation that the documentation shows: one whose loudest story is Sarah's. What is measured uses other seeds.</summary>
    private const ulong Seed = 4;

    private const int People = 40, DaysLong = 45, TaughtDays = 15, FirstPlaces = 6, SentencesEach = 2;

    /// <summary>What is planted: the two that every reader knows, and some that a site meets.</summary>
    public static IReadOnlyList<string> Scenarios { get; } =
        ["sarah_stolen_account", "redirected_copy", "linux_brute_force", "lateral_movement", "leaver_download"];

    /// <summary>The organisation; <paramref name="from"/> is its first local day.</summary>
    public static SampleOptions Options(DateOnly from) => new()
    {
        Seed = Seed, People = People, Days = DaysLong, From = from, Wide = true, Scenarios = Scenarios, Replaces = true,
    };

    /// <summary>The days that a demo beside a cluster lives: the last one is today.</summary>
    public static DateOnly FirstDayFor(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - DaysLong);

    public async Task<RunOutcome> RunAsync(string folder, IProgress<RunProgress> progress, CancellationToken cancellationToken)
    {
        var options = Options(new SampleOptions().From);
        var range = await RangeGenerator.WriteFolderAsync(
            options, folder, new GeneratingProgress("Living", progress), cancellationToken).ConfigureAwait(false);
        var results = Path.Combine(folder, "result");
        var scoreFrom = new DateTimeOffset(options.From.AddDays(TaughtDays), TimeOnly.MinValue, TimeSpan.Zero);
        var outcome = await new AnalyzeExecution(settings.With("time_zone", options.Zone), time).RunAsync(
            new AnalyzeRequest([Path.Combine(folder, RangeGenerator.EventsFolder)], results, new RunSpan(null, null, scoreFrom)), progress, cancellationToken).ConfigureAwait(false);
        var places = await PlacesAsync(results, cancellationToken).ConfigureAwait(false);
        return outcome with
        {
            Message = FormattableString.Invariant(
                $"{People} people and {range.Hosts} machines lived {DaysLong} days: {outcome.Events:N0} events, {outcome.Anomalies:N0} anomalies in the last {DaysLong - TaughtDays} days.\n")
                + "Who to look at first:\n" + string.Join('\n', places)
                + $"\nPlanted were {string.Join(", ", Scenarios)}: who, when and what stands in {Path.Combine(folder, RangeGenerator.LabelsFile)}.\nOpen {Path.Combine(results, "report.html")}",
        };
    }

    /// <summary>The rarest days, one of each person or host, and the sentences of what made them rare.</summary>
    private static async Task<IReadOnlyList<string>> PlacesAsync(string results, CancellationToken cancellationToken)
    {
        var rarest = new Dictionary<EntityFields, DayDocument>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(results, "days.ndjson"), cancellationToken).ConfigureAwait(false))
        {
            var day = JsonSerializer.Deserialize(line, DocumentJson.Default.DayDocument)!;
            if (!rarest.TryGetValue(day.Behavior.Entity, out var known) || Place(day).CompareTo(Place(known)) > 0)
                rarest[day.Behavior.Entity] = day;
        }

        var first = rarest.Values.OrderByDescending(Place).ThenBy(d => d.Behavior.Entity.Id, StringComparer.Ordinal).Take(FirstPlaces).ToList();
        var sentences = await SentencesAsync(results, first, cancellationToken).ConfigureAwait(false);
        return [.. first.SelectMany((day, place) => Lines(day, place, sentences))];
    }

    private static (double Rarity, double Sum) Place(DayDocument day) => (day.Behavior.Day.Rarity, day.Behavior.Day.Sum);

    /// <summary>Of each family shown, the sentence of its highest score.</summary>
    private static async Task<Dictionary<(DayDocument Day, DayFamilyFields Family), AnomalyDocument>> SentencesAsync(
        string results, IReadOnlyList<DayDocument> days, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(DayDocument, DayFamilyFields), AnomalyDocument>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(results, "anomalies.ndjson"), cancellationToken).ConfigureAwait(false))
        {
            var anomaly = JsonSerializer.Deserialize(line, DocumentJson.Default.AnomalyDocument)!;
            foreach (var day in days.Where(d => anomaly.Timestamp >= d.Timestamp && anomaly.Timestamp < d.Event.End))
                foreach (var family in day.Behavior.Day.Families.Take(SentencesEach).Where(f => f.Detector == anomaly.Behavior.Detector.Id && f.Entity == anomaly.Behavior.Entity.Canonical))
                    if (!found.TryGetValue((day, family), out var known) || anomaly.Behavior.Score > known.Behavior.Score)
                        found[(day, family)] = anomaly;
        }

        return found;
    }

    private static IEnumerable<string> Lines(DayDocument day, int place, Dictionary<(DayDocument Day, DayFamilyFields Family), AnomalyDocument> sentences)
    {
        var (entity, fields) = (day.Behavior.Entity, day.Behavior.Day);
        yield return FormattableString.Invariant($"  {place + 1}. {entity.Kind} {entity.Id} on {fields.Date}: one in {Math.Floor(fields.Rarity):N0} entity-days");
        foreach (var family in fields.Families.Take(SentencesEach))
            if (sentences.TryGetValue((day, family), out var anomaly))
                yield return $"       {anomaly.Message}";
    }
}

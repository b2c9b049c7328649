using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Reports;
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

    /// <summary>The highest risk that each entity had, in the report's order, and its sentences.</summary>
    private static async Task<IReadOnlyList<string>> PlacesAsync(string results, CancellationToken cancellationToken)
    {
        var highest = new Dictionary<EntityFields, RiskDocument>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(results, "risk.ndjson"), cancellationToken).ConfigureAwait(false))
        {
            var risk = JsonSerializer.Deserialize(line, DocumentJson.Default.RiskDocument)!;
            if (!highest.TryGetValue(risk.Behavior.Entity, out var known) || risk.Behavior.Risk.Score > known.Behavior.Risk.Score)
                highest[risk.Behavior.Entity] = risk;
        }

        return [.. highest.Values.OrderByDescending(r => Math.Round(r.Behavior.Risk.Score))
            .ThenByDescending(EntityOutline.SignOf).ThenBy(r => r.Behavior.Entity.Id, StringComparer.Ordinal).Take(FirstPlaces).SelectMany(Lines)];
    }

    private static IEnumerable<string> Lines(RiskDocument risk, int place)
    {
        yield return FormattableString.Invariant(
            $"  {place + 1}. {risk.Behavior.Entity.Kind} {risk.Behavior.Entity.Id}: risk {risk.Behavior.Risk.Score:0} ({risk.Behavior.Risk.Level}) on {risk.Timestamp:yyyy-MM-dd}");
        foreach (var input in risk.Behavior.Risk.Inputs.Take(SentencesEach))
            yield return $"       {input.Description}";
    }
}

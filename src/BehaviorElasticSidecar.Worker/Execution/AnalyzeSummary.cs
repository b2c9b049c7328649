using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features.Files;

namespace BehaviorElasticSidecar.Worker.Execution;

/// <summary>What a run over files read, found, and could not score.</summary>
internal sealed class AnalyzeSummary(PipelineParts parts, FileFeatureSource source, AnalyzeRun run)
{
    public SummaryDocument Of(long anomalies, DateTimeOffset scoreFrom)
    {
        var read = source.Progress;
        var learnt = read.First is { } first ? first.AddDays(parts.Settings.LearningDays) : scoreFrom;
        return new SummaryDocument
        {
            Version = Program.Version,
            Events = read.Events,
            Bytes = read.TextBytes,
            From = read.First,
            To = read.Last,
            ScoreFrom = scoreFrom > learnt ? scoreFrom : learnt,
            Observations = run.Observations,
            Anomalies = anomalies,
            Entities = run.Entities,
            Detectors = [.. run.Detectors.Select(d => Of(d, read.Last)).OrderBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Source, StringComparer.Ordinal)],
            Dropped = source.Dropped,
            Sources = QualitySummary.Of(parts.Population, run),
            Notes = [.. source.Notes, .. Notes(read, learnt)],
        };
    }

    private DetectorSummary Of(DetectorTally tally, DateTimeOffset? last)
    {
        var detector = tally.Binding.Detector;
        var (state, reason) = tally switch
        {
            { Observations: 0 } => ("off", $"no event had what it asks for ({Asked(tally)})"),
            { FirstSeen: { } seen } when last < seen.AddDays(parts.Settings.LearningDays) =>
                ("learning", FormattableString.Invariant($"first seen {seen:yyyy-MM-dd}; it speaks after {parts.Settings.LearningDays} days")),
            _ => ("ready", null),
        };
        return new DetectorSummary(detector.Id, detector.Title, tally.Query.Source.Id, state, reason, tally.Observations, tally.Entities, tally.Anomalies);
    }

    private static string Asked(DetectorTally tally)
    {
        var conditions = tally.Binding.Detector.Events.Conditions.Where(c => !c.Negated)
            .Select(c => c.AnyOf.Count == 0 ? c.Field : $"{c.Field}: {string.Join(" or ", c.AnyOf.Take(3))}{(c.AnyOf.Count > 3 ? " ..." : "")}");
        return string.Join(", ", conditions.Append($"one of {string.Join(", ", tally.Query.EntityFields)}").Concat(tally.Query.GroupField is { } group ? [group] : []));
    }

    private IEnumerable<string> Notes(FileProgress read, DateTimeOffset learnt)
    {
        if (run.Open.Count > 0)
            yield return FormattableString.Invariant($"The data ends {read.Last:yyyy-MM-dd HH:mm} UTC, within a day: detectors of whole days did not score that day.");
        if (read.Last <= learnt)
            yield return FormattableString.Invariant(
                $"All of it only taught: {parts.Settings.LearningDays} days are learnt before the first anomaly, and the data ends {read.Last:yyyy-MM-dd}. Give more history, or set learning.days.");
    }
}

using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What the events of each source of a run over files are worth, all days together.</summary>
internal static class QualitySummary
{
    public static IReadOnlyList<SourceQualitySummary> Of(PopulationParts parts, AnalyzeRun run) =>
        run.Quality is { } quality ? [.. parts.Quality.Select(plan => Of(plan, quality.Full(plan.Source.Id), run.Troubles))] : [];

    private static SourceQualitySummary Of(QualityPlan plan, IReadOnlyList<SourceDay> days, IReadOnlyList<TroubleChange> troubles)
    {
        var (whole, unknown) = (SourceDay.Sum(plan.Source.Id, days), SourceHealth.Unknown(plan.Source.Id));
        var findings = QualityFindings.Of(plan, unknown, whole, withMissing: true).Select(f => new QualityNote(f.Problem, f.Advice));
        var changes = troubles.Where(t => t.Source == plan.Source.Id).Select(t => QualityNotes.OfChange(t, []))
            .Select(n => new QualityNote(n.Message, n.Behavior.Health.Advice ?? ""));
        return new SourceQualitySummary(plan.Source.Id, days.Count(d => d.Events > 0), QualityFindings.Fields(plan, unknown, whole), [.. changes, .. findings]);
    }
}

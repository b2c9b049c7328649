using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Quality;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Looks at each source's day at its midnight, beside a cluster, and says in health what is wrong.</summary>
/// <remarks>A source that does not answer is not judged: what was wrong with it stays as it was.</remarks>
internal sealed class SourceJudge(PopulationParts parts, SourceQualitySource? quality, IResultWriter writer, ILogger logger)
{
    /// <summary>What the sources held of the day as of its horizon; without those that could not be asked.</summary>
    /// <param name="horizon">By source; false for an import day.</param>
    public Task<IReadOnlyList<SourceDay>> ReadAsync(TimeBucket day, Func<string, bool> horizon, CancellationToken cancellationToken) =>
        AskAsync(day, (asked, plan) => asked.ReadAsync(plan, day, horizon(plan.Source.Id), cancellationToken));

    /// <summary>Before the population state that follows is written: a crash in between says it again, under the same ids.</summary>
    public async Task TellAsync(SourcesHealth health, IReadOnlyList<SourceDay> days, IReadOnlyList<TroubleChange> changes, CancellationToken cancellationToken)
    {
        IReadOnlyList<HealthDocument> notes = Notes(parts, health, days, changes);
        if (notes.Count > 0)
            await writer.WriteAsync(notes, cancellationToken);
    }

    /// <summary>A live day once more, a day later: with all that came late, how late, and what else is odd.</summary>
    public async Task TellDetailsAsync(SourcesHealth health, TimeBucket day, CancellationToken cancellationToken) =>
        await TellAsync(health, await AskAsync(day, (asked, plan) => asked.ReadDetailsAsync(plan, day, cancellationToken)), [], cancellationToken);

    private async Task<IReadOnlyList<SourceDay>> AskAsync(TimeBucket day, Func<SourceQualitySource, QualityPlan, Task<SourceDay>> ask)
    {
        var days = new List<SourceDay>();
        foreach (var plan in quality is null ? [] : parts.Quality)
        {
            try
            {
                days.Add(await ask(quality!, plan));
            }
            catch (EngineException unanswered)
            {
                logger.NotJudged(plan.Source.Id, day.From, unanswered);
            }
        }

        return days;
    }

    public static IReadOnlyList<HealthDocument> Notes(
        PopulationParts parts, SourcesHealth health, IReadOnlyList<SourceDay> days, IReadOnlyList<TroubleChange> changes) =>
    [
        .. days.Select(d => QualityNotes.OfDay(parts.Quality.Single(p => p.Source.Id == d.Source), health.Of(d.Source), d)),
        .. changes.Select(c => QualityNotes.OfChange(c, health.FrozenBy(c.Source, c.Trouble))),
    ];
}

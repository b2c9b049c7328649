using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Evaluation;

/// <summary>One labelled data set after its run, ready to be judged.</summary>
public sealed record LabelledRun
{
    public required string Name { get; init; }

    public required IReadOnlyList<Label> Labels { get; init; }

    public required SiteClock Clock { get; init; }

    /// <summary>Local days that were scored whole, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int From { get; init; }

    public required int To { get; init; }

    /// <summary>The product's rankings, the first being the one it is judged by.</summary>
    public required IReadOnlyList<Ranking> Rankings { get; init; }

    /// <summary>Highest score of each detector and entity-day that has an anomaly.</summary>
    public required IReadOnlyList<(int Day, double Score)> Scores { get; init; }

    public required int Users { get; init; }

    /// <summary>The two naive ones; empty where the events were not given.</summary>
    public IReadOnlyList<Ranking> Naive { get; init; } = [];

    /// <summary>Entity-days with any activity; empty where the events were not given.</summary>
    public IReadOnlyCollection<EntityDayKey> Population { get; init; } = [];

    /// <summary>Entity-days times detectors that were asked about them; 0 where the events were not given.</summary>
    public long DetectorDays { get; init; }

    /// <summary>The same events without the attacks.</summary>
    public LabelledRun? Clean { get; init; }

    public int Days => To - From + 1;

    /// <summary>Labels with at least a day that was scored.</summary>
    public IReadOnlyList<Label> Counted => [.. Labels.Where(l => Clock.At(l.End).Day >= From && Clock.At(l.Start).Day <= To)];

    public bool IsLabelled(EntityDayKey key) => Labels.Any(l => l.Holds(key.Entity, key.Day, Clock));

    /// <summary>The label's scored days.</summary>
    public IEnumerable<int> DaysOf(Label label)
    {
        for (var day = Math.Max(From, Clock.At(label.Start).Day); day <= Math.Min(To, Clock.At(label.End).Day); day++)
            yield return day;
    }
}

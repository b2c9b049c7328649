namespace BehaviorElasticSidecar.Baselines;

/// <summary>A measure of values that can tell on the day itself, and not only from the midnight after it, that everybody begins with one.</summary>
internal interface IRolloutMeasure
{
    /// <summary>Entities that have shown the value for the first time in what the day has brought so far.</summary>
    long Began(PopulationDay soFar, string value);

    /// <summary>Whether so many of one day are the organisation's move and not theirs.</summary>
    bool IsRollout(Population population, string value, long began, int day);
}

using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>A measure whose detectors can watch for too little: silence has no rows, so it says when silence becomes an observation.</summary>
internal interface ISilenceMeasure
{
    /// <summary>
    /// The first bucket at whose end nothing seen since <paramref name="span"/> began is at least as surprising as <paramref name="wanted"/>;
    /// null where that does not come within <see cref="LongestSilence"/>.
    /// </summary>
    /// <param name="wanted">-log10 of a probability, above 0.</param>
    Silence? FirstSurprising(in SilentSpan span, Baseline baseline, Population population, double wanted);

    /// <summary>Why <paramref name="silence"/> is surprising.</summary>
    Explanation Explain(in SilentSpan span, Baseline baseline, Population population, in Silence silence);

    /// <summary>After so much of it nobody is expected back.</summary>
    static TimeSpan LongestSilence => TimeSpan.FromDays(28);
}

/// <summary>Where an entity (with <c>by</c>: an entity and partner) was seen last by a detector.</summary>
/// <param name="From">End of the last bucket with activity: the next one could have had some.</param>
internal readonly record struct SilentSpan(Detector Detector, string? Partner, DateTimeOffset From, SiteClock Clock);

/// <param name="End">End of the bucket with which the silence has become this surprising.</param>
/// <param name="Surprise">-log10 of the probability of no activity in any bucket since.</param>
internal readonly record struct Silence(DateTimeOffset End, double Surprise);

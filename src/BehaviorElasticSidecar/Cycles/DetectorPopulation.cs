using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>What is known of one detector at one source as of the last midnight UTC: priors, since when it sees anything, and its calibration.</summary>
/// <param name="Key"><c>source/detector</c>.</param>
/// <param name="Hash">The detector's; another one starts anew.</param>
/// <param name="FirstDay">UTC day number of its first observation, of a measure that must settle of the first after that; null before.</param>
internal sealed record DetectorPopulation(string Key, string Hash, Population Population, int? FirstDay)
{
    /// <summary>What members of peer groups showed lately.</summary>
    public required PeerTraits Peers { get; init; }

    /// <summary>Of the same midnight; shared by all detectors, as each tail is shrunk to their median.</summary>
    public required Calibrator Calibrator { get; init; }

    /// <summary>Surprise from which a score is written; infinite while nothing can be that rare yet.</summary>
    public required double CandidateSurprise { get; init; }

    /// <summary>The source is silent, or has lost what the detector needs: nothing is learnt of what is left, and silence says nothing.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>One in how many entity-days.</summary>
    public double Rarity(double surprise) => Calibrator.Rarity(Key, surprise);

    /// <summary>Whether learning is over: for the site (<see cref="CycleSettings.ScoreFrom"/>) and for this detector.</summary>
    public bool Speaks(DateTimeOffset bucketFrom, CycleSettings settings) =>
        FirstDay is { } first && SiteClock.UtcDayOf(bucketFrom) >= first + settings.LearningDays
        && (settings.ScoreFrom is not { } scoreFrom || bucketFrom >= scoreFrom);

    /// <summary>0..1: how far a sighting may teach the entity's baseline; 1 while learning.</summary>
    public double LearningWeight(double surprise, DateTimeOffset bucketFrom, CycleSettings settings) =>
        surprise < CandidateSurprise ? 1 : GuardedLearning.Weight(Rarity(surprise), learning: !Speaks(bucketFrom, settings));
}

using System.Buffers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What is learnt of one entity (and partner) by one detector. Owned by one entity, changed only by <see cref="IMeasure.Learn"/>.</summary>
public abstract class Baseline;

/// <summary>What all entities of one detector have in common: priors. Changes at midnight UTC only; read by all entities in parallel between.</summary>
public abstract class Population;

/// <summary>What one UTC day adds to a population. Exactly mergeable: whole numbers, or sums whose order does not matter to a digit.</summary>
public abstract class PopulationDay;

/// <summary>One kind of feature: what it asks of the events, how it predicts, scores and learns. One file each; found by <see cref="MeasureCatalogue"/>.</summary>
/// <remarks>
/// Stateless and thread-safe; all state is passed in. Score first, then learn. Sums in fixed order, no clock, no chance:
/// the same sightings give the same bytes. A baseline settles the hours that it skipped when it next learns or scores.
/// </remarks>
public interface IMeasure
{
    MeasureGrammar Grammar { get; }

    /// <summary>How the detector's feature is asked for.</summary>
    FeatureRequest Request(Detector detector);

    Baseline NewBaseline();

    Population NewPopulation();

    PopulationDay NewDay();

    /// <summary>Whether a detector must first learn what it sees. If not, it speaks of the first sighting that its source ever brings.</summary>
    bool NeedsHistory => true;

    /// <summary>Whether enough is known of everybody for surprises to stay what they are; the detector's learning phase begins when it is.</summary>
    bool IsSettled(Population population) => true;

    /// <summary>Whether the ordered events of the entity must be fetched to score this sighting. False for measures of rows alone.</summary>
    bool NeedsEvents(in Sighting sighting, Baseline baseline);

    /// <summary>Adds the surprises of the sighting's rows; rows without any are left out. Changes nothing else.</summary>
    void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into);

    /// <summary>Why <paramref name="surprise"/> is one. Called before <see cref="Learn"/>, for few.</summary>
    Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise);

    /// <summary>What is learnt, in the measure's own terms, for people. Partner and days are the caller's. Changes nothing.</summary>
    /// <param name="day">Local day for which is asked; a day before the latest sighting counts as the one after it.</param>
    LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day);

    /// <summary>About how much happened lately, for the order of an entity's partners: 0 or more, in any unit of the measure's own. O(168).</summary>
    double SizeOf(Baseline baseline, int day);

    /// <summary>Takes the sighting into the baseline with <paramref name="weight"/> 0..1 (guarded learning), and into the day with full weight.</summary>
    void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight);

    /// <summary>Adds <paramref name="other"/> into <paramref name="day"/>; order of merging does not matter.</summary>
    void Merge(PopulationDay day, PopulationDay other);

    /// <summary>The population after a UTC day (<see cref="DateOnly.DayNumber"/>) that added <paramref name="day"/>; forgets exponentially.</summary>
    Population Advance(Population population, PopulationDay day, int dayNumber);

    void Write(Baseline baseline, IBufferWriter<byte> to);

    /// <summary>Reads what any version up to this one wrote. Throws <see cref="InvalidDataException"/> on anything else.</summary>
    Baseline ReadBaseline(ReadOnlySpan<byte> from);

    void Write(Population population, IBufferWriter<byte> to);

    Population ReadPopulation(ReadOnlySpan<byte> from);

    void Write(PopulationDay day, IBufferWriter<byte> to);

    PopulationDay ReadDay(ReadOnlySpan<byte> from);
}

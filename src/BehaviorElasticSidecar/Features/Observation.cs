namespace BehaviorElasticSidecar.Features;

/// <summary>One row of a feature query's answer: an entity, in one bucket, with its numbers.</summary>
/// <param name="Entity">Normalised name (rows whose raw names fold together are merged before).</param>
/// <param name="Group">The value or partner, as written in the events except for address and name folding; null where the query has no group field.</param>
/// <param name="Numbers">One per <see cref="FeatureQuery.Columns"/>, in that order.</param>
public sealed record Observation(string Entity, string? Group, double[] Numbers);

/// <summary>All rows of one feature query for one closed bucket, ordered by entity, then group, ordinally.</summary>
/// <remarks>Of a late pass: the rows of events that happened in <paramref name="Bucket"/> and came after it had been read; the query is what <see cref="LateReading"/> leaves of it.</remarks>
public sealed record ObservationBatch(FeatureQuery Query, TimeBucket Bucket, IReadOnlyList<Observation> Rows)
{
    /// <summary>The later bucket with which they were read; null where they came in time.</summary>
    public TimeBucket? LateIn { get; init; }

    public BucketReading Reading => new(Bucket, LateIn);
}

/// <summary>A bucket as it was read: in time, or what of it came late and was read with a later one. Each event is in exactly one reading.</summary>
/// <param name="Bucket">In which the events happened.</param>
/// <param name="LateIn">The bucket with which late events were read; null: in time.</param>
public readonly record struct BucketReading(TimeBucket Bucket, TimeBucket? LateIn = null)
{
    /// <summary>The bucket in which what is found counts.</summary>
    public TimeBucket ReadIn => LateIn ?? Bucket;

    public static implicit operator BucketReading(TimeBucket bucket) => new(bucket);
}

/// <summary>One event of one entity, as fetched for a candidate. <see cref="Values"/> has one entry per <see cref="FeatureRequest.EventFields"/>; null where absent.</summary>
public sealed record EntityEvent(DateTimeOffset Time, IReadOnlyList<string?> Values);

/// <summary>Ordered events of one entity: what measures such as travel fetch for candidates only.</summary>
public interface IEntityEventSource
{
    /// <summary>Events of <paramref name="entity"/> in the reading that pass the detector's own filter, in time order, ties by the values.</summary>
    Task<IReadOnlyList<EntityEvent>> ReadEventsAsync(
        FeatureQuery query, DetectorBinding detector, string entity, BucketReading reading, CancellationToken cancellationToken);

    /// <summary>The same, of the partners (values of the query's group field) alone where the source can tell them: others may come with them.</summary>
    Task<IReadOnlyList<EntityEvent>> ReadEventsAsync(
        FeatureQuery query, DetectorBinding detector, string entity, IReadOnlyList<string> partners, BucketReading reading, CancellationToken cancellationToken) =>
        ReadEventsAsync(query, detector, entity, reading, cancellationToken);
}

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How far back late events are looked for.</summary>
/// <param name="Since">Nothing that happened before it was ever read.</param>
/// <param name="Whole">Spans that were read without a horizon (imports): nothing of them is late.</param>
public sealed record LateReach(DateTimeOffset Since, IReadOnlyList<TimeBucket> Whole);

/// <summary>One late read.</summary>
/// <param name="Read">The buckets, one or more, with which the events are read.</param>
internal sealed record LateSpan(TimeBucket Read, DateTimeOffset Since, IReadOnlyList<TimeBucket> Whole);

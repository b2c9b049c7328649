using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>The feature queries, resolved once to fields of the stored events, condition bits and folds. Read by all parsers at once.</summary>
internal sealed class FilePlan
{
    public required PathNode Root { get; init; }

    /// <summary>Fields of the events, and the sources' constants.</summary>
    public required IReadOnlyList<FieldSlot> Slots { get; init; }

    /// <summary>By slot, and the last for the index names of hits: shared by all parsers.</summary>
    public required IReadOnlyList<ValueTable> Tables { get; init; }

    public required SourcePlan[] Sources { get; init; }

    /// <summary>In the order of their ids.</summary>
    public required IReadOnlyList<QueryPlan> Queries { get; init; }

    /// <summary>Fields that hold a source's time, the commonest first.</summary>
    public required IReadOnlyList<int> TimeSlots { get; init; }

    /// <summary><c>data_stream.type</c>, <c>.dataset</c> and <c>.namespace</c>; none where one source takes all.</summary>
    public required IReadOnlyList<int> StreamSlots { get; init; }

    public required int ConditionWords { get; init; }

    /// <summary>For entities by kind, for groups by field.</summary>
    public required NameFold[] Folds { get; init; }

    public static FilePlan Of(IReadOnlyList<FeatureQuery> queries, IEventWatch? watch = null) => new FilePlanBuilder(queries, watch).Build();
}

/// <summary>One source and the queries over it.</summary>
internal sealed class SourcePlan
{
    public required int Index { get; init; }

    public required Source Source { get; init; }

    public required IndexPatterns Patterns { get; init; }

    public required int TimeSlot { get; init; }

    /// <summary>-1: the source has no horizon.</summary>
    public required int IngestedSlot { get; init; }

    public required FilterTest Filter { get; init; }

    /// <summary>Every filter of the source's columns once.</summary>
    public required FilterTest[] ColumnFilters { get; init; }

    public required QueryPlan[] Queries { get; init; }

    /// <summary>Slots of what the run's watch looks at.</summary>
    public required int[] Watched { get; init; }
}

internal sealed class QueryPlan
{
    /// <summary>Position in <see cref="FilePlan.Queries"/>.</summary>
    public required int Index { get; init; }

    public required int Source { get; init; }

    public required FeatureQuery Query { get; init; }

    public required long SpanMilliseconds { get; init; }

    public required long DelayMilliseconds { get; init; }

    /// <summary>The actor order.</summary>
    public required ActorPlan[] Actors { get; init; }

    public required int EntityFold { get; init; }

    /// <summary>-1: no group field.</summary>
    public required int GroupSlot { get; init; }

    public required int GroupFold { get; init; }

    public required ColumnPlan[] Columns { get; init; }

    /// <summary>Filters of its columns, each once.</summary>
    public required int[] Filters { get; init; }

    public required EventsPlan[] Events { get; init; }

    /// <summary>Columns that need a running compensation or a set beside their number.</summary>
    public required int Sums { get; init; }

    public required int Sets { get; init; }

    /// <summary>The bucket that starts at these milliseconds since the epoch.</summary>
    public TimeBucket Bucket(long from) => new(DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(from + SpanMilliseconds));

    /// <summary>Start of no bucket.</summary>
    public const long NeverRead = long.MinValue;

    /// <summary>What late events are asked for; null where nothing is.</summary>
    public required FeatureQuery? Late { get; init; }

    /// <summary>Start of the bucket with which a late event of <paramref name="bucket"/> is read; <see cref="NeverRead"/> if it came too late, or no detector takes it. All in milliseconds since the epoch.</summary>
    public long LateIn(long bucket, long ingested)
    {
        var readFrom = ingested - DelayMilliseconds;
        readFrom -= readFrom % SpanMilliseconds;
        return Late is not null && bucket >= readFrom - (long)LateReading.Reach.TotalMilliseconds / SpanMilliseconds * SpanMilliseconds ? readFrom : NeverRead;
    }
}

/// <param name="Filter">Index in <see cref="SourcePlan.ColumnFilters"/>.</param>
/// <param name="Slot">-1 for counts.</param>
/// <param name="Extra">For a sum its compensation, for a distinct count its set: which one of the row.</param>
internal readonly record struct ColumnPlan(Metric Metric, int Filter, int Slot, int Extra);

/// <param name="When">Null: whenever the field is present.</param>
internal sealed record ActorPlan(int Slot, FilterTest? When);

/// <summary>Ordered events kept for one detector of the query.</summary>
internal sealed record EventsPlan(int Binding, int Filter, int[] Slots);

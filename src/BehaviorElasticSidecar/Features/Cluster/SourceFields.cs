using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>ECS names of one source, turned into what the query DSL can ask: constants are decided here, mappings choose the field.</summary>
internal sealed class SourceFields(Source source, SourceCapabilities capabilities)
{
    public Source Source { get; } = source;

    /// <summary>Null where the field is stored.</summary>
    public string? Constant(string ecsField) => Source.Constants.GetValueOrDefault(ecsField);

    public FieldUse Use(string ecsField) => capabilities.Of(FeatureFields.Stored(Source, ecsField));

    /// <exception cref="ArgumentException">A value must be compared in a field that cannot be compared: its detector should have been found off.</exception>
    public QueryClause Clause(EventFilter filter) => Clause(EventCondition.Of(Source, filter));

    /// <summary>What the source is read for.</summary>
    public QueryClause Everything => Clause(EventCondition.OfSource(Source));

    /// <summary>A condition over stored values alone.</summary>
    public QueryClause StoredClause(EventFilter filter) => Clause(EventCondition.OfStored(filter));

    /// <summary>Has values, and no nothing-value among them.</summary>
    public static QueryClause Present(FieldUse use) => use.CanGroup
        ? QueryClause.All(QueryClause.Exists(use.Stored), QueryClause.Not(QueryClause.Terms(use.Queried, use.Nothings)))
        : QueryClause.Never;

    /// <summary>The events of <paramref name="span"/>; with a horizon without those that were ingested after their bucket's end plus the delay.</summary>
    public QueryClause During(TimeBucket span, TimeSpan bucket, bool horizon) =>
        QueryClause.All(QueryClause.Within(Source.TimeField, span.From, span.To), horizon ? QueryClause.Not(Late(span, bucket)) : QueryClause.Always);

    /// <summary>The events of <paramref name="span"/> that the horizon keeps out.</summary>
    /// <remarks>
    /// "No ingest time, or ingested before the end of its bucket + delay" is the negation of this, as an event has one ingest time and lies
    /// in one bucket. As an exclusion it needs no <c>exists</c> and is looked at only for events that all other conditions let pass.
    /// </remarks>
    public QueryClause Late(TimeBucket span, TimeSpan bucket)
    {
        var late = new List<QueryClause>();
        for (var from = span.From; from < span.To; from += bucket)
        {
            var after = IngestedSince(from + bucket + Source.IngestDelay);
            if (bucket >= span.Span)
                return after;
            late.Add(QueryClause.All(QueryClause.Within(Source.TimeField, from, from + bucket), after));
        }

        return QueryClause.Any(late);
    }

    /// <summary>What was ingested while the buckets of <paramref name="late"/> were current, and happened before the one with which it is read; as far back as the first of them reaches.</summary>
    /// <remarks>One range over the time of ingest, so a cluster that sorts or prunes by it looks at little else.</remarks>
    public QueryClause CameLate(LateSpan late, TimeSpan bucket)
    {
        var (read, happened) = (late.Read, new List<QueryClause>());
        var earliest = LateReading.Earliest(read.From, bucket);
        if ((earliest > late.Since ? earliest : late.Since) is var since && since < read.From)
            happened.Add(QueryClause.Within(Source.TimeField, since, read.From));
        for (var from = read.From; from + bucket < read.To; from += bucket)
            happened.Add(QueryClause.All(QueryClause.Within(Source.TimeField, from, from + bucket), IngestedSince(from + bucket + Source.IngestDelay)));
        return QueryClause.All(
            [IngestedWith(read), QueryClause.Any(happened), .. late.Whole.Select(w => QueryClause.Not(QueryClause.Within(Source.TimeField, w.From, w.To)))]);
    }

    /// <summary>The events of one reading of a bucket.</summary>
    public QueryClause Of(BucketReading reading, TimeSpan bucket, bool horizon) => reading.LateIn is { } late
        ? QueryClause.All(QueryClause.Within(Source.TimeField, reading.Bucket.From, reading.Bucket.To), IngestedWith(late))
        : During(reading.Bucket, bucket, horizon);

    /// <summary>Ingested from the horizon of the bucket before <paramref name="read"/> on and before its own.</summary>
    private QueryClause IngestedWith(TimeBucket read) => IngestedSince(read.From) == QueryClause.Never
        ? QueryClause.Never : QueryClause.Within(Source.IngestedField, read.From + Source.IngestDelay, read.To + Source.IngestDelay);

    /// <summary>Has an ingest time, at or after <paramref name="instant"/>; nothing has where the source has none.</summary>
    public QueryClause IngestedSince(DateTimeOffset instant) =>
        Source.IngestedField.Length > 0 && capabilities.Of(Source.IngestedField).Kind == FieldKind.Date
            ? QueryClause.Within(Source.IngestedField, instant, null) : QueryClause.Never;

    private QueryClause Clause(EventCondition condition) => condition switch
    {
        EventCondition.All all => QueryClause.All(all.Parts.Select(Clause)),
        EventCondition.Any any => QueryClause.Any(any.Ways.Select(Clause)),
        EventCondition.Not not => QueryClause.Not(Clause(not.Inner)),
        _ => Clause(((EventCondition.Stored)condition).Field),
    };

    private QueryClause Clause(FieldCondition condition) => Constant(condition.Field) is { } constant
        ? condition.AnyOf.Count == 0 || condition.AnyOf.Contains(constant, StringComparer.Ordinal) ? QueryClause.Always : QueryClause.Never
        : Stored(condition);

    private QueryClause Stored(FieldCondition condition)
    {
        var use = Use(condition.Field);
        if (use.Kind == FieldKind.Missing)
            return QueryClause.Never;
        if (condition.AnyOf.Count == 0)
            return QueryClause.Exists(use.Stored);
        return use.CanFilter
            ? QueryClause.Terms(use.Queried, [.. condition.AnyOf.Where(use.Accepts)])
            : throw new ArgumentException($"{use.Stored} ({string.Join(", ", use.Types)}) cannot be compared with values", nameof(condition));
    }
}

using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>From a feature query and a span of time to composite aggregations, one per actor step.</summary>
internal sealed class FeatureQueryCompiler
{
    private readonly FeatureQuery _query;
    private readonly SourceFields _fields;
    private readonly long _pageBytes;
    private readonly string? _groupConstant;
    private readonly FieldUse? _group;

    /// <exception cref="ArgumentException">A field cannot be used as the query needs it; <see cref="DetectorReadiness"/> says so before.</exception>
    public FeatureQueryCompiler(FeatureQuery query, SourceCapabilities capabilities, long pageBytes = PageBudget.DefaultBytes)
    {
        _query = query;
        _fields = new SourceFields(query.Source, capabilities);
        _pageBytes = pageBytes;
        Columns = ColumnLayout.Of(query.Columns, _fields);
        Steps = ActorStep.Of(query.EntitySteps, _fields);
        if (query.GroupField is not { } group)
            return;
        _groupConstant = _fields.Constant(group);
        _group = _groupConstant is null ? _fields.Use(group) : null;
        if (_group is { CanGroup: false, Kind: not FieldKind.Missing })
            throw new ArgumentException($"rows cannot be grouped by {_group.Stored} ({string.Join(", ", _group.Types)})", nameof(query));
    }

    public SourceFields Fields => _fields;

    public ColumnLayout Columns { get; }

    public IReadOnlyList<ActorStep> Steps { get; }

    /// <summary>Whether partners are called in the index as in the rows: folding changes addresses and hosts that are stored as text.</summary>
    private bool TellsPartners => _group!.Types is ["ip"] || (!_query.GroupField!.EndsWith(".ip", StringComparison.Ordinal) && _query.GroupField is not ("host.name" or "host.hostname"));

    /// <summary>Whether any event can count at all, by constants and mappings.</summary>
    private bool CanHaveRows => Columns.Events != QueryClause.Never && _group is not { Kind: FieldKind.Missing };

    /// <summary>The requests whose rows, folded and merged, are the answer for <paramref name="span"/>.</summary>
    public IReadOnlyList<RowRequest> Rows(TimeBucket span, bool horizon)
    {
        RequireWhole(span);
        var events = Counted(span, horizon);
        var page = Columns.Page(_pageBytes);
        return CanHaveRows
            ? [.. Steps.Select((s, at) => Fetched(Request(at, QueryClause.All(events, s.Events), span, null) with { Columns = Columns, Page = page }, s))]
            : [];
    }

    /// <summary>The same for what came late: rows by the bucket in which it happened and, where <paramref name="late"/> reads with several, the bucket with which it is read.</summary>
    public IReadOnlyList<RowRequest> LateRows(LateSpan late)
    {
        RequireWhole(late.Read);
        var events = QueryClause.All(_fields.CameLate(late, _query.Bucket), _fields.Everything, Columns.Events);
        if (!CanHaveRows || events == QueryClause.Never)
            return [];
        var (source, delay) = (_query.Source, TimeSpan.FromTicks(_query.Source.IngestDelay.Ticks % _query.Bucket.Ticks));
        List<RowKey> times = [RowKey.Buckets(source.TimeField, _query.Bucket)];
        if (late.Read.Span > _query.Bucket)
            times.Add(new RowKey(RowKey.Ingested, source.IngestedField, FieldKind.Date, _query.Bucket, delay));
        return
        [
            .. Steps.Select((s, at) => Request(at, QueryClause.All(events, s.Events), new TimeBucket(late.Read.From, late.Read.From + _query.Bucket), null))
                .Select(r => r with { Keys = [.. r.Keys.Where(k => k.Name != RowKey.Time), .. times], Columns = Columns, Page = Columns.Page(_pageBytes), IsLate = true }),
        ];
    }

    private RowRequest Fetched(RowRequest request, ActorStep step) =>
        request with { Fetch = RowFetch.Of(request, Columns, [step.Field, _group], _fields) };

    /// <summary>The values behind a distinct count, row by row, for the entities of one step whose rows folded together.</summary>
    public RowRequest Values(int step, int column, IReadOnlyList<string> rawEntities, TimeBucket span, bool horizon)
    {
        var asked = _query.Columns[column];
        var named = Steps[step].Field is { } field
            ? QueryClause.Terms(field.Queried, [.. rawEntities.Where(field.Accepts)]) : QueryClause.Always;
        var events = QueryClause.All(
            _fields.During(span, _query.Bucket, horizon), _fields.Everything, _fields.Clause(asked.Filter), Steps[step].Events, named);
        return Request(step, events, span, RowKey.Terms(RowKey.Value, _fields.Use(asked.Field!)));
    }

    /// <summary>Only the names of the entities of some events, as they are spelled.</summary>
    public IReadOnlyList<RowRequest> Names(QueryClause during) =>
        CanHaveRows
            ? [.. Steps.Select((s, at) => (Step: s, At: at)).Where(s => s.Step.Field is not null).Select(s => new RowRequest
            {
                Step = s.At,
                Query = QueryClause.All(during, _fields.Everything, Columns.Events, s.Step.Events),
                Keys = [RowKey.Terms(RowKey.Entity, s.Step.Field!)],
                Page = PageBudget.Of(_pageBytes, 0, 0, 0),
            })]
            : [];

    /// <summary>The events of one detector and one entity, by all the spellings of its name; like the rows, only those that have the group field.</summary>
    /// <param name="partners">Only events with one of these in the group field; none: with any.</param>
    public QueryClause EventsOf(
        DetectorBinding detector, IReadOnlyList<string> rawEntities, IReadOnlyList<string> partners, BucketReading reading, bool horizon) => QueryClause.All(
        _fields.Of(reading, _query.Bucket, horizon),
        _fields.Everything,
        _fields.Clause(detector.Request.Columns[0].Filter),
        _group is null ? QueryClause.Always : _group.Kind == FieldKind.Missing ? QueryClause.Never
            : partners.Count > 0 && TellsPartners ? QueryClause.Terms(_group.Queried, [.. partners.Where(_group.Accepts)]) : QueryClause.Exists(_group.Stored),
        QueryClause.Any(Steps.Select(s => QueryClause.All(s.Events, Named(s, rawEntities)))));

    /// <summary>The events of the query that the horizon of their bucket keeps out.</summary>
    public QueryClause LateEvents(TimeBucket bucket) => QueryClause.All(
        Counted(bucket, horizon: false),
        QueryClause.Any(Steps.Select(s => s.Events)),
        _fields.Late(bucket, _query.Bucket));

    private static QueryClause Named(ActorStep step, IReadOnlyList<string> rawEntities) => step.Field is { } field
        ? QueryClause.Terms(field.Queried, [.. rawEntities.Where(field.Accepts)])
        : rawEntities.Contains(step.Constant!, StringComparer.Ordinal) ? QueryClause.Always : QueryClause.Never;

    private QueryClause Counted(TimeBucket span, bool horizon) => QueryClause.All(
        _fields.During(span, _query.Bucket, horizon), _fields.Everything, Columns.Events);

    private RowRequest Request(int step, QueryClause query, TimeBucket span, RowKey? value)
    {
        var keys = new List<RowKey>();
        if (Steps[step].Field is { } field)
            keys.Add(RowKey.Terms(RowKey.Entity, field));
        if (_group is not null)
            keys.Add(RowKey.Terms(RowKey.Group, _group));
        if (value is not null)
            keys.Add(value);
        if (span.Span > _query.Bucket || keys.Count == 0)
            keys.Add(RowKey.Buckets(_query.Source.TimeField, _query.Bucket));
        return new RowRequest
        {
            Step = step,
            EntityConstant = Steps[step].Constant,
            GroupConstant = _groupConstant,
            Query = query,
            Keys = keys,
            Page = PageBudget.Of(_pageBytes, 0, 0, 0),
        };
    }

    private void RequireWhole(TimeBucket span)
    {
        if (span.Span <= TimeSpan.Zero || span.Span.Ticks % _query.Bucket.Ticks != 0 || TimeBucket.Holding(span.From, _query.Bucket).From != span.From)
            throw new ArgumentException($"{span.From:O} to {span.To:O} is not a whole number of buckets of {_query.Bucket}", nameof(span));
    }
}

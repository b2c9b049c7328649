using System.Text.Json;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Quality;

/// <summary>One search without hits that gives a <see cref="SourceDay"/>.</summary>
internal sealed class SourceQualityRequest
{
    private const int MostOutcomes = 20;

    /// <summary>Up to here distinct ids are exact but for collisions; the largest that both engines take.</summary>
    private const int ExactIds = 40_000;

    private readonly QualityPlan _plan;
    private readonly SourceFields _fields;
    private readonly TimeBucket _day;
    private readonly bool _details;
    private readonly SortedDictionary<string, QueryClause> _filters = new(StringComparer.Ordinal);

    /// <param name="details">Also lateness, clocks, copies and outcomes: several times the work.</param>
    public SourceQualityRequest(QualityPlan plan, SourceCapabilities capabilities, TimeBucket day, bool details)
    {
        (_plan, _fields, _day, _details) = (plan, new SourceFields(plan.Source, capabilities), day, details);
        for (var i = 0; i < plan.Parts.Count; i++)
            _filters[Part(i)] = Clause(plan.Parts[i]);
        if (!details)
            return;
        _filters["ingested"] = _fields.IngestedSince(DateTimeOffset.UnixEpoch);
        for (var i = 0; i < plan.Rungs.Count; i++)
        {
            var rung = plan.Rungs[i];
            _filters[Late(i)] = EachHour(hour => _fields.IngestedSince(hour.To + rung));
        }

        _filters["ahead"] = _filters["ingested"] == QueryClause.Never
            ? QueryClause.Never : EachHour(hour => QueryClause.Within(plan.Source.IngestedField, null, hour.From));
        _filters["created_ahead"] = _fields.Use(DayDetails.Created).Kind == FieldKind.Date
            ? EachHour(hour => QueryClause.Within(_fields.Use(DayDetails.Created).Queried, null, hour.From)) : QueryClause.Never;
        _filters["failures"] = QueryClause.Any(Holds(DayDetails.Kind, [DayDetails.PipelineError]), Holds(DayDetails.Tags, DayDetails.FailureTags));
        _filters["ignored"] = QueryClause.Exists("_ignored");
    }

    /// <param name="horizon">Without what was ingested after the day's end and the source's delay: the same whenever it is asked.</param>
    public ReadOnlyMemory<byte> Body(bool horizon) => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 0);
        to.WriteBoolean("track_total_hits", false);
        to.WritePropertyName("query");
        QueryClause.All(_fields.During(_day, _day.Span, horizon), _fields.Everything).Write(to);
        to.WriteStartObject("aggs");
        Aggregation(to, "hours", "date_histogram", () =>
        {
            to.WriteString("field", _plan.Source.TimeField);
            to.WriteString("fixed_interval", "1h");
            to.WriteNumber("min_doc_count", 1);
        });
        foreach (var (name, clause) in _filters.Where(f => f.Value != QueryClause.Never && f.Value != QueryClause.Always))
        {
            to.WriteStartObject(name);
            to.WritePropertyName("filter");
            clause.Write(to);
            to.WriteEndObject();
        }

        if (_details)
            Values(to);
        to.WriteEndObject();
        to.WriteEndObject();
    });

    /// <summary>One event of the day that could not be taken apart or indexed.</summary>
    public ReadOnlyMemory<byte> Example() => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteNumber("size", 1);
        to.WriteBoolean("track_total_hits", false);
        to.WriteString("_source", "error.message");
        to.WritePropertyName("query");
        QueryClause.All(
            _fields.During(_day, _day.Span, horizon: false), _fields.Everything, QueryClause.Any(_filters["failures"], _filters["ignored"])).Write(to);
        to.WriteEndObject();
    });

    public SourceDay Read(JsonElement answer)
    {
        var found = answer.GetProperty("aggregations");
        var hours = new long[24];
        foreach (var bucket in found.GetProperty("hours").GetProperty("buckets").EnumerateArray())
        {
            var hour = (long)(DateTimeOffset.FromUnixTimeMilliseconds((long)bucket.GetProperty("key").GetDouble()) - _day.From).TotalHours;
            if (hour is >= 0 and < 24)
                hours[hour] += bucket.GetProperty("doc_count").GetInt64();
        }

        var events = hours.Sum();
        var having = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < _plan.Parts.Count; i++)
            having[_plan.Parts[i].Name] = Count(Part(i));
        return new SourceDay(_plan.Source.Id, _day.From, hours, having)
        {
            Details = !_details ? null : new DayDetails
            {
                Ingested = Count("ingested"),
                LateBy = [.. Enumerable.Range(0, _plan.Rungs.Count).Select(i => Count(Late(i)))],
                Ahead = Count("ahead"),
                CreatedAhead = Count("created_ahead"),
                Ids = Number("ids"),
                DistinctIds = Number("distinct_ids"),
                Outcomes = Outcomes(found),
                Failures = Count("failures"),
                Ignored = Count("ignored"),
            },
        };

        long Count(string name) => _filters[name] == QueryClause.Always ? events
            : found.TryGetProperty(name, out var filter) ? filter.GetProperty("doc_count").GetInt64() : 0;
        long Number(string name) => found.TryGetProperty(name, out var metric) ? (long)metric.GetProperty("value").GetDouble() : 0;
    }

    private static SortedDictionary<string, long> Outcomes(JsonElement found)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        if (found.TryGetProperty("outcomes", out var terms))
        {
            foreach (var bucket in terms.GetProperty("buckets").EnumerateArray())
            {
                var text = BoundedText.Of(bucket.TryGetProperty("key_as_string", out var word) ? word.GetString()! : bucket.GetProperty("key").ToString());
                outcomes[text] = outcomes.GetValueOrDefault(text) + bucket.GetProperty("doc_count").GetInt64();
            }
        }

        return outcomes;
    }

    private void Values(Utf8JsonWriter to)
    {
        var (id, outcome) = (_fields.Use(DayDetails.Id), _fields.Use(DayDetails.Outcome));
        if (id.CanGroup)
        {
            Aggregation(to, "ids", "value_count", () => to.WriteString("field", id.Queried));
            Aggregation(to, "distinct_ids", "cardinality", () =>
            {
                to.WriteString("field", id.Queried);
                to.WriteNumber("precision_threshold", ExactIds);
            });
        }

        if (outcome.CanGroup)
            Aggregation(to, "outcomes", "terms", () =>
            {
                to.WriteString("field", outcome.Queried);
                to.WriteNumber("size", MostOutcomes);
            });
    }

    private static void Aggregation(Utf8JsonWriter to, string name, string kind, Action content)
    {
        to.WriteStartObject(name);
        to.WriteStartObject(kind);
        content();
        to.WriteEndObject();
        to.WriteEndObject();
    }

    private QueryClause Clause(QualityPart part) => QueryClause.Any(part.AnyOf.Select(field =>
    {
        if (_fields.Constant(field) is { } constant)
            return NothingValues.Contains(constant) ? QueryClause.Never : QueryClause.Always;
        var use = _fields.Use(field);
        return use.Kind == FieldKind.Missing ? QueryClause.Never : use.CanGroup ? SourceFields.Present(use) : QueryClause.Exists(use.Stored);
    }));

    private QueryClause Holds(string field, IReadOnlyList<string> values)
    {
        var use = _fields.Use(field);
        return use.CanFilter ? QueryClause.Terms(use.Queried, [.. values.Where(use.Accepts)]) : QueryClause.Never;
    }

    /// <summary>The condition that depends on the hour in which an event happened.</summary>
    private QueryClause EachHour(Func<TimeBucket, QueryClause> condition) => QueryClause.Any(Enumerable.Range(0, 24).Select(h =>
    {
        var hour = new TimeBucket(_day.From.AddHours(h), _day.From.AddHours(h + 1));
        return QueryClause.All(QueryClause.Within(_plan.Source.TimeField, hour.From, hour.To), condition(hour));
    }));

    private static string Part(int index) => FormattableString.Invariant($"part{index}");

    private static string Late(int index) => FormattableString.Invariant($"late{index}");
}

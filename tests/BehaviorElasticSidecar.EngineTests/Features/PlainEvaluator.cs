using System.Globalization;
using System.Net;
using System.Text.Json;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>Feature queries answered event by event, as their definition reads and as slowly: what both real evaluators are compared with.</summary>
internal sealed class PlainEvaluator(IReadOnlyList<GeneratedEvent> events, FeatureQuery query)
{
    private readonly Dictionary<(GeneratedEvent, string), IReadOnlyList<string>> _texts = new(ByReference.Instance);

    /// <summary>What of a bucket came while another one was current.</summary>
    public ObservationBatch ReadLate(BucketReading reading) => Read(reading.Bucket, e => CountsLate(e, reading)) with { LateIn = reading.LateIn };

    public ObservationBatch Read(TimeBucket bucket, bool horizon) => Read(bucket, e => Counts(e, bucket, horizon));

    private ObservationBatch Read(TimeBucket bucket, Func<GeneratedEvent, bool> counts)
    {
        var rows = new SortedDictionary<(string Entity, string Group), List<GeneratedEvent>>(Comparer<(string Entity, string Group)>.Create((a, b) =>
            string.CompareOrdinal(a.Entity, b.Entity) is var order and not 0 ? order : string.CompareOrdinal(a.Group, b.Group)));
        foreach (var one in events.Where(e => counts(e) && query.Columns.Any(c => Passes(e, c.Filter))))
        {
            foreach (var entity in Entities(one))
            {
                foreach (var group in Groups(one))
                {
                    if (!rows.TryGetValue((entity, group), out var members))
                        rows[(entity, group)] = members = [];
                    members.Add(one);
                }
            }
        }

        return new ObservationBatch(query, bucket, [.. rows.Select(r => new Observation(
            r.Key.Entity, query.GroupField is null ? null : r.Key.Group, [.. query.Columns.Select(c => Number(c, r.Value))]))]);
    }

    /// <summary>All of them that have the group field, also those between equal ones.</summary>
    public IReadOnlyList<EntityEvent> Events(DetectorBinding detector, string entity, BucketReading reading, bool horizon) =>
    [
        .. events.Where(e => (reading.LateIn is null ? Counts(e, reading.Bucket, horizon) : CountsLate(e, reading)) && Passes(e, detector.Request.Columns[0].Filter) && Entities(e).Contains(entity)
                && (query.GroupField is null || Texts(e, query.GroupField).Count > 0))
            .Select(e => new EntityEvent(e.Time, [.. detector.Request.EventFields.Select(f => Value(e, f))]))
            .OrderBy(e => e.Time).ThenBy(e => string.Join('\n', e.Values), StringComparer.Ordinal),
    ];

    public long Late(TimeBucket bucket) => events.Count(e =>
        Counts(e, bucket, horizon: false) && !Counts(e, bucket, horizon: true) && query.Columns.Any(c => Passes(e, c.Filter)) && Actor(e) is not null);

    private string? Value(GeneratedEvent one, string field)
    {
        if (field != "source.geo.location")
            return Texts(one, field).Min(StringComparer.Ordinal);
        return Raw(one, field) is [var place] ? GeoPointText.Of(JsonDocument.Parse(place).RootElement) : null;
    }

    private bool Counts(GeneratedEvent one, TimeBucket bucket, bool horizon) =>
        bucket.Contains(one.Time) && Passes(one, query.Source.Filter) && !query.Source.Noise.Any(n => Passes(one, n))
        && (!horizon || one.Ingested is null || one.Ingested < TimeBucket.Holding(one.Time, query.Bucket).To + query.Source.IngestDelay);

    private bool CountsLate(GeneratedEvent one, BucketReading reading) => Counts(one, reading.Bucket, horizon: false)
        && reading.LateIn is { } late && one.Ingested >= late.From + query.Source.IngestDelay && one.Ingested < late.To + query.Source.IngestDelay;

    private bool Passes(GeneratedEvent one, EventFilter filter) => filter.Conditions.All(c => Holds(c, Classified(one, c.Field)));

    private bool PassesStored(GeneratedEvent one, EventFilter filter) => filter.Conditions.All(c => Holds(c, Texts(one, c.Field)));

    private static bool Holds(FieldCondition condition, IReadOnlyList<string> values) =>
        condition.Negated != (condition.AnyOf.Count == 0 ? values.Count > 0 : condition.AnyOf.Any(values.Contains));

    private IReadOnlyList<string> Classified(GeneratedEvent one, string field) =>
        query.Source.Derived.TryGetValue(field, out var rules) && rules.FirstOrDefault(r => PassesStored(one, r.When)) is { } rule
            ? rule.Values : Texts(one, field);

    private string? Actor(GeneratedEvent one) => query.EntitySteps.FirstOrDefault(
        s => Texts(one, s.Field) is { Count: > 0 } values && !values.Any(NothingValues.Contains) && PassesStored(one, s.When))?.Field;

    /// <summary>Once per spelling: two spellings of one name in an event count twice, as rows of both are added.</summary>
    private IEnumerable<string> Entities(GeneratedEvent one) =>
        Actor(one) is { } field ? Texts(one, field).Select(v => EntityNames.Normalise(query.Kind, v)).OfType<string>() : [];

    private IEnumerable<string> Groups(GeneratedEvent one) =>
        query.GroupField is { } group ? Texts(one, group).Select(v => NameNormaliser.Value(group, v)).OfType<string>() : [""];

    private double Number(FeatureColumn column, List<GeneratedEvent> members)
    {
        var passing = members.Where(e => Passes(e, column.Filter)).ToList();
        return column.Metric switch
        {
            Metric.Count => passing.Count,
            Metric.Distinct => passing.SelectMany(e => Texts(e, column.Field!)).Distinct(StringComparer.Ordinal).Count(),
            Metric.Sum => passing.SelectMany(e => Numbers(e, column.Field!)).Sum(),
            Metric.Min => passing.SelectMany(e => Numbers(e, column.Field!)).DefaultIfEmpty(double.NaN).Min(),
            _ => passing.SelectMany(e => Numbers(e, column.Field!)).DefaultIfEmpty(double.NaN).Max(),
        };
    }

    private IEnumerable<double> Numbers(GeneratedEvent one, string field) => field == FeatureFields.Time
        ? [one.Time.ToUnixTimeMilliseconds()]
        : Raw(one, field).Select(v => double.Parse(v.Trim('"'), CultureInfo.InvariantCulture));

    /// <summary>Different values, as the mapping sees them.</summary>
    private IReadOnlyList<string> Texts(GeneratedEvent one, string field)
    {
        if (!_texts.TryGetValue((one, field), out var texts))
            _texts[(one, field)] = texts = Read(one, field);
        return texts;
    }

    private IReadOnlyList<string> Read(GeneratedEvent one, string field) =>
    [
        .. Raw(one, field).Select(v => JsonDocument.Parse(v).RootElement).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText())
            .Select(v => field.EndsWith(".ip", StringComparison.Ordinal) ? Canonical(v) : v).Distinct(StringComparer.Ordinal),
    ];

    private IReadOnlyList<string> Raw(GeneratedEvent one, string field)
    {
        if (query.Source.Constants.TryGetValue(field, out var constant))
            return [JsonSerializer.Serialize(constant, PlainJson.Default.String)];
        return one.Values.TryGetValue(query.Source.FieldOf(field), out var values) ? values : [];
    }

    private static string Canonical(string text)
    {
        var address = IPAddress.Parse(text);
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>Comparing whole events for each look-up would be most of the test's time.</summary>
    private sealed class ByReference : IEqualityComparer<(GeneratedEvent Event, string Field)>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals((GeneratedEvent Event, string Field) x, (GeneratedEvent Event, string Field) y) =>
            ReferenceEquals(x.Event, y.Event) && x.Field == y.Field;

        public int GetHashCode((GeneratedEvent Event, string Field) key) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Event), key.Field.Length);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class PlainJson : System.Text.Json.Serialization.JsonSerializerContext;

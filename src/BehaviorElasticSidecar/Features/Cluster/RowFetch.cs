using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>A row request asked as single events: which doc values are fetched, and what one event counts in.</summary>
/// <remarks>
/// Only doc values, which are what a composite groups by: folded by a normaliser, without what <c>ignore_above</c> left out, addresses in their shortest form.
/// The filters stay the engine's: they are asked for by name and come back as <c>matched_queries</c>. Without stored fields a page takes half to five sixths of the time.
/// </remarks>
internal sealed class RowFetch
{
    /// <summary>The engines' default for <c>index.max_docvalue_fields_search</c>.</summary>
    public const int MostFields = 100;

    private readonly RowRequest _request;
    private readonly IReadOnlyList<ColumnPart> _parts;
    private readonly string _timeField;
    private readonly Dictionary<string, FieldKind> _fields;

    private RowFetch(RowRequest request, ColumnLayout columns, string timeField, Dictionary<string, FieldKind> fields) =>
        (_request, _parts, _timeField, _fields) = (request, columns.Parts, timeField, fields);

    public IReadOnlyList<ColumnPart> Parts => _parts;

    /// <summary>Null where a fetched event would not count as in a composite: those differ between the stacks, or are not known to agree.</summary>
    /// <remarks>OpenSearch 2 counts a number that an event repeats twice in a row keyed by it; keywords and addresses are sets everywhere.</remarks>
    public static RowFetch? Of(RowRequest request, ColumnLayout columns, IEnumerable<FieldUse?> keys, SourceFields source)
    {
        var time = source.Use(FeatureFields.Time);
        var fields = new Dictionary<string, FieldKind>(StringComparer.Ordinal) { [time.Queried] = time.Kind };
        if (time.Types is not ["date"])
            return null;
        foreach (var key in keys)
        {
            if (key is null)
                continue;
            if (!key.Types.All(t => t is "keyword" or "ip"))
                return null;
            fields[key.Queried] = key.Kind;
        }

        foreach (var use in columns.Parts.Select(p => p.Use).OfType<FieldUse>())
        {
            if (!use.Types.All(t => t is "keyword" or "ip" or "boolean" or "date" or "long" or "integer" or "short" or "byte" or "double" or "float"))
                return null;
            fields[use.Queried] = use.Kind;
        }

        return fields.Count <= MostFields ? new RowFetch(request, columns, time.Queried, fields) : null;
    }

    /// <summary>The request's own query; where columns have filters of their own, these beside it, which keep nothing out.</summary>
    public ReadOnlyMemory<byte> QueryBytes => QueryJson.Bytes(to =>
    {
        if (_request.Columns!.Filters.Count == 0)
        {
            _request.Query.Write(to);
            return;
        }

        to.WriteStartObject();
        to.WriteStartObject("bool");
        to.WriteStartArray("filter");
        _request.Query.Write(to);
        to.WriteEndArray();
        to.WriteStartArray("should");
        foreach (var (name, clause) in _request.Columns.Filters)
            WriteNamed(to, name, clause);
        to.WriteEndArray();
        to.WriteNumber("minimum_should_match", 0);
        to.WriteEndObject();
        to.WriteEndObject();
    });

    /// <summary>In time order, so that a bucket's rows are complete when the next begins.</summary>
    public ReadOnlyMemory<byte> Sort => EventFetch.InTimeOrder(_timeField);

    public ReadOnlyMemory<byte> Members => QueryJson.Bytes(to =>
    {
        to.WriteStartObject();
        to.WriteBoolean("_source", false);
        to.WriteString("stored_fields", "_none_");
        to.WriteStartArray("docvalue_fields");
        foreach (var (name, kind) in _fields)
        {
            to.WriteStartObject();
            to.WriteString("field", name);
            if (kind == FieldKind.Date)
                to.WriteString("format", "epoch_millis");
            to.WriteEndObject();
        }

        to.WriteEndArray();
        to.WriteEndObject();
    });

    /// <summary>Different places of the event's times in <paramref name="span"/>; a request without a time key asks for one bucket only.</summary>
    public IEnumerable<int> Buckets(JsonElement hit, TimeBucket span)
    {
        if (_request.Key(RowKey.Time) is not { Interval: { } interval })
            return [0];
        var from = span.From.ToUnixTimeMilliseconds();
        return Values(hit, _timeField, t => (int)Math.Floor((Number(t) - from) / interval.TotalMilliseconds)).Distinct();
    }

    public IEnumerable<string> Entities(JsonElement hit) =>
        _request.EntityConstant is { } constant ? [constant] : Values(hit, _request.Key(RowKey.Entity)!.Field, Text);

    /// <summary>One null where rows have no group.</summary>
    public IEnumerable<string?> Groups(JsonElement hit) =>
        _request.Key(RowKey.Group) is { } group ? Values<string?>(hit, group.Field, Text) : [_request.GroupConstant];

    /// <summary>Which columns the event counts in.</summary>
    public bool[] Passed(JsonElement hit)
    {
        var passed = new bool[_parts.Count];
        var names = hit.TryGetProperty("matched_queries", out var matched) ? matched : default;
        for (var column = 0; column < passed.Length; column++)
            passed[column] = _parts[column] is { IsEmpty: false } part && (part.Filter is null || IsNamed(names, part.Filter));
        return passed;
    }

    /// <summary>What the event adds to the column.</summary>
    public double Number(JsonElement hit, int column, bool passes) =>
        _parts[column].Of(passes, passes && _parts[column] is { Use: { } use, CollectsValues: false } ? Values(hit, use.Queried, Number) : null);

    /// <summary>The values that a column collects.</summary>
    public IEnumerable<string> Collected(JsonElement hit, int column) => Values(hit, _parts[column].Use!.Queried, Text);

    private static void WriteNamed(Utf8JsonWriter to, string name, QueryClause clause)
    {
        to.WriteStartObject();
        to.WriteStartObject("bool");
        to.WriteStartArray("filter");
        clause.Write(to);
        to.WriteEndArray();
        to.WriteString("_name", name);
        to.WriteEndObject();
        to.WriteEndObject();
    }

    private static bool IsNamed(JsonElement names, string name)
    {
        if (names.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var one in names.EnumerateArray())
        {
            if (one.ValueEquals(name))
                return true;
        }

        return false;
    }

    private static List<T> Values<T>(JsonElement hit, string field, Func<JsonElement, T> read)
    {
        var values = new List<T>();
        if (hit.TryGetProperty("fields", out var fields) && fields.TryGetProperty(field, out var found))
        {
            foreach (var value in found.EnumerateArray())
                values.Add(read(value));
        }

        return values;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>Times come as text.</summary>
    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) : value.GetDouble();
}

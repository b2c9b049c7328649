using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How the columns of a query are asked for below each composite row, and read back: one <c>filter</c> per distinct filter, its metrics inside.</summary>
/// <remarks>Counts are the engine's own document counts. Where all columns share one filter it moves into the query, and no sub-aggregation is left for it.</remarks>
internal sealed class ColumnLayout
{
    private readonly IReadOnlyList<FilterNode> _nodes;
    private readonly IReadOnlyList<IColumnRead> _reads;

    private ColumnLayout(QueryClause events, IReadOnlyList<FilterNode> nodes, IReadOnlyList<IColumnRead> reads)
    {
        (Events, _nodes, _reads) = (events, nodes, reads);
        DistinctColumns = [.. Enumerable.Range(0, reads.Count).Where(c => reads[c] is MetricRead { Metric.Metric: Metric.Distinct })];
        Parts = [.. reads.Select(r => r.Part)];
        Filters = [.. nodes.Where(n => n.Name is not null).Select(n => (n.Name!, n.Clause))];
    }

    /// <summary>What at least one column counts.</summary>
    public QueryClause Events { get; }

    /// <summary>Columns whose distinct count the engine makes: those that cannot be merged from two rows.</summary>
    public IReadOnlyList<int> DistinctColumns { get; }

    /// <summary>The columns as they are counted event by event.</summary>
    public IReadOnlyList<ColumnPart> Parts { get; }

    /// <summary>What tells the columns apart; empty where all count the same events.</summary>
    public IReadOnlyList<(string Name, QueryClause Clause)> Filters { get; }

    /// <summary>False where the rows' own document counts answer every column.</summary>
    public bool NeedsAggregations => _nodes.Any(n => n.Name is not null || n.Metrics.Count > 0);

    public int Width => _reads.Count;

    public static ColumnLayout Of(IReadOnlyList<FeatureColumn> columns, SourceFields fields)
    {
        var clauses = columns.Select(c => fields.Clause(c.Filter)).ToList();
        var asked = clauses.Where(c => c != QueryClause.Never).DistinctBy(c => c.Text).ToList();
        var nodes = asked.Select((c, at) => new FilterNode(
            asked.Count == 1 || c == QueryClause.Always ? null : FormattableString.Invariant($"f{at}"), c, [])).ToList();
        var reads = new List<IColumnRead>(columns.Count);
        for (var at = 0; at < columns.Count; at++)
        {
            var text = clauses[at].Text;
            var node = nodes.Find(n => n.Clause.Text == text);
            reads.Add(node is null ? Nothing(columns[at].Metric) : Read(columns[at], at, node, fields));
        }

        return new ColumnLayout(QueryClause.Any(asked), nodes, reads);
    }

    public PageBudget Page(long budgetBytes)
    {
        var metrics = _nodes.SelectMany(n => n.Metrics).ToList();
        var distincts = metrics.Count(m => m.Metric == Metric.Distinct);
        return PageBudget.Of(budgetBytes, _nodes.Count(n => n.Name is not null), metrics.Count - distincts, distincts);
    }

    /// <summary>Writes the sub-aggregations as one object; an empty one where rows need none.</summary>
    public void Write(Utf8JsonWriter to, int precisionThreshold)
    {
        to.WriteStartObject();
        foreach (var node in _nodes)
        {
            if (node.Name is null)
            {
                Write(to, node.Metrics, precisionThreshold);
                continue;
            }

            to.WriteStartObject(node.Name);
            to.WritePropertyName("filter");
            node.Clause.Write(to);
            if (node.Metrics.Count > 0)
            {
                to.WriteStartObject("aggs");
                Write(to, node.Metrics, precisionThreshold);
                to.WriteEndObject();
            }

            to.WriteEndObject();
        }

        to.WriteEndObject();
    }

    /// <summary>The numbers of one composite row, in the order of the columns.</summary>
    public double[] Read(JsonElement row)
    {
        var numbers = new double[_reads.Count];
        for (var column = 0; column < numbers.Length; column++)
            numbers[column] = _reads[column].Of(row);
        return numbers;
    }

    private static IColumnRead Read(FeatureColumn column, int at, FilterNode node, SourceFields fields)
    {
        if (column.Metric == Metric.Count)
            return new CountRead(node.Name);
        var field = column.Field ?? throw new ArgumentException($"{column.Metric} needs a field", nameof(column));
        if (fields.Constant(field) is { } constant)
            return new ConstantRead(node.Name, column.Metric, double.TryParse(constant, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN);
        var use = fields.Use(field);
        if (use.Kind == FieldKind.Missing)
            return Nothing(column.Metric);
        var able = column.Metric switch { Metric.Distinct => use.CanGroup, Metric.Sum => use.CanAdd, _ => use.CanCompare };
        if (!able)
            throw new ArgumentException($"{use.Stored} ({string.Join(", ", use.Types)}) has no {column.Metric}", nameof(column));
        var metric = new MetricNode(FormattableString.Invariant($"m{at}"), column.Metric, use);
        node.Metrics.Add(metric);
        return new MetricRead(node.Name, metric);
    }

    private static ConstantRead Nothing(Metric metric) => new(null, metric, 0, Empty: true);

    private static void Write(Utf8JsonWriter to, List<MetricNode> metrics, int precisionThreshold)
    {
        foreach (var metric in metrics)
        {
            to.WriteStartObject(metric.Name);
            to.WriteStartObject(metric.Metric == Metric.Distinct ? "cardinality" : metric.Metric.ToString().ToLowerInvariant());
            to.WriteString("field", metric.Use.Queried);
            if (metric.Metric == Metric.Distinct)
                to.WriteNumber("precision_threshold", precisionThreshold);
            to.WriteEndObject();
            to.WriteEndObject();
        }
    }

    private static JsonElement Node(JsonElement row, string? name) => name is null ? row : row.GetProperty(name);

    private static long Count(JsonElement row, string? node) => Node(row, node).GetProperty("doc_count").GetInt64();

    /// <summary>A filter below the row, or the row itself where <paramref name="Name"/> is null.</summary>
    private sealed record FilterNode(string? Name, QueryClause Clause, List<MetricNode> Metrics);

    private sealed record MetricNode(string Name, Metric Metric, FieldUse Use);

    private interface IColumnRead
    {
        ColumnPart Part { get; }

        double Of(JsonElement row);
    }

    private sealed record CountRead(string? Node) : IColumnRead
    {
        public ColumnPart Part => new(Metric.Count, Node);

        public double Of(JsonElement row) => Count(row, Node);
    }

    private sealed record MetricRead(string? Node, MetricNode Metric) : IColumnRead
    {
        public ColumnPart Part => new(Metric.Metric, Node) { Use = Metric.Use };

        /// <summary>The engines write null for the least and largest of nothing; their sum and cardinality of nothing is 0.</summary>
        public double Of(JsonElement row)
        {
            var value = ColumnLayout.Node(row, Node).GetProperty(Metric.Name).GetProperty("value");
            return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        }
    }

    /// <summary>A metric over a field that has one value in all events, or over none.</summary>
    private sealed record ConstantRead(string? Node, Metric Metric, double Value, bool Empty = false) : IColumnRead
    {
        public ColumnPart Part => new(Metric, Node) { Constant = Value, IsEmpty = Empty };

        public double Of(JsonElement row)
        {
            var count = Empty ? 0 : Count(row, Node);
            return Metric switch
            {
                Metric.Count => count,
                Metric.Distinct => Math.Min(count, 1),
                Metric.Sum => count == 0 ? 0 : Value * count,
                _ => count == 0 ? double.NaN : Value,
            };
        }
    }
}

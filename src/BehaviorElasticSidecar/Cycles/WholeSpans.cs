using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Cycles;

/// <summary>Which spans each feature query has read without a horizon (imports), as far back as a late pass reaches: nothing of them is late. Part of its checkpoint.</summary>
/// <remarks>Kept as it was read: asked again later, a cluster may answer otherwise, and events would be read twice or never.</remarks>
internal sealed class WholeSpans
{
    private readonly Dictionary<string, List<TimeBucket>> _spans = new(StringComparer.Ordinal);

    /// <summary>Not known of a query that is new here, or whose checkpoint is older than these records.</summary>
    public bool IsKnown(string queryId) => _spans.ContainsKey(queryId);

    /// <summary>In time order; those that touch are one.</summary>
    public IReadOnlyList<TimeBucket> Of(string queryId) => _spans.TryGetValue(queryId, out var spans) ? spans : [];

    /// <summary>From now on it is known.</summary>
    public void Know(string queryId, IEnumerable<TimeBucket> spans) => _spans[queryId] = [.. spans];

    /// <summary>The span after those before; what no late pass reaches from there is forgotten. Nothing where nobody asks.</summary>
    public void Add(string queryId, TimeBucket span)
    {
        if (!_spans.TryGetValue(queryId, out var spans))
            return;
        if (spans.Count > 0 && spans[^1].To == span.From)
            spans[^1] = spans[^1] with { To = span.To };
        else
            spans.Add(span);
        spans.RemoveAll(s => s.To <= span.From - LateReading.Reach);
    }

    /// <summary>What a checkpoint at the position keeps; null: not known.</summary>
    public IReadOnlyList<ReadWhole>? At(string queryId, DateTimeOffset position) => !_spans.TryGetValue(queryId, out var spans)
        ? null : [.. spans.Where(s => s.To > position - LateReading.Reach).Select(s => new ReadWhole(s.From, s.To))];
}

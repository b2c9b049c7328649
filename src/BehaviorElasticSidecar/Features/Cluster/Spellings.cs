namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>How the entities of a span are spelled in its events; an entity that is spelled as its key takes no room.</summary>
internal sealed class Spellings(TimeBucket span, bool horizon)
{
    private readonly Dictionary<string, List<string>> _names = new(StringComparer.Ordinal);

    public TimeBucket Span { get; } = span;

    /// <summary>Whether late events were left out when the span was read.</summary>
    public bool Horizon { get; } = horizon;

    public void Add(string entity, string raw)
    {
        if (!_names.TryGetValue(entity, out var names))
        {
            if (entity == raw)
                return;
            // The key itself may be a spelling too, and asking for it costs nothing.
            _names[entity] = names = [entity];
        }

        if (!names.Contains(raw, StringComparer.Ordinal))
            names.Add(raw);
    }

    public IReadOnlyList<string> Of(string entity) =>
        _names.TryGetValue(entity, out var names) ? [.. names.Order(StringComparer.Ordinal)] : [entity];

    public bool Covers(TimeBucket bucket) => bucket.From >= Span.From && bucket.To <= Span.To;
}

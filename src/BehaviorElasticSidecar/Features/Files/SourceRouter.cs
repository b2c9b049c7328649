namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Which sources an event belongs to.</summary>
/// <remarks>
/// One source takes all. Else the index decides: the hit's <c>_index</c>, or the data stream that the event names; every source whose patterns
/// match takes the event. Without either, the first source whose filter the event passes. Remembers what it found, so one per parser.
/// </remarks>
internal sealed class SourceRouter(FilePlan plan)
{
    /// <summary>Index names are few; a hostile file could make up millions.</summary>
    private const int MaxRemembered = 10_000;

    private readonly Dictionary<FieldValue, ulong> _byIndex = [];
    private readonly Dictionary<(FieldValue?, FieldValue, FieldValue?), FieldValue> _streams = [];

    /// <summary>One bit per source, by <see cref="SourcePlan.Index"/>; their filters still have to be passed.</summary>
    public ulong Route(EventParser parser)
    {
        if (plan.Sources.Length == 1)
            return 1;
        var index = parser.Index ?? Stream(parser.Values);
        if (index is not null)
            return Matching(index);
        foreach (var source in plan.Sources)
        {
            if (source.Filter.Passes(parser.Values.Bits))
                return 1UL << source.Index;
        }

        return 0;
    }

    private ulong Matching(FieldValue index)
    {
        if (_byIndex.TryGetValue(index, out var sources))
            return sources;
        foreach (var source in plan.Sources)
        {
            if (source.Patterns.Match(index.Text))
                sources |= 1UL << source.Index;
        }

        if (_byIndex.Count >= MaxRemembered)
            _byIndex.Clear();
        _byIndex.Add(index, sources);
        return sources;
    }

    private FieldValue? Stream(EventValues values)
    {
        if (First(values, 1) is not { } dataset)
            return null;
        var key = (First(values, 0), dataset, First(values, 2));
        if (_streams.TryGetValue(key, out var index))
            return index;
        if (_streams.Count >= MaxRemembered)
            _streams.Clear();
        index = new FieldValue($"{key.Item1?.Text ?? "logs"}-{dataset.Text}-{key.Item3?.Text ?? "default"}");
        _streams.Add(key, index);
        return index;
    }

    private FieldValue? First(EventValues values, int part)
    {
        var texts = values.Slots[plan.StreamSlots[part]].Texts;
        return texts.Length == 0 ? null : texts[0];
    }
}

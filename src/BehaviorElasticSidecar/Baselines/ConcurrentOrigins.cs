namespace BehaviorElasticSidecar.Baselines;

/// <summary>From where an entity acted at one time: origins of which one was used before and after another, or in turns with it.</summary>
/// <remarks>O(rows log rows). Each origin is the span from its first to its latest event of the bucket; spans that only touch do not overlap.</remarks>
internal static class ConcurrentOrigins
{
    private const int Ends = 0, Is = 1, Begins = 2;

    /// <summary>The largest set of spans that overlap at one instant, by index, the earliest of equals; one span where none do.</summary>
    /// <param name="spans">First and latest time of each; where they are the same, the span is that instant.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<(double First, double Last)> spans)
    {
        // At one instant: spans end before others begin, and what is seen at that instant only comes between.
        var turns = new List<(double At, int Kind, int Span)>(2 * spans.Count);
        for (var span = 0; span < spans.Count; span++)
        {
            var (first, last) = spans[span];
            if (first < last)
                turns.AddRange([(first, Begins, span), (last, Ends, span)]);
            else
                turns.Add((first, Is, span));
        }

        turns.Sort();
        var (open, most, place) = (0, 0, -1);
        for (var i = 0; i < turns.Count; i++)
        {
            open += turns[i].Kind == Begins ? 1 : turns[i].Kind == Ends ? -1 : 0;
            var now = open + (turns[i].Kind == Is ? 1 : 0);
            if (now > most)
                (most, place) = (now, i);
        }

        var at = new SortedSet<int>();
        for (var i = 0; i <= place; i++)
            if (turns[i].Kind == Ends)
                at.Remove(turns[i].Span);
            else if (turns[i].Kind == Begins || i == place)
                at.Add(turns[i].Span);
        return [.. at];
    }
}

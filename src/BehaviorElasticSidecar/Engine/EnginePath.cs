namespace BehaviorElasticSidecar.Engine;

/// <summary>Paths built from names that may come from outside.</summary>
internal static class EnginePath
{
    // http.max_initial_line_length is 4 KB on both engines; method, node prefix and parameters need some of it.
    private const int MaxNamesLength = 3000;

    /// <summary>Index names and patterns as one path segment.</summary>
    /// <exception cref="ArgumentException">No name (the engine would take that for all indices), or one that would leave the segment.</exception>
    public static string Names(IReadOnlyList<string> names) =>
        names.Count > 0 ? string.Join(',', names.Select(Segment)) : throw new ArgumentException("at least one index name is needed", nameof(names));

    /// <summary>One name or id as a path segment; <c>*</c>, <c>:</c> and <c>,</c> stay readable.</summary>
    public static string Segment(string name) => name is not ("" or "." or "..")
        ? Uri.EscapeDataString(name).Replace("%2A", "*", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)
            .Replace("%2C", ",", StringComparison.Ordinal)
        : throw new ArgumentException($"'{name}' is not a name of an index or document", nameof(name));

    /// <summary>An id or single name: <c>,</c> and <c>*</c> are escaped, so that it never becomes a list or pattern.</summary>
    public static string Id(string id) => id is not ("" or "." or "..")
        ? Uri.EscapeDataString(id) : throw new ArgumentException($"'{id}' is not an id", nameof(id));

    /// <summary>The names in groups that fit the length of a request line.</summary>
    public static IEnumerable<IReadOnlyList<string>> Groups(IReadOnlyList<string> names)
    {
        var group = new List<string>();
        var length = 0;
        foreach (var name in names)
        {
            var own = Uri.EscapeDataString(name).Length + 1;
            if (group.Count > 0 && length + own > MaxNamesLength)
            {
                yield return group;
                (group, length) = ([], 0);
            }

            group.Add(name);
            length += own;
        }

        if (group.Count > 0)
            yield return group;
    }
}

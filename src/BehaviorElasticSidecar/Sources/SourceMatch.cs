namespace BehaviorElasticSidecar.Sources;

/// <summary>Which profiles are made for a data set, and which data set an event is of.</summary>
public static class SourceMatch
{
    /// <summary>Whether <paramref name="source"/> names the data set, or all of its package (<c>panw.*</c>).</summary>
    public static bool IsOf(Source source, string dataset) => source.Datasets.Any(d =>
        d.EndsWith('*') ? dataset.StartsWith(d[..^1], StringComparison.Ordinal) : d == dataset);

    /// <summary>Data stream, data set, module and fileset, or what the index's name says (ecs.md 1); null where nothing does.</summary>
    public static string? DatasetOf(FlatEvent fields, string? index)
    {
        if ((First(fields, "data_stream.dataset") ?? First(fields, "event.dataset")) is { } named)
            return named;
        if (First(fields, "event.module") is { } module && First(fields, "fileset.name") is { } fileset)
            return $"{module}.{fileset}";
        var parts = index?.Split('-');
        return parts is ["logs", var dataset, ..] && dataset.Contains('.', StringComparison.Ordinal) ? dataset : null;
    }

    private static string? First(FlatEvent fields, string field) => fields[field] is [var value, ..] && !NothingValues.Contains(value) ? value : null;
}

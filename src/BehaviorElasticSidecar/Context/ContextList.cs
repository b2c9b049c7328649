using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Context;

public enum ContextFormat
{
    Csv,
    Ndjson,
}

/// <summary>One list of people or hosts: where it lies and which of its columns or fields tells what.</summary>
public sealed record ContextList
{
    /// <summary>User or host.</summary>
    public required EntityKind Kind { get; init; }

    /// <summary>Full path; null where it is an index.</summary>
    public string? File { get; init; }

    /// <summary>Index name or pattern; null where it is a file.</summary>
    public string? Index { get; init; }

    public ContextFormat Format { get; init; }

    /// <summary>Of a CSV; null: found from its header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>How dates are written, as .NET writes such patterns; a time behind a date of the default pattern is left out.</summary>
    public string DateFormat { get; init; } = DefaultDateFormat;

    /// <summary>Attribute to the column or field that holds it, for those that are named differently.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    internal const string DefaultDateFormat = "yyyy-MM-dd";

    /// <summary>For people: the file without its folder, or the index.</summary>
    public string ShownName => File is null ? $"index {Index}" : Path.GetFileName(File);

    /// <summary>Each attribute with the column or field to look at.</summary>
    internal IEnumerable<(string Attribute, string Column)> Columns =>
        ContextAttributes.Of(Kind).Select(a => (a, Map.GetValueOrDefault(a, a)));
}

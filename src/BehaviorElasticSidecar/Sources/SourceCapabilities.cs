namespace BehaviorElasticSidecar.Sources;

/// <summary>A field as <c>_field_caps</c> reports it over a pattern: the types it has, and whether doc values are there in all indices.</summary>
public sealed record MappedField(string Name, IReadOnlyList<string> Types, bool Aggregatable);

/// <summary>What the mappings behind a source's pattern allow: decides which detectors can run, and how their queries name the fields.</summary>
public sealed record SourceCapabilities(string SourceId, IReadOnlyDictionary<string, FieldUse> Fields)
{
    private const string KeywordSuffix = ".keyword";

    /// <summary>The use of a stored field; a field that was not asked for, or that no index has, is <see cref="FieldKind.Missing"/>.</summary>
    public FieldUse Of(string stored) =>
        Fields.TryGetValue(stored, out var use) ? use : new FieldUse { Stored = stored, Queried = stored, Kind = FieldKind.Missing };

    /// <summary>The stored fields to ask the cluster about, so that <see cref="From"/> can judge <paramref name="stored"/>: with their <c>.keyword</c>, sorted.</summary>
    public static IReadOnlyList<string> ToAsk(IEnumerable<string> stored) =>
        [.. stored.SelectMany(f => new[] { f, f + KeywordSuffix }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Judges every field of the answer.</summary>
    public static SourceCapabilities From(string sourceId, IEnumerable<MappedField> answer)
    {
        var mapped = answer.ToDictionary(f => f.Name, StringComparer.Ordinal);
        var fields = new SortedDictionary<string, FieldUse>(StringComparer.Ordinal);
        foreach (var field in mapped.Values)
            fields[field.Name] = Judge(field, mapped.GetValueOrDefault(field.Name + KeywordSuffix));
        return new SourceCapabilities(sourceId, fields);
    }

    private static FieldUse Judge(MappedField field, MappedField? beside)
    {
        string[] types = [.. field.Types.Where(t => t != "unmapped").Order(StringComparer.Ordinal)];
        FieldKind[] kinds = [.. types.Select(FieldUse.KindOf).Distinct()];
        var use = new FieldUse
        {
            Stored = field.Name,
            Queried = field.Name,
            Kind = kinds.Length switch { 0 => FieldKind.Missing, 1 => kinds[0], _ => FieldKind.Mixed },
            Types = types,
            Aggregatable = field.Aggregatable,
        };
        if (!kinds.Contains(FieldKind.Text))
            return use;
        if (beside is null || !beside.Types.All(t => t is "unmapped" || FieldUse.KindOf(t) == FieldKind.Keyword))
            return use with { Kind = kinds.Length == 1 ? FieldKind.Text : FieldKind.Mixed, Aggregatable = false };
        return use with
        {
            Queried = beside.Name,
            Kind = FieldKind.Keyword,
            Types = ["keyword"],
            Aggregatable = beside.Aggregatable,
            Weakness = kinds.Length == 1 ? null
                : $"{field.Name} is {string.Join(" and ", types)}: only the indices that have {beside.Name} are read; map it as keyword in all",
        };
    }
}

namespace BehaviorElasticSidecar.Sources.Yaml;

public enum YamlKeyKind
{
    Text,
    Texts,
    Whole,
    Bool,
    Duration,

    /// <summary>A filter as <see cref="FilterReader"/> reads it.</summary>
    Filter,

    /// <summary>Any keys, each with a text.</summary>
    TextMap,

    /// <summary>Any keys, each with a text or a list of texts.</summary>
    TextsMap,

    /// <summary>Several filters.</summary>
    Filters,

    /// <summary>Any keys, each with steps: field names, or <c>{ field, when }</c> with a filter.</summary>
    StepsMap,

    /// <summary>Any keys, each with rules: <c>{ when, value }</c> with a filter and a text or texts.</summary>
    RulesMap,
}

/// <summary>One key of a grammar: validation, editor schema and documentation are made from the same row.</summary>
/// <param name="Help">One or two sentences for the schema and the docs.</param>
public sealed record YamlKey(string Name, YamlKeyKind Kind, string Help)
{
    /// <summary>Must be in the file (for a partial file: in the file it changes).</summary>
    public bool Required { get; init; }

    /// <summary>The only values; empty for any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Regular expression that every text must match as a whole.</summary>
    public string? Pattern { get; init; }

    /// <summary>What the pattern means, in words, for faults.</summary>
    public string? Hint { get; init; }

    /// <summary>Longest text in characters.</summary>
    public int MaxLength { get; init; } = 512;
}

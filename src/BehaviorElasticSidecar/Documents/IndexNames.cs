using System.Globalization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>Names of the indices that the program writes, from one prefix.</summary>
/// <remarks>
/// Monthly names carry the UTC month. The others are an alias, by which everything reads and writes, and the versioned index behind it, which
/// <c>setup</c> makes and moves.
/// </remarks>
public sealed record IndexNames
{
    public const string DefaultPrefix = "behavior-";

    /// <exception cref="ArgumentException">Engines take lower-case names of letters, digits, dots, hyphens and underscores, not starting with a sign.</exception>
    public IndexNames(string prefix = DefaultPrefix)
    {
        if (prefix.Length is 0 or > 100 || !char.IsAsciiLetterOrDigit(prefix[0])
            || !prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException($"'{prefix}' cannot begin an index name: lower-case letters, digits, '-', '_' and '.', a letter or digit first.", nameof(prefix));
        Prefix = prefix;
    }

    public string Prefix { get; }

    public string RiskLatest => Prefix + "risk-latest";

    public string Baselines => Prefix + "baselines";

    public string State => Prefix + "state";

    /// <summary>Who everybody is: one document for each canonical entity.</summary>
    public string Entities => Prefix + "entities";

    /// <summary>Every index and alias of the program.</summary>
    public string All => Prefix + "*";

    /// <summary>All months of a kind.</summary>
    public string AllAnomalies => Prefix + "anomalies-*";

    /// <summary>Aliases, each with the index that stands behind it in this version of the program.</summary>
    public IReadOnlyList<AliasedIndex> Aliased =>
        [.. new[] { Baselines, Entities, RiskLatest, State }.Select(alias => new AliasedIndex(alias, alias + "-v1"))];

    /// <summary>Month of the bucket's start.</summary>
    public string Anomalies(DateTimeOffset bucketStart) => Monthly("anomalies", bucketStart);

    /// <summary>Month of the bucket's end, which is the score's time.</summary>
    public string Risk(DateTimeOffset bucketEnd) => Monthly("risk", bucketEnd);

    /// <summary>Month of the run.</summary>
    public string Health(DateTimeOffset at) => Monthly("health", at);

    private string Monthly(string kind, DateTimeOffset at) =>
        $"{Prefix}{kind}-{at.UtcDateTime.ToString("yyyy.MM", CultureInfo.InvariantCulture)}";
}

public sealed record AliasedIndex(string Alias, string Index);

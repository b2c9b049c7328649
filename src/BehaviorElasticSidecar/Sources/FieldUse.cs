using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BehaviorElasticSidecar.Sources;

/// <summary>What a field can be used for, whatever the exact mapping type.</summary>
public enum FieldKind
{
    /// <summary>In no index of the pattern.</summary>
    Missing,
    Keyword,

    /// <summary>Analysed text without a keyword beside it: only its existence can be asked for.</summary>
    Text,
    Whole,
    Real,
    Date,
    Address,
    Boolean,
    GeoPoint,

    /// <summary>Types that do not go together across the indices of the pattern.</summary>
    Mixed,

    /// <summary>An object, a histogram, a vector: nothing that behaviour can be read from.</summary>
    Other,
}

/// <summary>One stored field of a source, as the mappings of all its indices allow to use it.</summary>
public sealed record FieldUse
{
    /// <summary>The field of the stored event; its existence is asked for under this name.</summary>
    public required string Stored { get; init; }

    /// <summary>The field to put into conditions and groups: the same, or its <c>.keyword</c>.</summary>
    public required string Queried { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>Every mapping type it has, sorted; empty where it is missing.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>False where doc values are off: conditions work, groups and numbers do not.</summary>
    public bool Aggregatable { get; init; } = true;

    /// <summary>Why only a part of the events can be read through it, and what mends that; null if all can.</summary>
    public string? Weakness { get; init; }

    /// <summary>Whether its values can be compared in a condition.</summary>
    public bool CanFilter => Kind is not (FieldKind.Missing or FieldKind.Text or FieldKind.GeoPoint or FieldKind.Other);

    /// <summary>Whether rows can be grouped by its values, and its different values counted.</summary>
    public bool CanGroup => Aggregatable && CanFilter && Kind != FieldKind.Mixed;

    /// <summary>Whether it holds numbers that can be added; integers of one index and floats of another go together here.</summary>
    public bool CanAdd => Aggregatable && Types.Count > 0 && Types.All(t => KindOf(t) is FieldKind.Whole or FieldKind.Real);

    /// <summary>Whether it has a least and a largest value.</summary>
    public bool CanCompare => CanAdd || (Aggregatable && Kind == FieldKind.Date);

    /// <summary>Whether a condition may name the value: a text that one of its types cannot parse makes the whole query fail.</summary>
    public bool Accepts(string value) => Types.All(t => KindOf(t) switch
    {
        FieldKind.Whole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        FieldKind.Real => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
        FieldKind.Address => IPNetwork.TryParse(value, out _) || (IPAddress.TryParse(value, out var address) && IsWhole(value, address)),
        FieldKind.Boolean => value is "true" or "false",
        FieldKind.Date => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
        _ => true,
    });

    /// <summary>The texts that stand for nothing in a field of this kind.</summary>
    public IReadOnlyList<string> Nothings => Kind switch
    {
        FieldKind.Keyword => NothingValues.All,
        FieldKind.Address => NothingValues.Addresses,
        _ => [],
    };

    internal static FieldKind KindOf(string type) => type switch
    {
        "keyword" or "constant_keyword" or "wildcard" or "flattened" or "flat_object" => FieldKind.Keyword,
        "text" or "match_only_text" or "search_as_you_type" or "annotated_text" => FieldKind.Text,
        "long" or "integer" or "short" or "byte" or "unsigned_long" => FieldKind.Whole,
        "double" or "float" or "half_float" or "scaled_float" => FieldKind.Real,
        "date" or "date_nanos" => FieldKind.Date,
        "ip" => FieldKind.Address,
        "boolean" => FieldKind.Boolean,
        "geo_point" => FieldKind.GeoPoint,
        _ => FieldKind.Other,
    };

    /// <summary>.NET also reads <c>10.1</c>, zones, ports and brackets; the engines do not.</summary>
    private static bool IsWhole(string value, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? !value.AsSpan().ContainsAny('[', '%') : value.Count(c => c == '.') == 3;
}

using System.Globalization;

namespace BehaviorElasticSidecar.Reports;

/// <summary>Numbers and times as people read them, always in the invariant culture.</summary>
internal static class Wording
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount in the unit of a measure; <c>bytes</c> scale by 1,000.</summary>
    public static string Amount(double? amount, string? unit)
    {
        if (amount is not { } value || !double.IsFinite(value))
            return "unknown";
        if (unit == "bytes")
            return Bytes(value);
        var text = Math.Abs(value) switch
        {
            >= 1e15 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            >= 1e9 => (value / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + " billion",
            >= 1e6 => (value / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " million",
            >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.##", CultureInfo.InvariantCulture),
        };
        return unit is null ? text : $"{text} {unit}";
    }

    /// <summary><c>1 in 12,000</c>; from one in a million in words.</summary>
    public static string OneIn(double rarity) => rarity >= 1e6 ? $"1 in {Amount(rarity, null)}" : $"1 in {Count((long)Math.Max(1, rarity))}";

    public static string Share(double fraction) => fraction switch
    {
        <= 0 => "none",
        < 0.01 => "below 1 %",
        _ => $"{Math.Round(100 * fraction):0} %",
    };

    public static string Share(double? fraction) => fraction is { } known ? Share(known) : "";

    public static string Probability(double probability) => probability switch
    {
        <= 0 => "below 1 in 1e300",
        < 0.001 => "1 in " + Amount(1 / probability, null),
        _ => (100 * probability).ToString("0.##", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary><c>1 day</c>, <c>12 days</c>: whole days, rounded up.</summary>
    public static string Days(TimeSpan span)
    {
        var days = (long)Math.Ceiling(Math.Max(0, span.TotalDays) - 0.001);
        return days == 1 ? "1 day" : $"{Count(days)} days";
    }

    public static string Plural(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Kind(string kind) => kind.Replace('_', ' ');

    /// <summary><c>3 users</c>, <c>1 address</c>.</summary>
    public static string Kinds(long count, string kind) => Plural(count, Kind(kind), kind == "address" ? "addresses" : Kind(kind) + "s");

    private static string Bytes(double bytes)
    {
        var step = 0;
        for (; Math.Abs(bytes) >= 1000 && step < ByteUnits.Length - 1; step++)
            bytes /= 1000;
        return bytes.ToString(step == 0 || bytes >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + ByteUnits[step];
    }
}

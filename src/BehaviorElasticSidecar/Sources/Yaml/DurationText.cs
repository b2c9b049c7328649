using System.Buffers;
using System.Globalization;

namespace BehaviorElasticSidecar.Sources.Yaml;

/// <summary>Lengths of time as people write them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>90d</c>, <c>2w</c>, <c>500ms</c>, or <c>00:05:00</c> and <c>1.12:00:00</c>.</summary>
public static class DurationText
{
    /// <summary>What faults and schemas show.</summary>
    public static IReadOnlyList<string> Examples { get; } = ["30s", "5m", "1h", "90d", "00:05:00"];

    /// <summary>Years of centuries are typing errors.</summary>
    private const double MaxDays = 36_500;

    private static readonly (string Unit, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly SearchValues<char> Letters = SearchValues.Create("dhmsw");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, ["c", @"hh\:mm", @"d\.hh\:mm"], CultureInfo.InvariantCulture, out duration);
        duration = default;
        var rest = text.AsSpan();
        var seconds = 0.0;
        while (rest.Length > 0)
        {
            if (!TryTake(ref rest, out var part))
                return false;
            seconds += part;
        }

        if (text.Length == 0 || seconds > MaxDays * 86_400)
            return false;
        duration = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>The shortest spelling that reads back as the same length: <c>1h</c>, <c>90d</c>, <c>1h30m</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero || duration < TimeSpan.Zero || duration.Ticks % TimeSpan.TicksPerMillisecond != 0)
            return duration == TimeSpan.Zero ? "0s" : duration.ToString("c", CultureInfo.InvariantCulture);
        Span<(long Amount, string Unit)> parts =
        [
            (duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s"), (duration.Milliseconds, "ms"),
        ];
        var text = "";
        foreach (var (amount, unit) in parts)
            text += amount == 0 ? "" : amount.ToString(CultureInfo.InvariantCulture) + unit;
        return text;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out double seconds)
    {
        seconds = 0;
        var digits = rest.IndexOfAnyExcept(Digits);
        if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        rest = rest[digits..];
        var letters = rest.IndexOfAnyExcept(Letters);
        var unit = letters < 0 ? rest : rest[..letters];
        rest = rest[unit.Length..];
        foreach (var (name, length) in Units)
        {
            if (!unit.SequenceEqual(name))
                continue;
            seconds = amount * length;
            return true;
        }

        return false;
    }
}

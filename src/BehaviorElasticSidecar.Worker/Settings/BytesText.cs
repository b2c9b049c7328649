using System.Globalization;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Amounts of bytes as people write them: <c>512MB</c>, <c>2GB</c>, <c>1048576</c>. Powers of 1,024, as the engines read them.</summary>
internal static class BytesText
{
    private static readonly (string Unit, long Bytes)[] Units = [("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1)];

    public static IReadOnlyList<string> Examples { get; } = ["512MB", "2GB", "1048576"];

    /// <summary>Whole or decimal number and unit, of either case; 0 or more.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var number = text.AsSpan().Trim();
        var scale = 1L;
        foreach (var (unit, size) in Units)
        {
            if (!number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                continue;
            number = number[..^unit.Length].TrimEnd();
            scale = size;
            break;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > long.MaxValue / scale)
            return false;
        bytes = (long)(amount * scale);
        return true;
    }

    /// <summary>In the largest unit that divides it.</summary>
    public static string Format(long bytes)
    {
        foreach (var (unit, size) in Units)
            if (size > 1 && bytes >= size && bytes % size == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}

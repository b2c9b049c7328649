using System.Buffers.Text;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Times as a cluster's <c>date</c> field takes them: <c>strict_date_optional_time||epoch_millis</c>, cut to milliseconds.</summary>
/// <remarks>Wider by a blank for the <c>T</c> and a comma before the fraction, which exports write. No zone means UTC. No allocation.</remarks>
internal static class EventTime
{
    /// <summary>Milliseconds since the Unix epoch; false for text that is no time (also a 30th of February or a second 60).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 10 || text[4] != (byte)'-')
            return Utf8Parser.TryParse(text, out milliseconds, out var used) && used == text.Length && text.Length > 0;
        if (text[7] != (byte)'-' || !Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day))
            return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || (day > 28 && day > DateTime.DaysInMonth(year, month)))
            return false;
        milliseconds = DaysTo(year, month, day) * 86_400_000L;
        return text.Length == 10 || (text[10] is (byte)'T' or (byte)' ' && AddTimeOfDay(text[11..], ref milliseconds));
    }

    /// <summary>A JSON number: whole milliseconds since the epoch.</summary>
    public static bool TryParseNumber(ReadOnlySpan<byte> number, out long milliseconds)
    {
        if (Utf8Parser.TryParse(number, out milliseconds, out var used) && used == number.Length)
            return true;
        if (!Utf8Parser.TryParse(number, out double value, out used) || used != number.Length || !(Math.Abs(value) < 1e15))
            return false;
        milliseconds = (long)Math.Floor(value);
        return true;
    }

    /// <summary>Days since the epoch in the Gregorian calendar; the year begins in March, so that leap days come last.</summary>
    private static int DaysTo(int year, int month, int day)
    {
        var (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9);
        return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 719_469;
    }

    private static bool AddTimeOfDay(ReadOnlySpan<byte> text, ref long milliseconds)
    {
        if (text.Length < 5 || text[2] != (byte)':' || !Digits(text, 0, 2, out var hour) || !Digits(text, 3, 2, out var minute) || hour > 23 || minute > 59)
            return false;
        milliseconds += (hour * 60L + minute) * 60_000;
        text = text[5..];
        if (text.Length > 0 && text[0] == (byte)':')
        {
            if (text.Length < 3 || !Digits(text, 1, 2, out var second) || second > 59)
                return false;
            milliseconds += second * 1000L;
            text = text[3..];
            if (text.Length > 0 && text[0] is (byte)'.' or (byte)',' && !AddFraction(ref text, ref milliseconds))
                return false;
        }

        return AddZone(text, ref milliseconds);
    }

    private static bool AddFraction(ref ReadOnlySpan<byte> text, ref long milliseconds)
    {
        var (at, weight) = (1, 100);
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, weight /= 10)
            milliseconds += (text[at] - '0') * weight;
        text = text[at..];
        return at is > 1 and <= 10;
    }

    private static bool AddZone(ReadOnlySpan<byte> text, ref long milliseconds)
    {
        if (text.Length == 0 || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3 || !Digits(text, 1, 2, out var hours))
            return false;
        var rest = text[3..];
        if (rest.Length > 0 && rest[0] == (byte)':')
            rest = rest[1..];
        var minutes = 0;
        if (text.Length != 3 && (rest.Length != 2 || !Digits(rest, 0, 2, out minutes)))
            return false;
        var offset = (hours * 60L + minutes) * 60_000;
        milliseconds += text[0] == (byte)'-' ? offset : -offset;
        return hours <= 18 && minutes <= 59;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int from, int count, out int value)
    {
        value = 0;
        foreach (var one in text.Slice(from, count))
        {
            var digit = (uint)(one - '0');
            if (digit > 9)
                return false;
            value = value * 10 + (int)digit;
        }

        return true;
    }
}

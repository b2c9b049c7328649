using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Usual hours in words: <c>Mon-Fri 08-18</c>, <c>Mon-Sun 00-24</c>, <c>Sun 02-03; Mon-Thu 22-06</c>.</summary>
/// <remarks>
/// The fewest hours that hold nine tenths of the activity, after workdays (and weekend days) in use lent each other their hours; gaps of one hour closed; days with the same hours are named together. Hours end
/// exclusively; a stretch over midnight stands with the day on which it begins.
/// </remarks>
internal static class UsualHours
{
    private const double Held = 0.9;

    /// <summary>An hour takes its kind's mean only if it has this share of it itself: Friday night is no shift because Monday to Thursday are.</summary>
    private const double LeastShare = 0.2;

    private const int MostParts = 4;
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Null while there is no activity. <paramref name="mass"/> gives the activity of a slot of <see cref="HourOfWeek"/>.</summary>
    public static string? Of(Func<int, double> mass, double bucketHours)
    {
        var masses = new double[HourOfWeek.Slots];
        for (var slot = 0; slot < masses.Length; slot++)
            masses[slot] = mass(slot);
        var total = masses.Sum();
        if (total <= 0)
            return null;
        Pool(masses);
        var usual = Fewest(masses, total);
        if (bucketHours >= 24)
            return Words([.. Enumerable.Range(0, 7).Select(day => usual[HourOfWeek.Of(day, 0)] ? "" : null)]);
        var step = bucketHours > 1 ? (int)bucketHours : 1;
        var ring = new bool[HourOfWeek.Slots];
        for (var hour = 0; hour < ring.Length; hour++)
            ring[hour] = usual[HourOfWeek.Ring(hour - hour % 24 % step)];
        for (var hour = 0; hour < ring.Length; hour++)
            if (!ring[hour] && ring[(hour + 167) % 168] && ring[(hour + 1) % 168])
                ring[hour] = true;
        return ring.All(h => h) ? "Mon-Sun 00-24" : Words([.. Enumerable.Range(0, 7).Select(day => OfDay(ring, day))]);
    }

    /// <summary>One noisy hour must not give every workday hours of its own. A day with less than half of its kind's mean keeps its own.</summary>
    private static void Pool(double[] masses)
    {
        foreach (var (from, to) in new[] { HourOfWeek.Kind(0), HourOfWeek.Kind(6) })
        {
            var totals = Enumerable.Range(from, to - from).Select(day => Enumerable.Range(0, 24).Sum(hour => masses[HourOfWeek.Of(day, hour)])).ToArray();
            var used = Enumerable.Range(from, to - from).Where(day => totals[day - from] >= totals.Average() / 2).ToArray();
            for (var hour = 0; hour < 24; hour++)
            {
                var mean = used.Average(day => masses[HourOfWeek.Of(day, hour)]);
                foreach (var day in used)
                    if (mean > 0 && masses[HourOfWeek.Of(day, hour)] >= mean * LeastShare)
                        masses[HourOfWeek.Of(day, hour)] = mean;
            }
        }
    }

    /// <summary>The busiest slots up to <see cref="Held"/> of the total, and all that are as busy as the last of them.</summary>
    private static bool[] Fewest(double[] masses, double total)
    {
        var (held, least) = (0.0, 0.0);
        foreach (var mass in masses.OrderDescending())
        {
            if (held >= Held * total)
                break;
            held += least = mass;
        }

        return [.. masses.Select(mass => mass > 0 && mass >= least * (1 - 1e-6))];
    }

    /// <summary>Stretches that begin on the day, as <c>08-12,13-18</c>; null for none.</summary>
    private static string? OfDay(bool[] ring, int day)
    {
        var parts = new List<string>();
        for (var hour = 0; hour < 24; hour++)
        {
            var at = day * 24 + hour;
            if (!ring[at] || ring[(at + 167) % 168])
                continue;
            var length = 1;
            while (length < 168 && ring[(at + length) % 168])
                length++;
            parts.Add(length <= 24 - hour ? $"{hour:00}-{hour + length:00}"
                : $"{hour:00}-{(hour + length) % 24:00}{(hour + length >= 48 ? " " + Days[(day + (hour + length) / 24) % 7] : "")}");
        }

        return parts.Count == 0 ? null : string.Join(",", parts);
    }

    private static string? Words(string?[] days)
    {
        var parts = new List<string>();
        for (var day = 0; day < 7; day++)
        {
            if (days[day] is not { } hours)
                continue;
            var last = day;
            while (last + 1 < 7 && days[last + 1] == hours)
                last++;
            parts.Add((day == last ? Days[day] : $"{Days[day]}-{Days[last]}") + (hours.Length > 0 ? " " + hours : ""));
            day = last;
        }

        return parts.Count == 0 ? null : string.Join("; ", parts.Take(MostParts)) + (parts.Count > MostParts ? "; ..." : "");
    }
}

using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Tests.Quality;

/// <summary>Days of a source with a weekly rhythm and a little noise, and the health that follows from them.</summary>
internal static class Days
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>About 100 an hour from 8 to 18 on workdays, nothing at weekends; 9 in 10 have a user, 1 in 20 a place.</summary>
    public static SourceDay Office(int day, double volume = 1, double user = 0.9, Func<int, bool>? isDown = null)
    {
        var hours = new long[24];
        for (var hour = 8; hour < 18 && day % 7 < 5; hour++)
            hours[hour] = isDown?.Invoke(hour) == true ? 0 : (long)(volume * (100 + (day * 31 + hour * 17) % 13));
        return Of(day, hours, user);
    }

    public static SourceDay Of(int day, long[] hours, double user = 0.9) => new("logs", Monday.AddDays(day), hours, new SortedDictionary<string, long>(StringComparer.Ordinal)
    {
        ["user"] = (long)(hours.Sum() * user), ["geo"] = (long)(hours.Sum() * 0.05),
    });

    public static (SourceHealth Health, List<TroubleChange> Changes) After(IEnumerable<SourceDay> days)
    {
        var (health, changes) = (SourceHealth.Unknown("logs"), new List<TroubleChange>());
        foreach (var day in days)
        {
            (health, var changed) = health.After(day);
            changes.AddRange(changed);
        }

        return (health, changes);
    }

    public static IEnumerable<SourceDay> Weeks(int weeks) => Enumerable.Range(0, weeks * 7).Select(d => Office(d));
}

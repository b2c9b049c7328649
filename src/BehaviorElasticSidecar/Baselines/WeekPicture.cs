using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Activity by slot of the week as words and as shares of the busiest slot.</summary>
internal static class WeekPicture
{
    /// <summary>Null while there is no activity. <paramref name="mass"/> and <paramref name="others"/> give the activity of a slot of <see cref="HourOfWeek"/>, 0 or more.</summary>
    public static LearntWeek? Of(Func<int, double> mass, Func<int, double> others, double bucketHours)
    {
        if (UsualHours.Of(mass, bucketHours) is not { } usual)
            return null;
        var step = (int)Math.Clamp(bucketHours, 1, 24);
        // Slots of buckets that do not divide a day begin anew each midnight: the last is shorter, and drawn by the hour.
        step = 24 % step == 0 ? step : 1;
        var shares = new double[HourOfWeek.Slots / step];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = mass(HourOfWeek.Slot(i * step, bucketHours));
        var most = shares.Max();
        return new LearntWeek
        {
            Usual = usual,
            OthersUsual = UsualHours.Of(others, bucketHours),
            SlotHours = step,
            Shares = [.. shares.Select(s => Math.Round(s / most, 4))],
        };
    }

    /// <summary>What evidence of buckets is counted in.</summary>
    public static string UnitOf(double bucketHours) => bucketHours switch
    {
        <= 1 => "active hours",
        >= 24 => "active days",
        _ => "active buckets",
    };
}

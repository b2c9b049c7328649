using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What is learnt of an amount: typical sizes at the hours at which there is any, hours, and how sure both are.</summary>
internal static class AmountDescription
{
    /// <param name="of">Unit as <see cref="LearntAmount.Unit"/>, length of a bucket, and whether hours are part of what is judged.</param>
    /// <param name="day">Local day for which is asked; one before the latest sighting counts as the day after that.</param>
    public static LearntBaseline Of(AmountBaseline own, AmountPopulation all, AmountLaw law, (string Unit, double BucketHours, bool CountsActivity) of, int day)
    {
        day = Math.Max(day, own.LastDay + 1);
        var (unit, evidence) = (own.Growth(day), EvidenceOf(own, day));
        var known = own.LevelWeight / unit;
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = evidence,
            EvidenceUnit = WeekPicture.UnitOf(of.BucketHours),
            OwnFraction = known / (known + all.Prior.Strength),
            Week = of.CountsActivity ? WeekPicture.Of(slot => own[slot].Active, slot => Math.Max(0, all.Sums[AmountPopulation.Active + slot]), of.BucketHours) : null,
            Amount = evidence <= 0 ? null : new LearntAmount(
                of.Unit, Typical(own, own, all, law, 0.5, day), Typical(own, own, all, law, 0.95, day),
                all.EntityDays > 0 ? Typical(new AmountBaseline(), own, all, law, 0.5, day) : null),
        };
    }

    /// <summary>Decayed number of active hours (or buckets, where they are longer).</summary>
    public static double EvidenceOf(AmountBaseline own, int day)
    {
        var sum = 0.0;
        for (var slot = 0; slot < HourOfWeek.Slots; slot++)
            sum += own[slot].Active;
        return sum / own.Growth(day);
    }

    /// <summary>Mean of the predicted quantile over the slots in which <paramref name="active"/> is active, each with its share of the activity. At most 1e15.</summary>
    private static double Typical(AmountBaseline baseline, AmountBaseline active, AmountPopulation all, AmountLaw law, double probability, int day)
    {
        double sum = 0, weights = 0;
        for (var slot = 0; slot < HourOfWeek.Slots; slot++)
        {
            if (active[slot].Active is not (> 0 and var weight))
                continue;
            // The next day of the slot's weekday: day 0 was a Monday.
            var next = day + ((HourOfWeek.Weekday(slot) - day) % 7 + 7) % 7;
            sum += weight * Math.Min(law.Quantile(probability, AmountModel.Forecast(baseline, all, law, new AmountMoment(slot, next))), AmountLaw.Largest);
            weights += weight;
        }

        return sum / weights;
    }
}

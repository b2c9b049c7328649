using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>From a baseline and its population to what is expected of a slot on a day: level x rhythm x closing of months, all shrunk until the entity has shown its own.</summary>
/// <remarks>Slot is shrunk to the same hour of the other days of its kind, that to the population (two-stage empirical Bayes). O(1).</remarks>
internal static class AmountModel
{
    /// <summary>Days that the population's hour is worth against the entity's same hour on workdays (or weekend days), and that against the slot alone.</summary>
    private const double HourStrength = 5, SlotStrength = 3;

    /// <summary>Buckets that the population's spread is worth.</summary>
    private const double SpreadStrength = 5;

    /// <summary>
    /// An hour in which nothing is usual makes an amount no rarer than this. That it is an unusual hour is told by <c>time</c>, once; told again by every amount of
    /// somebody who works on a Saturday, it drowned what is unusual in amount.
    /// </summary>
    private const double LeastActivity = 0.03;

    /// <summary>A holiday longer ago counts less than a thousandth of a day.</summary>
    private const int LongestMemoryDays = 10 * Forgetting.HalfLifeDays;

    public static AmountForecast Forecast(AmountBaseline baseline, AmountPopulation population, AmountLaw law, in AmountMoment moment)
    {
        var (slot, day, prior) = (moment.Slot, moment.Day, population.Prior);
        var unit = baseline.Growth(day);
        var (hour, weekday) = (HourOfWeek.Hour(slot), HourOfWeek.Weekday(slot));
        var (from, to) = HourOfWeek.Kind(weekday);
        double active = 0, amount = 0, chances = 0;
        for (var other = from; other < to; other++)
        {
            var entry = baseline[HourOfWeek.Of(other, hour)];
            active += entry.Active;
            amount += entry.Amount;
            chances += Chances(baseline, other, moment);
        }

        var own = baseline[slot];
        var rhythm = population.Rhythm(slot);
        var level = (baseline.LevelSum + unit * prior.Strength * prior.Level) / (baseline.LevelWeight + unit * prior.Strength);
        var ownLevel = baseline.LevelWeight > 0 ? baseline.LevelSum / baseline.LevelWeight : level;
        var centre = Centre(law.Centre(level, rhythm), unit, amount, active, own);
        var ownCentre = Centre(law.Centre(ownLevel, rhythm), unit, amount, active, own);
        var activity = (active / unit + HourStrength * population.Activity(slot)) / (chances + HourStrength);
        activity = (own.Active / unit + SlotStrength * activity) / (Chances(baseline, weekday, moment) + SlotStrength);
        var spread = (baseline.SpreadSum + SpreadStrength * unit * prior.Within) / (baseline.SpreadWeight + SpreadStrength * unit);
        var effect = moment.Closing == Closing.None ? 0 : baseline.Closings.Effect(population.Closings).At(moment.Closing);
        var known = new AmountForecast(
            Math.Clamp(activity, 1e-6, 1), baseline.LevelWeight / unit, level, law.Times(centre, effect), law.Times(ownCentre, effect), spread, 0) { Effect = effect };
        return law.Complete(known, active / unit, prior);
    }

    /// <summary>Shrinks the hour to level x rhythm, and the slot to its hour.</summary>
    private static double Centre(double expected, double unit, double amount, double active, (float Active, float Amount) own)
    {
        var hourly = (amount + HourStrength * unit * expected) / (active + HourStrength * unit);
        return (own.Amount + SlotStrength * unit * hourly) / (own.Active + SlotStrength * unit);
    }

    /// <summary>Decayed number of times that <paramref name="other"/> weekday came up between the first day and the one before the moment; a holiday came up as a Sunday.</summary>
    private static double Chances(AmountBaseline baseline, int other, in AmountMoment moment)
    {
        if (baseline.Since is null)
            return 0;
        var day = moment.Day;
        var back = (SiteClock.WeekdayOf(day) - other + 6) % 7 + 1;
        var chances = Forgetting.Weeks(baseline.FirstDay, day - back, day);
        if (moment.Holidays is not { } holidays)
            return chances;
        foreach (var holiday in holidays.In(Math.Max(baseline.FirstDay, day - LongestMemoryDays), day - 1))
        {
            var weekday = SiteClock.WeekdayOf(holiday);
            if (weekday != holidays.RestWeekday && (weekday == other || other == holidays.RestWeekday))
                chances += Forgetting.Growth(holiday - day) * (weekday == other ? -1 : 1);
        }

        return Math.Max(0, chances);
    }

    /// <summary>-log10 of the probability of no activity in the slot on that day.</summary>
    /// <remarks>Never less likely than half a chance in those that there were (Krichevsky and Trofimov 1981): forty workdays in a row prove no law.</remarks>
    public static double SilenceSurprise(AmountBaseline baseline, AmountPopulation population, AmountLaw law, in AmountMoment moment)
    {
        var weekday = HourOfWeek.Weekday(moment.Slot);
        var (from, to) = HourOfWeek.Kind(weekday);
        var chances = 0.0;
        for (var other = from; other < to; other++)
            chances += Chances(baseline, other, moment);
        return -Math.Log10(Math.Max(1 - Forecast(baseline, population, law, moment).Active, 0.5 / (chances + 1)));
    }

    /// <summary>-log10 of the probability of the amount in its direction; 0 or more.</summary>
    public static double Surprise(double learnt, in AmountForecast forecast, AmountLaw law, Detectors.Direction direction)
    {
        if (direction == Detectors.Direction.Low)
            return Surprises.Of(law.LogLower(learnt, forecast));
        var high = Math.Log(Math.Max(forecast.Active, LeastActivity)) + law.LogUpper(learnt, forecast);
        if (direction == Detectors.Direction.High)
            return Surprises.Of(high);
        return Surprises.Of(LogSpace.Ln2 + Math.Min(high, law.LogLower(learnt, forecast)));
    }
}

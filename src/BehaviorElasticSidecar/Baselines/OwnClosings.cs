using System.Runtime.CompilerServices;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What days around the end of months were to one entity, against its other days. One day is one piece of evidence, however many buckets it has; at most 51 bytes.</summary>
/// <remarks>
/// A day's number is ln(its amounts / what was expected of its buckets without any effect), as <see cref="AmountLaw.DayOf"/>. Days of a kind count half after 30 of them: half a year of months, one and a half
/// of quarters. What is forgotten in 30 days of the calendar would not live from one month's end to the next.
/// </remarks>
internal sealed class OwnClosings
{
    private const int Kinds = 3, Weights = Kinds, Squares = Weights + Kinds, DaySum = Squares + 1, DayExpected = DaySum + 1,
        DayOwnSum = DayExpected + 1, DayOwnExpected = DayOwnSum + 1, DayWeight = DayOwnExpected + 1, Length = DayWeight + 1;

    /// <summary>Half after 30 days.</summary>
    private static readonly double KeptADay = Math.Pow(0.5, 1.0 / Numerics.Forgetting.HalfLifeDays);

    /// <summary>Of ordinary days, of a month's and of a quarter's: sums, weights; squares of ordinary days; and what the open day holds.</summary>
    private Numbers _numbers;

    private Closing _today;

    /// <summary>A bucket of the open day.</summary>
    public void Add(Closing today, (double Sum, double Expected) deviation, double weight)
    {
        _today = today;
        _numbers[DaySum] += (float)deviation.Sum;
        _numbers[DayExpected] += (float)deviation.Expected;
        _numbers[DayOwnSum] += (float)(weight * deviation.Sum);
        _numbers[DayOwnExpected] += (float)(weight * deviation.Expected);
        _numbers[DayWeight] += (float)weight;
    }

    /// <summary>Takes the open day in with the weights of its buckets, and tells the population of it. Nothing happens where none is open.</summary>
    public void EndDay(AmountLaw law, DailySums sums)
    {
        if (_numbers[DayExpected] <= 0)
            return;
        var kind = (int)_today;
        var all = Bounded(law.DayOf(_numbers[DaySum], _numbers[DayExpected]));
        var weight = Math.Min(1, _numbers[DayWeight]);
        var day = weight > 0 ? Bounded(law.DayOf(_numbers[DayOwnSum], _numbers[DayOwnExpected])) : 0;
        ((Span<float>)_numbers)[DaySum..].Clear();
        if (kind != 0 && _numbers[Weights] < ClosingEffect.EnoughOrdinary)
            return;
        ClosingPopulation.AddDay(sums, _today, all);
        if (weight <= 0)
            return;
        _numbers[kind] = (float)(_numbers[kind] * KeptADay + weight * day);
        _numbers[Weights + kind] = (float)(_numbers[Weights + kind] * KeptADay + weight);
        if (kind == 0)
            _numbers[Squares] = (float)(_numbers[Squares] * KeptADay + weight * day * day);
    }

    /// <summary>The entity's own, shrunk to that of the population.</summary>
    public ClosingEffect Effect(ClosingPopulation all)
    {
        if (_numbers[Weights] < ClosingEffect.EnoughOrdinary)
            return all.Effect;
        var worth = _numbers[Weights] + ClosingEffect.LeastStrength;
        var ordinary = (_numbers[0] + ClosingEffect.LeastStrength * all.Ordinary) / worth;
        var variance = (_numbers[Squares] + ClosingEffect.LeastStrength * (all.Variance + all.Ordinary * all.Ordinary)) / worth - ordinary * ordinary;
        return ClosingEffect.From(Days(Closing.Month, ordinary), Days(Closing.Quarter, ordinary), ClosingEffect.Strength(variance), all.Effect);
    }

    public void Write(StateWriter to)
    {
        to.Byte((byte)_today);
        to.Sparse(_numbers, 1);
    }

    public void Read(ref StateReader from)
    {
        if (from.Byte() is var today && today >= Kinds)
            throw new InvalidDataException($"a day of the state is of kind {today}");
        _today = (Closing)today;
        from.Sparse(_numbers, 1);
    }

    private static double Bounded(double day) => Math.Clamp(day, -ClosingEffect.LargestDay, ClosingEffect.LargestDay);

    private (double Sum, double Weight) Days(Closing kind, double ordinary)
    {
        var weight = (double)_numbers[Weights + (int)kind];
        return (_numbers[(int)kind] - weight * ordinary, weight);
    }

    /// <summary>In the object itself: a state that comes again after an hour has left the caches, and each object of its own is one more wait.</summary>
    [InlineArray(Length)]
    private struct Numbers
    {
        private float _first;
    }
}

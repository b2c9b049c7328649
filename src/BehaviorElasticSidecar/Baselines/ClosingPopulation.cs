using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What days around the end of months are to everybody: the prior of each entity's own. Never changed: a new one each midnight.</summary>
/// <remarks>Evidence is days of the organisation, not its people: what all of them do on one day may have one reason. A kind of day counts half after 30 of its days.</remarks>
internal sealed class ClosingPopulation
{
    /// <summary>Where the parts stand in the sums of a day, from <see cref="AmountPopulation.Length"/> on: per kind sums of entity-days, how many, and squares of ordinary ones.</summary>
    private const int Kinds = 3, Sums = AmountPopulation.Length, Counts = Sums + Kinds, Squares = Counts + Kinds;

    /// <summary>Numbers of a day's sums, those of the amounts before them included.</summary>
    public const int DayLength = Squares + 1;

    /// <summary>Entity-days with which a day is half of a day's evidence.</summary>
    private const double EntityDays = 20;

    /// <summary>Variance of an entity's days before any is known, and days that it is worth: a factor of two either way.</summary>
    private const double PriorVariance = 0.5, PriorDays = 5;

    private static readonly double KeptADay = Math.Pow(0.5, 1.0 / Forgetting.HalfLifeDays);

    private readonly double[] _sums, _weights;
    private readonly double _squares;

    private ClosingPopulation(double[] sums, double[] weights, double squares)
    {
        (_sums, _weights, _squares) = (sums, weights, squares);
        Ordinary = weights[0] <= 0 ? 0 : sums[0] / weights[0];
        Variance = (Math.Max(0, squares - weights[0] * Ordinary * Ordinary) + PriorDays * PriorVariance) / (weights[0] + PriorDays);
        Effect = ClosingEffect.From(Days(Closing.Month), Days(Closing.Quarter), ClosingEffect.LeastStrength, default);
    }

    public static ClosingPopulation Empty { get; } = new(new double[Kinds], new double[Kinds], 0);

    public ClosingEffect Effect { get; }

    /// <summary>Mean of ordinary days, ln: below 0 for counts, as the logarithm of a day is on average below that of their mean.</summary>
    public double Ordinary { get; }

    /// <summary>Variance of an entity's ordinary days.</summary>
    public double Variance { get; }

    /// <summary>One entity-day.</summary>
    public static void AddDay(DailySums sums, Closing kind, double day)
    {
        sums.Add(Sums + (int)kind, day);
        sums.Add(Counts + (int)kind, 1L);
        if (kind == Closing.None)
            sums.Add(Squares, day * day);
    }

    public ClosingPopulation Advance(DailySums day)
    {
        double[] sums = [.. _sums], weights = [.. _weights];
        var squares = _squares;
        for (var kind = 0; kind < Kinds; kind++)
        {
            if (day[Counts + kind] is not (> 0 and var count))
                continue;
            var weight = count / (count + EntityDays);
            var kept = 1 - weight * (1 - KeptADay);
            sums[kind] = sums[kind] * kept + weight * day[Sums + kind] / count;
            weights[kind] = weights[kind] * kept + weight;
            if (kind == 0)
                squares = squares * kept + weight * day[Squares] / count;
        }

        return new ClosingPopulation(sums, weights, squares);
    }

    public void Write(StateWriter to)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            to.Double(_sums[kind]);
            to.Double(_weights[kind]);
        }

        to.Double(_squares);
    }

    public static ClosingPopulation Read(ref StateReader from)
    {
        double[] sums = new double[Kinds], weights = new double[Kinds];
        for (var kind = 0; kind < Kinds; kind++)
            (sums[kind], weights[kind]) = (from.Double(), from.Double());
        return new ClosingPopulation(sums, weights, from.Double());
    }

    private (double Sum, double Weight) Days(Closing kind) => (_sums[(int)kind] - _weights[(int)kind] * Ordinary, _weights[(int)kind]);
}

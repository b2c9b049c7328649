using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Counts: x - 1 is negative binomial given that there is any event. Level times rhythm; spread is the dispersion.</summary>
/// <remarks>
/// Variance m + m^2 d (Lawless 1987). Dispersion by moments, each bucket weighted by m^2/(m+1)^2, as buckets of little expected say nothing of it.
/// The doubt of the mean enters the predictive dispersion: (1 + d)(1 + v) - 1 with v the relative variance of the mean.
/// </remarks>
internal sealed class CountLaw : AmountLaw
{
    private const double HalfAnEvent = 0.5;

    private const double LeastDispersion = 0.01, MostDispersion = 50, MostSurprisingRatio = 25;

    /// <summary>Variance of ln x is believed up to here (a factor of 20 either way at two deviations is 2.25): one giant must not set everybody's level.</summary>
    private const double MostLogVariance = 3;

    public override double Smallest => 1;

    public override (double, double, double) Weakest => (1, 2, 1);

    public override AmountPrior PriorOf(double logMean, double logVariance, double within)
    {
        var variance = Math.Clamp(logVariance, 0.05, MostLogVariance);
        var level = Math.Max(0.1, LogSpace.ExpM1(logMean + variance / 2));
        within = Math.Clamp(within, LeastDispersion, MostDispersion);
        var between = Math.Max(LogSpace.ExpM1(variance) - within, 0.25);
        return new AmountPrior(level, within, between, Math.Clamp((within + 1 / level) / between, 0.1, MostStrength));
    }

    public override double Learnt(double amount) => Math.Round(amount) - 1;

    public override double AmountOf(double learnt) => learnt + 1;

    public override double RhythmOf(double logFactor) => Math.Exp(logFactor);

    public override double Centre(double level, double rhythm) => level * rhythm;

    public override (double Sum, double Weight) LevelOf(double learnt, double rhythm) => (learnt, rhythm);

    public override (double Sum, double Weight) SpreadOf(double learnt, in AmountForecast forecast)
    {
        if (forecast.Evidence < 0.5)
            return (0, 0);
        var (m, e) = (forecast.OwnCentre, learnt - forecast.OwnCentre);
        var scale = (m + 1) * (m + 1);
        return (Math.Min((e * e - m) / scale, MostSurprisingRatio), m * m / scale);
    }

    public override double Residual(double learnt, double level) => Math.Log((learnt + 1) / (level + 1));

    /// <summary>Added up, not in logarithms: most hours have few events, whose logarithms do not rise as their mean does.</summary>
    public override (double Sum, double Weight) DeviationOf(double learnt, double centre) => (learnt, centre);

    public override double DayOf(double sum, double weight) => Math.Log((sum + HalfAnEvent) / (weight + HalfAnEvent));

    public override AmountForecast Complete(in AmountForecast known, double slotEvidence, in AmountPrior prior)
    {
        var worth = known.Evidence + prior.Strength;
        var mean = Math.Max(known.Centre, 0.5 / worth);
        var dispersion = Math.Clamp(known.Spread, LeastDispersion, MostDispersion);
        var doubt = Math.Min((dispersion + 1 / mean) / worth, Math.Max(prior.Between, 1)) + RhythmDoubt / (1 + slotEvidence);
        return known with { Centre = mean, OwnCentre = Math.Max(known.OwnCentre, 0.5 / worth), Spread = dispersion, Doubt = doubt };
    }

    public override double LogUpper(double learnt, in AmountForecast forecast) => Predictive(forecast).LogUpperMid(learnt);

    public override double LogLower(double learnt, in AmountForecast forecast) => Predictive(forecast).LogLowerMid(learnt);

    public override double Quantile(double probability, in AmountForecast forecast) => Predictive(forecast).Quantile(probability) + 1;

    private static NegativeBinomial Predictive(in AmountForecast forecast) =>
        new(forecast.Centre, forecast.Spread + forecast.Doubt * (1 + forecast.Spread));
}

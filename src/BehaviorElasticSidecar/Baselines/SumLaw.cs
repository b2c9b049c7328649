using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Sums (bytes, seconds, money): ln x is normal with unknown mean and variance, so the prediction is Student's t.</summary>
/// <remarks>
/// Semi-conjugate normal with unknown mean and variance (Gelman et al., Bayesian Data Analysis, 3.3): the prior of the mean is the spread between entities,
/// the prior of the variance the spread within them, worth <see cref="SumScale.PriorDegrees"/> buckets.
/// </remarks>
internal sealed class SumLaw(SumScale scale) : AmountLaw
{
    /// <summary>Real sums have heavier tails than a log-normal however much is known: never thinner than this t.</summary>
    private const double MostDegrees = 20;

    /// <summary>A squared error above e^5-fold counts as that.</summary>
    private const double MostSquare = 25;

    private const double MostLogVariance = 25;

    /// <summary>A millionth: below it a sum is no activity, whatever its unit.</summary>
    public override double Smallest => 1e-6;

    public override (double, double, double) Weakest => (scale.LogMean, scale.LogVariance, scale.Spread);

    public override AmountPrior PriorOf(double logMean, double logVariance, double within)
    {
        within = Math.Clamp(within, scale.LeastWithin, MostLogVariance);
        var between = Math.Clamp(logVariance - within, scale.LeastBetween, MostLogVariance);
        return new AmountPrior(logMean, within, between, Math.Clamp(within / between, 0.05, MostStrength));
    }

    public override double Learnt(double amount) => Math.Log(amount);

    public override double AmountOf(double learnt) => Math.Exp(learnt);

    public override double RhythmOf(double logFactor) => logFactor;

    public override double Centre(double level, double rhythm) => level + rhythm;

    public override (double Sum, double Weight) LevelOf(double learnt, double rhythm) => (learnt - rhythm, 1);

    /// <summary>The error of a forecast is larger than the spread by the doubt of its centre; that part is taken out.</summary>
    public override (double Sum, double Weight) SpreadOf(double learnt, in AmountForecast forecast)
    {
        if (forecast.Evidence < 0.5)
            return (0, 0);
        var e = learnt - forecast.OwnCentre;
        return (Math.Min(e * e, MostSquare) * forecast.Spread / (forecast.Spread + forecast.Doubt), 1);
    }

    public override double Residual(double learnt, double level) => learnt - level;

    public override (double Sum, double Weight) DeviationOf(double learnt, double centre) => (learnt - centre, 1);

    public override double DayOf(double sum, double weight) => sum / weight;

    public override AmountForecast Complete(in AmountForecast known, double slotEvidence, in AmountPrior prior)
    {
        var variance = Math.Max(known.Spread, scale.LeastVariance);
        var rhythm = Math.Min(RhythmDoubt, variance) / (1 + slotEvidence);
        return known with { Spread = variance, Doubt = variance / (known.Evidence + prior.Strength) + rhythm };
    }

    public override double LogUpper(double learnt, in AmountForecast forecast) => Predictive(forecast).LogUpper(learnt);

    public override double LogLower(double learnt, in AmountForecast forecast) => Predictive(forecast).LogLower(learnt);

    public override double Quantile(double probability, in AmountForecast forecast) => Math.Exp(Predictive(forecast).Quantile(probability));

    private StudentT Predictive(in AmountForecast forecast) =>
        new(Math.Min(scale.PriorDegrees + forecast.Evidence, MostDegrees), forecast.Centre, Math.Sqrt(forecast.Spread + forecast.Doubt));
}

/// <summary>How far logarithms spread before and at least.</summary>
/// <param name="LogMean">Guess of the mean of ln x before any is known, with <paramref name="LogVariance"/> over all and <paramref name="Spread"/> (a variance) within an entity.</param>
/// <param name="LeastBetween">Least variance of ln x between entities.</param>
/// <param name="LeastWithin">Least variance within one, as a prior, and <paramref name="LeastVariance"/> as known of one.</param>
/// <param name="PriorDegrees">Degrees of freedom of a prediction of which nothing is known.</param>
internal sealed record SumScale(double LogMean, double LogVariance, double Spread, double LeastBetween, double LeastWithin, double LeastVariance, double PriorDegrees)
{
    /// <summary>Bytes, seconds, money: entities differ by a factor of e^0.5 and more; a spread of 5 % is the least that is believed of one.</summary>
    public static SumScale Amounts { get; } = new(10, 16, 1, 0.25, 0.01, 0.05 * 0.05, 4);

    /// <summary>Bits per character: about four for all who write, and bounded, so that they differ by few per cent and have no heavy tails.</summary>
    public static SumScale Bits { get; } = new(Math.Log(4), 0.04, 0.01, 0.05 * 0.05, 0.02 * 0.02, 0.02 * 0.02, 20);
}

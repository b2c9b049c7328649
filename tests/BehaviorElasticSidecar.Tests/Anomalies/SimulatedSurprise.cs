using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Anomalies;

/// <summary>Daily maxima of surprise of a clean site, by shape of tail; the same numbers at every call.</summary>
internal sealed class SimulatedSurprise(ulong seed)
{
    private ulong _drawn;

    /// <summary>Shapes whose upper hundredth is continuous.</summary>
    public static IReadOnlyDictionary<string, Func<SimulatedSurprise, double>> Continuous { get; } = new Dictionary<string, Func<SimulatedSurprise, double>>
    {
        ["as promised"] = s => -Math.Log10(s.Uniform()),
        ["too sure of itself"] = s => -2.5 * Math.Log10(s.Uniform()),
        ["too careful"] = s => -0.4 * Math.Log10(s.Uniform()),
        ["log-normal"] = s => Math.Exp(s.Normal() * 0.7),
        ["bounded"] = s => 2 * (1 - Math.Sqrt(s.Uniform())),
        ["half-normal"] = s => Math.Abs(s.Normal()),
        ["mostly nothing"] = s => s.Uniform() < 0.1 ? 0.5 - Math.Log10(s.Uniform()) : 0,
    };

    /// <summary>Shapes that jump over 1 in 100 or 1 in 1,000: fixed levels, as facts and first sightings have, a wall, or hardly an observation.</summary>
    public static IReadOnlyDictionary<string, Func<SimulatedSurprise, double>> WithLevels { get; } = new Dictionary<string, Func<SimulatedSurprise, double>>
    {
        ["seldom anything"] = s => s.Uniform() < 0.004 ? 1 - Math.Log10(s.Uniform()) : 0,
        ["wall"] = s => 2 * s.Uniform(),
        ["one level"] = s => s.Uniform() < 0.03 ? 2 : 0,
        ["two levels"] = s => s.Uniform() switch { < 0.0005 => 6, < 0.009 => 3, _ => 0 },
        ["rare level"] = s => s.Uniform() < 0.002 ? 4 : -0.3 * Math.Log10(s.Uniform()),
    };

    /// <summary>In (0, 1].</summary>
    public double Uniform() => ((StableHash.Of(BitConverter.GetBytes(_drawn++), seed) >> 11) + 1) / (double)(1UL << 53);

    private double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}

using System.Text.Json;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class DistributionsTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Negative_binomial_tails_equal_60_digit_results() => ForEach("nbinom", (p, v) =>
    {
        var law = new NegativeBinomial(p.Number("mean"), p.Number("dispersion"));
        var x = v.Number("x");
        law.LogMass(x).ShouldBeNear(v.Number("logpdf"), Tolerance, $"{law} mass at {x}");
        law.LogLower(x).ShouldBeNear(v.Number("logcdf"), Tolerance, $"{law} below {x}");
        law.LogUpper(x + 1).ShouldBeNear(v.Number("logsf"), Tolerance, $"{law} above {x}");
    });

    [Fact]
    public void The_summed_path_of_the_negative_binomial_equals_the_continued_fraction()
    {
        foreach (var mean in new[] { 0.01, 0.3, 1, 7, 40 })
            foreach (var dispersion in new[] { 0.001, 0.1, 1, 30 })
                for (var k = 0; k < 40; k++)
                {
                    var law = new NegativeBinomial(mean, dispersion);
                    law.LogUpperMid(k).ShouldBeNear(law.Plain(k, 0.5, upper: true), 1e-11, $"{law} above {k}");
                    law.LogLowerMid(k).ShouldBeNear(law.Plain(k, 0.5, upper: false), 1e-11, $"{law} below {k}");
                }
    }

    [Fact]
    public void Both_mid_tails_of_a_count_add_up_to_one()
    {
        foreach (var k in new[] { 0.0, 1, 5, 23, 24, 25, 100, 1000 })
        {
            var law = new NegativeBinomial(30, 0.8);
            (Math.Exp(law.LogUpperMid(k)) + Math.Exp(law.LogLowerMid(k))).ShouldBe(1, 1e-12);
        }
    }

    [Fact]
    public void Student_t_tails_equal_60_digit_results() => ForEach("t", (p, v) =>
    {
        var law = new StudentT(p.Number("df"), 0, 1);
        law.LogLower(v.Number("x")).ShouldBeNear(v.Number("logcdf"), Tolerance, $"{law} below {v.Number("x")}");
        law.LogUpper(v.Number("x")).ShouldBeNear(v.Number("logsf"), Tolerance, $"{law} above {v.Number("x")}");
    });

    [Fact]
    public void Normal_tails_equal_60_digit_results() => ForEach("normal", (_, v) =>
    {
        NormalDistribution.LogLower(v.Number("x")).ShouldBeNear(v.Number("logcdf"), Tolerance, $"below {v.Number("x")}");
        NormalDistribution.LogUpper(v.Number("x")).ShouldBeNear(v.Number("logsf"), Tolerance, $"above {v.Number("x")}");
    });

    [Fact]
    public void Beta_binomial_tails_equal_60_digit_results() => ForEach("betabinom", (p, v) =>
    {
        var law = new BetaBinomial((int)p.Number("n"), p.Number("a"), p.Number("b"));
        var x = (int)v.Number("x");
        law.LogMass(x).ShouldBeNear(v.Number("logpdf"), Tolerance, $"{law} mass at {x}");
        law.LogLower(x).ShouldBeNear(v.Number("logcdf"), Tolerance, $"{law} below {x}");
        law.LogUpper(x + 1).ShouldBeNear(v.Number("logsf"), Tolerance, $"{law} above {x}");
    });

    [Fact]
    public void Quantiles_equal_those_of_SciPy()
    {
        foreach (var row in GoldenNumbers.Of("special", "t_ppf").EnumerateArray())
            new StudentT(GoldenNumbers.Number(row[1]), 0, 1).Quantile(GoldenNumbers.Number(row[0]))
                .ShouldBeNear(GoldenNumbers.Number(row[2]), 1e-8, row.GetRawText());
        foreach (var row in GoldenNumbers.Of("special", "nbinom_ppf").EnumerateArray())
        {
            double n = GoldenNumbers.Number(row[1]), p = GoldenNumbers.Number(row[2]);
            new NegativeBinomial(n * (1 - p) / p, 1 / n).Quantile(GoldenNumbers.Number(row[0])).ShouldBe(GoldenNumbers.Number(row[3]), row.GetRawText());
        }
    }

    [Fact]
    public void A_count_far_beyond_any_double_has_a_finite_log_tail()
    {
        new NegativeBinomial(3, 0.5).LogUpperMid(1e15).ShouldBeInRange(-1e16, -1e13);
        new NegativeBinomial(1e-6, 50).LogUpperMid(1e15).ShouldBeLessThan(-1e8);
        new StudentT(20, 0, 1e-9).LogUpper(1e300).ShouldBeInRange(-1e5, -1000);
    }

    private static void ForEach(string distribution, Action<JsonElement, JsonElement> check)
    {
        foreach (var one in GoldenNumbers.Of("distributions", distribution).EnumerateArray())
            foreach (var value in one.GetProperty("values").EnumerateArray())
                check(one.GetProperty("parameters"), value);
    }
}

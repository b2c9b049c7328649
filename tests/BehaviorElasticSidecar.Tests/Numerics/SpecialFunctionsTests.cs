using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class SpecialFunctionsTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void Log_gamma_equals_mpmath() => ForEach("lgamma", a => GammaFunction.LogGamma(a[0]));

    [Fact]
    public void Log_beta_equals_mpmath_without_cancellation() => ForEach("lbeta", a => GammaFunction.LogBeta(a[0], a[1]));

    [Fact]
    public void Incomplete_gamma_equals_mpmath()
    {
        ForEach("gamma_p", a => Math.Exp(GammaFunction.LogLower(a[0], a[1])), relative: true);
        ForEach("gamma_q", a => Math.Exp(GammaFunction.LogUpper(a[0], a[1])), relative: true);
    }

    [Fact]
    public void Incomplete_beta_equals_mpmath() =>
        ForEach("beta_i", a => Math.Exp(IncompleteBeta.LogLower(a[0], a[1], a[2], 1 - a[2])), relative: true);

    [Fact]
    public void Normal_log_tail_equals_mpmath() => ForEach("log_ndtr", a => NormalDistribution.LogLower(a[0]));

    [Fact]
    public void Logarithms_and_exponentials_keep_their_digits_near_zero()
    {
        LogSpace.Log1P(1e-18).ShouldBe(1e-18);
        LogSpace.Log1P(-1e-10).ShouldBe(-1.00000000005e-10, 1e-25);
        LogSpace.ExpM1(-1e-12).ShouldBe(-9.999999999995e-13, 1e-27);
        LogSpace.Complement(-1e-20).ShouldBe(Math.Log(1e-20), 1e-12);
        LogSpace.Complement(-800).ShouldBe(0);
        LogSpace.Add(-1000, -1000.5).ShouldBe(-999.5259230158199, 1e-12);
        LogSpace.Add(double.NegativeInfinity, -3).ShouldBe(-3);
    }

    private static void ForEach(string function, Func<double[], double> actual, bool relative = false)
    {
        foreach (var row in GoldenNumbers.Of("special", function).EnumerateArray())
        {
            var numbers = row.EnumerateArray().Select(GoldenNumbers.Number).ToArray();
            var expected = numbers[^1];
            var scale = relative && expected > 1e-290 ? expected : 1;
            (actual(numbers) / scale).ShouldBeNear(expected / scale, Tolerance, $"{function} {row.GetRawText()}");
        }
    }
}

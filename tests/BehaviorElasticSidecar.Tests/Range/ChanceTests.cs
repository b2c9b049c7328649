using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.Tests.Range;

public sealed class ChanceTests
{
    /// <summary>Numbers of the same generator written in Python after Blackman and Vigna's reference code (prng.di.unimi.it), seed 5.</summary>
    [Fact]
    public void The_first_numbers_are_those_of_the_reference()
    {
        var chance = new Chance(5);

        new[] { chance.Bits(), chance.Bits(), chance.Bits() }.ShouldBe([0x49D55178CA54CF69UL, 0x9A22115A4D2624DCUL, 0xA648B1CCF0BBBBAEUL]);
    }

    [Fact]
    public void Streams_of_one_person_are_independent_and_repeatable()
    {
        Chance.For(1, "ana", 3, "desk").Bits().ShouldBe(Chance.For(1, "ana", 3, "desk").Bits());
        ulong[] others = [Chance.For(1, "ana", 3, "vpn").Bits(), Chance.For(1, "ana", 4, "desk").Bits(), Chance.For(1, "bob", 3, "desk").Bits(), Chance.For(2, "ana", 3, "desk").Bits()];
        others.ShouldNotContain(Chance.For(1, "ana", 3, "desk").Bits());
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(1.4142135623731)]
    [InlineData(2)]
    [InlineData(98765.4321)]
    [InlineData(1e300)]
    public void Own_logarithm_agrees_with_the_platform(double x) =>
        Chance.Log(x).ShouldBe(Math.Log(x), 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Theory]
    [InlineData(-700)]
    [InlineData(-1.5)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(30)]
    [InlineData(700)]
    public void Own_exponential_agrees_with_the_platform(double x) => Chance.Exp(x).ShouldBe(Math.Exp(x), Math.Exp(x) * 4e-16 * Math.Max(1, Math.Abs(x)));

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(80)]
    public void Poisson_counts_have_their_mean_and_variance(double mean)
    {
        var chance = new Chance(11);
        var counts = Enumerable.Range(0, 20_000).Select(_ => (double)chance.Poisson(mean)).ToList();
        var average = counts.Average();

        // Five standard errors of the mean, and 5 % for the variance.
        average.ShouldBe(mean, 5 * Math.Sqrt(mean / counts.Count));
        counts.Sum(c => (c - average) * (c - average)).ShouldBe(mean * counts.Count, 0.05 * mean * counts.Count);
    }

    [Fact]
    public void Half_of_log_normal_amounts_lie_below_the_median()
    {
        var chance = new Chance(12);

        Enumerable.Range(0, 20_000).Count(_ => chance.LogNormal(350, 1.2) < 350).ShouldBeInRange(9_650, 10_350);
    }
}

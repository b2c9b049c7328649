using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class RatioMeasureTests
{
    [Fact]
    public void A_larger_share_surprises_more_and_less_when_little_is_watched_for()
    {
        var (high, low) = (Grown(Direction.High), Grown(Direction.Low));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 7), Prop.ForAll(
            Gen.Choose(0, 40).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (a, b) =>
                At(high, 40, Math.Min(a, b)) <= At(high, 40, Math.Max(a, b)) + 1e-9 && At(low, 40, Math.Min(a, b)) >= At(low, 40, Math.Max(a, b)) - 1e-9));
    }

    [Fact]
    public void The_same_share_surprises_more_the_more_events_it_is_of()
    {
        var life = Grown(Direction.High);
        At(life, 2, 1).ShouldBeLessThan(At(life, 20, 10));
        At(life, 20, 10).ShouldBeLessThan(At(life, 200, 100));
    }

    [Fact]
    public void Both_directions_see_what_either_sees_less_a_factor_of_two() =>
        At(Grown(Direction.Both), 40, 30).ShouldBe(At(Grown(Direction.High), 40, 30) - Math.Log10(2), 1e-9);

    [Fact]
    public void One_in_a_hundred_hours_has_a_surprise_of_two()
    {
        var life = Of(Direction.High);
        var random = new DeterministicRandom(5);
        int looks = 0, tens = 0, hundreds = 0;
        for (var day = 0; day < 200; day++)
        {
            for (var i = 0; i < 30; i++)
                for (var hour = 8; hour < 13; hour++)
                {
                    var (tries, own) = (5 + random.NextPoisson(30), 0.05 + 0.02 * (i % 10));
                    var share = Beta(random, own * 12, (1 - own) * 12);
                    var parts = Enumerable.Range(0, tries).Count(_ => random.NextDouble() < share);
                    var deed = new Deed(Life.Monday.AddDays(day).AddHours(hour), tries) { Part = parts / (double)tries };
                    if (day >= 60)
                    {
                        var surprise = life.Score($"user{i}", deed);
                        (looks, tens, hundreds) = (looks + 1, tens + (surprise >= 1 ? 1 : 0), hundreds + (surprise >= 2 ? 1 : 0));
                    }

                    life.Learn($"user{i}", deed);
                }

            life.Midnight(Life.Monday.AddDays(day));
        }

        (tens / (double)looks).ShouldBeInRange(0.08, 0.12);
        (hundreds / (double)looks).ShouldBeInRange(0.006, 0.014);
    }

    [Fact]
    public void A_newcomer_is_judged_by_all()
    {
        var life = Grown(Direction.High);
        var why = life.Explain("nobody yet", new Deed(Next, 20) { Part = 0.9 });
        why.TypicalMedian!.Value.ShouldBeInRange(0.02, 0.15);
        why.Actual.ShouldBe(0.9);
        why.Normal.ShouldBe($"up to {why.TypicalP95!.Value.ToString("0 %", System.Globalization.CultureInfo.InvariantCulture)}");
        life.Score("nobody yet", new Deed(Next, 20) { Part = 0.9 }).ShouldBeGreaterThan(1);
    }

    [Fact]
    public void One_stormy_hour_is_one_piece_of_evidence()
    {
        var life = Grown(Direction.High);
        life.Learn("user03", new Deed(Next, 100_000) { Part = 1 });
        life.Explain("user03", new Deed(Next.AddHours(1), 20)).TypicalMedian!.Value.ShouldBeLessThan(0.3);
    }

    private static readonly DateTimeOffset Next = Life.Monday.AddDays(42).AddHours(9);

    private static double At(Life life, int tries, int parts) => life.Score("user03", new Deed(Next, tries) { Part = parts / (double)tries });

    private static Life Of(Direction direction) => new(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == "ratio"), direction);

    private static Life Grown(Direction direction)
    {
        var life = Of(direction);
        life.Live(42);
        return life;
    }

    /// <summary>Of two gammas, after Marsaglia and Tsang 2000.</summary>
    private static double Beta(DeterministicRandom random, double a, double b)
    {
        double x = Gamma(random, a), y = Gamma(random, b);
        return x / (x + y);
    }

    private static double Gamma(DeterministicRandom random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        double d = shape - 1 / 3.0, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = random.NextNormal();
            var v = Math.Pow(1 + c * normal, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * normal * normal + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}

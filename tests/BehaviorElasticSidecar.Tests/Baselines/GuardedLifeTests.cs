using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>What guarded learning comes to over weeks: a change of role settles by itself, a few days of it teach nothing.</summary>
public sealed class GuardedLifeTests
{
    private const int Settled = 60;

    /// <summary>Surprise from which a day is one in a hundred, the least that is told.</summary>
    private const double Told = 2;

    [Fact]
    public void The_values_of_a_new_role_are_its_own_within_three_quiet_weeks()
    {
        var life = Grown("rare", "ledger", "payroll");
        var days = Days(life, "ledger", "warehouse", "scanner");
        days[0].ShouldBeGreaterThan(Told);
        days.FindIndex(d => d < Told).ShouldBeInRange(1, 21, Shown(days));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void An_amount_of_a_new_role_is_its_own_within_three_quiet_weeks_and_not_within_three_days(double times)
    {
        var life = Grown("count", "any");
        var days = Days(life, times, "any");
        days[0].ShouldBeGreaterThan(Told, Shown(days));
        days.FindIndex(d => d < Told).ShouldBeInRange(3, 21, Shown(days));
    }

    private static string Shown(List<double> days) => string.Join(' ', days.Select(d => d.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)));

    private static List<double> Days(Life life, params string[] values) => Days(life, 1, values);

    /// <summary>Surprise of each of thirty days, each learnt as far as it may be.</summary>
    private static List<double> Days(Life life, double times, params string[] values)
    {
        var days = new List<double>();
        for (var day = Settled; day < Settled + 30; day++)
        {
            var largest = 0.0;
            for (var hour = 9; hour < 17; hour++)
            {
                var deed = Work(day, hour, times, values);
                var surprise = life.Score("user00", deed);
                largest = Math.Max(largest, surprise);
                life.Learn("user00", deed, GuardedLearning.Weight(Math.Pow(10, surprise), learning: false));
            }

            days.Add(largest);
            life.Midnight(Life.Monday.AddDays(day));
        }

        return days;
    }

    /// <summary>Twenty people at work every day from nine to five.</summary>
    private static Life Grown(string measure, params string[] values)
    {
        var life = new Life(MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == measure));
        for (var day = 0; day < Settled; day++)
        {
            for (var user = 0; user < 20; user++)
                for (var hour = 9; hour < 17; hour++)
                    life.Learn($"user{user:00}", Work(day, hour, 1 + user % 3 * 0.2, values));
            life.Midnight(Life.Monday.AddDays(day));
        }

        return life;
    }

    private static Deed Work(int day, int hour, double times, string[] values) =>
        new(Life.Monday.AddDays(day).AddHours(hour), Math.Round(times * (18 + (day * 7 + hour * 5) % 9)), values);
}

using BehaviorElasticSidecar.Baselines;

namespace BehaviorElasticSidecar.Tests.Baselines;

public sealed class SpreadMeasureTests
{
    /// <summary>By hand: q = (4 + 0.5) / (99 + 1) = 0.045; one own look without a switch, against 20 of the others' (1 / q is more): 20 q / 21.</summary>
    [Fact]
    public void The_share_of_switches_is_that_of_a_calculation_by_hand()
    {
        var sums = new DailySums(SpreadPopulation.Length);
        sums.Add(SpreadPopulation.Looks, 99L);
        sums.Add(SpreadPopulation.Switched, 4L);
        var all = new SpreadPopulation(
            new RarePopulation(new DecayedSums(RarePopulation.Length), new Prevalences(), 0), new DecayedSums(SpreadPopulation.Length).Advance(sums, 1), new Prevalences());
        all.SwitchShare.ShouldBe(0.045, 1e-12);
        var own = new SpreadBaseline(new RareBaseline());
        own.Add(switched: false, 1);
        all.SwitchShareOf(own).ShouldBe(0.9 / 21, 1e-12);
    }

    /// <summary>The chain rule: new host x how little known x switch given a new host.</summary>
    [Fact]
    public void A_path_is_as_improbable_as_its_new_host_and_its_switch()
    {
        var (hosts, paths) = (new Life(Measure("rare")), Grown());
        hosts.Live(40);
        var switches = ((SpreadPopulation)paths.Population).SwitchShareOf((SpreadBaseline)paths.Of("user07"));
        paths.Score("user07", Stranger("db01")).ShouldBe(hosts.Score("user07", Stranger("db01")) - Math.Log10(switches), 1e-9);
        switches.ShouldBeLessThan(0.2);
    }

    [Fact]
    public void Own_accounts_known_hosts_and_machines_of_nobody_are_no_findings()
    {
        var life = Grown();
        life.Score("user07", Stranger("db01")).ShouldBeGreaterThan(2.5);
        life.Score("user07", Own("db01")).ShouldBe(0, "their own account");
        life.Score("user07", Stranger(Life.Place(7, 0))).ShouldBe(0, "a host that they use");
        life.Learn("srv-1", Own("db01"));
        life.Score("srv-1", Stranger("db02")).ShouldBe(0, "nobody's machine");
    }

    [Fact]
    public void What_one_machine_of_somebody_has_reached_is_known_to_the_others_from_midnight_on()
    {
        var life = Grown();
        life.Learn("user07-laptop", Own("db01"));
        life.Score("user07", Stranger("db01")).ShouldBeGreaterThan(2);
        life.Midnight(Life.Monday.AddDays(41));
        life.Score("user07", Stranger("db01")).ShouldBe(0);
        life.Score("user06", Stranger("db01")).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void A_doubtful_path_does_not_make_its_host_known_to_the_owners_other_machines()
    {
        var life = Grown();
        life.Learn("user07-laptop", Own("lunch"));
        life.Midnight(Life.Monday.AddDays(40));
        life.Learn("user07-laptop", Stranger("db01"), weight: 0.05);
        life.Midnight(Life.Monday.AddDays(41));
        life.Score("user07", Stranger("db01")).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Who_works_with_other_accounts_every_week_surprises_less_and_excuses_others_little()
    {
        var (switching, twin) = (Grown(60), Grown(60));
        foreach (var (life, deed) in new (Life, Func<string, Deed>)[] { (switching, Stranger), (twin, Own) })
            for (var week = 0; week < 8; week++)
            {
                foreach (var machine in life.Baselines.Keys.Where(m => m != "user07").Order(StringComparer.Ordinal))
                    life.Learn(machine, Own($"{machine} {week}") with { At = At(41 + 7 * week) });
                life.Learn("user07", deed($"pc{week}") with { At = At(41 + 7 * week) });
                life.Midnight(At(41 + 7 * week));
            }

        var path = Stranger("db01") with { At = At(100) };
        switching.Score("user07", path).ShouldBeLessThan(switching.Score("user03", path) - 1);
        switching.Score("user03", path).ShouldBeGreaterThan(twin.Score("user03", path) - 0.8, "eight known switches where there were none");
    }

    [Fact]
    public void Events_are_asked_for_only_where_somebodys_machine_reaches_a_new_host()
    {
        var life = Grown();
        Asks("user07", "db01").ShouldBeTrue();
        Asks("user07", Life.Place(7, 0)).ShouldBeFalse();
        Asks("srv-1", "db01").ShouldBeFalse();

        bool Asks(string machine, string host) => life.Asks(machine, Own(host));
    }

    [Fact]
    public void An_explanation_names_the_account_and_the_host()
    {
        var why = Grown().Explain("user07", Stranger("db01"));
        (why.Value, why.Partner, why.Actual).ShouldBe(("db01", "stranger", 3));
        why.TypicalValues[0].ShouldBe(Life.Place(7, 0));
    }

    private static DateTimeOffset At(int day) => Life.Monday.AddDays(day).AddHours(10);

    private static Deed Own(string host) => new(At(41), 3, host);

    private static Deed Stranger(string host) => Own(host) with { Jitter = 0 };

    private static IMeasure Measure(string name) => MeasureCatalogue.Shipped.All.Single(m => m.Grammar.Name == name);

    private static Life Grown(int machines = 10)
    {
        var life = new Life(Measure("spread"));
        life.Live(40, machines);
        return life;
    }
}

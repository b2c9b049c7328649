using BehaviorElasticSidecar.Range.Scenarios.Attacks;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>All attacks of the range, and their places in the calendar.</summary>
internal static class ScenarioCatalogue
{
    /// <summary>New instances, in the order in which they are cast: Sarah's first, as she must be free.</summary>
    public static IReadOnlyList<Scenario> All() =>
    [
        new SarahStolenAccount(),
        new PasswordSpray(), new CredentialStuffing(), new TravellingTakeover(), new QuietValidAccount(), new HelpdeskReset(), new MfaFatigue(), new DormantAccount(), new InteractiveService(), new RogueAdmin(),
        new Kerberoasting(), new OddTickets(), new DirectoryTheft(), new NightTunnel(), new SharedAdmin(), new FiveHops(),
        new LivingOffTheLand(), new ScheduledTask(), new Ransomware(), new WebShell(), new LinuxBruteForce(),
        new Beaconing(), new DnsTunnel(), new InternalScan(), new SlowExfiltration(), new SuddenExfiltration(), new MonthEndExfiltration(), new SecondCopy(), new SlowRamp(),
        new CloudKeyAbuse(), new CloudEscalation(), new BucketTheft(),
        new MailboxRule(), new OAuthConsent(), new HrSnooping(), new DatabaseDump(), new LeaverDownload(), new OddNewHire(), new ResidentIntruder(),
    ];

    /// <summary>The chosen scenarios on working days of the part that is scored; the same seed places and casts them alike, whichever are chosen.</summary>
    /// <param name="chosen">Ids; null for all.</param>
    public static IReadOnlyList<IStory> Plan(Organisation site, SampleOptions options, IReadOnlyCollection<string>? chosen)
    {
        var (stories, taken) = (new List<IStory>(), new HashSet<int>());
        foreach (var scenario in All())
        {
            var chance = Chance.For(options.Seed, scenario.Id, 0, "casting");
            var casting = new Casting(site, options.Days, taken, chance);
            scenario.Cast(casting);
            var first = scenario.BeginsOn(options.Days) ?? FreeDay(options, scenario, casting);
            var variant = chance.Below(options.Seed < Scenario.FirstTestSeed ? 2 : 4);
            if (chosen is null || chosen.Contains(scenario.Id))
                stories.Add((options.Replaces ? scenario.Instead(first) : null) ?? new ScenarioStory(scenario, first, variant, options.Days));
        }

        return stories;
    }

    /// <summary>From a little after the first third, which only teaches, to before the end; Monday to Friday, and nobody of the cast on vacation.</summary>
    private static int FreeDay(SampleOptions options, Scenario scenario, Casting casting)
    {
        var from = options.Days / 3 + 2;
        var until = Math.Max(from + 1, options.Days - scenario.DaysLong);
        for (var tries = 0; tries < 50; tries++)
        {
            var day = from + casting.Chance.Below(until - from);
            var isThere = casting.Cast.All(p => !p.IsAway(day) && !p.IsAway(day + scenario.DaysLong - 1));
            if (isThere && options.From.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                return day;
        }

        return from;
    }
}

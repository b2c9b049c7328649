using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Delivery;
using BehaviorElasticSidecar.Range.Sites;
using NodaTime;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>What goes on around people: shared addresses, services on timetables, backups, the help desk, a migration, late logs.</summary>
public sealed class SiteRoutineTests
{
    private const int Days = 90;

    private static ServerRoom Servers => LivedQuarter.Site.Servers;

    [Fact]
    public void Each_office_goes_out_under_one_address_whoever_is_in_it()
    {
        foreach (var office in Office.All)
        {
            var people = LivedQuarter.Site.People.Where(p => p.Office == office).Select(p => p.Account.Login).ToHashSet();
            var behind = PeopleBehind(office.Address);

            behind.Values.Max().ShouldBeGreaterThan(people.Count / 4, office.Name);
            LivedQuarter.Of(ActKind.OktaSignIn).Where(a => a.From == office.Address).ShouldAllBe(a => people.Contains(a.Who!.Login));
        }
    }

    [Fact]
    public void Those_with_full_tunnels_share_the_gateways_address_and_the_others_show_their_own_line()
    {
        var tunnelled = LivedQuarter.Site.People.Where(p => p.Career!.FullTunnel).Select(p => p.Account.Login).ToHashSet();
        var signIns = LivedQuarter.Of(ActKind.OktaSignIn).Where(a => a.Text != "Admin Console").ToList();

        PeopleBehind(Addresses.Gateway).Values.Max().ShouldBeGreaterThan(10);
        signIns.Where(a => a.From == Addresses.Gateway).ShouldAllBe(a => tunnelled.Contains(a.Who!.Login) && a.At == Place.Chicago);
        signIns.Count(a => !tunnelled.Contains(a.Who!.Login) && !Office.All.Any(o => o.Address == a.From)).ShouldBeGreaterThan(1_000);
        LivedQuarter.Of(ActKind.VpnUp).ShouldAllBe(a => a.From != Addresses.Gateway);
    }

    [Fact]
    public void Who_works_at_terminals_sits_at_several()
    {
        var terminals = LivedQuarter.Of(ActKind.WindowsLogon).Where(a => a.Number == 2 && a.On!.Name.StartsWith("whs-term", StringComparison.Ordinal));

        terminals.GroupBy(a => a.Who!.Login).Count(g => g.Select(a => a.On!.Name).Distinct().Count() > 1).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void The_new_application_takes_all_sign_ins_of_the_old_one_from_one_day_on()
    {
        var days = LivedQuarter.Of(ActKind.EntraSignIn).ToLookup(a => a.Text, a => LivedQuarter.Local(a).Date);

        days[Software.OldApp].Count().ShouldBeGreaterThan(100);
        days[Software.NewApp].Count().ShouldBeGreaterThan(100);
        days[Software.OldApp].Max().ShouldBeLessThanOrEqualTo(days[Software.NewApp].Min());
    }

    [Fact]
    public void Every_server_of_Windows_is_backed_up_every_night()
    {
        var nights = LivedQuarter.Of(ActKind.WindowsLogon).Where(a => a.Who!.Login == "svc_backup").GroupBy(a => LivedQuarter.Local(a).Date).ToList();

        nights.Count.ShouldBe(Days);
        nights.ShouldAllBe(n => Servers.Windows.Append(Servers.AppServer).Append(Servers.Database).All(s => n.Any(a => a.On == s)));
        nights.SelectMany(n => n).ShouldAllBe(a => LivedQuarter.Local(a).Hour == 1);
        LivedQuarter.Of(ActKind.ShareAccess).Where(a => a.Who!.Login == "svc_backup").GroupBy(a => LivedQuarter.Local(a).Date).Count().ShouldBe(Days);
    }

    [Theory]
    [InlineData("svc_adsync", 48)]
    [InlineData("svc_etl", 1)]
    [InlineData("svc_sql", 24)]
    [InlineData("svc_monitor", 18)]
    public void A_service_logs_on_as_often_every_day(string service, int times)
    {
        var days = LivedQuarter.Acts.Where(a => a.Act.Kind is ActKind.WindowsLogon or ActKind.SshLogin && a.Act.Who!.Login == service).GroupBy(a => LivedQuarter.Local(a.Act).Date).ToList();

        days.Count.ShouldBe(Days);
        days.ShouldAllBe(d => d.Count() == times);
    }

    [Fact]
    public void Reports_run_on_Mondays_and_when_the_month_closes_and_releases_on_Tuesdays_and_Thursdays()
    {
        DaysOf("svc_report", ActKind.WindowsLogon).ShouldBe(Calendar.Where(d => d.DayOfWeek == DayOfWeek.Monday || Season.Closing(d)));
        DaysOf("svc_release", ActKind.SshLogin).ShouldBe(Calendar.Where(d => d.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday));
    }

    [Fact]
    public void The_help_desk_logs_on_to_other_peoples_machines()
    {
        var staff = Helpers();
        var visits = LivedQuarter.Of(ActKind.WindowsLogon).Where(a => a.Number == 10 && staff.ContainsKey(a.Who!.Login) && a.On!.Name.Contains("-lt-", StringComparison.Ordinal)).ToList();

        visits.Select(a => a.On!.Name).Distinct().Count().ShouldBeGreaterThan(LivedQuarter.Options.People / 2);
        visits.ShouldAllBe(a => a.On!.Name != staff[a.Who!.Login].LaptopName);
    }

    [Fact]
    public void The_help_desk_resets_passwords_and_unlocks_accounts_of_others()
    {
        const int Reset = 4724, Unlocked = 4767;
        var staff = Helpers();
        var changes = LivedQuarter.Of(ActKind.DirectoryChange).Where(a => a.Who is { } who && staff.ContainsKey(who.Login)).ToList();

        foreach (var code in new[] { Reset, Unlocked })
            changes.Where(a => a.Number == code).Select(a => a.Target!.Login).Distinct().Count().ShouldBeGreaterThan(3, code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Some_events_come_hours_late_and_keep_their_time()
    {
        var (collectors, late) = (new Collectors(LivedQuarter.Options), new Dictionary<string, List<double>>());
        foreach (var (_, act) in LivedQuarter.Acts)
        {
            if (!collectors.Take(act, out var parcel) || parcel.Act.LateSeconds == 0)
                continue;
            parcel.Act.TimeMs.ShouldBe(act.TimeMs);
            var dataset = Datasets.All[parcel.Dataset];
            if (!late.TryGetValue(dataset, out var hours))
                late[dataset] = hours = [];
            hours.Add(parcel.Act.LateSeconds / 3600.0);
        }

        late.Keys.ShouldBeSubsetOf(["azure.signinlogs", "aws.cloudtrail", "okta.system", "o365.audit", "endpoint.events.process", "endpoint.events.network"]);
        foreach (var dataset in new[] { "azure.signinlogs", "o365.audit", "endpoint.events.process" })
        {
            late[dataset].Count.ShouldBeGreaterThan(10, dataset);
            late[dataset].ShouldAllBe(h => h > 0.4 && h < 36, dataset);
        }
    }

    private static IEnumerable<DateOnly> Calendar => Enumerable.Range(0, Days).Select(LivedQuarter.Options.From.AddDays);

    private static IEnumerable<DateOnly> DaysOf(string service, ActKind kind) =>
        LivedQuarter.Of(kind).Where(a => a.Who!.Login == service).Select(a => LivedQuarter.Local(a).Date.ToDateOnly()).Distinct().Order();

    private static Dictionary<string, Person> Helpers() =>
        LivedQuarter.Site.People.Where(p => p.Department.Privileged && LivedQuarter.Site.Habits(p).HelpDesk).ToDictionary(p => p.Account.Login);

    /// <summary>How many people sign in under the address on each date.</summary>
    private static Dictionary<LocalDate, int> PeopleBehind(uint address) =>
        LivedQuarter.Of(ActKind.OktaSignIn).Where(a => a.From == address).GroupBy(a => LivedQuarter.Local(a).Date).ToDictionary(g => g.Key, g => g.Select(a => a.Who!.Login).Distinct().Count());
}

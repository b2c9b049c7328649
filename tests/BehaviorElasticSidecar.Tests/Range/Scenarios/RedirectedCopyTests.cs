using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Scenarios;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Tests.Range.Scenarios;

public sealed class RedirectedCopyTests
{
    private static readonly SampleOptions Options = new() { Wide = true, Seed = 4, People = 40, Days = 45, Rate = 0.05, Scenarios = ["redirected_copy"] };

    [Fact]
    public void Where_nothing_needs_a_clean_twin_the_copy_goes_elsewhere_instead()
    {
        var (site, label, given) = Told(Options with { Replaces = true });

        var thief = label.Entities.Single(e => e.Id != site.Servers.Database.Name).Id;
        given.ShouldContain((thief, 4));
        given.ShouldNotContain(to => to.Name == site.Servers.AppServer.Name || to.Name == site.Servers.NewAppServer.Name);
    }

    [Fact]
    public void Where_there_is_a_clean_twin_a_second_copy_goes_elsewhere()
    {
        var (site, label, given) = Told(Options);

        var thief = label.Entities.Single(e => e.Id != site.Servers.Database.Name).Id;
        given.ShouldContain((thief, 4));
        given.Where(to => to.Name == site.Servers.AppServer.Name || to.Name == site.Servers.NewAppServer.Name).Sum(to => to.Parts).ShouldBe(4);
    }

    [Fact]
    public void The_database_servers_own_agent_tells_what_it_gives()
    {
        var server = Organisation.Make(Options).Servers.Database;
        var chronicle = new Chronicle(Options with { Scenarios = [], Days = 1 });

        var given = chronicle.Live(0).Where(a => a.On == server && a.BytesOut > 100_000_000).ToList();

        given.Sum(a => (double)a.BytesOut).ShouldBe(3.3e9, 0.3e9);
        given.ShouldAllBe(a => a.Kind == ActKind.ProcessConnection && a.Text == Software.DatabaseProgram && a.Who!.Login == "svc_sql");
    }

    /// <summary>The label, and to which machines the database server gave a quarter of the nightly copy in how many parts on the label's day.</summary>
    private static (Organisation Site, Label Label, List<(string Name, int Parts)> Given) Told(SampleOptions options)
    {
        var chronicle = new Chronicle(options);
        var (site, given) = (chronicle.Site, new List<(string, int)>());
        var hosts = site.Servers.All.ToDictionary(s => s.Address, s => s.Name);
        for (var day = 0; day < options.Days && chronicle.Labels.Count == 0; day++)
        {
            var week = new LocalDay(NodaTime.DateTimeZone.Utc, options.From.AddDays(day), day).Week;
            var parts = chronicle.Live(day).Where(a => a.On == site.Servers.Database && a.BytesOut > 350_000_000 && a.To != site.Servers.Backup.Address).ToList();
            given = [.. parts.GroupBy(a => hosts.GetValueOrDefault(a.To) ?? site.People.Select(p => site.Laptop(p, week)).First(l => l.Address == a.To).Name).Select(g => (g.Key, g.Count()))];
        }

        return (site, chronicle.Labels.Single(), given);
    }
}

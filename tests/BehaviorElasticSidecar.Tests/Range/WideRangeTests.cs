using System.Text.Json;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>A clean wide range: all sources, believable amounts, and every value that an attack needs also without one.</summary>
public sealed class WideRangeTests
{
    [Fact]
    public async Task The_same_options_give_the_same_bytes()
    {
        using var one = new MemoryStream();
        using var two = new MemoryStream();
        await SampleGenerator.WriteAsync(WideEvents.Options with { Days = 2 }, one, null, default);
        await SampleGenerator.WriteAsync(WideEvents.Options with { Days = 2 }, two, null, default);

        one.ToArray().AsSpan().SequenceEqual(two.ToArray()).ShouldBeTrue();
    }

    [Fact]
    public async Task All_sources_occur()
    {
        var datasets = (await WideEvents.AllAsync()).Select(e => e.Field("event.dataset")).Distinct().Order(StringComparer.Ordinal);

        datasets.ShouldBe(
        [
            "aws.cloudtrail", "azure.auditlogs", "azure.signinlogs", "endpoint.events.network", "endpoint.events.process", "fortinet_fortigate.log", "microsoft_dhcp.log",
            "microsoft_sqlserver.audit", "o365.audit", "okta.system", "system.auth", "system.security", "zeek.dns", "zscaler_zia.web",
        ]);
    }

    [Fact]
    public async Task Ids_are_unique_and_time_goes_forward()
    {
        var (last, ids) = (DateTimeOffset.MinValue, new HashSet<string>());
        foreach (var line in await WideEvents.AllAsync())
        {
            var time = line.GetProperty("@timestamp").GetDateTimeOffset();
            time.ShouldBeGreaterThanOrEqualTo(last);
            last = time;
            ids.Add(line.Field("event.id")!).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_working_day_gives_a_hundred_events_or_so_with_dns_the_most_and_the_proxy_near_it()
    {
        var events = await WideEvents.AllAsync();
        var days = events.Where(e => e.Field("event.action") == "user.session.start").Select(e => (e.Field("user.name"), e.Field("@timestamp")![..10])).Distinct().Count();
        var bySource = events.GroupBy(e => e.Field("event.dataset")!).OrderByDescending(g => g.Count()).Select(g => g.Key).ToList();

        (events.Count / (double)days).ShouldBeInRange(80, 150);
        bySource[0].ShouldBe("zeek.dns");
        bySource.IndexOf("zscaler_zia.web").ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task All_spellings_of_a_person_fold_to_one()
    {
        var people = WideEvents.Site.People.Select(p => p.Account.Login).ToHashSet();
        var spellings = (await WideEvents.AllAsync()).Select(e => e.Field("user.name")).OfType<string>()
            .Where(n => people.Contains(NameNormaliser.User(n) ?? "")).ToHashSet(StringComparer.Ordinal);

        spellings.ShouldContain("sarah.keller");
        spellings.ShouldContain("Sarah.Keller");
        spellings.ShouldContain(@"LAKESIDE\sarah.keller");
        spellings.Select(NameNormaliser.User).Distinct().Count().ShouldBeLessThanOrEqualTo(people.Count);
    }

    [Fact]
    public async Task One_person_is_spelt_in_five_ways_and_more()
    {
        var sarah = WideEvents.Sarah.Account;
        var texts = (await WideEvents.AllAsync()).Select(e => e.GetRawText()).Where(t => t.Contains(sarah.Login, StringComparison.OrdinalIgnoreCase)).ToList();

        string[] spellings = [sarah.Login, sarah.PrincipalName, sarah.DomainLogin, sarah.Mail, sarah.Principal, sarah.FullName];
        spellings.ShouldBeUnique();
        foreach (var spelling in spellings)
            texts.ShouldContain(t => t.Contains($"\"{JsonEncodedText.Encode(spelling)}\"", StringComparison.Ordinal), spelling);
    }

    [Theory]
    [InlineData("winlog.event_data.TicketEncryptionType", "0x17")]
    [InlineData("winlog.event_data.LogonType", "9")]
    [InlineData("winlog.event_data.LogonType", "10")]
    [InlineData("winlog.event_data.AccessMask", "0x10000")]
    [InlineData("winlog.event_data.ShareName", @"\\*\C$")]
    [InlineData("dns.response_code", "NXDOMAIN")]
    [InlineData("dns.question.type", "TXT")]
    [InlineData("http.request.method", "POST")]
    [InlineData("event.action", "blocked")]
    [InlineData("event.code", "4662")]
    [InlineData("event.code", "4697")]
    [InlineData("event.code", "4698")]
    [InlineData("event.code", "4740")]
    [InlineData("process.name", "net.exe")]
    [InlineData("host.os.type", "linux")]
    [InlineData("event.action", "user.mfa.factor.reset_all")]
    [InlineData("event.action", "New-InboxRule")]
    public async Task What_attacks_show_occurs_without_one(string field, string value) =>
        (await WideEvents.AllAsync()).ShouldContain(e => e.Field(field) == value);

    [Fact]
    public async Task Only_the_controllers_machine_account_replicates_the_directory() =>
        (await WideEvents.AllAsync()).Where(e => e.Field("event.code") == "4662").Select(e => e.Field("user.name")).Distinct().ShouldBe(["dc01$"]);

    [Fact]
    public async Task Uploads_have_a_heavy_tail()
    {
        var sizes = (await WideEvents.AllAsync()).Where(e => e.Field("event.dataset") == "zscaler_zia.web").Select(e => e.Number("http.request.bytes")).Order().ToList();

        sizes[sizes.Count / 2].ShouldBeInRange(500, 8_000);
        sizes[^1].ShouldBeGreaterThan(10_000_000);
    }
}

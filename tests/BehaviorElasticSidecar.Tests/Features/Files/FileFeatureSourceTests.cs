using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class FileFeatureSourceTests
{
    private const string At = "\"@timestamp\":\"2026-01-05T10:15:00Z\"";

    [Theory]
    [InlineData("""{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},"event":{"code":"1"}}""")]
    [InlineData("""{"@timestamp":"2026-01-05T10:15:00Z","user.name":"ana","event.code":1}""")]
    [InlineData("""{"@timestamp":["2026-01-05T11:15:00+01:00"],"user":{"name":["ana"]},"event":[{"code":["1"]}]}""")]
    [InlineData("""{"@timestamp":1767608100000,"u\u0073er":{"n\u0061me":"\u0061na"},"event":{"code":1}}""")]
    [InlineData("""{"_index":"logs-x","_id":"1","_score":1,"_source":{"@timestamp":"2026-01-05T10:15:00.000Z","user.name":"ana","event":{"code":"1"}},"sort":[1]}""")]
    [InlineData("""{"user":{"name":"wrong"},"_source":{"@timestamp":"1767608100000","user":{"name":"ana"},"event":{"code":1}},"event":{"code":"7"}}""")]
    public void Every_way_to_write_an_event_means_the_same(string line)
    {
        using var run = new Run();
        run.File("a.ndjson", line);
        run.Rows(Q.Users(Q.Column(Metric.Count, null, Q.Is("event.code", "1")))).ShouldBe(["q 01-05 10:00 ana 1"]);
    }

    [Fact]
    public void Mixed_nested_and_dotted_keys_are_one_path()
    {
        using var run = new Run();
        run.File("a.ndjson", $$$"""{{{{At}}},"source":{"geo.country_iso_code":"DE"},"user":{"name":"ana"}}""");
        run.Rows(Q.Users() with { GroupField = "source.geo.country_iso_code" }).ShouldBe(["q 01-05 10:00 ana/DE 1"]);
    }

    [Fact]
    public void Rows_come_by_bucket_end_then_query_then_entity_then_group()
    {
        using var run = new Run();
        run.File("a.ndjson",
            """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"bob"},"host":{"name":["h2","H1"]}}""",
            """{"@timestamp":"2026-01-05T09:15:00Z","user":{"name":"ana"},"host":{"name":"h1"}}""",
            """{"@timestamp":"2026-01-05T10:16:00Z","user":{"name":"ana"}}""");
        var hosts = Q.Users() with { Id = "z", GroupField = "host.name" };
        var days = Q.Users() with { Id = "d", Bucket = TimeSpan.FromDays(1) };
        run.Rows([hosts, days, Q.Users()]).ShouldBe(
        [
            "q 01-05 09:00 ana 1", "z 01-05 09:00 ana/h1 1", "q 01-05 10:00 ana 1", "q 01-05 10:00 bob 1", "z 01-05 10:00 bob/h1 1",
            "z 01-05 10:00 bob/h2 1", "d 01-05 00:00 ana 2", "d 01-05 00:00 bob 1",
        ]);
    }

    [Fact]
    public void Columns_count_only_events_that_pass_their_filter()
    {
        using var run = new Run();
        run.File("a.ndjson",
            $$$"""{{{{At}}},"user":{"name":"ana"},"event":{"outcome":"success"},"source":{"ip":"10.0.0.1","bytes":100}}""",
            $$$"""{{{{At}}},"user":{"name":"ana"},"event":{"outcome":"Success"},"source":{"ip":["10.0.0.1","::ffff:10.0.0.1"],"bytes":"50"}}""",
            $$$"""{{{{At}}},"user":{"name":"ana"},"event":{"outcome":"failure"},"source":{"ip":"10.0.0.2","bytes":[0.5,0.25,0.25]}}""",
            $$$"""{{{{At}}},"user":{"name":"bob"}}""");
        run.Rows(Q.Users(
            Q.Column(Metric.Count, null, Q.Is("event.outcome", "success")), Q.Column(Metric.Count, null, Q.Not("event.outcome", "success"), Q.Is("event.outcome")),
            Q.Column(Metric.Distinct, "source.ip", Q.Is("event.outcome")), Q.Column(Metric.Sum, "source.bytes", Q.Is("event.outcome")),
            Q.Column(Metric.Min, "source.bytes", Q.Is("event.outcome", "success", "failure")), Q.Column(Metric.Max, "@timestamp", Q.Is("event.outcome", "failure")),
            Q.Column(Metric.Min, "source.bytes", Q.Is("event.outcome", "never")))).ShouldBe(["q 01-05 10:00 ana 1 2 2 151 0.25 1767608100000 NaN"]);
    }

    [Fact]
    public void The_source_filter_comes_before_everything()
    {
        using var run = new Run();
        run.File("a.ndjson", $$$"""{{{{At}}},"user":{"name":"ana"},"event":{"kind":"event"}}""", $$$"""{{{{At}}},"user":{"name":"ana"},"event":{"kind":"metric"}}""");
        run.Rows(Q.Of(Q.Source() with { Filter = new EventFilter([Q.Not("event.kind", "metric")]) })).ShouldBe(["q 01-05 10:00 ana 1"]);
    }

    [Theory]
    [InlineData("""{"user":{"name":"ana","id":"7"}}""", "ana")]
    [InlineData("""{"user":{"id":"7"}}""", "7")]
    [InlineData("""{"user":{"name":"-","id":"7"}}""", "7")]
    [InlineData("""{"user":{"name":["ana","-"],"id":"7"}}""", "7")]
    [InlineData("""{"user":{"name":[],"id":"7"}}""", "7")]
    [InlineData("""{"user":{"name":null,"id":7}}""", "7")]
    [InlineData("""{"user":{"name":" - ","id":"7"}}""", null)]
    [InlineData("""{"user":{"name":"HOST$","id":"7"}}""", null)]
    [InlineData("""{"user":{"name":["HOST$","CORP\\Ana"]}}""", "ana")]
    public void An_event_belongs_to_the_first_field_present_as_written(string user, string? entity)
    {
        using var run = new Run();
        run.File("a.ndjson", "{" + At + "," + user[1..]);
        run.Rows(Q.Users()).ShouldBe(entity is null ? [] : [$"q 01-05 10:00 {entity} 1"]);
    }

    [Fact]
    public void Names_that_fold_together_are_merged_after_grouping()
    {
        using var run = new Run();
        run.File("a.ndjson",
            $$$"""{{{{At}}},"user":{"name":"CORP\\Ana"},"source":{"ip":"10.0.0.1"}}""",
            $$$"""{{{{At}}},"user":{"name":"ana@corp.example"},"source":{"ip":"10.0.0.1"}}""",
            $$$"""{{{{At}}},"user":{"name":["ANA","ana"]},"source":{"ip":"10.0.0.2"}}""");
        run.Rows(Q.Users(Q.Events, Q.Column(Metric.Distinct, "source.ip"))).ShouldBe(["q 01-05 10:00 ana 4 2"]);
    }

    [Fact]
    public void Several_values_multiply_into_rows_and_nothing_values_make_none()
    {
        using var run = new Run();
        run.File("a.ndjson", $$$"""{{{{At}}},"user":{"name":["ana","bob","ana"]},"source":{"ip":["10.0.0.1","0.0.0.0","2001:DB8:0:0::1","2001:db8::1"]}}""");
        run.Rows(Q.Users() with { GroupField = "source.ip" }).ShouldBe(
            ["q 01-05 10:00 ana/10.0.0.1 1", "q 01-05 10:00 ana/2001:db8::1 1", "q 01-05 10:00 bob/10.0.0.1 1", "q 01-05 10:00 bob/2001:db8::1 1"]);
    }

    [Fact]
    public void A_filter_on_an_address_takes_networks_and_other_spellings()
    {
        using var run = new Run();
        run.File("a.ndjson",
            $$$"""{{{{At}}},"user":{"name":"ana"},"source":{"ip":"10.1.2.3"}}""", $$$"""{{{{At}}},"user":{"name":"bob"},"source":{"ip":"11.1.2.3"}}""",
            $$$"""{{{{At}}},"user":{"name":"cyd"},"source":{"ip":"2001:db8:0::1"}}""");
        run.Rows(Q.Users(Q.Column(Metric.Count, null, Q.Is("source.ip", "10.0.0.0/8", "2001:0db8::1")))).ShouldBe(["q 01-05 10:00 ana 1", "q 01-05 10:00 cyd 1"]);
    }

    [Fact]
    public void Field_map_constants_and_keyword_subfields_are_applied()
    {
        using var run = new Run();
        run.File("a.ndjson", """{"when":"2026-01-05T10:15:00Z","login":"Ana","srcip":"10.0.0.9 via proxy"}""");
        var source = Q.Source() with
        {
            TimeField = "when",
            Fields = new Dictionary<string, string> { ["user.name"] = "login.keyword", ["source.domain"] = "srcip" },
            Constants = new Dictionary<string, string> { ["event.category"] = "authentication", ["host.name"] = "VPN-1", ["event.severity"] = "7" },
        };
        run.Rows(Q.Of(source, Q.Column(Metric.Count, null, Q.Is("event.category", "authentication")), Q.Column(Metric.Sum, "event.severity"),
            Q.Column(Metric.Max, "@timestamp"), Q.Column(Metric.Distinct, "source.domain")) with { GroupField = "host.name" })
            .ShouldBe(["q 01-05 10:00 ana/vpn-1 1 7 1767608100000 1"]);
    }

    [Fact]
    public void Ten_thousand_names_of_one_attacker_are_ten_thousand_rows()
    {
        using var run = new Run();
        run.File("a.ndjson", [.. Enumerable.Range(0, 10_000).Select(i => $$$"""{{{{At}}},"user":{"name":"guess{{{i:D5}}}"},"source":{"ip":"203.0.113.7"}}""")]);
        var addresses = Q.Users(Q.Events, Q.Column(Metric.Distinct, "user.name")) with { Id = "a", Kind = EntityKind.Address, EntitySteps = ["source.ip"] };
        var rows = run.Rows([addresses, Q.Users()]);
        rows[0].ShouldBe("a 01-05 10:00 203.0.113.7 10000 10000");
        rows.Count.ShouldBe(10_001);
        rows[^1].ShouldBe("q 01-05 10:00 guess09999 1");
    }

    [Fact]
    public void Range_skips_and_counts()
    {
        using var run = new Run();
        run.File("a.ndjson", [.. Enumerable.Range(8, 5).Select(h => $$$"""{"@timestamp":"2026-01-05T{{{h:D2}}}:00:00Z","user":{"name":"ana"}}""")]);
        run.Rows(Q.Users(), o => o with { From = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), To = new(2026, 1, 5, 11, 0, 0, TimeSpan.Zero) })
            .ShouldBe(["q 01-05 09:00 ana 1", "q 01-05 10:00 ana 1"]);
        run.Drops("outside_range").ShouldBe(3);
        run.Progress!.Events.ShouldBe(2);
        run.Progress.Fraction.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_the_run_with_its_own_exception()
    {
        using var run = new Run();
        run.File("a.ndjson", [.. Enumerable.Range(0, 24).Select(h => $$$"""{"@timestamp":"2026-01-05T{{{h:D2}}}:00:00Z","user":{"name":"ana"}}""")]);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in run.Source([Q.Users()]).ReadAsync(stop.Token))
                await stop.CancelAsync();
        });
    }
}

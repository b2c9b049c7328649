using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Reports;

namespace BehaviorElasticSidecar.Tests.Reports;

public sealed partial class ReportWriterTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202E\u0000{{x}}";

    private static readonly string[] Void = ["meta", "input", "rect", "line", "circle", "path"];

    [Fact]
    public async Task The_page_tells_who_what_and_why()
    {
        var page = await PageAsync(SampleReport.Input());

        page.ShouldContain("sarah.keller signed in from RO, a country never seen for them");
        page.ShouldContain("<span class=\"level Critical\">Critical</span>");
        page.ShouldContain("6.6 GB");
        page.ShouldContain("16 MB, 95 % up to 61 MB");
        page.ShouldContain("Chicago, US to Singapore, SG");
        page.ShouldContain("no event has dns.question.name");
        page.ShouldContain("broken_json");
        page.ShouldContain("1 in 68,000 entity-days");
        page.ShouldContain("T1078.004");
    }

    [Fact]
    public async Task Times_are_local_with_utc_beside_them() =>
        (await PageAsync(SampleReport.Input())).ShouldContain("title=\"2026-04-08 07:00 UTC\">Wed 8 Apr 2026, 02:00<");

    [Fact]
    public async Task Who_somebody_is_stands_beside_the_name_and_why_it_counts()
    {
        var input = SampleReport.Input();
        var known = new ContextFields { Title = "Accountant <1>", Department = "Accounting", Manager = "bea", Criticality = "high", Privileged = true };
        var page = await PageAsync(input with
        {
            RiskHistory = [.. input.RiskHistory.Select(r => r.Behavior.Entity.Id != "sarah.keller" ? r : r with
            {
                User = new UserFields("sarah.keller") { FullName = "Sarah Keller" },
                Behavior = r.Behavior with { Context = known, Risk = r.Behavior.Risk with { Context = [new RiskContextFields("leaver", "leaves, last day is 2026-04-30", 3, 6.25)] } },
            })],
        });

        page.ShouldContain("<bdi>Sarah Keller, Accountant &lt;1&gt;, Accounting</bdi>");
        page.ShouldContain("Sarah Keller, Accountant &lt;1&gt;, Accounting, manager bea</bdi>");
        page.ShouldContain("<span class=\"tag\">privileged</span> <span class=\"tag\">criticality high</span>");
        page.ShouldContain("In the peak, by context: leaves, last day is 2026-04-30 +6.3");
    }

    [Fact]
    public async Task The_rarest_days_come_first_and_say_what_was_unusual()
    {
        var page = await PageAsync(SampleReport.Input());

        var (sarah, database) = (page.IndexOf("2026-04-08</td>", StringComparison.Ordinal), page.IndexOf("2026-04-13</td>", StringComparison.Ordinal));
        sarah.ShouldBeInRange(0, database);
        var row = page[sarah..page.IndexOf("</tr>", sarah, StringComparison.Ordinal)];
        row.ShouldContain("1 in 51,000");
        row.ShouldContain("<bdi>sign-in places</bdi> 1 in 2,000");
        row.ShouldContain("together: <bdi>New access and collection</bdi> 1 in 320");
        row.ShouldContain("with <bdi>acc-lt-014</bdi>");
        row.ShouldMatch("<a href=\"#e[0-9]+\"><bdi>sarah.keller</bdi>");
        (await PageAsync(SampleReport.Input() with { Days = [] })).ShouldNotContain("id=\"rarest\"");
    }

    [Fact]
    public async Task Order_of_the_input_does_not_change_a_byte()
    {
        var input = SampleReport.Input();
        var turned = input with
        {
            Anomalies = [.. input.Anomalies.Reverse()],
            RiskHistory = [.. input.RiskHistory.Reverse()],
            Series = [.. input.Series.Reverse()],
            Days = [.. input.Days.Reverse()],
        };

        (await PageAsync(turned)).ShouldBe(await PageAsync(input));
    }

    [Fact]
    public async Task Hostile_log_text_stays_text_wherever_it_stands()
    {
        var page = await PageAsync(Poisoned());

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("\u202E");
        page.ShouldNotContain("\u0000");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        Elements(page).ShouldBeEmpty();
    }

    [Fact]
    public async Task Elements_close_in_order() => Elements(await PageAsync(SampleReport.Input())).ShouldBeEmpty();

    [Fact]
    public async Task Nothing_is_fetched_and_only_our_script_and_style_may_run()
    {
        var page = await PageAsync(SampleReport.Input());

        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        ReferenceAttribute().IsMatch(page).ShouldBeFalse();
        InlineCode().IsMatch(page).ShouldBeFalse();
        page.ShouldContain($"style-src 'sha256-{Hash(Between(page, "<style>", "</style>"))}'");
        page.ShouldContain($"script-src 'sha256-{Hash(Between(page, "\n<script>", "</script>"))}'");
    }

    [Fact]
    public async Task What_does_not_fit_is_counted()
    {
        var input = SampleReport.Input();
        var many = Enumerable.Range(0, 70).SelectMany(e => Enumerable.Range(0, 23).Select(a => SampleReport.Anomaly(
            "user", $"u{e:00}", "identity.logons", "Logons", SampleReport.ScoreFrom.AddHours(a), 30 + e * 0.5, 500, $"u{e:00} did {a}", actual: 9, measure: "count")));
        var page = await PageAsync(input with { Anomalies = [.. many], RiskHistory = [], Series = [] });

        Regex.Count(page, "<section class=\"entity\"").ShouldBe(50);
        Regex.Count(page, "<article class=\"anomaly\"").ShouldBe(50 * 20);
        page.ShouldContain("3 more anomalies with lower scores");
        page.ShouldContain("20 entities of lower risk");
    }

    [Fact]
    public async Task A_long_history_is_thinned_without_losing_its_peak()
    {
        var input = SampleReport.Input();
        var entity = new EntityFields("user", "long.history", "long.history");
        var risk = Enumerable.Range(0, 9_000).Select(i => SampleReport.RiskAt(entity, SampleReport.ScoreFrom.AddMinutes(2 * i), i == 4_321 ? 99 : 21));
        var page = await PageAsync(input with { Anomalies = [], Series = [], RiskHistory = [.. risk] });

        page.Length.ShouldBeLessThan(40_000);
        Between(page, "class=\"risk-chart\"", "</svg>").ShouldContain(" 1.1L");
    }

    [Fact]
    public async Task A_run_that_found_nothing_has_a_page_too()
    {
        var page = await PageAsync(new ReportInput
        {
            Summary = SampleReport.Input().Summary with { From = null, To = null, ScoreFrom = null, Events = 0, Anomalies = 0, Detectors = [], Dropped = [], Notes = [] },
            Anomalies = [],
            RiskHistory = [],
        });

        page.ShouldContain("No anomalies were found.");
        page.ShouldContain("every event read was usable");
        Elements(page).ShouldBeEmpty();
    }

    [Fact]
    public async Task Numbers_that_are_no_numbers_do_not_break_a_chart()
    {
        var input = SampleReport.Input();
        var series = input.Series[0] with { Points = [.. input.Series[0].Points.Select((p, i) => i % 3 == 0 ? p with { Actual = double.NaN, TypicalP95 = double.PositiveInfinity } : p)] };
        var page = await PageAsync(input with { Series = [series] });

        page.ShouldNotContain("NaN");
        page.ShouldNotContain("Infinity");
    }

    private static ReportInput Poisoned()
    {
        var at = SampleReport.ScoreFrom;
        var anomaly = SampleReport.Anomaly(Hostile, Hostile, "x.y", Hostile, at, 80, 9_000, Hostile, value: Hostile, values: [Hostile], hours: Hostile, travel: new(Hostile, Hostile, 1, 2));
        anomaly = anomaly with
        {
            Behavior = anomaly.Behavior with
            {
                Partner = Hostile,
                Normal = Hostile,
                Peers = new PeersFields(Hostile, 3, 0.5),
                Evidence = new EvidenceFields([Hostile], Hostile, Hostile, at, at),
            },
        };
        var summary = SampleReport.Input().Summary with
        {
            Dropped = [new DropCount(Hostile, 1, Hostile)],
            Notes = [Hostile],
            Detectors = [new DetectorSummary(Hostile, Hostile, Hostile, Hostile, Hostile, 1, 1, 1)],
            Entities = [new EntityCount(Hostile, 1)],
            Version = Hostile,
        };
        return new ReportInput
        {
            Summary = summary,
            Anomalies = [anomaly],
            RiskHistory = [SampleReport.RiskAt(anomaly.Behavior.Entity, at, 75)],
            Series = [new AnomalySeries(anomaly.Event.Id, Hostile, [new(at.AddHours(-1), 1, 1, 2), new(at, 5, 1, 2)])],
            Days = [SampleReport.Day(Hostile, Hostile, Hostile, 10, Hostile, Hostile)],
        };
    }

    /// <summary>Elements that are not closed, or closed without being open.</summary>
    private static List<string> Elements(string page)
    {
        var open = new Stack<string>();
        var wrong = new List<string>();
        foreach (Match tag in Tag().Matches(WithoutCode().Replace(page, "")))
        {
            var name = tag.Groups[2].Value;
            if (Void.Contains(name) && (tag.Value.EndsWith("/>", StringComparison.Ordinal) || name is "meta" or "input"))
                continue;
            if (tag.Groups[1].Length == 0)
                open.Push(name);
            else if (open.Count == 0 || open.Pop() != name)
                wrong.Add(tag.Value);
        }

        return [.. wrong, .. open];
    }

    private static async Task<string> PageAsync(ReportInput input)
    {
        using var stream = new MemoryStream();
        await ReportWriter.WriteAsync(input, stream, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Between(string page, string from, string to)
    {
        var start = page.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return page[start..page.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<(/?)([a-z0-9]+)(?:\\s[^<>]*)?>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?s)<(style|script)>.*?</\\1>")]
    private static partial Regex WithoutCode();

    [GeneratedRegex("<[^>]*\\s(src|srcset|action|data|poster)=")]
    private static partial Regex ReferenceAttribute();

    [GeneratedRegex("<[^>]*\\s(on[a-z]+|style)=")]
    private static partial Regex InlineCode();
}

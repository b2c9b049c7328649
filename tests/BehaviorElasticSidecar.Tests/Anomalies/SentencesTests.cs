using System.Text;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Tests.Entities;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class SentencesTests
{
    private static readonly Explanation Everything = new()
    {
        Value = "KP",
        Partner = "db-01",
        Actual = 2_130_000_000,
        TypicalMedian = 150_000_000,
        TypicalP95 = 300_000_000,
        TypicalValues = ["DE", "FR", "PL"],
        TypicalHours = "Mon-Fri 08-18",
        Times = 14.2,
        Since = new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero),
        PeersShare = 0,
        PeersSize = 1212,
        Details = new Dictionary<string, string> { ["from"] = "Berlin, DE", ["to"] = "Pyongyang, KP", ["distance_km"] = "7938.4", ["speed_kmh"] = "15876.8" },
    };

    [Theory]
    [InlineData("{{entity}} signed in from {{value}}, as {{peers.share}} of {{peers.name}} did", "ana signed in from KP, as none of 1,212 users did")]
    [InlineData("{{entity}} of {{peers.size}}: {{times}} times the usual", "ana of 1,212: 14 times the usual")]
    [InlineData("{{from}} to {{to}}: {{distance_km}} km at {{speed_kmh}} km/h", "Berlin, DE to Pyongyang, KP: 7,938 km at 15,877 km/h")]
    [InlineData("usual {{typical.values}}, {{typical.hours}}, since {{since}}", "usual DE, FR and PL, Mon-Fri 08-18, since 2025-12-01")]
    [InlineData("{{actual}} instead of {{typical.median}} (up to {{typical.p95}})", "2,130,000,000 instead of 150,000,000 (up to 300,000,000)")]
    [InlineData("{{kind}} {{partner}} {{bucket.from}} to {{bucket.to}}", "user db-01 2026-03-04 09:00 to 2026-03-04 10:00")]
    public void Every_field_reads_like_words(string template, string expected) => Render(template, Everything).ShouldBe(expected);

    [Theory]
    [InlineData(1, "ana The event arrived 1 h late.")]
    [InlineData(9, "ana The event arrived 9 h late.")]
    [InlineData(24, "ana The event arrived 1 d late.")]
    public void What_came_late_is_said(int hours, string expected)
    {
        var late = new BehaviorElasticSidecar.Features.TimeBucket(AFinding.Hour.From.AddHours(hours), AFinding.Hour.To.AddHours(hours));
        AFinding.Anomaly(AFinding.Of() with { LateIn = late }).Sentence.ShouldBe(expected);
    }

    [Fact]
    public void Bytes_read_as_bytes()
    {
        var detector = AFinding.Detector("{{actual}} to {{partner}}, usually {{typical.median}}", "sum", of: "source.bytes", by: "destination.ip");

        Render(detector, Everything).ShouldBe("2.1 GB to db-01, usually 150 MB");
    }

    [Fact]
    public void Scores_are_no_bytes_and_shares_are_percent_and_neither_is_about_the_hour()
    {
        var usual = Everything with { Actual = 0.876, TypicalMedian = 0.25, TypicalP95 = 0.9 };
        var beacon = AFinding.Detector("{{actual}}, usually {{typical.median}}", "beacon", of: "source.bytes", by: "destination.ip");

        Render(beacon, usual).ShouldBe("0.88, usually 0.25");
        Render(beacon with { Measure = "ratio", Of = null, Part = BehaviorElasticSidecar.Sources.EventFilter.Everything }, usual).ShouldBe("88%, usually 25%");
        Render(beacon with { Measure = "max" }, usual).ShouldEndWith("Not the amount is unusual but the hour: usual is Mon-Fri 08-18.");
    }

    [Fact]
    public void Times_are_local_to_the_site()
    {
        var finding = AFinding.Of(AFinding.Detector("{{bucket.from}}"));

        new Sentences(SiteClock.In("Asia/Tokyo")).Render(finding).ShouldBe("2026-03-04 18:00");
    }

    [Fact]
    public void Times_are_those_of_the_persons_own_zone_and_name_it()
    {
        var finding = AFinding.Of(AFinding.Detector("{{bucket.from}}"));
        var clock = SiteClock.Utc.With(e => e.Id == "ana" ? NodaTime.DateTimeZoneProviders.Tzdb["Asia/Tokyo"] : null);

        new Sentences(clock).Render(finding).ShouldBe("2026-03-04 18:00 (Asia/Tokyo)");
        new Sentences(clock).Render(finding with { Entity = "ben" }).ShouldBe("2026-03-04 09:00");
    }

    [Fact]
    public void A_holiday_is_named_where_hours_of_the_week_count()
    {
        var finding = AFinding.Of(AFinding.Detector("{{bucket.from}}") with { Measure = "time" });
        var clock = SiteClock.In("UTC", Calendars.Read("holidays:\n  - { date: 2026-03-04, name: Founders' Day }"));

        new Sentences(clock).Render(finding).ShouldEndWith(" The day was a holiday: Founders' Day.");
        new Sentences(SiteClock.In("UTC", Calendars.Of("2026-03-04"))).Render(finding).ShouldEndWith(" The day was a holiday.");
        new Sentences(clock).Render(AFinding.Of(AFinding.Detector("{{bucket.from}}") with { Measure = "rare" })).ShouldNotContain("holiday");
        new Sentences(SiteClock.In("UTC", Calendars.Of("2026-03-05"))).Render(finding).ShouldNotContain("holiday");
    }

    [Fact]
    public void Context_says_who_it_is_and_is_text_only()
    {
        const string sentence = "{{entity}}{{#if context.title}}, {{context.title}} in {{context.department}} under {{context.manager}}{{/if}}{{#if context.privileged}}, {{context.privileged}}{{/if}}";
        var finding = AFinding.Of(AFinding.Detector(sentence));

        new Sentences(SiteClock.Utc).Render(finding).ShouldBe("ana");
        new Sentences(SiteClock.Utc).Render(finding with { Context = Someone with { Title = "{{value}}<b>\u202e" } })
            .ShouldBe("ana, {{value}}<b>\uFFFD in Accounting under bea, privileged");
    }

    [Fact]
    public void A_field_without_a_value_is_a_word_and_false_to_if()
    {
        foreach (var field in Detector.SentenceFields.Where(f => f is not ("entity" or "kind" or "bucket.from" or "bucket.to")))
        {
            Render($"[{{{{{field}}}}}]", new Explanation()).ShouldMatch(@"^\[[a-z][a-z ]+\]$", field);
            Render($"{{{{#if {field}}}}}known{{{{else}}}}not{{{{/if}}}}", new Explanation()).ShouldBe("not", field);
            Render($"{{{{#unless {field}}}}}not{{{{/unless}}}}", new Explanation()).ShouldBe("not", field);
        }
    }

    [Fact]
    public void Every_field_that_is_known_is_true_to_if()
    {
        foreach (var field in Detector.SentenceFields)
        {
            Render($"{{{{#if {field}}}}}known{{{{/if}}}}", Everything).ShouldBe("known", field);
            Render($"{{{{#unless {field}}}}}not{{{{/unless}}}}", Everything).ShouldBe("", field);
        }
    }

    [Theory]
    [InlineData("{{entity}} {{#if entity}}x{{/if}}")]
    [InlineData("{{{{raw}}}} <b>&amp;\"'</b>")]
    [InlineData("{{> partial}} {{lookup this 'entity'}}")]
    public void Log_text_is_never_a_template_and_never_escaped(string hostile) =>
        Render("saw {{value}}", new Explanation { Value = hostile }).ShouldBe("saw " + hostile);

    [Fact]
    public void Control_format_and_broken_characters_are_replaced() =>
        Render("saw {{value}}", new Explanation { Value = "a\r\nb\u001b[31m\u202egpj.exe\ud800\u2028" })
            .ShouldBe("saw a\uFFFD\uFFFDb\uFFFD[31m\uFFFDgpj.exe\uFFFD\uFFFD");

    [Fact]
    public void Long_values_are_cut_without_breaking_a_character()
    {
        var sentence = Render("{{value}}", new Explanation { Value = "x" + string.Concat(Enumerable.Repeat("😀", 100_000)) });

        sentence.Length.ShouldBeLessThanOrEqualTo(PlainText.LongestValue + 1);
        sentence.ShouldEndWith("😀…");
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(sentence)).ShouldBe(sentence);
    }

    [Fact]
    public void Normal_says_what_the_measure_said_else_what_is_usual_else_that_nothing_is()
    {
        Normal(new Explanation { Normal = "Sign-ins from DE" }).ShouldBe("Sign-ins from DE");
        Normal(new Explanation { TypicalHours = "Mon-Fri 08-18" }).ShouldBe("Usual hours: Mon-Fri 08-18.");
        Normal(new Explanation { TypicalValues = ["DE", "FR"] }).ShouldBe("Usual: DE and FR.");
        Normal(new Explanation { TypicalMedian = 3, TypicalP95 = 12 }).ShouldBe("Usually about 3; up to 12 in 19 of 20 cases.");
        Normal(new Explanation { TypicalMedian = 3 }).ShouldBe("Usually about 3.");
        Normal(new Explanation { TypicalP95 = 1234.4 }).ShouldBe("Usually up to 1,234.");
        Normal(new Explanation { TypicalMedian = double.NaN }).ShouldBe("Nothing like it is usual for this user.");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(12.54, "12.5")]
    [InlineData(0.254, "0.25")]
    [InlineData(0.00312, "0.0031")]
    [InlineData(-3, "-3")]
    public void Numbers_have_three_digits_or_are_whole(double number, string text) => PlainText.Number(number).ShouldBe(text);

    [Theory]
    [InlineData(12, "12 B")]
    [InlineData(999.6, "1.0 kB")]
    [InlineData(2_100_000_000, "2.1 GB")]
    [InlineData(9_960_000, "10 MB")]
    [InlineData(340_000_000_000, "340 GB")]
    public void Byte_counts_have_decimal_units(double bytes, string text) => PlainText.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "none")]
    [InlineData(0.004, "less than 1%")]
    [InlineData(0.125, "13%")]
    [InlineData(0.995, "more than 99%")]
    [InlineData(1, "all")]
    public void Shares_read_before_of_so_many(double fraction, string text) => PlainText.Share(fraction).ShouldBe(text);

    private static string Normal(Explanation why) => Sentences.Normal(AFinding.Of(why: why));

    private static string Render(string template, Explanation why) => Render(AFinding.Detector(template), why);

    private static string Render(Detector detector, Explanation why) => new Sentences(SiteClock.Utc).Render(AFinding.Of(detector, why: why) with
    {
        Context = why == Everything ? Someone : null,
    });

    private static EntityContext Someone { get; } = new(new EntityKey(EntityKind.User, "ana"))
    {
        FullName = "Ana Keller", Role = "staff", Department = "Accounting", Title = "Accountant", Manager = "bea", Owner = "bea", Type = "person",
        Criticality = Criticality.High, Privileged = true,
    };
}

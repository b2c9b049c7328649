using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Tests.Features;

namespace BehaviorElasticSidecar.Tests.Quality;

public sealed class QualityFindingsTests
{
    // Rungs: 5m, 15m, 1h, 6h, 24h, 48h.
    private static readonly QualityPlan Plan = QualityPlan.Of(A.Source(), [(A.Detector("identity.country"), A.Request("source.geo.country_iso_code", A.Count(A.Success)))]);

    private static readonly DayDetails Sound = new() { Ingested = 1000, LateBy = [1, 0, 0, 0, 0, 0], Ids = 1000, DistinctIds = 1000, Outcomes = new Dictionary<string, long> { ["success"] = 1000 } };

    [Fact]
    public void A_sound_day_has_nothing_to_say() => Of(Sound).ShouldBeEmpty();

    [Fact]
    public void Lateness_suggests_the_smallest_delay_that_keeps_nearly_all()
    {
        var late = Sound with { LateBy = [80, 40, 1, 0, 0, 0] };

        Of(late).ShouldHaveSingleItem().ShouldBe(new QualityFinding(
            "8.0 % of the events come more than 5m after the end of their hour: amounts go without them, values are looked at when they come", "Set ingest_delay: 1h for the source; its anomalies come as much later."));
        QualityFindings.Fields(Plan, SourceHealth.Unknown("logs"), Day(late)).SuggestedDelaySeconds.ShouldBe(3600);
    }

    [Fact]
    public void Where_no_delay_helps_it_says_so() =>
        Of(Sound with { LateBy = [80, 80, 80, 80, 80, 70] }).ShouldHaveSingleItem().Advice.ShouldBe("No bearable delay helps: 7.0 % come more than 2d late. Find out which senders hold them back.");

    [Fact]
    public void Clocks_copies_outcomes_and_failures_are_told()
    {
        var odd = Sound with { Ahead = 20, DistinctIds = 990, Outcomes = new Dictionary<string, long> { ["success"] = 900, ["OK\u001b[31m"] = 100 }, Failures = 3, Ignored = 2 };

        var problems = Of(odd).Select(f => f.Problem).ToList();

        problems.Count.ShouldBe(5);
        problems[0].ShouldBe("20 events (2.0 %) were ingested before the hour in which they say to have happened");
        problems[1].ShouldBe("1.0 % of the events are second copies (the same event.id)");
        problems[2].ShouldStartWith("event.outcome holds \"OK");
        problems[2].ShouldNotContain("\u001b");
        problems[3].ShouldStartWith("3 events (0.3 %) are marked by the pipeline");
        problems[4].ShouldStartWith("2 events (0.2 %) have a field that could not be indexed");
    }

    [Fact]
    public void What_detectors_need_and_no_event_has_is_told_where_asked_for()
    {
        var day = Day(Sound) with { Having = new SortedDictionary<string, long> { ["user"] = 1000, ["event.outcome"] = 1000, ["source.geo.country_iso_code"] = 0, ["geo"] = 0 } };

        QualityFindings.Of(Plan, SourceHealth.Unknown("logs"), day, withMissing: true).ShouldHaveSingleItem().Problem
            .ShouldBe("no event has source.geo.country_iso_code: 1 detector sees nothing of it");
        QualityFindings.Of(Plan, SourceHealth.Unknown("logs"), day, withMissing: false).ShouldBeEmpty();
    }

    [Fact]
    public void A_field_that_rules_derive_is_there_with_what_they_look_at()
    {
        var rule = new DerivedValue(A.Where("class_uid", "3002"), ["authentication"]);
        var source = A.Source() with { Derived = new Dictionary<string, IReadOnlyList<DerivedValue>> { ["event.category"] = [rule] } };
        var plan = QualityPlan.Of(source, [(A.Detector("identity.rate"), A.Request(null, A.Count(A.Where("event.category", "authentication"))))]);
        var without = Day(Sound) with { Having = new SortedDictionary<string, long> { ["user"] = 1000, ["geo"] = 50 } };

        plan.Parts.Single(p => p.Name == "event.category").AnyOf.ShouldBe(["event.category", "class_uid"]);
        QualityFindings.Of(plan, SourceHealth.Unknown("logs"), without, withMissing: true).ShouldHaveSingleItem().Problem
            .ShouldBe("no event has event.category: 1 detector sees nothing of it");
    }

    [Fact]
    public void Few_copies_are_within_the_error_of_counting_them()
    {
        (Sound with { Ids = 1000, DistinctIds = 999 }).Duplicates.ShouldBe(1);
        (Sound with { Ids = 20_000, DistinctIds = 19_990 }).Duplicates.ShouldBe(0);
        (Sound with { Ids = 1_000_000, DistinctIds = 992_000 }).Duplicates.ShouldBe(0);
        (Sound with { Ids = 1_000_000, DistinctIds = 980_000 }).Duplicates.ShouldBe(20_000);
    }

    private static IReadOnlyList<QualityFinding> Of(DayDetails details) => QualityFindings.Of(Plan, SourceHealth.Unknown("logs"), Day(details), withMissing: false);

    private static SourceDay Day(DayDetails details) =>
        new("logs", A.At(0), [1000, .. new long[23]], new SortedDictionary<string, long>()) { Details = details };
}

using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Tests.Anomalies;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Risk;

public class RiskLedgerTests
{
    private static readonly EntityKey Ana = new(EntityKind.User, "ana");
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_no_risk()
    {
        var score = RiskLedger.Empty(Ana, RiskParameters.Default).At(Noon);

        score.Score.ShouldBe(0);
        score.Level.ShouldBe(RiskLevel.Unknown);
        score.Inputs.ShouldBeEmpty();
    }

    [Fact]
    public void A_thousand_small_things_of_one_family_never_reach_high() =>
        Score(Enumerable.Range(0, 1000).Select(_ => Evidence(25))).ShouldBeLessThan(40);

    [Theory]
    [InlineData(1000)]
    [InlineData(31)]
    [InlineData(7)]
    public void A_thousand_small_things_of_many_families_never_reach_high(int families) =>
        Score(Enumerable.Range(0, 1000).Select(i => Evidence(25, family: $"f{i % families}"))).ShouldBeLessThan(70);

    [Fact]
    public void The_bound_on_evidence_is_not_what_keeps_small_things_small()
    {
        var unbounded = RiskParameters.Default with { MostEvidence = 1000, MostOfFamily = 1000 };

        RiskModel.Score(Ana, Enumerable.Range(0, 1000).Select(i => Evidence(25, family: $"f{i % 31}")), Noon, unbounded).Score.ShouldBeLessThan(70);
    }

    [Fact]
    public void One_idea_repeated_all_day_never_reaches_critical() =>
        Score(Enumerable.Range(0, 1000).Select(_ => Evidence(75))).ShouldBeInRange(70, 90);

    [Fact]
    public void One_strong_chain_within_hours_reaches_critical()
    {
        var score = Ledger([Evidence(75, family: "places", hoursAgo: 6), Evidence(75, family: "hosts", hoursAgo: 3), Evidence(75, family: "bytes")]).At(Noon);

        score.Level.ShouldBe(RiskLevel.Critical);
    }

    [Fact]
    public void One_strong_anomaly_alone_is_moderate() =>
        Ledger([Evidence(100)]).At(Noon).Level.ShouldBe(RiskLevel.Moderate);

    [Fact]
    public void Odds_of_a_fact_lift_what_statistics_cannot()
    {
        Score([Evidence(50)]).ShouldBeLessThan(20);
        Score([Evidence(50, odds: 30)]).ShouldBeGreaterThan(40);
    }

    [Fact]
    public void A_low_score_halves_in_a_half_life_and_ends_at_nothing()
    {
        var ledger = Ledger([Evidence(60)]);
        var day = TimeSpan.FromDays(1);

        (ledger.At(Noon + day).Score / ledger.At(Noon).Score).ShouldBe(0.5, 0.05);
        ledger.At(Noon + 8 * day).Score.ShouldBe(0);
        ledger.IsSpent(Noon + 8 * day).ShouldBeTrue();
        ledger.IsSpent(Noon + day).ShouldBeFalse();
        ledger.Settled(Noon + 8 * day).Evidence.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_found_later_counts_only_from_then()
    {
        var ledger = Ledger([Evidence(90, hoursAgo: -2)]);

        ledger.At(Noon).Score.ShouldBe(0);
        ledger.IsSpent(Noon).ShouldBeFalse();
        ledger.At(Noon.AddHours(2)).Score.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void An_anomaly_added_twice_counts_once()
    {
        var evidence = Evidence(80);

        Ledger([evidence, evidence]).At(Noon).InputCount.ShouldBe(1);
    }

    [Fact]
    public void Ten_inputs_or_fewer_add_up_to_the_score_largest_first()
    {
        var score = Ledger(Enumerable.Range(0, 10).Select(i => Evidence(30 + 7 * i, family: $"f{i % 4}", hoursAgo: i))).At(Noon);

        score.Inputs.Count.ShouldBe(10);
        score.Inputs.Sum(i => i.Contribution).ShouldBe(score.Score, 1e-9);
        score.Inputs.Select(i => i.Contribution).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void More_than_ten_inputs_list_the_ten_largest_and_count_all()
    {
        var score = Ledger(Enumerable.Range(0, 25).Select(i => Evidence(50, family: $"f{i}"))).At(Noon);

        score.Inputs.Count.ShouldBe(10);
        score.InputCount.ShouldBe(25);
        score.Inputs.Sum(i => i.Contribution).ShouldBeLessThan(score.Score);
    }

    [Fact]
    public void Without_news_it_only_falls_and_stays_within_0_and_100()
    {
        var property = Prop.ForAll<NonNegativeInt[], PositiveInt>((pieces, families) =>
        {
            var ledger = Ledger(Pieces(pieces, families.Get));
            var scores = Enumerable.Range(0, 60).Select(step => ledger.At(Noon.AddHours(step * 4)).Score).ToList();
            return scores.Zip(scores.Skip(1)).All(pair => pair.Second <= pair.First + 1e-9) && scores.All(s => s is >= 0 and <= 100);
        });
        Check.One(Config.QuickThrowOnFailure.WithReplay(20260303, 11), property);
    }

    [Fact]
    public void One_more_piece_of_evidence_never_lowers_it()
    {
        var property = Prop.ForAll<NonNegativeInt[], PositiveInt>((pieces, families) =>
        {
            var all = Pieces(pieces, families.Get).ToList();
            return all.Count == 0 || Ledger(all).At(Noon).Score >= Ledger(all.Skip(1)).At(Noon).Score - 1e-9;
        });
        Check.One(Config.QuickThrowOnFailure.WithReplay(20260304, 13), property);
    }

    [Fact]
    public void The_order_of_adding_does_not_matter_even_beyond_the_bounds()
    {
        var draw = new SimulatedSurprise(9);
        var pieces = Enumerable.Range(0, 600)
            .Select(i => Evidence(100 * draw.Uniform(), family: $"f{(int)(40 * draw.Uniform())}", hoursAgo: (int)(100 * draw.Uniform()), id: $"a{i:D4}")).ToList();

        var forth = Ledger(pieces);
        forth.Evidence.Count.ShouldBe(RiskParameters.Default.MostEvidence);
        OneByOne(pieces.AsEnumerable().Reverse()).ToBytes().ShouldBe(forth.ToBytes());
        OneByOne(pieces.OrderBy(_ => draw.Uniform())).ToBytes().ShouldBe(forth.ToBytes());

        static RiskLedger OneByOne(IEnumerable<RiskEvidence> evidence) =>
            evidence.Aggregate(RiskLedger.Empty(Ana, RiskParameters.Default), (ledger, e) => ledger.Add(e));
    }

    [Fact]
    public void Stored_and_read_again_it_is_the_same_to_the_byte()
    {
        var ledger = Ledger([Evidence(75, odds: 10), Evidence(33.3, family: "g", hoursAgo: 5)]);
        var restored = RiskLedger.FromBytes(ledger.ToBytes(), RiskParameters.Default);

        restored.ToBytes().ShouldBe(ledger.ToBytes());
        restored.Evidence.ShouldBe(ledger.Evidence);
        restored.At(Noon).Score.ShouldBe(ledger.At(Noon).Score);
    }

    [Fact]
    public void Bytes_that_are_cut_short_or_from_a_newer_program_are_refused()
    {
        var bytes = Ledger([Evidence(75)]).ToBytes();

        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<InvalidDataException>(() => RiskLedger.FromBytes(bytes[..length], RiskParameters.Default));
        Should.Throw<InvalidDataException>(() => RiskLedger.FromBytes([3, .. bytes[1..]], RiskParameters.Default));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(3, 0.5)]
    [InlineData(3, double.NaN)]
    public void Evidence_without_a_number_is_refused(double log10Rarity, double odds) =>
        Should.Throw<ArgumentException>(() => Ledger([Evidence(50) with { Log10Rarity = log10Rarity, Odds = odds }]));

    [Fact]
    public void A_detector_in_shadow_adds_no_risk()
    {
        var finding = AFinding.Of();
        RiskEvidence.Of(AFinding.Anomaly(finding), Noon)!.AnomalyScore.ShouldBe(67.47, 0.01);
        RiskEvidence.Of(AFinding.Anomaly(finding with { Detector = finding.Detector with { Mode = BehaviorElasticSidecar.Detectors.DetectorMode.Shadow } }), Noon).ShouldBeNull();
    }

    private static IEnumerable<RiskEvidence> Pieces(NonNegativeInt[] pieces, int families) => pieces.Select((piece, i) => Evidence(
        piece.Get * 7 % 101, family: $"f{piece.Get % families}", hoursAgo: piece.Get % 60, odds: piece.Get % 5 == 0 ? 10 : 1, id: $"a{i}"));

    private static double Score(IEnumerable<RiskEvidence> evidence) => Ledger(evidence).At(Noon).Score;

    private static RiskLedger Ledger(IEnumerable<RiskEvidence> evidence) => RiskLedger.Empty(Ana, RiskParameters.Default).Add([.. evidence]);

    private static int _next;

    private static RiskEvidence Evidence(double score, string family = "f", double hoursAgo = 0, double odds = 1, string? id = null) => new(
        id ?? $"id{Interlocked.Increment(ref _next):D6}", $"detector.{family}", family, "A sentence",
        Noon.AddHours(-hoursAgo - 1), Noon.AddHours(-hoursAgo), score / 25 + 1, odds);
}

using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Tests.Risk;

public sealed class ContextRiskTests
{
    private static readonly EntityKey Ana = new(EntityKind.User, "ana");
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 4);

    [Fact]
    public void Without_context_or_with_one_that_says_nothing_of_risk_the_score_is_the_same_to_the_last_digit()
    {
        for (var score = 0; score <= 100; score += 5)
        {
            var bare = Ledger(score, 40).At(Noon);
            var known = Ledger(score, 40).At(Noon, new EntityContext(Ana) { Department = "Sales", Privileged = false, Criticality = Criticality.Medium, Start = Today.AddYears(-1), End = Today.AddYears(1) });

            known.Score.ShouldBe(bare.Score);
            known.Inputs.ShouldBe(bare.Inputs);
            known.Reasons.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(-31, null)]
    [InlineData(-30, "leaves, last day is 2026-04-03")]
    [InlineData(0, "leaves, last day is 2026-03-04")]
    [InlineData(400, "left, last day was 2025-01-28")]
    public void A_leaver_is_one_from_thirty_days_before_the_last_day_on(int daysAfter, string? reason) =>
        Reasons(new EntityContext(Ana) { End = Today.AddDays(-daysAfter) }).ShouldBe(reason is null ? [] : ["leaver: " + reason]);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "new since 2026-03-04")]
    [InlineData(29, "new since 2026-02-03")]
    [InlineData(30, null)]
    public void A_joiner_is_one_for_thirty_days(int daysThere, string? reason) =>
        Reasons(new EntityContext(Ana) { Start = Today.AddDays(-daysThere) }).ShouldBe(reason is null ? [] : ["joiner: " + reason]);

    [Fact]
    public void Inputs_and_reasons_add_up_to_the_score()
    {
        var score = Ledger(60, 75).At(Noon, new EntityContext(Ana) { End = Today, Privileged = true, Criticality = Criticality.Low });

        score.Reasons.Select(r => r.Reason).ShouldBe(["leaver", "privileged", "criticality"]);
        score.Reasons[2].Contribution.ShouldBeLessThan(0);
        (score.Inputs.Sum(i => i.Contribution) + score.Reasons.Sum(r => r.Contribution)).ShouldBe(score.Score, 1e-9);
    }

    [Fact]
    public void Context_alone_is_no_risk_and_fades_with_the_evidence()
    {
        var leaver = new EntityContext(Ana) { End = Today, Privileged = true, Criticality = Criticality.Extreme };
        RiskLedger.Empty(Ana, RiskParameters.Default).At(Noon, leaver).Score.ShouldBe(0);

        var ledger = Ledger(75);
        var last = ledger.At(Noon, leaver).Score;
        for (var hour = 1; hour < 24 * 30; hour++)
        {
            var now = ledger.At(Noon.AddHours(hour), leaver).Score;
            now.ShouldBeLessThanOrEqualTo(last);
            (last - now).ShouldBeLessThan(5);
            last = now;
        }

        last.ShouldBe(0);
    }

    [Fact]
    public void More_evidence_is_more_risk_whatever_the_context_takes_away()
    {
        var parameters = RiskParameters.Default with { Context = new ContextWeights { Leaver = 0.1, Privileged = 0.1, Joiner = 0.1, Criticality = [0.1, 1, 1, 1] } };
        var least = new EntityContext(Ana) { Start = Today, End = Today, Privileged = true, Criticality = Criticality.Low };
        var last = 0.0;
        for (var score = 1; score <= 100; score++)
        {
            var now = RiskModel.Score(Ana, [Evidence(score)], Noon, parameters, least).Score;
            now.ShouldBeGreaterThan(last);
            last = now;
        }
    }

    [Fact]
    public void Who_somebody_is_never_counts_more_than_tenfold()
    {
        var parameters = RiskParameters.Default with { Context = new ContextWeights { Leaver = 10, Privileged = 10 } };

        var reasons = RiskModel.Score(Ana, [Evidence(100)], Noon, parameters, new EntityContext(Ana) { End = Today, Privileged = true }).Reasons;

        reasons.Sum(r => r.Weight).ShouldBe(1, 1e-9);
        reasons.ShouldAllBe(r => r.Odds == 10);
    }

    [Fact]
    public void A_thousand_small_things_of_the_most_exposed_person_never_reach_high() =>
        Ledger([.. Enumerable.Repeat(25.0, 1000)]).At(Noon, new EntityContext(Ana) { End = Today, Start = Today, Privileged = true, Criticality = Criticality.Extreme }).Score.ShouldBeLessThan(70);

    [Fact]
    public void Settings_are_the_weights()
    {
        var weights = new RiskOptions { LeaverOdds = 4, LeaverDays = 5, JoinerOdds = 2, JoinerDays = 6, PrivilegedOdds = 1, LowOdds = 0.2, HighOdds = 3, ExtremeOdds = 9 }.ToParameters().Context;

        (weights.Leaver, weights.LeaverDays, weights.Joiner, weights.JoinerDays, weights.Privileged).ShouldBe((4, 5, 2, 6, 1));
        weights.Criticality.ShouldBe([0.2, 1, 3, 9]);
        new RiskOptions().ToParameters().Context.Criticality.ShouldBe(new ContextWeights().Criticality);
    }

    private static IEnumerable<string> Reasons(EntityContext context) => Ledger(75).At(Noon, context).Reasons.Select(r => $"{r.Reason}: {r.Description}");

    private static RiskLedger Ledger(params double[] scores) =>
        RiskLedger.Empty(Ana, RiskParameters.Default).Add([.. scores.Select((s, i) => Evidence(s, i))]);

    private static RiskEvidence Evidence(double score, int i = 0) =>
        new($"a{i:D4}", $"detector.f{i % 31}", $"f{i % 31}", "A sentence", Noon.AddHours(-1), Noon, score / 25 + 1, 1);
}

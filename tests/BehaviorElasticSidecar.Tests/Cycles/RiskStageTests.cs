using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Tests.Anomalies;

namespace BehaviorElasticSidecar.Tests.Cycles;

public class RiskStageTests
{
    private static readonly EntityKey Ana = new(EntityKind.User, "ana"), AnaToo = new(EntityKind.User, "ana.k");

    private static readonly DateTimeOffset End = AFinding.Hour.To;

    [Fact]
    public void Risk_is_held_against_the_canonical_entity()
    {
        var stage = new RiskStage(RiskParameters.Default);
        stage.Take([An("ana.k") with { Canonical = Ana }], isCatchingUp: false);

        stage.Close(End).Select(r => r.Entity).ShouldBe([Ana]);
    }

    [Fact]
    public void What_came_late_counts_from_the_end_of_the_bucket_that_read_it()
    {
        var stage = new RiskStage(RiskParameters.Default);
        stage.Take([An("ana") with { LateIn = new TimeBucket(End.AddHours(4), End.AddHours(5)) }], isCatchingUp: false);

        stage.Close(End.AddHours(4)).ShouldBeEmpty();
        stage.Close(End.AddHours(5)).Select(r => r.Entity).ShouldBe([Ana]);
    }

    [Fact]
    public void Who_was_behind_an_address_takes_its_risk_as_far_as_that_is_sure()
    {
        var stage = new RiskStage(RiskParameters.Default);
        var host = new EntityKey(EntityKind.Host, "lt-1");
        stage.Take([An("10.0.0.1", EntityKind.Address) with { Behind = [new Attribution(host, 0.9, End), new Attribution(Ana, 0.5, End)] }], isCatchingUp: false);

        var scores = stage.Close(End).ToDictionary(r => r.Entity, r => r.Score);
        scores.Keys.Order().ShouldBe([Ana, host, new EntityKey(EntityKind.Address, "10.0.0.1")]);
        scores[Ana].ShouldBeLessThan(scores[host]);
        scores[host].ShouldBeLessThan(scores[new EntityKey(EntityKind.Address, "10.0.0.1")]);
    }

    [Fact]
    public void Two_that_become_one_have_one_risk_and_the_others_falls_to_0_once()
    {
        var (stage, always) = (new RiskStage(RiskParameters.Default), new RiskStage(RiskParameters.Default));
        stage.Take([An("ana"), An("ana.k")], isCatchingUp: false);
        always.Take([An("ana"), An("ana.k") with { Canonical = Ana }], isCatchingUp: false);
        stage.Close(End);

        stage.Follow(Joined, End);
        var next = stage.Close(End.AddHours(1));

        next.Single(r => r.Entity == AnaToo).Score.ShouldBe(0);
        next.Single(r => r.Entity == Ana).Score.ShouldBe(always.Close(End.AddHours(1)).Single().Score);
        stage.Close(End.AddHours(2)).ShouldNotContain(r => r.Entity == AnaToo);
    }

    [Fact]
    public void Following_twice_changes_nothing_and_neither_does_a_replayed_midnight()
    {
        var stage = new RiskStage(RiskParameters.Default);
        stage.Take([An("ana"), An("ana.k")], isCatchingUp: false);
        stage.Close(End);
        stage.Follow(Joined, End);
        var once = stage.Write();
        stage.Follow(Joined, End);
        stage.Write().ShouldBe(once);

        var later = new RiskStage(RiskParameters.Default);
        later.Take([An("ana"), An("ana.k")], isCatchingUp: false);
        later.Close(End);
        var before = later.Write();
        later.Follow(Joined, End.AddHours(-1));
        later.Write().ShouldBe(before);
    }

    [Fact]
    public void Confidence_survives_the_bytes()
    {
        var ledger = RiskLedger.Empty(Ana, RiskParameters.Default).Add(new RiskEvidence("a", "d", "f", "x", End.AddHours(-1), End, 4, 1, 0.4));

        RiskLedger.FromBytes(ledger.ToBytes(), RiskParameters.Default).At(End).Score.ShouldBe(ledger.At(End).Score);
        RiskLedger.FromBytes(ledger.ToBytes(), RiskParameters.Default).Evidence.Single().Confidence.ShouldBe(0.4);
    }

    private static EntityKey Joined(EntityKey entity) => entity == AnaToo ? Ana : entity;

    private static Anomaly An(string entity, EntityKind kind = EntityKind.User) =>
        AFinding.Anomaly(AFinding.Of(AFinding.Detector("{{entity}}", entity: kind) with { Mode = DetectorMode.On }, entity: entity, rarity: 50_000));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>What is learnt, read beside a worker.</summary>
public sealed class CommittedStateTests
{
    [Fact]
    public async Task It_is_read_without_writing_and_the_worker_goes_on()
    {
        var site = new SmallSite { Identity = true }.Filled();
        var run = await site.OpenAsync(SmallSite.Cycles[0]);
        await run.CatchUpAsync(SmallSite.Cycles[0], commitAtEnd: true, progress: null, CancellationToken.None);
        var before = Written(site);

        var (named, learnt) = await ReadAsync(site, "LAKESIDE\\Cleo");

        Written(site).ShouldBe(before);
        named.Names.ShouldBe(["cleo", "cleo.k", "s-1-5-21-1-2-3-1199"]);
        learnt!.Id.ShouldBe("cleo");
        learnt.Aliases.ShouldContain("cleo.k");
        learnt.Detectors.Select(d => d.Spelling).Distinct().Order().ShouldBe(["cleo", "cleo.k"]);
        var hours = learnt.Detectors.Single(d => d is { Id: "t.hours", Spelling: "cleo" });
        hours.Baselines.Single().Week!.Usual.ShouldBe("Mon-Sun 08-17");
        hours.Baselines.Single().Days.ShouldBe(10);
        hours.ReadTo.ShouldBe(SmallSite.Cycles[0].AddHours(-1), "the hour before is the last that is over and five minutes old");
        var addresses = learnt.Detectors.Single(d => d is { Id: "t.new_address", Spelling: "cleo" }).Baselines.Single().Values!;
        addresses.Most.Select(v => v.Text).ShouldBe(["10.0.0.12"]);

        await run.CatchUpAsync(SmallSite.Cycles[^1], commitAtEnd: true, progress: null, CancellationToken.None);
        (await ReadAsync(site, "cleo.k")).Learnt!.Detectors.ShouldAllBe(d => d.ReadTo > SmallSite.Cycles[0]);
    }

    [Fact]
    public async Task A_commit_between_two_reads_is_no_reason_to_find_nothing()
    {
        var site = new SmallSite().Filled();
        DateTimeOffset[] cycles = [.. new[] { 10, 12, 14 }.Select(hour => SmallSite.Start.AddDays(5).AddHours(hour).AddMinutes(10))];
        await site.RunAsync(0, toCycle: 1, cycles);
        var source = new CommittedStateSource(Client(site), new IndexNames(), Parts(site));
        (await source.ReadPopulationAsync(CancellationToken.None)).ShouldNotBeNull();
        source.ReadTo.Values.ShouldAllBe(t => t == SmallSite.Start.AddDays(5).AddHours(10));

        // She is active between the cycles, so two commits later both slots of hers have been written again.
        await site.RunAsync(1, toCycle: 2, cycles);
        await site.RunAsync(2, toCycle: 3, cycles);

        (await source.ReadBaselinesAsync(EntityKind.User, ["ana"], CancellationToken.None)).Count.ShouldBe(source.ReadTo.Count);
        source.ReadTo.Values.ShouldAllBe(t => t == SmallSite.Start.AddDays(5).AddHours(14));
    }

    [Fact]
    public async Task Before_the_first_commit_there_is_nothing()
    {
        var site = new SmallSite().Filled();
        (await new CommittedStateSource(Client(site), new IndexNames(), Parts(site)).ReadPopulationAsync(CancellationToken.None)).ShouldBeNull();
        await site.OpenAsync(SmallSite.Cycles[0]);
        (await new CommittedStateSource(Client(site), new IndexNames(), Parts(site)).ReadPopulationAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_detector_speaks_once_it_has_learnt_long_enough_and_hostile_names_are_cleaned()
    {
        var site = new SmallSite { Settings = new CycleSettings { LearningDays = 20, BaselineBudgetBytes = 40_000 } }.Filled();
        await site.RunAsync(0, toCycle: 1);

        var learnt = (await ReadAsync(site, "ana")).Learnt!;

        learnt.Detectors.ShouldAllBe(d => d.State == "learning" && d.SpeaksFrom == DateOnly.FromDateTime(SmallSite.Start.UtcDateTime).AddDays(20));
        var (parts, population) = (Parts(site), PopulationState.Empty(SmallSite.Start, Parts(site).Population));
        var query = parts.Queries.Single(q => q.GroupField is not null);
        var baselines = new EntityBaselines("eve\u001b[2J\u202e", 1);
        ((RareBaseline)baselines.Of(0, parts.Measures.Of(query.Detectors[0].Detector))).Arrive(SiteClock.UtcDayOf(SmallSite.Start), SmallSite.Start);
        var told = new LearntComposer(parts, population, new Dictionary<string, DateTimeOffset> { [query.Id] = SmallSite.Start.AddDays(1) })
            .Of(new NamedEntity(new EntityKey(EntityKind.User, baselines.Entity), [baselines.Entity], ["\u0007"]), [(query, baselines)])!;
        JsonSerializer.Serialize(told, DocumentJson.Default.LearntEntity).ShouldNotContain("u001b");
        (told.Id, told.Detectors[0].Spelling, told.Aliases[0]).ShouldBe(("eve\uFFFD[2J\uFFFD", "eve\uFFFD[2J\uFFFD", "\uFFFD"));
    }

    private static async Task<(NamedEntity Named, LearntEntity? Learnt)> ReadAsync(SmallSite site, string name)
    {
        var parts = Parts(site);
        var source = new CommittedStateSource(Client(site), new IndexNames(), parts);
        var population = (await source.ReadPopulationAsync(CancellationToken.None))!;
        var named = new NamedEntities(population.Identity).Of(EntityKind.User, name)!;
        var found = await source.ReadBaselinesAsync(EntityKind.User, named.Names, CancellationToken.None);
        return (named, new LearntComposer(parts, population, source.ReadTo).Of(named, found));
    }

    private static PipelineParts Parts(SmallSite site) => new(
        FeaturePlanner.Plan(PipelinePlanner.Wanted(site.Detectors, site.Sources, MeasureCatalogue.Shipped)), MeasureCatalogue.Shipped, SiteClock.Utc, site.Settings);

    private static EngineClient Client(SmallSite site) =>
        new(new EngineOptions { Nodes = [new Uri("http://memory:9200")], MaxTries = 1 }, TimeProvider.System, NullLogger<EngineClient>.Instance, site.Engine);

    private static List<string> Written(SmallSite site) =>
        [.. site.Engine.Documents("behavior-*").Select(d => $"{d.Index} {d.Id} {((JsonNode)d.Document).ToJsonString()}").Order(StringComparer.Ordinal)];
}

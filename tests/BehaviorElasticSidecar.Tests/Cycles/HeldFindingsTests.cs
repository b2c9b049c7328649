using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>Findings that wait for the end of their bucket: on disk or in memory, and what many entities did together.</summary>
public sealed class HeldFindingsTests
{
    private static readonly CycleSettings Settings = new();
    private static readonly FeatureQuery Query = FeaturePlanner.Plan(
        PipelinePlanner.Wanted([SmallSite.A("t.new_address", "rare", "source.ip")], [SmallSite.Logs], MeasureCatalogue.Shipped)).Single();

    [Fact]
    public void What_waited_on_disk_comes_back_to_the_last_bit_and_in_order()
    {
        var findings = Enumerable.Range(0, 100).SelectMany(i => new[] { Told(i), Silent(i) }).ToList();
        using var inMemory = Held(findings, mostInMemory: 1_000);
        using var onDisk = Held(findings, mostInMemory: 7);

        (inMemory.IsSpilled, onDisk.IsSpilled).ShouldBe((false, true));
        Lines(onDisk).ShouldBe(Lines(inMemory));
        Lines(onDisk).ShouldBe(Lines(inMemory), "a second reading gives the same");
        onDisk.Select(f => (f.Entity, f.Detector, f.Group)).ShouldBe(inMemory.Select(f => (f.Entity, f.Detector, f.Group)));
    }

    [Fact]
    public void A_value_that_several_show_first_together_counts_as_known()
    {
        var alone = Finding("ana", "10.0.0.1", 4, shared: 0.5);
        var together = new[] { "ben", "cleo", "dan" }.Select(e => Finding(e, "10.0.0.2", 4, shared: 0.5)).ToList();
        using var held = Held([alone, .. together], mostInMemory: 1);

        var staying = Moves(held, seen: 100).Staying(held).ToList();

        staying.Where(f => f.Entity == "ana").ShouldAllBe(f => f.Surprise == 4 && f.Explanation != null);
        staying.Where(f => f.Entity != "ana").ShouldAllBe(f => f.Surprise == 0.5);
        staying.Count.ShouldBe(4);
    }

    [Fact]
    public void A_value_that_two_show_first_together_stays_theirs()
    {
        using var held = Held([Finding("ben", "10.0.0.2", 4, shared: 0.5), Finding("cleo", "10.0.0.2", 4, shared: 0.5)], mostInMemory: 1);

        Moves(held, seen: 100).Staying(held).ShouldAllBe(f => f.Surprise == 4);
    }

    /// <summary>Buckets of a morning in which one or two begin at a time.</summary>
    [Theory]
    [InlineData(9, false, false)]
    [InlineData(10, true, true)]
    [InlineData(11, true, true)]
    [InlineData(12, true, false)]
    public void A_value_that_many_began_with_in_the_course_of_the_day_is_nobodys_own_and_told_once(long begun, bool isRollout, bool isTold)
    {
        using var held = Held([Finding("ana", "10.0.0.1", 4, shared: 4), Finding("ben", "10.0.0.2", 4, shared: 4), Finding("cleo", "10.0.0.2", 4, shared: 4)], mostInMemory: 1);

        var moves = Moves(held, seen: 100, begun);

        moves.Staying(held).Where(f => f.Group == "10.0.0.2").ShouldAllBe(f => isRollout ? f.Surprise == 0 && f.Explanation == null : f.Surprise == 4);
        moves.Staying(held).ShouldContain(f => f.Entity == "ana" && f.Surprise == 4);
        moves.Shifts.Select(s => (s.Value, s.Deviating)).ShouldBe(isTold ? [("10.0.0.2", (int)begun)] : []);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void A_quarter_of_all_entities_at_once_is_the_organisations_shift(int seen, bool isShift)
    {
        var findings = Enumerable.Range(0, 10).Select(i => Finding($"user{i}", $"10.0.0.{i}", 4, shared: 4)).ToList();
        using var held = Held([.. findings, Finding("zoe", "10.9.9.9", 1, shared: 1) with { Explanation = null }], mostInMemory: 3);

        var moves = Moves(held, seen);

        moves.Shifts.Select(s => (s.Deviating, s.Seen)).ShouldBe(isShift ? [(10, seen)] : []);
        moves.Staying(held).Count().ShouldBe(isShift ? 1 : 11, "what would not speak counts for the day in any case");
    }

    [Fact]
    public async Task Where_findings_wait_does_not_show_in_what_a_run_writes()
    {
        var inMemory = new SmallSite().Filled();
        await inMemory.RunAsync(0);
        var onDisk = new SmallSite { Settings = inMemory.Settings with { FindingsInMemory = 0 } }.Filled();
        await onDisk.RunAsync(0);

        onDisk.EndState().ShouldBe(inMemory.EndState());
    }

    private static HeldFindings Held(IEnumerable<HeldFinding> findings, int mostInMemory)
    {
        var held = new HeldFindings(mostInMemory, Path.GetTempPath());
        foreach (var entity in findings.GroupBy(f => f.Entity).OrderBy(g => g.Key, StringComparer.Ordinal))
            held.Add(entity.Reverse());
        return held;
    }

    /// <param name="begun">Entities that have shown 10.0.0.2 for the first time on this day.</param>
    private static SharedMoves Moves(HeldFindings held, long seen, long begun = 0)
    {
        var ledger = new DayLedger(Query, MeasureCatalogue.Shipped);
        ((RareDay)ledger.Days[0]).Values.Add(FrequentTexts.HashOf("10.0.0.2"), begun);
        var population = PopulationState.Empty(SmallSite.Start, new PopulationParts([Query], MeasureCatalogue.Shipped, Settings.MinScore));
        return SharedMoves.In(
            held, new SharedMoves.Day(Query, new TimeBucket(SmallSite.Start, SmallSite.Start.AddHours(1)), MeasureCatalogue.Shipped, population, ledger), [seen], Settings);
    }

    private static HeldFinding Finding(string entity, string group, double surprise, double shared) =>
        new(entity, 1, 0, group, surprise, shared, new Explanation { Value = group });

    private static HeldFinding Silent(int i) => new($"user{i:D3}", 20_000 + i, 1, null, 1.0 / 3 * i, double.NaN, null);

    private static HeldFinding Told(int i) => new($"user{i:D3}", 20_000 + i, i % 3, i % 2 == 0 ? $"10.0.0.{i}" : null, Math.PI * i, 0.1 * i, new Explanation
    {
        Value = i % 4 == 0 ? "\ud800 alone" : "",
        Partner = i % 5 == 0 ? "db01" : null,
        Actual = i % 3 == 0 ? null : i,
        TypicalMedian = double.Epsilon,
        TypicalP95 = -0.0,
        TypicalValues = [.. Enumerable.Range(0, i % 6).Select(v => $"value {v}")],
        TypicalHours = "Mon-Fri 08-18",
        Times = double.PositiveInfinity,
        Since = i % 7 == 0 ? null : new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(i % 2)),
        PeersShare = 1.0 / 7,
        PeersSize = i % 2 == 0 ? null : long.MaxValue,
        Normal = "at most 3",
        Details = i % 3 == 0 ? new Dictionary<string, string> { ["to"] = "Rome", ["from"] = "Oslo" } : [],
    });

    private static List<string> Lines(IEnumerable<HeldFinding> findings) => [.. findings.Select(Line)];

    private static string Line(HeldFinding finding)
    {
        var (why, nothing) = (finding.Explanation, new Dictionary<string, string>());
        var numbers = finding with { Explanation = why is null ? null : why with { TypicalValues = Array.Empty<string>(), Details = nothing } };
        return FormattableString.Invariant(
            $"{numbers} {BitConverter.DoubleToInt64Bits(finding.Surprise)} {string.Join(';', why?.TypicalValues ?? [])} {string.Join(';', why?.Details ?? nothing)} {why?.Since:O}");
    }
}

using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Features;

public sealed class RowSpoolTests
{
    private static readonly Metric[] Metrics = [Metric.Count, Metric.Distinct, Metric.Sum, Metric.Min, Metric.Max];

    [Fact]
    public void Rows_of_one_key_are_merged_by_metric()
    {
        using var spool = new RowSpool(Metrics, 1 << 20);
        spool.Add(0, "ana", null, [1, 3, 0.5, 4, double.NaN]);
        spool.Add(0, "ana", null, [2, 2, 0.25, double.NaN, -1]);
        spool.Add(0, "ana", "x", [1, 1, 1, 1, 1]);
        var rows = spool.Read().ToList();
        rows.Select(r => r.Group).ShouldBe([null, "x"]);
        rows[0].Numbers.ShouldBe([3, 3, 0.75, 4, -1]);
    }

    [Fact]
    public void What_was_spilled_comes_back_as_from_memory_to_the_last_digit()
    {
        var property = Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var (inMemory, runs) = Rows(seed, 1 << 30);
            runs.ShouldBe(0);
            var (spilled, many) = Rows(seed, 2_000);
            many.ShouldBeGreaterThan(3);
            spilled.ShouldBe(inMemory);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(2026, 1), property);
    }

    [Fact]
    public void Rows_come_by_bucket_then_entity_then_group_ordinally()
    {
        using var spool = new RowSpool([Metric.Count], 300);
        foreach (var (bucket, entity, group) in new[] { (2L, "a", "b"), (1, "b", "a"), (1, "B", "z"), (1, "b", null), (1, "ä", "a") })
            spool.Add(bucket, entity, group, [1]);
        spool.Read().Select(r => $"{r.Bucket}{r.Entity}{r.Group}").ShouldBe(["1Bz", "1b", "1ba", "1äa", "2ab"]);
        spool.Spilled.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Its_files_are_gone_afterwards_also_when_reading_stops_half_way()
    {
        var folder = Directory.CreateTempSubdirectory("behavior-spool-").FullName;
        try
        {
            using (var spool = new RowSpool([Metric.Count], 200, folder))
            {
                for (var i = 0; i < 50; i++)
                    spool.Add(i, "ana", null, [1]);
                Directory.GetFiles(folder).Length.ShouldBe(spool.Spilled);
                spool.Read().First().Bucket.ShouldBe(0);
            }

            Directory.GetFiles(folder).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (List<string> Rows, int Runs) Rows(int seed, long budget)
    {
        using var spool = new RowSpool(Metrics, budget);
        for (var i = 0; i < 300; i++)
        {
            var draw = StableHash.Of($"{seed}/{i}");
            var value = (draw % 1000) / 7.0;
            spool.Add((long)(draw % 3), $"u{draw / 7 % 9}", draw % 5 == 0 ? null : $"g{draw / 63 % 3}", [1, value, value, draw % 4 == 0 ? double.NaN : value, value]);
        }

        return ([.. spool.Read().Select(r => $"{r.Bucket} {r.Entity} {r.Group} {string.Join(' ', r.Numbers.Select(n => n.ToString("R", null)))}")], spool.Spilled);
    }
}

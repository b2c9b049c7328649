using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Quality;

namespace BehaviorElasticSidecar.Tests.Quality;

public sealed class DistinctSampleTests
{
    [Fact]
    public void Few_ids_are_counted_exactly()
    {
        var sample = Of(Enumerable.Range(0, 10_000).Concat(Enumerable.Range(0, 500)));

        (sample.Seen, sample.Distinct).ShouldBe((10_500, 10_000));
    }

    [Fact]
    public void Of_many_ids_the_share_of_copies_is_right_within_its_error()
    {
        var sample = Of(Enumerable.Range(0, 300_000).Concat(Enumerable.Range(0, 9_000)));

        sample.Seen.ShouldBe(309_000);
        (1 - sample.Distinct / 309_000.0).ShouldBe(9 / 309.0, 0.01);
    }

    [Fact]
    public void Merging_parts_equals_one_pass()
    {
        var ids = Enumerable.Range(0, 50_000).Concat(Enumerable.Range(100, 3_000)).ToList();
        var merged = new DistinctSample();
        foreach (var part in ids.Chunk(7_001))
            merged.Add(Of(part));

        (merged.Seen, merged.Distinct).ShouldBe((Of(ids).Seen, Of(ids).Distinct));
    }

    private static DistinctSample Of(IEnumerable<int> ids)
    {
        var sample = new DistinctSample();
        foreach (var id in ids)
            sample.Add(StableHash.Of(FormattableString.Invariant($"id-{id}")));
        return sample;
    }
}

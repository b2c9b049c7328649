using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class RowMergeTests
{
    private static readonly FeatureColumn[] Columns =
    [
        A.Count(A.Success), A.Of(Metric.Sum, "source.bytes", A.Success), A.Of(Metric.Min, "@timestamp", A.Failure),
        A.Of(Metric.Max, "@timestamp", A.Failure), A.Of(Metric.Distinct, "source.ip", A.Success),
    ];

    [Fact]
    public void Names_that_fold_together_become_one_row()
    {
        SpoolRow[] rows = [Row("ana", 0, "ANA", 2, 10, double.NaN, double.NaN, 2), Row("ana", 0, "ana", 3, 5, 7, 9, 1)];

        RowMerge.Merge(rows, Columns, [double.NaN, double.NaN, double.NaN, double.NaN, 2]).Numbers.ShouldBe([5, 15, 7, 9, 2]);
    }

    [Fact]
    public void A_distinct_count_beside_nothing_needs_no_recount()
    {
        SpoolRow[] rows = [Row("ana", 0, "ANA", 2, 10, 1, 1, 2), Row("ana", 1, "ana", 0, 0, 7, 9, 0)];

        RowMerge.NeedsRecount(rows, 4).ShouldBeFalse();
        RowMerge.Merge(rows, Columns, null).Numbers.ShouldBe([2, 10, 1, 9, 2]);
    }

    [Fact]
    public void Only_spellings_that_counted_values_are_asked_for_again()
    {
        SpoolRow[] rows =
        [
            Row("ana", 0, "ANA", 1, 0, 0, 0, 1), Row("ana", 0, "Ana", 1, 0, 0, 0, 0), Row("ana", 1, "a@b", 1, 0, 0, 0, 3), Row("bob", 0, "bob", 1, 0, 0, 0, 3),
        ];

        var folded = FoldedCounts.In(rows, [4]);

        folded.Asked.Select(a => (a.Column, a.Step, string.Join(' ', a.Names))).ShouldBe([(4, 0, "ANA"), (4, 1, "a@b")]);
        folded.Wants(4, new RowId(0, "ana", "")).ShouldBeTrue();
        folded.Wants(4, new RowId(0, "bob", "")).ShouldBeFalse();
    }

    [Fact]
    public void A_recount_counts_each_value_once()
    {
        SpoolRow[] values = [Value("ana", "1.1.1.1"), Value("ana", "1.1.1.1"), Value("ana", "2.2.2.2"), Value("bob", "1.1.1.1")];
        var recounts = new Dictionary<RowId, double[]>();

        FoldedCounts.Recount(values, 4, 5, recounts);

        recounts[new RowId(0, "ana", "")].ShouldBe([double.NaN, double.NaN, double.NaN, double.NaN, 2]);
        recounts[new RowId(0, "bob", "")][4].ShouldBe(1);
    }

    [Fact]
    public void Every_bucket_of_the_span_has_its_batch_also_without_rows()
    {
        var query = A.Query(A.Source(), A.Request(null, A.Count(A.Success)));
        SpoolRow[] rows = [new(1, "ana", "", 0, "ana", [1]), new(1, "bob", "", 0, "bob", [2]), new(3, "ana", "", 0, "ana", [3])];

        var batches = ObservationBatches.Of(query, new TimeBucket(A.At(8), A.At(13)), rows, new Dictionary<RowId, double[]>(), new ReadTally()).ToList();

        batches.Select(b => b.Rows.Count).ShouldBe([0, 2, 0, 1, 0]);
        batches[3].Bucket.ShouldBe(A.Hour(11));
        batches[1].Rows[0].Group.ShouldBeNull();
    }

    private static SpoolRow Row(string entity, int step, string raw, params double[] numbers) => new(0, entity, "", step, raw, numbers);

    private static SpoolRow Value(string entity, string value) => new(0, entity, "", 0, value, []);
}

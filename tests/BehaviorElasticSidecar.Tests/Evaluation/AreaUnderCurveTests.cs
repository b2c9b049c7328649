using BehaviorElasticSidecar.Evaluation;

namespace BehaviorElasticSidecar.Tests.Evaluation;

public sealed class AreaUnderCurveTests
{
    [Fact]
    public void The_textbook_case()
    {
        // The four values of scikit-learn's documentation of roc_auc_score and average_precision_score: 0.75 and 0.8333.
        var (roc, pr) = AreaUnderCurve.Of([(0.1, false), (0.4, false), (0.35, true), (0.8, true)])!.Value;

        roc.ShouldBe(0.75, 1e-12);
        pr.ShouldBe(5 / 6.0, 1e-12);
    }

    [Fact]
    public void Ties_count_half_and_as_one_step()
    {
        var (roc, pr) = AreaUnderCurve.Of([(1, true), (1, false), (1, false), (1, false)])!.Value;

        roc.ShouldBe(0.5);
        pr.ShouldBe(0.25);
    }

    [Fact]
    public void Without_attacks_there_is_no_area() => AreaUnderCurve.Of([(1, false), (0, false)]).ShouldBeNull();

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Intervals_of_shares_are_those_of_newcombe(int hits, int of, double low, double high)
    {
        // Newcombe 1998, table I, method 3 (81 of 263); the others from the closed form by hand.
        var (from, to) = Judge.Wilson(hits, of);

        from.ShouldBe(low, 1e-4);
        to.ShouldBe(high, 1e-4);
    }
}

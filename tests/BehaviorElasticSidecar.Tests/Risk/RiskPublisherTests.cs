using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;

namespace BehaviorElasticSidecar.Tests.Risk;

public class RiskPublisherTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, 31, true)]
    [InlineData(30, 29, true)]
    [InlineData(30, 30.9, false)]
    [InlineData(39.8, 40.1, true)]
    [InlineData(0.4, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.5, false)]
    public void Written_when_it_moved_by_a_point_changed_its_level_or_came_back_to_nothing(double last, double now, bool due) =>
        RiskPublisher.IsDue(WrittenRisk.Of(At(Nine, last)), At(Nine.AddHours(1), now)).ShouldBe(due);

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.5, false)]
    [InlineData(0, false)]
    public void Never_written_is_as_good_as_nothing(double now, bool due) => RiskPublisher.IsDue(null, At(Nine, now)).ShouldBe(due);

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0, false)]
    public void Written_once_a_day_while_it_is_not_nothing(double score, bool due)
    {
        var midnight = Nine.AddHours(15);
        var written = WrittenRisk.Of(At(Nine, score));

        RiskPublisher.IsDue(written, At(midnight, score)).ShouldBe(due);
        RiskPublisher.IsDue(null, At(midnight, score)).ShouldBe(due);
        RiskPublisher.IsDue(WrittenRisk.Of(At(midnight, score)), At(midnight.AddHours(1), score)).ShouldBeFalse();
    }

    [Fact]
    public void A_bucket_end_that_was_written_is_not_written_again() =>
        RiskPublisher.IsDue(WrittenRisk.Of(At(Nine, 30)), At(Nine, 80)).ShouldBeFalse();

    private static RiskScore At(DateTimeOffset at, double score) => new(new EntityKey(EntityKind.User, "ana"), at, score, [], 0);
}

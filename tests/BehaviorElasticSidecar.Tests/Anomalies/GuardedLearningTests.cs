using BehaviorElasticSidecar.Anomalies;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class GuardedLearningTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(1000, 0.316)]
    [InlineData(10_000, 0.1)]
    [InlineData(1e9, 0.05)]
    public void The_rarer_the_less_is_learnt(double rarity, double weight) =>
        GuardedLearning.Weight(rarity, learning: false).ShouldBe(weight, 0.001);

    [Fact]
    public void While_learning_everything_is_learnt_fully() => GuardedLearning.Weight(1e9, learning: true).ShouldBe(1);

    [Fact]
    public void It_falls_smoothly()
    {
        for (var rarity = 1.0; rarity < 1e6; rarity *= 1.01)
        {
            var step = GuardedLearning.Weight(rarity, false) - GuardedLearning.Weight(rarity * 1.01, false);
            step.ShouldBeInRange(0, 0.006);
        }
    }
}

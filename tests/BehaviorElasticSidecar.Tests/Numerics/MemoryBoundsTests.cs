using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Numerics;

public sealed class MemoryBoundsTests
{
    private readonly Dictionary<string, int> _days = new() { ["a"] = 3, ["b"] = 1, ["c"] = 2, ["d"] = 1 };

    [Fact]
    public void What_is_old_goes()
    {
        _days.Forget(day => day < 2);
        _days.Keys.Order().ShouldBe(["a", "c"]);
    }

    [Fact]
    public void Of_too_much_the_first_in_order_go_and_the_most_stay()
    {
        _days.KeepMost(4, all => all.OrderBy(d => d.Key, StringComparer.Ordinal));
        _days.Count.ShouldBe(4);
        _days.KeepMost(3, all => all.OrderBy(d => d.Value).ThenBy(d => d.Key, StringComparer.Ordinal));
        _days.Keys.Order().ShouldBe(["a", "c", "d"]);
    }
}

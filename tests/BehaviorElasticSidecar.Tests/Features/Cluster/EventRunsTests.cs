using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class EventRunsTests
{
    [Fact]
    public void A_run_of_equal_events_keeps_its_first_and_last() =>
        Kept("DE 0", "DE 1", "DE 2", "GB 3", "DE 4").ShouldBe(["DE 0", "DE 2", "GB 3", "DE 4"]);

    [Fact]
    public void Events_of_one_instant_stand_by_their_values() =>
        Kept("GB 1", "DE 1", "DE 2").ShouldBe(["DE 1", "GB 1", "DE 2"]);

    [Fact]
    public void Many_events_without_a_change_need_room_for_few()
    {
        var runs = new EventRuns(most: 2_000);
        for (var second = 0; second < 10_000; second++)
            runs.Add(new EntityEvent(A.At(0).AddSeconds(second), ["DE"])).ShouldBeTrue();

        runs.All().Select(e => e.Time).ShouldBe([A.At(0), A.At(0).AddSeconds(9_999)]);
    }

    [Fact]
    public void Too_many_changes_are_refused()
    {
        var runs = new EventRuns(most: 3);

        runs.Add(One("DE 0")).ShouldBeTrue();
        runs.Add(One("GB 1")).ShouldBeTrue();
        runs.Add(One("DE 2")).ShouldBeFalse();
    }

    private static IEnumerable<string> Kept(params string[] events)
    {
        var runs = new EventRuns(most: 1_000);
        foreach (var one in events)
            runs.Add(One(one));
        return runs.All().Select(e => $"{e.Values[0]} {e.Time.Minute}");
    }

    private static EntityEvent One(string text) => new(A.At(0, int.Parse(text.Split(' ')[1], null)), [text.Split(' ')[0]]);
}

using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>A scenario with its place in the calendar; what the range's end cuts off is labelled as far as it came.</summary>
/// <param name="rangeDays">Length of the range.</param>
internal sealed class ScenarioStory(Scenario scenario, int firstDay, int variant, int rangeDays) : IStory
{
    private Telling? _told;

    public int Day => firstDay;

    public int Days => scenario.DaysLong;

    public Label? Tell(Today today)
    {
        var telling = new Telling(today, scenario.Id, _told);
        scenario.Play(new Stage(today, today.Day.Index - firstDay, variant, telling));
        _told = telling;
        return today.Day.Index == Math.Min(firstDay + scenario.DaysLong, rangeDays) - 1 && telling.Acted
            ? telling.Label(scenario.Title, [.. scenario.Techniques]) with { Difficulty = scenario.Difficulty.ToString().ToLowerInvariant(), Variant = variant }
            : null;
    }
}

using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>One local day of a scenario: what it may read, and where its acts go.</summary>
/// <param name="day">0 on the scenario's first day.</param>
/// <param name="variant">0 or 1 in training, 0 to 3 in tests.</param>
internal sealed class Stage(Today today, int day, int variant, Telling telling)
{
    public Today Today => today;

    public Organisation Site => today.Site;

    public int Day => day;

    public int Variant => variant;

    /// <summary>The scenario's own random numbers of this day.</summary>
    public Chance Chance => telling.Chance;

    public void Add(in Act act) => telling.Add(act);

    /// <summary>Names an entity that the attack is about: whoever finds one of them has found it.</summary>
    public void About(EntityKind kind, string id) => telling.About(kind, id);

    public void About(Person person) => telling.About(EntityKind.User, person.Account.Login);

    public void About(Computer computer) => telling.About(EntityKind.Host, computer.Name);

    /// <summary>The instant of a local hour of this day (0 to below 60), in Unix milliseconds.</summary>
    public long At(double hour) => today.Day.Ms(hour);
}

using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>The two gigabytes that the database server gives the application server every night go to somebody's workstation instead.</summary>
/// <param name="Thief">Whose workstation; the last of sales if null.</param>
internal sealed record RedirectedCopy(int Day, Person? Thief = null) : IStory
{
    public Computer CopyGoesTo(Today today) => Receiver(today);

    /// <summary>Adds nothing: the machines' timetable asks where the copy goes.</summary>
    public Label? Tell(Today today)
    {
        var receiver = Receiver(today);
        return new Label("redirected_copy", "The nightly two gigabytes of the database server go to a workstation instead of the application server",
            [LabelEntity.Of(EntityKind.Host, today.Site.Servers.Database.Name), LabelEntity.Of(EntityKind.Host, receiver.Name)],
            DateTimeOffset.FromUnixTimeMilliseconds(today.Day.Ms(2)), DateTimeOffset.FromUnixTimeMilliseconds(today.Day.Ms(3)), ["T1074.002", "T1213.006"]);
    }

    private Computer Receiver(Today today) => today.Site.Laptop(Thief ?? today.Site.People.Last(p => p.Department.Name == "Sales"), today.Day.Week);
}

using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A person's place of work on the day: the attack that hides in somebody's day must use the machine, the hours and the line of that day.</summary>
/// <param name="Works">False on a day off: machine, hours and line are then those of an ordinary one.</param>
internal sealed record Desk(Person Person, bool Works, Computer Laptop, double Start, double End, Origin Seen)
{
    public static Desk Of(Stage stage, Person person)
    {
        // The same draw that the person's day begins with, so the same plan.
        var plan = DayPlan.Of(stage.Today, person, stage.Today.Chance(person.Account.Login, "day"));
        return plan is null
            ? new Desk(person, false, stage.Site.Laptop(person, stage.Today.Day.Week), person.StartHour, person.StartHour + person.HoursLong, new Origin(Addresses.Office, Place.Chicago))
            : new Desk(person, true, plan.Laptop, plan.Start, plan.End, new Origin(plan.PublicAddress, plan.Place));
    }

    /// <summary>The hour at this part of the working day, 0 to 1, give or take some minutes.</summary>
    public double Hour(Chance chance, double part) => Math.Max(0.2, Start + (End - Start) * part + 0.1 * Math.Clamp(chance.Normal(), -2, 2));

    public double SomeHour(Chance chance) => Math.Max(0.2, chance.Between(Start + 0.2, End - 0.2));
}

using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>How hard an attack is to tell from what people do anyway.</summary>
internal enum Difficulty
{
    /// <summary>One look at the day's log shows it.</summary>
    Loud,

    /// <summary>Unusual for the one who does it, not for the site.</summary>
    Plain,

    /// <summary>Nothing by itself is unusual; only together, or only slowly, is it.</summary>
    Quiet,
}

/// <summary>An attack as a class: who is hit, how long it takes, what it does on each of its days. One instance plays once.</summary>
/// <remarks>
/// <see cref="Play"/> only adds acts and draws from its own streams, so everybody else's day is that of the clean twin. Seeds below <see cref="FirstTestSeed"/> get
/// variants 0 and 1, later ones 0 to 3: what only reported numbers see, nobody can have tuned on.
/// </remarks>
internal abstract class Scenario
{
    /// <summary>Seeds from here on are for reported numbers only; 1 to 99 are for tuning.</summary>
    public const ulong FirstTestSeed = 1000;

    /// <summary>Lower case with underscores: <c>password_spray</c>.</summary>
    public abstract string Id { get; }

    /// <summary>One sentence that a reader of the labels understands.</summary>
    public abstract string Title { get; }

    /// <summary>ATT&amp;CK technique ids.</summary>
    public abstract IReadOnlyList<string> Techniques { get; }

    public abstract Difficulty Difficulty { get; }

    /// <summary>Local days from the first act to the last.</summary>
    public virtual int DaysLong => 1;

    /// <summary>Days since the range's start on which it must begin; null: wherever the plan puts it, on a working day of the scored part.</summary>
    public virtual int? BeginsOn(int days) => null;

    /// <summary>Chooses the people and machines it is about; called once, before anything is lived.</summary>
    public abstract void Cast(Casting casting);

    /// <summary>Adds the acts of one local day.</summary>
    public abstract void Play(Stage stage);

    /// <summary>The same attack in place of something that happens every day, for ranges that need no clean twin; null for one that can only add.</summary>
    public virtual IStory? Instead(int day) => null;
}

/// <summary>Gives each scenario people of its own while there are enough, so that a label says who is meant and nobody else.</summary>
/// <param name="days">Length of the range.</param>
internal sealed class Casting(Organisation site, int days, HashSet<int> taken, Chance chance)
{
    private readonly List<Person> _cast = [];

    public Organisation Site => site;

    public int Days => days;

    /// <summary>Everybody chosen so far: the plan finds days on which they are there.</summary>
    public IReadOnlyList<Person> Cast => _cast;

    /// <summary>For whatever else the scenario draws once.</summary>
    public Chance Chance => chance;

    /// <summary>A random person of those who are there from the first day to the last, fit, and play in no other scenario; if all do, one of those that fit.</summary>
    public Person Person(Func<Person, bool> fits) => Of(p => p.IsSteady && fits(p));

    /// <summary>One of those who join between the two days and stay; null if nobody does.</summary>
    public Person? Joiner(int from, int to)
    {
        bool Fits(Person p) => p.Career is { LastDay: int.MaxValue, Vacations.Count: 0 } career && career.FirstDay >= from && career.FirstDay <= to;
        return site.People.Any(Fits) ? Of(Fits) : null;
    }

    private Person Of(Func<Person, bool> fits)
    {
        var free = site.People.Where(p => fits(p) && !taken.Contains(p.Account.Index)).ToList();
        var person = chance.Pick(free.Count > 0 ? free : site.People.Where(fits).ToList() is { Count: > 0 } any ? any : site.People);
        taken.Add(person.Account.Index);
        _cast.Add(person);
        return person;
    }
}

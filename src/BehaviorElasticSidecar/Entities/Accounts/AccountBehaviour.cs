namespace BehaviorElasticSidecar.Entities.Accounts;

/// <summary>How an account lives, in whole numbers of days: enough to tell a person from a program or a desk that many use.</summary>
/// <param name="Days">With any event.</param>
/// <param name="Hours">Hours of those days with any event.</param>
/// <param name="InteractiveDays">With a logon at a screen.</param>
/// <param name="ManyHostDays">With logons at screens of <see cref="ManyHosts"/> hosts or more within an hour.</param>
internal readonly record struct AccountBehaviour(int First, int Last, int Days, int Hours, int InteractiveDays, int ManyHostDays)
{
    /// <summary>Nobody sits at so many screens within an hour.</summary>
    public const int ManyHosts = 4;

    /// <summary>Behaviour says nothing before.</summary>
    public const int FewestDays = 7;

    /// <summary>People sleep: hours a day, on average, above which nobody does.</summary>
    public const double RoundTheClockHours = 20;

    private const double SharedFraction = 0.25;

    /// <summary>Numbers are halved beyond this many days, so that an account may change its ways.</summary>
    private const int LongDays = 90;

    public double HoursADay => Days == 0 ? 0 : Hours / (double)Days;

    /// <summary>Null for what a person may do as well.</summary>
    public AccountKind? Kind =>
        Days < FewestDays ? null
        : ManyHostDays >= SharedFraction * Days ? AccountKind.Shared
        : HoursADay >= RoundTheClockHours && InteractiveDays == 0 ? AccountKind.Robot
        : null;

    /// <summary>The same account under two names; days on which it used both count twice.</summary>
    public AccountBehaviour Plus(AccountBehaviour other) => Days == 0 ? other : other.Days == 0 ? this : new AccountBehaviour(
        Math.Min(First, other.First), Math.Max(Last, other.Last), Days + other.Days, Hours + other.Hours, InteractiveDays + other.InteractiveDays, ManyHostDays + other.ManyHostDays);

    public AccountBehaviour Plus(int day, AccountDay seen)
    {
        var next = new AccountBehaviour(
            Days == 0 ? day : Math.Min(First, day), Days == 0 ? day : Math.Max(Last, day), Days + 1, Hours + seen.Hours,
            InteractiveDays + (seen.IsInteractive ? 1 : 0), ManyHostDays + (seen.Hosts >= ManyHosts ? 1 : 0));
        return next.Days < LongDays ? next : next with
        {
            Days = next.Days / 2, Hours = next.Hours / 2, InteractiveDays = (next.InteractiveDays + 1) / 2, ManyHostDays = next.ManyHostDays / 2,
        };
    }
}

/// <summary>One UTC day of an account.</summary>
/// <param name="HourBits">Bit 0 is the hour from midnight UTC.</param>
/// <param name="Hosts">Most different hosts in one hour whose screens it was at.</param>
internal readonly record struct AccountDay(int HourBits, bool IsInteractive, int Hosts)
{
    public int Hours => System.Numerics.BitOperations.PopCount((uint)HourBits);

    public AccountDay Plus(AccountDay other) => new(HourBits | other.HourBits, IsInteractive || other.IsInteractive, Math.Max(Hosts, other.Hosts));
}

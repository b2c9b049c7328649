using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>The file server: mostly the department's share and one's own part of it; refusals elsewhere; seldom a whole folder at once.</summary>
internal static class FileUse
{
    private const double MedianFiles = 4.5;
    private static readonly string[] Pipes = ["srvsvc", "wkssvc", "lsarpc", "samr", "spoolss"];

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        var own = Folders.Of(plan.Person.Department);
        for (var i = chance.Bursty(MedianFiles * plan.Person.Activity * habits.Files * today.Rate); i > 0; i--)
            today.Add(Open(today, plan, habits, own, today.Day.Ms(plan.SomeHour(chance)), chance));
        if (chance.Yes(0.004))
            Whole(today, plan, own, ShareEvents.Read, 40 + (int)chance.LogNormal(70, 0.8), chance);
        if (chance.Yes(0.002))
            Whole(today, plan, own, ShareEvents.Delete, 15 + (int)chance.LogNormal(25, 0.8), chance);
    }

    private static Act Open(Today today, DayPlan plan, Habits habits, Folders own, long timeMs, Chance chance)
    {
        var act = Access(today, plan.Person.Account, plan.Laptop, timeMs, chance);
        var kind = chance.Fraction();
        if (kind < 0.08)
            return act with { Detail = "IPC$", Text = chance.PickSkewed(Pipes) };
        var folders = kind < 0.8 ? own : kind < 0.965 ? Folders.Common : Folders.Of(chance.Pick(Department.All));
        var foreign = kind >= 0.965 && folders != own;
        var files = folders.Paths;
        var way = chance.Fraction();
        return act with
        {
            Detail = folders.Share,
            Text = kind < 0.6 ? files[(habits.OwnFiles + (int)(90 * chance.Fraction() * chance.Fraction())) % files.Count] : chance.PickSkewed(files),
            Number = foreign || way < 0.8 ? ShareEvents.Read : way < 0.975 ? ShareEvents.Write : ShareEvents.Delete,
            Failed = chance.Yes(foreign && !plan.Person.Department.Privileged ? 0.5 : 0.004),
        };
    }

    private static void Whole(Today today, DayPlan plan, Folders folders, int mask, int files, Chance chance)
    {
        var timeMs = today.Day.Ms(plan.SomeHour(chance));
        var first = chance.Below(folders.Paths.Count);
        for (var i = 0; i < Math.Min(files, 350); i++, timeMs += 200 + chance.Below(2_500))
        {
            today.Add(Access(today, plan.Person.Account, plan.Laptop, timeMs, chance) with
            {
                Detail = folders.Share,
                Text = folders.Paths[(first + i) % folders.Paths.Count],
                Number = mask,
            });
        }
    }

    /// <summary>A file of the file server; share, path and mask are still to be said.</summary>
    public static Act Access(Today today, Account who, Computer from, long timeMs, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.ShareAccess,
        Who = who,
        On = today.Site.Servers.FileServer,
        From = from.Address,
        Number = ShareEvents.Read,
        Salt = chance.Bits(),
    };
}

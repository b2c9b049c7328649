using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Files and mail in the office suite, each person with an own volume; rules, links and consents seldom; a bulk download now and then.</summary>
internal static class OfficeWork
{
    private const double MedianOperations = 7;

    /// <summary>Operations with their share of all, in thousandths.</summary>
    private static readonly (string Operation, int Share)[] Operations =
    [
        ("FileAccessed", 300), ("MailItemsAccessed", 230), ("FileModified", 140), ("FileDownloaded", 80), ("Send", 75), ("FileSyncDownloadedFull", 55),
        ("FileUploaded", 45), ("FileRenamed", 18), ("FileDeleted", 18), ("MoveToDeletedItems", 14), ("SharingSet", 9), ("HardDelete", 5), ("FileMoved", 5),
        ("AnonymousLinkCreated", 3), ("New-InboxRule", 1), ("Set-InboxRule", 1), ("Add-MailboxPermission", 1),
    ];

    private static readonly int AllShares = Operations.Sum(o => o.Share);
    private static readonly string[] Rules = ["Newsletters", "Invoices", "Project mail", "From my manager", "Calendar", "..", "RSS", "move to archive"];

    public static void Do(Today today, DayPlan plan, Habits habits, Chance chance)
    {
        var person = plan.Person;
        var files = Folders.Of(person.Department).Documents;
        for (var i = chance.Bursty(MedianOperations * person.Activity * habits.Mail * today.Rate); i > 0; i--)
            today.Add(Operation(today, plan, habits, files, chance));
        if (chance.Yes(0.35) && plan.End < 22)
            today.Add(Act(plan, today.Day.Ms(chance.Between(plan.End + 0.3, 23.4)), "MailItemsAccessed", null, chance) with { Browser = Browser.Phone });
        if (chance.Yes(0.004))
            Bulk(today, plan, files, chance);
        if (chance.Yes(0.0015))
            Consent(today, plan, chance);
        if (chance.Yes(0.0015))
            today.Add(Act(plan, today.Day.Ms(plan.SomeHour(chance)), "Set-Mailbox", "ForwardingSmtpAddress", chance));
    }

    /// <summary>An act in the office suite from where the person is.</summary>
    public static Act Act(DayPlan plan, long timeMs, string operation, string? detail, Chance chance) => new()
    {
        TimeMs = timeMs,
        Kind = ActKind.MailAndFiles,
        Who = plan.Person.Account,
        From = plan.PublicAddress,
        At = plan.Place,
        Browser = plan.Person.Browser,
        Text = operation,
        Detail = detail,
        Salt = chance.Bits(),
    };

    private static Act Operation(Today today, DayPlan plan, Habits habits, IReadOnlyList<string> files, Chance chance)
    {
        var share = chance.Below(AllShares);
        var at = 0;
        while (share >= Operations[at].Share)
            share -= Operations[at++].Share;
        var operation = Operations[at].Operation;
        var file = chance.Yes(0.7)
            ? files[(habits.OwnFiles + (int)(80 * chance.Fraction() * chance.Fraction())) % files.Count]
            : chance.PickSkewed(chance.Yes(0.2) ? Folders.Common.Documents : files);
        var detail = operation is "New-InboxRule" or "Set-InboxRule" ? chance.PickSkewed(Rules)
            : operation is "Add-MailboxPermission" ? chance.Pick(today.Site.People).Account.Mail
            : operation[0] is 'F' or 'S' or 'A' && operation != "Send" ? file : null;
        return Act(plan, today.Day.Ms(plan.SomeHour(chance)), operation, detail, chance) with { Failed = chance.Yes(0.004) };
    }

    private static void Bulk(Today today, DayPlan plan, IReadOnlyList<string> files, Chance chance)
    {
        var timeMs = today.Day.Ms(plan.SomeHour(chance));
        var first = chance.Below(files.Count);
        var operation = chance.Yes(0.5) ? "FileDownloaded" : "FileSyncDownloadedFull";
        for (var left = 20 + (int)Math.Min(260, chance.LogNormal(45, 0.8)); left > 0; left--, timeMs += 300 + chance.Below(4_000))
            today.Add(Act(plan, timeMs, operation, files[(first + left) % files.Count], chance));
    }

    /// <summary>Somebody lets an application in; the tenant tells it twice.</summary>
    private static void Consent(Today today, DayPlan plan, Chance chance)
    {
        var application = chance.PickSkewed(Software.Integrations);
        var timeMs = today.Day.Ms(plan.SomeHour(chance));
        today.Add(Act(plan, timeMs, "Consent to application.", application, chance));
        today.Add(Act(plan, timeMs, "Consent to application", application, chance) with { Kind = ActKind.TenantAdmin, Browser = null, TimeMs = timeMs + 300 });
    }
}

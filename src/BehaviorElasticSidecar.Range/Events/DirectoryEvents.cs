using System.Globalization;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.security</c> at the controller: accounts and groups changed (47xx), directory replicated (4662).</summary>
internal static class DirectoryEvents
{
    /// <summary>Event code of an operation on an object of the directory; here only replication is audited.</summary>
    public const int Replication = 4662;

    private const int LockedOut = 4740, Created = 4720;

    private static readonly string[] OwnRids = [.. Enumerable.Range(70_000, 997).Select(rid => rid.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads On, Number (event code), Who (the controller's own account where 4740 has none), Target, Detail (group; of 4740 the caller's machine) and Failed.</summary>
    public static void Change(EventJson o, in Act act)
    {
        if (act.Number == Replication)
        {
            Replicate(o, act);
            return;
        }

        var group = IsGroup(act.Number);
        WindowsRecord.Head(o, act, act.Number, Action(act.Number));
        o.List("category"u8, "iam"u8);
        o.List("type"u8, group ? "group"u8 : "user"u8, act.Number is 4725 or 4726 ? "deletion"u8 : act.Number == Created ? "creation"u8 : "change"u8);
        WindowsRecord.Outcome(o, act, !act.Failed);
        if (act.Who is null)
            OpenController(o, act.On!);
        else
            WindowsRecord.OpenUser(o, act.Who, act.Who.Sid, Organisation.Domain);
        Target(o, act, group);
        o.Json.WriteEndObject();
        if (group)
            Group(o, act.Detail!);
        WindowsRecord.Winlog(o, act, act.Number);
        WindowsRecord.LogonId(o, act);
        Data(o, act, group);
        o.Json.WriteEndObject();
        o.Related(act.Who?.Login ?? act.Target!.Login, act.On!.UpperName, 0);
    }

    private static void Target(EventJson o, in Act act, bool group)
    {
        var (json, target) = (o.Json, act.Target!);
        json.WriteStartObject("target"u8);
        // Of a new member the event has the distinguished name alone: the integration takes its CN, which is the display name.
        json.WriteString("name"u8, group ? target.FullName : target.Login);
        if (!group)
            json.WriteString("id"u8, target.Sid);
        json.WriteString("domain"u8, group ? "lakeside"u8 : "LAKESIDE"u8);
        if (group)
            Group(o, act.Detail!);
        json.WriteEndObject();
    }

    private static void Group(EventJson o, string name)
    {
        o.Json.WriteStartObject("group"u8);
        o.Joined("id"u8, Organisation.DomainSid, Rid(name));
        o.Json.WriteString("name"u8, name);
        o.Json.WriteString("domain"u8, Organisation.Domain);
        o.Json.WriteEndObject();
    }

    /// <summary>The well-known groups have fixed last parts; the site's own share one range.</summary>
    private static string Rid(string group) => group switch
    {
        "Domain Admins" => "512",
        "Schema Admins" => "518",
        "Enterprise Admins" => "519",
        "Administrators" => "544",
        "Account Operators" => "548",
        "Backup Operators" => "551",
        _ => OwnRids[(int)(StableHash.Of(group) % (ulong)OwnRids.Length)],
    };

    private static void OpenController(EventJson o, Computer controller)
    {
        o.Json.WriteStartObject("user"u8);
        o.Json.WriteString("id"u8, "S-1-5-18"u8);
        o.Joined("name"u8, controller.UpperName, "$");
        o.Json.WriteString("domain"u8, Organisation.Domain);
    }

    private static void Data(EventJson o, in Act act, bool group)
    {
        var (json, target) = (o.Json, act.Target!);
        json.WriteStartObject("event_data"u8);
        if (act.Who is not null)
            WindowsRecord.Subject(o, act.Who);
        if (group)
        {
            json.WriteString("MemberName"u8, target.DistinguishedName);
            json.WriteString("MemberSid"u8, target.Sid);
            json.WriteString("TargetUserName"u8, act.Detail);
            o.Joined("TargetSid"u8, Organisation.DomainSid, Rid(act.Detail!));
        }
        else
        {
            json.WriteString("TargetUserName"u8, target.Login);
            json.WriteString("TargetSid"u8, target.Sid);
        }

        json.WriteString("TargetDomainName"u8, act.Number == LockedOut && act.Detail is not null ? act.Detail : Organisation.Domain);
        if (act.Number == Created)
            json.WriteString("SamAccountName"u8, target.Login);
        json.WriteEndObject();
    }

    /// <summary>No category, type or action of ECS: the agent puts the task's name into <c>event.action</c>.</summary>
    private static void Replicate(EventJson o, in Act act)
    {
        var (json, who) = (o.Json, act.Who!);
        WindowsRecord.Head(o, act, Replication, "Directory Service Access"u8);
        WindowsRecord.Outcome(o, act, !act.Failed);
        WindowsRecord.User(o, who, who.Sid, Organisation.Domain);
        WindowsRecord.Winlog(o, act, Replication);
        WindowsRecord.LogonId(o, act);
        json.WriteStartObject("event_data"u8);
        WindowsRecord.Subject(o, who);
        json.WriteString("ObjectServer"u8, "DS"u8);
        json.WriteString("OperationType"u8, "Object Access"u8);
        json.WriteString("AccessMask"u8, "0x100"u8);
        json.WriteString("Properties"u8, "%%7688 {1131f6aa-9c07-11d1-f79f-00c04fc2dcd2} {19195a5b-6da0-11d0-afd3-00c04fd930c9}"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, act.On!.UpperName, 0);
    }

    private static bool IsGroup(int code) => code is 4728 or 4729 or 4732 or 4733 or 4756 or 4757;

    private static ReadOnlySpan<byte> Action(int code) => code switch
    {
        Created => "added-user-account"u8,
        4722 => "enabled-user-account"u8,
        4723 => "changed-password"u8,
        4724 => "reset-password"u8,
        4725 => "disabled-user-account"u8,
        4726 => "deleted-user-account"u8,
        4738 => "modified-user-account"u8,
        LockedOut => "locked-out-user-account"u8,
        4767 => "unlocked-user-account"u8,
        4728 or 4732 or 4756 => "added-member-to-group"u8,
        4729 or 4733 or 4757 => "removed-member-from-group"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No directory event of this code is written"),
    };
}

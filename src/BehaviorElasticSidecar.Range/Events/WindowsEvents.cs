using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.security</c>: 4624, 4625, 4634, 4672 where the logon is, 4768 and 4769 at the domain controller.</summary>
/// <remarks>4625 carries S-1-0-0 as user id, and 4769 none and <c>user@REALM</c> in the raw data, as the real events do.</remarks>
internal static class WindowsEvents
{
    /// <summary>Number of the encryption that old services ask for, and whoever wants to guess their passwords.</summary>
    public const int Rc4 = 0x17;

    /// <summary>Reads Who, On, From, Detail (workstation) and Number (logon type).</summary>
    public static void Logon(EventJson o, in Act act)
    {
        var failed = act.Kind == ActKind.WindowsLogonFailed;
        var end = act.Kind == ActKind.WindowsLogoff;
        var code = end ? 4634 : failed ? 4625 : 4624;
        WindowsRecord.Head(o, act, code, end ? "logged-out"u8 : failed ? "logon-failed"u8 : "logged-in"u8);
        o.List("category"u8, "authentication"u8);
        o.List("type"u8, end ? "end"u8 : "start"u8);
        WindowsRecord.Outcome(o, act, !failed);
        WindowsRecord.User(o, act.Who!, failed ? "S-1-0-0" : act.Who!.Sid, Organisation.Domain);
        WindowsRecord.Source(o, act);
        WindowsRecord.Winlog(o, act, code);
        var json = o.Json;
        json.WriteStartObject("logon"u8);
        o.Hex("id"u8, act.Salt >> 36);
        json.WriteString("type"u8, TypeName(act.Number));
        if (failed)
        {
            json.WriteStartObject("failure"u8);
            json.WriteString("reason"u8, "Unknown user name or bad password."u8);
            json.WriteString("sub_status"u8, "User logon with misspelled or bad password"u8);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("event_data"u8);
        json.WriteString("TargetUserName"u8, act.Who!.Login);
        json.WriteString("TargetDomainName"u8, Organisation.Domain);
        json.WriteString("TargetUserSid"u8, failed ? "S-1-0-0" : act.Who.Sid);
        json.WriteString("LogonType"u8, TypeNumber(act.Number));
        if (failed)
            json.WriteString("SubStatus"u8, "0xc000006a"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.UpperName, act.From);
    }

    /// <summary>Reads Who and On.</summary>
    public static void Special(EventJson o, in Act act)
    {
        WindowsRecord.Head(o, act, 4672, "logged-in-special"u8);
        o.List("category"u8, "iam"u8);
        o.List("type"u8, "admin"u8);
        WindowsRecord.Outcome(o, act, success: true);
        WindowsRecord.User(o, act.Who!, act.Who!.Sid, Organisation.Domain);
        WindowsRecord.Winlog(o, act, 4672);
        var json = o.Json;
        json.WriteStartObject("logon"u8);
        o.Hex("id"u8, act.Salt >> 36);
        json.WriteEndObject();
        json.WriteStartObject("event_data"u8);
        WindowsRecord.Subject(o, act.Who);
        o.List("PrivilegeList"u8, "SeBackupPrivilege"u8, "SeDebugPrivilege"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.UpperName, 0);
    }

    /// <summary>Reads Who, On (the controller), From, Number (<see cref="Rc4"/>; else AES) and, for a service ticket, Text (<c>HOST$</c> or a service account).</summary>
    public static void Kerberos(EventJson o, in Act act)
    {
        var service = act.Kind == ActKind.ServiceTicket;
        var code = service ? 4769 : 4768;
        WindowsRecord.Head(o, act, code, service ? "kerberos-service-ticket-requested"u8 : "kerberos-authentication-ticket-requested"u8);
        o.List("category"u8, "authentication"u8);
        o.List("type"u8, "start"u8);
        WindowsRecord.Outcome(o, act, success: true);
        WindowsRecord.User(o, act.Who!, service ? null : act.Who!.Sid, Organisation.Realm);
        WindowsRecord.Source(o, act);
        var json = o.Json;
        json.WriteStartObject("service"u8);
        json.WriteString("name"u8, service ? act.Text : "krbtgt");
        json.WriteEndObject();
        WindowsRecord.Winlog(o, act, code);
        json.WriteStartObject("event_data"u8);
        json.WriteString("TargetUserName"u8, service ? act.Who!.RealmLogin : act.Who!.Login);
        json.WriteString("ServiceName"u8, service ? act.Text : "krbtgt");
        json.WriteString("TicketEncryptionType"u8, act.Number == Rc4 ? "0x17"u8 : "0x12"u8);
        json.WriteString("Status"u8, "0x0"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.UpperName, act.From);
    }

    private static ReadOnlySpan<byte> TypeName(int type) => type switch
    {
        2 => "Interactive"u8,
        3 => "Network"u8,
        4 => "Batch"u8,
        5 => "Service"u8,
        7 => "Unlock"u8,
        8 => "NetworkCleartext"u8,
        9 => "NewCredentials"u8,
        10 => "RemoteInteractive"u8,
        _ => "CachedInteractive"u8,
    };

    private static ReadOnlySpan<byte> TypeNumber(int type) => type switch
    {
        2 => "2"u8,
        3 => "3"u8,
        4 => "4"u8,
        5 => "5"u8,
        7 => "7"u8,
        8 => "8"u8,
        9 => "9"u8,
        10 => "10"u8,
        _ => "11"u8,
    };
}

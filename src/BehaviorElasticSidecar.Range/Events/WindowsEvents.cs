using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.security</c>: 4624, 4625, 4634, 4672 where the logon is, 4768 and 4769 at the domain controller.</summary>
/// <remarks>4625 carries S-1-0-0 as user id, and 4769 none and <c>user@REALM</c> in the raw data, as the real events do.</remarks>
internal static class WindowsEvents
{
    private const int DelaySeconds = 3;

    /// <summary>Reads Who, On, From, Detail (workstation) and Number (logon type).</summary>
    public static void Logon(EventJson o, in Act act)
    {
        var failed = act.Kind == ActKind.WindowsLogonFailed;
        var end = act.Kind == ActKind.WindowsLogoff;
        Head(o, act, end ? "4634"u8 : failed ? "4625"u8 : "4624"u8, end ? "logged-out"u8 : failed ? "logon-failed"u8 : "logged-in"u8,
            end ? "end"u8 : "start"u8, !failed);
        User(o, act.Who!, failed ? "S-1-0-0" : act.Who!.Sid, Organisation.Domain);
        Source(o, act);
        Winlog(o, act, end ? "4634"u8 : failed ? "4625"u8 : "4624"u8);
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
        Head(o, act, "4672"u8, "logged-in-special"u8, "admin"u8, success: true);
        User(o, act.Who!, act.Who!.Sid, Organisation.Domain);
        Winlog(o, act, "4672"u8);
        var json = o.Json;
        json.WriteStartObject("logon"u8);
        o.Hex("id"u8, act.Salt >> 36);
        json.WriteEndObject();
        json.WriteStartObject("event_data"u8);
        json.WriteString("SubjectUserName"u8, act.Who.Login);
        json.WriteString("SubjectDomainName"u8, Organisation.Domain);
        json.WriteString("SubjectUserSid"u8, act.Who.Sid);
        o.List("PrivilegeList"u8, "SeBackupPrivilege"u8, "SeDebugPrivilege"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.UpperName, 0);
    }

    /// <summary>Reads Who, On (the controller), From and, for a service ticket, Text (<c>HOST$</c>).</summary>
    public static void Kerberos(EventJson o, in Act act)
    {
        var service = act.Kind == ActKind.ServiceTicket;
        var code = service ? "4769"u8 : "4768"u8;
        Head(o, act, code, service ? "kerberos-service-ticket-requested"u8 : "kerberos-authentication-ticket-requested"u8, "start"u8, success: true);
        User(o, act.Who!, service ? null : act.Who!.Sid, Organisation.Realm);
        Source(o, act);
        var json = o.Json;
        json.WriteStartObject("service"u8);
        json.WriteString("name"u8, service ? act.Text : "krbtgt");
        json.WriteEndObject();
        Winlog(o, act, code);
        json.WriteStartObject("event_data"u8);
        if (service)
            json.WriteString("TargetUserName"u8, $"{act.Who!.Login}@{Organisation.Realm}");
        else
            json.WriteString("TargetUserName"u8, act.Who!.Login);
        json.WriteString("ServiceName"u8, service ? act.Text : "krbtgt");
        json.WriteString("TicketEncryptionType"u8, "0x12"u8);
        json.WriteString("Status"u8, "0x0"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.UpperName, act.From);
    }

    private static void Head(EventJson o, in Act act, ReadOnlySpan<byte> code, ReadOnlySpan<byte> action, ReadOnlySpan<byte> type, bool success)
    {
        o.Begin(act, "system"u8, "system.security"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("code"u8, code);
        json.WriteString("action"u8, action);
        o.List("category"u8, type.SequenceEqual("admin"u8) ? "iam"u8 : "authentication"u8);
        o.List("type"u8, type);
        json.WriteString("outcome"u8, success ? "success"u8 : "failure"u8);
        json.WriteString("provider"u8, "Microsoft-Windows-Security-Auditing"u8);
        json.WriteEndObject();
        json.WriteStartObject("host"u8);
        json.WriteString("name"u8, act.On!.UpperName);
        json.WriteStartObject("os"u8);
        json.WriteString("family"u8, "windows"u8);
        json.WriteString("type"u8, "windows"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void User(EventJson o, Account who, string? id, string domain)
    {
        o.Json.WriteStartObject("user"u8);
        if (id is not null)
            o.Json.WriteString("id"u8, id);
        o.Json.WriteString("name"u8, who.Login);
        o.Json.WriteString("domain"u8, domain);
        o.Json.WriteEndObject();
    }

    private static void Source(EventJson o, in Act act)
    {
        if (act.From == 0)
            return;
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), act.At);
        if (act.Detail is not null)
            o.Json.WriteString("domain"u8, act.Detail);
        o.Json.WriteEndObject();
    }

    /// <summary>Left open.</summary>
    private static void Winlog(EventJson o, in Act act, ReadOnlySpan<byte> code)
    {
        o.Json.WriteStartObject("winlog"u8);
        o.Json.WriteString("channel"u8, "Security"u8);
        o.Json.WriteString("computer_name"u8, act.On!.UpperName);
        o.Json.WriteString("event_id"u8, code);
    }

    private static ReadOnlySpan<byte> TypeName(int type) => type switch
    {
        2 => "Interactive"u8,
        3 => "Network"u8,
        5 => "Service"u8,
        7 => "Unlock"u8,
        10 => "RemoteInteractive"u8,
        _ => "CachedInteractive"u8,
    };

    private static ReadOnlySpan<byte> TypeNumber(int type) => type switch
    {
        2 => "2"u8,
        3 => "3"u8,
        5 => "5"u8,
        7 => "7"u8,
        10 => "10"u8,
        _ => "11"u8,
    };
}

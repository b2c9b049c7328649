using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary>The parts that all events of the Windows security log share, in the order in which they are written.</summary>
internal static class WindowsRecord
{
    private const int DelaySeconds = 3;

    /// <summary>Leaves <c>event</c> open for category and type; <see cref="Outcome"/> closes it.</summary>
    public static void Head(EventJson o, in Act act, int code, ReadOnlySpan<byte> action)
    {
        o.Begin(act, "system"u8, "system.security"u8, DelaySeconds);
        o.Text("code"u8, code);
        o.Json.WriteString("action"u8, action);
    }

    /// <summary>Closes <c>event</c> and names the machine that wrote it, in capitals.</summary>
    public static void Outcome(EventJson o, in Act act, bool success, ReadOnlySpan<byte> provider = default)
    {
        var json = o.Json;
        json.WriteString("outcome"u8, success ? "success"u8 : "failure"u8);
        json.WriteString("provider"u8, provider.IsEmpty ? "Microsoft-Windows-Security-Auditing"u8 : provider);
        json.WriteEndObject();
        json.WriteStartObject("host"u8);
        json.WriteString("name"u8, act.On!.UpperName);
        json.WriteStartObject("os"u8);
        json.WriteString("family"u8, "windows"u8);
        json.WriteString("type"u8, "windows"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void User(EventJson o, Account who, string? id, string domain)
    {
        OpenUser(o, who, id, domain);
        o.Json.WriteEndObject();
    }

    /// <summary>Left open, for a target.</summary>
    public static void OpenUser(EventJson o, Account who, string? id, string domain)
    {
        o.Json.WriteStartObject("user"u8);
        if (id is not null)
            o.Json.WriteString("id"u8, id);
        o.Json.WriteString("name"u8, who.Login);
        o.Json.WriteString("domain"u8, domain);
    }

    public static void Source(EventJson o, in Act act)
    {
        if (act.From == 0)
            return;
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), act.At);
        if (act.Detail is not null)
            o.Json.WriteString("domain"u8, act.Detail);
        o.Json.WriteEndObject();
    }

    /// <summary>Left open.</summary>
    public static void Winlog(EventJson o, in Act act, int code)
    {
        o.Json.WriteStartObject("winlog"u8);
        o.Json.WriteString("channel"u8, "Security"u8);
        o.Json.WriteString("computer_name"u8, act.On!.UpperName);
        o.Text("event_id"u8, code);
    }

    /// <summary>The logon in which it was done, within <c>winlog</c>.</summary>
    public static void LogonId(EventJson o, in Act act)
    {
        o.Json.WriteStartObject("logon"u8);
        o.Hex("id"u8, act.Salt >> 36);
        o.Json.WriteEndObject();
    }

    /// <summary>Who did it, within the raw data.</summary>
    public static void Subject(EventJson o, Account who)
    {
        o.Json.WriteString("SubjectUserName"u8, who.Login);
        o.Json.WriteString("SubjectDomainName"u8, Organisation.Domain);
        o.Json.WriteString("SubjectUserSid"u8, who.Sid);
    }
}

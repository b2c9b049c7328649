using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.security</c>: services and tasks installed (4697, 4698), the log cleared (1102), the audit policy changed (4719).</summary>
internal static class HostChangeEvents
{
    public const int ServiceInstalled = 4697, TaskCreated = 4698, LogCleared = 1102, AuditChanged = 4719;

    /// <summary>Reads Who, On, Number (event code), Text (the service's or task's name) and Detail (its program).</summary>
    public static void Change(EventJson o, in Act act)
    {
        var (json, who) = (o.Json, act.Who!);
        WindowsRecord.Head(o, act, act.Number, Action(act.Number));
        o.List("category"u8, "iam"u8, act.Number == LogCleared ? default : "configuration"u8);
        o.List("type"u8, act.Number == TaskCreated ? "creation"u8 : "admin"u8, act.Number == TaskCreated ? "admin"u8 : "change"u8);
        WindowsRecord.Outcome(o, act, success: true, act.Number == LogCleared ? "Microsoft-Windows-Eventlog"u8 : default);
        WindowsRecord.User(o, who, who.Sid, Organisation.Domain);
        if (act.Number == ServiceInstalled)
            Service(o, act.Text!);
        WindowsRecord.Winlog(o, act, act.Number);
        WindowsRecord.LogonId(o, act);
        // The log's own event is of another provider and keeps its raw values elsewhere.
        json.WriteStartObject(act.Number == LogCleared ? "user_data"u8 : "event_data"u8);
        WindowsRecord.Subject(o, who);
        Data(o, act);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, act.On!.UpperName, 0);
    }

    private static void Service(EventJson o, string name)
    {
        o.Json.WriteStartObject("service"u8);
        o.Json.WriteString("name"u8, name);
        o.Json.WriteString("type"u8, "Win32 Own Process"u8);
        o.Json.WriteEndObject();
    }

    private static void Data(EventJson o, in Act act)
    {
        var json = o.Json;
        switch (act.Number)
        {
            case ServiceInstalled:
                json.WriteString("ServiceName"u8, act.Text);
                json.WriteString("ServiceFileName"u8, act.Detail);
                json.WriteString("ServiceAccount"u8, "LocalSystem"u8);
                json.WriteString("ServiceStartType"u8, "2"u8);
                json.WriteString("ServiceType"u8, "0x10"u8);
                break;
            case TaskCreated:
                o.Joined("TaskName"u8, act.Text!.StartsWith('\\') ? "" : @"\", act.Text);
                o.Joined("TaskContent"u8, "<Task><Actions><Exec><Command>", act.Detail, "</Command></Exec></Actions></Task>");
                break;
            case LogCleared:
                json.WriteString("xml_name"u8, "LogFileCleared"u8);
                break;
            default:
                json.WriteString("SubcategoryGuid"u8, "{0cce922b-69ae-11d9-bed3-505054503030}"u8);
                json.WriteString("AuditPolicyChanges"u8, "%%8448"u8);
                json.WriteString("AuditPolicyChangesDescription"u8, "Success removed"u8);
                break;
        }
    }

    private static ReadOnlySpan<byte> Action(int code) => code switch
    {
        ServiceInstalled => "service-installed"u8,
        TaskCreated => "scheduled-task-created"u8,
        LogCleared => "audit-log-cleared"u8,
        AuditChanged => "changed-audit-config"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No host event of this code is written"),
    };
}

using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>azure.auditlogs</c>: no category and no <c>user</c>; who did it stands below <c>initiated_by</c> alone.</summary>
internal static class EntraAuditEvents
{
    private const int DelaySeconds = 150;

    /// <summary>Reads Who, From with At, Text (operation), Target, Detail (role, group or application) and Failed.</summary>
    public static void Audit(EventJson o, in Act act)
    {
        o.Begin(act, "azure"u8, "azure.auditlogs"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, act.Text);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteNumber("duration"u8, 0);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        o.Address("ip"u8, act.From);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        json.WriteEndObject();
        json.WriteStartObject("cloud"u8);
        json.WriteString("provider"u8, "azure"u8);
        json.WriteEndObject();
        Log(o, act);
        o.Related(null, null, act.From);
    }

    private static void Log(EventJson o, in Act act)
    {
        var (json, who) = (o.Json, act.Who!);
        json.WriteStartObject("azure"u8);
        json.WriteStartObject("auditlogs"u8);
        json.WriteString("category"u8, "AuditLogs"u8);
        json.WriteString("operation_name"u8, act.Text);
        json.WriteString("identity"u8, who.FullName);
        json.WriteStartObject("properties"u8);
        json.WriteString("activity_display_name"u8, act.Text);
        json.WriteString("category"u8, Category(act.Text!));
        json.WriteString("logged_by_service"u8, "Core Directory"u8);
        json.WriteStartObject("initiated_by"u8);
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, who.ObjectId);
        json.WriteString("displayName"u8, who.FullName);
        json.WriteString("userPrincipalName"u8, who.Mail);
        o.Address("ipAddress"u8, act.From);
        json.WriteEndObject();
        json.WriteEndObject();
        Targets(o, act);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Targets(EventJson o, in Act act)
    {
        var json = o.Json;
        json.WriteStartObject("target_resources"u8);
        var next = "0"u8;
        if (act.Target is not null)
        {
            json.WriteStartObject(next);
            json.WriteString("id"u8, act.Target.ObjectId);
            json.WriteString("type"u8, "User"u8);
            json.WriteString("user_principal_name"u8, act.Target.Mail);
            json.WriteEndObject();
            next = "1"u8;
        }

        if (act.Detail is not null)
        {
            json.WriteStartObject(next);
            json.WriteString("display_name"u8, act.Detail);
            json.WriteString("type"u8, Resource(act.Text!));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Category(string operation) =>
        operation.Contains("role", StringComparison.Ordinal) ? "RoleManagement"u8
        : operation.Contains("group", StringComparison.Ordinal) ? "GroupManagement"u8
        : operation.Contains("application", StringComparison.Ordinal) || operation.Contains("service principal", StringComparison.Ordinal) ? "ApplicationManagement"u8
        : operation.Contains("policy", StringComparison.Ordinal) ? "Policy"u8
        : "UserManagement"u8;

    private static ReadOnlySpan<byte> Resource(string operation) =>
        operation.Contains("role", StringComparison.Ordinal) ? "Role"u8
        : operation.Contains("group", StringComparison.Ordinal) ? "Group"u8
        : operation.Contains("policy", StringComparison.Ordinal) ? "Policy"u8
        : "ServicePrincipal"u8;
}

using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>microsoft_sqlserver.audit</c>: people as <c>LAKESIDE\login</c>, services by their own login; the client's address only in the vendor's part.</summary>
internal static class SqlServerEvents
{
    private const int DelaySeconds = 15;
    private const string DatabaseName = "Lakeside", Services = "Services";

    /// <summary>Reads Who, On, From, Detail (select, insert, update, delete, login), Text (schema.table; none at a login), Number (rows) and Failed.</summary>
    public static void Use(EventJson o, in Act act)
    {
        var (json, who, login) = (o.Json, act.Who!, act.Detail == "login");
        o.Begin(act, "microsoft_sqlserver"u8, "microsoft_sqlserver.audit"u8, DelaySeconds);
        if (login)
            json.WriteString("action"u8, act.Failed ? "login-failed"u8 : "login-succeeded"u8);
        else
            json.WriteString("action"u8, act.Detail);
        o.List("category"u8, "database"u8, login ? "authentication"u8 : default);
        o.List("type"u8, act.Failed ? "error"u8 : "info"u8);
        json.WriteString("code"u8, "33205"u8);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteString("provider"u8, "MSSQLSERVER$AUDIT"u8);
        json.WriteEndObject();
        json.WriteStartObject("host"u8);
        json.WriteString("hostname"u8, act.On!.UpperName);
        json.WriteString("name"u8, act.On.UpperName);
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("name"u8, who.Department == Services ? who.Login : who.DomainLogin);
        json.WriteEndObject();
        Audit(o, act, login);
        o.Related(who.Login, act.On.UpperName, act.From);
    }

    private static void Audit(EventJson o, in Act act, bool login)
    {
        var json = o.Json;
        var table = act.Text.AsSpan();
        json.WriteStartObject("sqlserver"u8);
        json.WriteStartObject("audit"u8);
        json.WriteString("action_id"u8, login ? act.Failed ? "LOGIN FAILED" : "LOGIN SUCCEEDED" : Upper(act.Detail!));
        json.WriteString("class_type"u8, login ? "LOGIN"u8 : "TABLE"u8);
        json.WriteBoolean("succeeded"u8, !act.Failed);
        json.WriteNumber("affected_rows"u8, act.Detail == "select" || login ? 0 : act.Number);
        json.WriteNumber("response_rows"u8, act.Detail == "select" ? act.Number : 0);
        o.Address("client_ip"u8, act.From);
        json.WriteString("application_name"u8, act.Who!.Department == Services ? "Core .Net SqlClient Data Provider"u8 : "Microsoft Office Query"u8);
        json.WriteString("server_instance_name"u8, act.On!.UpperName);
        json.WriteString("session_server_principal_name"u8, act.Who.Department == Services ? act.Who.Login : act.Who.DomainLogin);
        if (!table.IsEmpty)
        {
            var dot = table.IndexOf('.');
            json.WriteString("database_name"u8, DatabaseName);
            json.WriteString("schema_name"u8, dot < 0 ? "dbo" : table[..dot]);
            json.WriteString("object_name"u8, table[(dot + 1)..]);
            o.Joined("statement"u8, Upper(act.Detail!), " ... ", table);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Upper(string action) => action switch
    {
        "select" => "SELECT",
        "insert" => "INSERT",
        "update" => "UPDATE",
        "delete" => "DELETE",
        _ => action,
    };
}

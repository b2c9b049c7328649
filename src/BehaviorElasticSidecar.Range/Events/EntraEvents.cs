using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>azure.signinlogs</c>: action always <c>Sign-in activity</c>, GUID as user id, device below <c>properties</c>.</summary>
internal static class EntraEvents
{
    private const int DelaySeconds = 90;

    /// <summary>Reads Who, From with At, Browser and Text (the application).</summary>
    public static void SignIn(EventJson o, in Act act)
    {
        var success = act.Kind == ActKind.EntraSignIn;
        var who = act.Who!;
        o.Begin(act, "azure"u8, "azure.signinlogs"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "Sign-in activity"u8);
        o.List("category"u8, "authentication"u8);
        o.List("type"u8, "info"u8);
        json.WriteString("outcome"u8, success ? "success"u8 : "failure"u8);
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, who.ObjectId);
        json.WriteString("name"u8, who.Login);
        json.WriteString("domain"u8, Organisation.MailDomain);
        json.WriteString("full_name"u8, who.FullName);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        o.Address("ip"u8, act.From);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        json.WriteEndObject();
        json.WriteStartObject("cloud"u8);
        json.WriteString("provider"u8, "azure"u8);
        json.WriteEndObject();
        o.UserAgent(act.Browser!);
        SignInLog(o, act, who, success);
        o.Related(who.Login, null, act.From);
    }

    private static void SignInLog(EventJson o, in Act act, Account who, bool success)
    {
        var json = o.Json;
        json.WriteStartObject("azure"u8);
        json.WriteStartObject("signinlogs"u8);
        json.WriteString("category"u8, "SignInLogs"u8);
        json.WriteString("result_type"u8, success ? "0"u8 : "50126"u8);
        json.WriteStartObject("properties"u8);
        json.WriteString("app_display_name"u8, act.Text);
        json.WriteString("client_app_used"u8, "Browser"u8);
        json.WriteBoolean("is_interactive"u8, true);
        json.WriteString("user_principal_name"u8, who.Mail);
        json.WriteString("risk_state"u8, "none"u8);
        json.WriteStartObject("device_detail"u8);
        json.WriteString("browser"u8, act.Browser!.Name);
        json.WriteString("operating_system"u8, act.Browser.Os);
        json.WriteEndObject();
        json.WriteStartObject("status"u8);
        json.WriteNumber("error_code"u8, success ? 0 : 50126);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

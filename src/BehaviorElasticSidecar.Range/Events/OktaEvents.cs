using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>okta.system</c>, <c>user.session.start</c>: no <c>user.id</c>, the actor again under client and source.</summary>
internal static class OktaEvents
{
    private const int DelaySeconds = 30;

    /// <summary>Reads Who, From with At, Browser and Text (the application).</summary>
    public static void SignIn(EventJson o, in Act act)
    {
        var success = act.Kind == ActKind.OktaSignIn;
        var who = act.Who!;
        o.Begin(act, "okta"u8, "okta.system"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "user.session.start"u8);
        o.List("category"u8, "authentication"u8, "session"u8);
        o.List("type"u8, "start"u8, "user"u8);
        json.WriteString("outcome"u8, success ? "success"u8 : "failure"u8);
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("full_name"u8, who.FullName);
        json.WriteString("name"u8, who.Login);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        o.Address("ip"u8, act.From);
        Actor(o, who);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        Actor(o, who);
        json.WriteEndObject();
        o.UserAgent(act.Browser!);
        Okta(o, act, who, success);
        o.Related(who.Login, null, act.From);
    }

    public static void Actor(EventJson o, Account who)
    {
        o.Json.WriteStartObject("user"u8);
        o.Json.WriteString("id"u8, who.OktaId);
        o.Json.WriteString("full_name"u8, who.FullName);
        o.Json.WriteString("name"u8, who.Login);
        o.Json.WriteEndObject();
    }

    private static void Okta(EventJson o, in Act act, Account who, bool success)
    {
        var json = o.Json;
        json.WriteStartObject("okta"u8);
        json.WriteString("event_type"u8, "user.session.start"u8);
        json.WriteString("display_message"u8, "User login to Okta"u8);
        json.WriteStartObject("actor"u8);
        json.WriteString("alternate_id"u8, who.Mail);
        json.WriteString("display_name"u8, who.FullName);
        json.WriteString("id"u8, who.OktaId);
        json.WriteString("type"u8, "User"u8);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        json.WriteString("device"u8, act.Browser!.Device == "iPhone" ? "Mobile"u8 : "Computer"u8);
        json.WriteString("zone"u8, "null"u8);
        json.WriteEndObject();
        json.WriteStartObject("outcome"u8);
        json.WriteString("result"u8, success ? "SUCCESS"u8 : "FAILURE"u8);
        if (!success)
            json.WriteString("reason"u8, "INVALID_CREDENTIALS"u8);
        json.WriteEndObject();
        if (act.Text is not null)
        {
            json.WriteStartArray("target"u8);
            json.WriteStartObject();
            json.WriteString("display_name"u8, act.Text);
            json.WriteString("type"u8, "AppInstance"u8);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}

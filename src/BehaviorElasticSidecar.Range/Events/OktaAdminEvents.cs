using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>okta.system</c> beside sign-ins: what admins change, and prompts for the second factor. Whom it is done to stands in <c>user.target</c> without a name.</summary>
internal static class OktaAdminEvents
{
    private const int DelaySeconds = 30;
    private const string Mfa = "user.authentication.auth_via_mfa";

    /// <summary>Reads Who, From with At, Browser, Text (event type), Target, Detail (group, application or token) and Failed.</summary>
    public static void Admin(EventJson o, in Act act)
    {
        o.Begin(act, "okta"u8, "okta.system"u8, DelaySeconds);
        o.Json.WriteString("action"u8, act.Text);
        Kinds(o, act.Text!);
        Body(o, act, act.Text!, act.Target);
    }

    /// <summary>Reads Who, From with At, Browser and Failed (the person said no).</summary>
    public static void Prompt(EventJson o, in Act act)
    {
        o.Begin(act, "okta"u8, "okta.system"u8, DelaySeconds);
        o.Json.WriteString("action"u8, Mfa);
        Body(o, act, Mfa, act.Who);
    }

    private static void Body(EventJson o, in Act act, string type, Account? target)
    {
        var (json, who) = (o.Json, act.Who!);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("full_name"u8, who.FullName);
        json.WriteString("name"u8, who.Login);
        Target(o, act, target);
        json.WriteEndObject();
        json.WriteStartObject("client"u8);
        o.Address("ip"u8, act.From);
        OktaEvents.Actor(o, who);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        OktaEvents.Actor(o, who);
        json.WriteEndObject();
        if (act.Browser is not null)
            o.UserAgent(act.Browser);
        Okta(o, act, type, target);
        o.Related(who.Login, null, act.From);
    }

    private static void Target(EventJson o, in Act act, Account? target)
    {
        if (target is null)
            return;
        var json = o.Json;
        json.WriteStartObject("target"u8);
        json.WriteString("id"u8, target.OktaId);
        json.WriteString("full_name"u8, target.FullName);
        if (IsGroup(act.Text) && act.Detail is not null)
        {
            json.WriteStartObject("group"u8);
            json.WriteString("name"u8, act.Detail);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Okta(EventJson o, in Act act, string type, Account? target)
    {
        var (json, who) = (o.Json, act.Who!);
        json.WriteStartObject("okta"u8);
        json.WriteString("event_type"u8, type);
        json.WriteStartObject("actor"u8);
        json.WriteString("alternate_id"u8, who.Mail);
        json.WriteString("display_name"u8, who.FullName);
        json.WriteString("id"u8, who.OktaId);
        json.WriteString("type"u8, "User"u8);
        json.WriteEndObject();
        if (act.Kind == ActKind.MfaPrompt)
        {
            json.WriteStartObject("debug_context"u8);
            json.WriteStartObject("debug_data"u8);
            json.WriteString("factor"u8, "OKTA_VERIFY_PUSH"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("outcome"u8);
        json.WriteString("result"u8, act.Failed ? "FAILURE"u8 : "SUCCESS"u8);
        if (act.Failed)
            json.WriteString("reason"u8, act.Kind == ActKind.MfaPrompt ? "User rejected Okta push verify"u8 : "Insufficient permissions"u8);
        json.WriteEndObject();
        Targets(o, act, target);
        json.WriteEndObject();
    }

    private static void Targets(EventJson o, in Act act, Account? target)
    {
        var json = o.Json;
        json.WriteStartArray("target"u8);
        if (target is not null)
        {
            json.WriteStartObject();
            json.WriteString("alternate_id"u8, target.Mail);
            json.WriteString("display_name"u8, target.FullName);
            json.WriteString("id"u8, target.OktaId);
            json.WriteString("type"u8, "User"u8);
            json.WriteEndObject();
        }

        if (act.Detail is not null && act.Kind == ActKind.IdentityAdmin)
        {
            json.WriteStartObject();
            json.WriteString("display_name"u8, act.Detail);
            json.WriteString("type"u8, IsGroup(act.Text) ? "UserGroup"u8 : act.Text!.StartsWith("system.api_token", StringComparison.Ordinal) ? "Token"u8
                : act.Text.StartsWith("policy", StringComparison.Ordinal) ? "PolicyEntity"u8 : "AppInstance"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool IsGroup(string? type) => type is not null && type.StartsWith("group.", StringComparison.Ordinal);

    /// <summary>The integration knows some families of event types; the others, tokens and factors among them, have neither category nor type.</summary>
    private static void Kinds(EventJson o, string type)
    {
        if (type is "group.user_membership.add" or "group.user_membership.remove")
        {
            o.List("category"u8, "iam"u8);
            o.List("type"u8, "group"u8, "change"u8);
        }
        else if (type.StartsWith("user.lifecycle.", StringComparison.Ordinal))
        {
            o.List("category"u8, "iam"u8);
            o.List("type"u8, "user"u8, type.EndsWith("create", StringComparison.Ordinal) ? "creation"u8 : "change"u8);
        }
        else if (type.StartsWith("application.user_membership.", StringComparison.Ordinal))
        {
            o.List("type"u8, "user"u8, "change"u8);
        }
        else if (type.StartsWith("policy.", StringComparison.Ordinal) || type.StartsWith("application.lifecycle.", StringComparison.Ordinal))
        {
            o.List("category"u8, "configuration"u8);
            if (!type.StartsWith("application", StringComparison.Ordinal) || type.EndsWith("create", StringComparison.Ordinal))
                o.List("type"u8, type.EndsWith("create", StringComparison.Ordinal) ? "creation"u8 : "change"u8);
        }
    }
}

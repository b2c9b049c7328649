using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>aws.cloudtrail</c>: a category only for sign-ins and some IAM calls, as the integration has it.</summary>
internal static class CloudTrailEvents
{
    private const int DelaySeconds = 110;

    /// <summary>Reads Who, From with At, Text (the call), Detail (its service), Browser, if people call from one, Target (an identity that is changed) and Failed.</summary>
    public static void Call(EventJson o, in Act act)
    {
        var who = act.Who!;
        o.Begin(act, "aws"u8, "aws.cloudtrail"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, act.Text);
        Kinds(o, act);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        o.Joined("provider"u8, act.Detail, ".amazonaws.com");
        json.WriteEndObject();
        json.WriteStartObject("cloud"u8);
        json.WriteString("provider"u8, "aws"u8);
        json.WriteString("region"u8, "us-east-2"u8);
        json.WriteStartObject("account"u8);
        json.WriteString("id"u8, Organisation.CloudAccount);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, who.AwsId);
        json.WriteString("name"u8, who.Login);
        Target(o, act.Target);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        json.WriteEndObject();
        if (act.Browser is not null)
            o.UserAgent(act.Browser);
        json.WriteStartObject("aws"u8);
        json.WriteStartObject("cloudtrail"u8);
        json.WriteString("event_type"u8, act.Kind == ActKind.CloudSignIn ? "AwsConsoleSignIn"u8 : "AwsApiCall"u8);
        json.WriteString("event_version"u8, "1.09"u8);
        if (act.Failed && act.Kind == ActKind.CloudCall)
            json.WriteString("error_code"u8, "AccessDenied"u8);
        if (act.Failed)
            json.WriteString("error_message"u8, act.Kind == ActKind.CloudCall ? "User is not authorized to perform this operation"u8 : "Failed authentication"u8);
        json.WriteStartObject("user_identity"u8);
        json.WriteString("type"u8, "IAMUser"u8);
        json.WriteString("arn"u8, who.Arn);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, null, act.From);
    }

    private static void Kinds(EventJson o, in Act act)
    {
        if (act.Kind == ActKind.CloudSignIn)
            o.List("category"u8, "authentication"u8);
        var change = act.Text switch
        {
            "CreateUser" => "creation"u8,
            "DeleteUser" => "deletion"u8,
            "CreateAccessKey" or "UpdateAccessKey" or "DeleteAccessKey" or "CreateLoginProfile" or "UpdateLoginProfile" => "change"u8,
            _ => default,
        };
        if (change.IsEmpty)
        {
            o.List("type"u8, "info"u8);
            return;
        }

        o.List("category"u8, "iam"u8);
        o.List("type"u8, "user"u8, change);
    }

    private static void Target(EventJson o, Account? target)
    {
        if (target is null)
            return;
        o.Json.WriteStartObject("target"u8);
        o.Json.WriteString("name"u8, target.Login);
        o.Json.WriteEndObject();
    }
}

using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>aws.cloudtrail</c>: a category only for sign-ins, as the integration has it for all but a few calls.</summary>
internal static class CloudTrailEvents
{
    private const int DelaySeconds = 110;
    private const string CloudAccount = "444455556666";

    /// <summary>Reads Who, From with At, Text (the call), Detail (its service) and Browser, if people call from one.</summary>
    public static void Call(EventJson o, in Act act)
    {
        var who = act.Who!;
        o.Begin(act, "aws"u8, "aws.cloudtrail"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, act.Text);
        if (act.Kind == ActKind.CloudSignIn)
            o.List("category"u8, "authentication"u8);
        o.List("type"u8, "info"u8);
        json.WriteString("outcome"u8, "success"u8);
        json.WriteString("provider"u8, $"{act.Detail}.amazonaws.com");
        json.WriteEndObject();
        json.WriteStartObject("cloud"u8);
        json.WriteString("provider"u8, "aws"u8);
        json.WriteString("region"u8, "us-east-2"u8);
        json.WriteStartObject("account"u8);
        json.WriteString("id"u8, CloudAccount);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, who.AwsId);
        json.WriteString("name"u8, who.Login);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        json.WriteEndObject();
        if (act.Browser is not null)
            o.UserAgent(act.Browser);
        json.WriteStartObject("aws"u8);
        json.WriteStartObject("cloudtrail"u8);
        json.WriteString("event_type"u8, act.Kind == ActKind.CloudSignIn ? "AwsConsoleSignIn"u8 : "AwsApiCall"u8);
        json.WriteString("event_version"u8, "1.09"u8);
        json.WriteStartObject("user_identity"u8);
        json.WriteString("type"u8, "IAMUser"u8);
        json.WriteString("arn"u8, $"arn:aws:iam::{CloudAccount}:user/{who.Login}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, null, act.From);
    }
}

using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>zscaler_zia.web</c>: people by e-mail, their device's owner under <c>source.user</c>; bytes under <c>http</c>.</summary>
internal static class ProxyEvents
{
    private const int DelaySeconds = 45;

    /// <summary>Reads Who, On, From, To with At, Text (domain), Detail (category), Browser, BytesOut, BytesIn and Failed (blocked).</summary>
    public static void Web(EventJson o, in Act act)
    {
        o.Begin(act, "zscaler_zia"u8, "zscaler_zia.web"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, act.Failed ? "blocked"u8 : "allowed"u8);
        o.List("category"u8, "web"u8);
        o.List("type"u8, "info"u8);
        json.WriteNumber("risk_score"u8, act.Failed ? 60 : 0);
        json.WriteEndObject();
        o.Endpoint("destination"u8, act.To, 0, act.At ?? FortinetEvents.CloudPlace(act.To));
        json.WriteEndObject();
        Http(o, act);
        o.Endpoint("source"u8, act.From, 0, null);
        json.WriteStartObject("nat"u8);
        o.Address("ip"u8, Addresses.Office);
        json.WriteEndObject();
        User(o, act);
        json.WriteStartObject("url"u8);
        json.WriteString("domain"u8, act.Text);
        o.Joined("full"u8, "https://", act.Text, ":443");
        o.Joined("original"u8, "https://", act.Text, ":443");
        json.WriteNumber("port"u8, 443);
        json.WriteString("scheme"u8, "https"u8);
        json.WriteEndObject();
        if (act.Browser is not null)
            o.UserAgent(act.Browser);
        Zscaler(o, act);
        o.Related(act.Who?.Login, act.On!.UpperName, act.To);
    }

    private static void Http(EventJson o, in Act act)
    {
        var json = o.Json;
        json.WriteStartObject("http"u8);
        json.WriteStartObject("request"u8);
        json.WriteNumber("bytes"u8, act.BytesOut);
        json.WriteString("method"u8, act.BytesOut > act.BytesIn ? "POST"u8 : "GET"u8);
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteNumber("bytes"u8, act.BytesIn);
        json.WriteNumber("status_code"u8, act.Failed ? 403 : 200);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("network"u8);
        json.WriteString("protocol"u8, "https"u8);
        json.WriteEndObject();
    }

    /// <summary>Closes <c>source</c>.</summary>
    private static void User(EventJson o, in Act act)
    {
        var json = o.Json;
        if (act.Who is not { } who)
        {
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("user"u8);
        json.WriteString("name"u8, who.Login);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("name"u8, who.Login);
        json.WriteString("email"u8, who.Mail);
        json.WriteString("domain"u8, Organisation.MailDomain);
        json.WriteEndObject();
    }

    private static void Zscaler(EventJson o, in Act act)
    {
        var json = o.Json;
        json.WriteStartObject("zscaler_zia"u8);
        json.WriteStartObject("web"u8);
        if (act.Who is not null)
            json.WriteString("department"u8, act.Who.Department);
        json.WriteStartObject("device"u8);
        json.WriteString("hostname"u8, act.On!.UpperName);
        json.WriteEndObject();
        json.WriteStartObject("url"u8);
        json.WriteStartObject("category"u8);
        json.WriteString("sub"u8, act.Detail ?? "Miscellaneous");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

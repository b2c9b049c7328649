using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>endpoint.events.process</c>, starts. Host names in lower case here, in capitals in the security log: one host.</summary>
internal static class EndpointEvents
{
    private const int DelaySeconds = 6;

    /// <summary>Reads Who, On, Text (program) and Detail (parent program).</summary>
    public static void Process(EventJson o, in Act act)
    {
        var (who, host) = (act.Who!, act.On!);
        o.Begin(act, "endpoint"u8, "endpoint.events.process"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "start"u8);
        o.List("category"u8, "process"u8);
        o.List("type"u8, "start"u8);
        json.WriteEndObject();
        json.WriteStartObject("host"u8);
        json.WriteString("hostname"u8, host.Name);
        json.WriteString("name"u8, host.Name);
        json.WriteStartArray("ip"u8);
        o.AddressValue(host.Address);
        json.WriteEndArray();
        json.WriteStartObject("os"u8);
        json.WriteString("family"u8, "windows"u8);
        json.WriteString("name"u8, "Windows"u8);
        json.WriteString("type"u8, "windows"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, who.Sid);
        json.WriteString("name"u8, who.Login);
        json.WriteString("domain"u8, Organisation.Domain);
        json.WriteEndObject();
        json.WriteStartObject("process"u8);
        o.Hex("entity_id"u8, act.Salt * 3);
        json.WriteNumber("pid"u8, 1_000 + (long)(act.Salt % 30_000));
        json.WriteString("name"u8, act.Text);
        json.WriteString("executable"u8, $@"C:\Program Files\Site\{act.Text}");
        json.WriteStartObject("parent"u8);
        json.WriteString("name"u8, act.Detail);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, host.Name, 0);
    }
}

using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>endpoint.events.process</c>, starts, and <c>endpoint.events.network</c>, ended connections. Host names in lower case here, in capitals in the security log: one host.</summary>
internal static class EndpointEvents
{
    private const int DelaySeconds = 6;
    private const string WindowsFolder = @"C:\Program Files\Site\", LinuxFolder = "/usr/bin/";

    /// <summary>Reads Who, On, Text (program) and Detail (parent program).</summary>
    public static void Process(EventJson o, in Act act)
    {
        o.Begin(act, "endpoint"u8, "endpoint.events.process"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "start"u8);
        o.List("category"u8, "process"u8);
        o.List("type"u8, "start"u8);
        json.WriteEndObject();
        Host(o, act.On!);
        User(o, act);
        Program(o, act, act.Salt * 3);
        json.WriteStartObject("parent"u8);
        json.WriteString("name"u8, act.Detail);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who!.Login, act.On!.Name, 0);
    }

    /// <summary>Reads Who, On, Text (program), From, To with At, Number (port), BytesOut and BytesIn.</summary>
    public static void Connection(EventJson o, in Act act)
    {
        o.Begin(act, "endpoint"u8, "endpoint.events.network"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "disconnect_received"u8);
        o.List("category"u8, "network"u8);
        o.List("type"u8, "end"u8);
        json.WriteEndObject();
        Host(o, act.On!);
        User(o, act);
        Program(o, act, act.Salt * 5);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), null);
        json.WriteNumber("bytes"u8, act.BytesOut);
        json.WriteEndObject();
        o.Endpoint("destination"u8, act.To, act.Number, act.At ?? FortinetEvents.CloudPlace(act.To));
        json.WriteNumber("bytes"u8, act.BytesIn);
        json.WriteEndObject();
        json.WriteStartObject("network"u8);
        json.WriteString("direction"u8, "egress"u8);
        json.WriteString("transport"u8, "tcp"u8);
        json.WriteString("type"u8, "ipv4"u8);
        json.WriteEndObject();
        o.Related(act.Who!.Login, act.On!.Name, act.To);
    }

    private static void Host(EventJson o, Computer host)
    {
        var json = o.Json;
        json.WriteStartObject("host"u8);
        json.WriteString("hostname"u8, host.Name);
        json.WriteString("name"u8, host.Name);
        json.WriteStartArray("ip"u8);
        o.AddressValue(host.Address);
        json.WriteEndArray();
        json.WriteStartObject("os"u8);
        json.WriteString("family"u8, host.Linux ? "debian"u8 : "windows"u8);
        json.WriteString("name"u8, host.Linux ? "Linux"u8 : "Windows"u8);
        json.WriteString("type"u8, host.Linux ? "linux"u8 : "windows"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>On Linux a number and a login, without a domain.</summary>
    private static void User(EventJson o, in Act act)
    {
        var (json, who) = (o.Json, act.Who!);
        json.WriteStartObject("user"u8);
        if (act.On!.Linux)
            o.Text("id"u8, 1_000 + who.Index);
        else
            json.WriteString("id"u8, who.Sid);
        json.WriteString("name"u8, who.Login);
        if (!act.On.Linux)
            json.WriteString("domain"u8, Organisation.Domain);
        json.WriteEndObject();
    }

    /// <summary>Left open.</summary>
    private static void Program(EventJson o, in Act act, ulong entityId)
    {
        var json = o.Json;
        json.WriteStartObject("process"u8);
        o.Hex("entity_id"u8, entityId);
        json.WriteNumber("pid"u8, 1_000 + (long)(act.Salt % 30_000));
        json.WriteString("name"u8, act.Text);
        o.Joined("executable"u8, act.On!.Linux ? LinuxFolder : WindowsFolder, act.Text);
    }
}

using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>zeek.dns</c>: no user and no host, only the address that asks; bytes as the sensor has them from the connection's own row.</summary>
internal static class DnsEvents
{
    public const int A = 1, Pointer = 12, Mail = 15, Text = 16, Aaaa = 28;

    private const int DelaySeconds = 8;

    /// <summary>Reads From, Text (the name), Number (type; 0 is A), Failed (no such name), To (the answer, if an address), BytesOut and BytesIn.</summary>
    public static void Query(EventJson o, in Act act)
    {
        o.Begin(act, "zeek"u8, "zeek.dns"u8, DelaySeconds);
        var json = o.Json;
        o.List("category"u8, "network"u8);
        json.WriteStartArray("type"u8);
        json.WriteStringValue("connection"u8);
        json.WriteStringValue("protocol"u8);
        json.WriteStringValue("info"u8);
        json.WriteEndArray();
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteNumber("duration"u8, 300_000 + (long)(act.Salt >> 20) % 60_000_000);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), null);
        json.WriteNumber("bytes"u8, act.BytesOut);
        json.WriteEndObject();
        o.Endpoint("destination"u8, Addresses.Resolver, 53, null);
        json.WriteNumber("bytes"u8, act.BytesIn);
        json.WriteEndObject();
        json.WriteStartObject("network"u8);
        json.WriteNumber("bytes"u8, act.BytesOut + act.BytesIn);
        json.WriteString("direction"u8, "internal"u8);
        json.WriteString("protocol"u8, "dns"u8);
        json.WriteString("transport"u8, "udp"u8);
        json.WriteEndObject();
        Dns(o, act);
        json.WriteStartObject("zeek"u8);
        o.Hex("session_id"u8, act.Salt);
        json.WriteEndObject();
        o.Related(null, null, act.From);
    }

    private static void Dns(EventJson o, in Act act)
    {
        var json = o.Json;
        var name = act.Text.AsSpan();
        json.WriteStartObject("dns"u8);
        o.Text("id"u8, (int)(act.Salt >> 48));
        json.WriteString("type"u8, "answer"u8);
        json.WriteString("response_code"u8, act.Failed ? "NXDOMAIN"u8 : "NOERROR"u8);
        json.WriteStartObject("question"u8);
        json.WriteString("name"u8, name);
        json.WriteString("type"u8, Type(act.Number));
        json.WriteString("class"u8, "IN"u8);
        var top = name.LastIndexOf('.');
        if (top > 0)
        {
            var registered = name[..top].LastIndexOf('.');
            json.WriteString("registered_domain"u8, name[(registered + 1)..]);
            json.WriteString("top_level_domain"u8, name[(top + 1)..]);
            if (registered > 0)
                json.WriteString("subdomain"u8, name[..registered]);
        }

        json.WriteEndObject();
        if (act.To != 0 && !act.Failed)
            Answer(o, act.To);
        json.WriteEndObject();
    }

    private static void Answer(EventJson o, uint address)
    {
        var json = o.Json;
        json.WriteStartArray("answers"u8);
        json.WriteStartObject();
        o.Address("data"u8, address);
        json.WriteNumber("ttl"u8, 300);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("resolved_ip"u8);
        o.AddressValue(address);
        json.WriteEndArray();
    }

    private static ReadOnlySpan<byte> Type(int type) => type switch
    {
        Pointer => "PTR"u8,
        Mail => "MX"u8,
        Text => "TXT"u8,
        Aaaa => "AAAA"u8,
        _ => "A"u8,
    };
}

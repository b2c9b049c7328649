using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>fortinet_fortigate.log</c>: closed sessions with bytes, VPN tunnels. People stand in <c>source.user.name</c> only; the firewall is the observer.</summary>
internal static class FortinetEvents
{
    private const int DelaySeconds = 5;

    /// <summary>Reads From, To, Number (port), BytesOut, BytesIn, and Who and On where the firewall knows them.</summary>
    public static void Flow(EventJson o, in Act act)
    {
        o.Begin(act, "fortinet_fortigate"u8, "fortinet_fortigate.log"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("code"u8, "0000000013"u8);
        json.WriteString("action"u8, "close"u8);
        o.List("category"u8, "network"u8);
        o.List("type"u8, "connection"u8, "end"u8);
        json.WriteString("outcome"u8, "success"u8);
        json.WriteNumber("duration"u8, 1_000_000_000L * (1 + (long)(act.Salt >> 8) % 240));
        json.WriteEndObject();
        Observer(o);
        if (act.On is not null)
            Host(o, act.On);
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), null);
        json.WriteNumber("bytes"u8, act.BytesOut);
        json.WriteNumber("packets"u8, 1 + act.BytesOut / 1_100);
        User(o, act);
        json.WriteEndObject();
        o.Endpoint("destination"u8, act.To, act.Number, act.At ?? CloudPlace(act.To));
        json.WriteNumber("bytes"u8, act.BytesIn);
        json.WriteNumber("packets"u8, 1 + act.BytesIn / 1_300);
        json.WriteEndObject();
        json.WriteStartObject("network"u8);
        json.WriteNumber("bytes"u8, act.BytesOut + act.BytesIn);
        json.WriteString("direction"u8, Addresses.IsPublic(act.To) ? "outbound"u8 : "internal"u8);
        json.WriteString("transport"u8, "tcp"u8);
        json.WriteString("protocol"u8, act.Number == 443 ? "https"u8 : act.Number == 445 ? "smb"u8 : "tcp"u8);
        json.WriteEndObject();
        Vendor(o, "traffic"u8, "forward"u8, "close"u8);
        o.Related(act.Who?.Login, act.On?.Name, act.To);
    }

    /// <summary>Reads Who, From with At (the client outside), To (the address it gets) and, at the end, bytes and Number (seconds).</summary>
    public static void Vpn(EventJson o, in Act act)
    {
        var up = act.Kind == ActKind.VpnUp;
        o.Begin(act, "fortinet_fortigate"u8, "fortinet_fortigate.log"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("code"u8, up ? "0101039424"u8 : "0101039425"u8);
        json.WriteString("action"u8, up ? "tunnel-up"u8 : "tunnel-down"u8);
        o.List("category"u8, "network"u8, "authentication"u8);
        o.List("type"u8, "connection"u8, up ? "start"u8 : "end"u8);
        json.WriteString("outcome"u8, "success"u8);
        if (!up)
            json.WriteNumber("duration"u8, 1_000_000_000L * act.Number);
        json.WriteEndObject();
        Observer(o);
        o.Endpoint("source"u8, act.From, 0, act.At);
        if (!up)
            json.WriteNumber("bytes"u8, act.BytesOut);
        User(o, act);
        json.WriteEndObject();
        o.Endpoint("destination"u8, Addresses.Gateway, 0, null);
        if (!up)
            json.WriteNumber("bytes"u8, act.BytesIn);
        json.WriteEndObject();
        json.WriteStartObject("fortinet"u8);
        json.WriteStartObject("firewall"u8);
        json.WriteString("type"u8, "event"u8);
        json.WriteString("subtype"u8, "vpn"u8);
        json.WriteString("action"u8, up ? "tunnel-up"u8 : "tunnel-down"u8);
        json.WriteString("tunneltype"u8, "ssl-tunnel"u8);
        o.Address("tunnelip"u8, act.To);
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who!.Login, null, act.From);
    }

    private static void Observer(EventJson o)
    {
        var json = o.Json;
        json.WriteStartObject("observer"u8);
        json.WriteString("name"u8, "edge01"u8);
        json.WriteString("product"u8, "Fortigate"u8);
        json.WriteString("type"u8, "firewall"u8);
        json.WriteString("vendor"u8, "Fortinet"u8);
        json.WriteEndObject();
    }

    private static void Host(EventJson o, Computer computer)
    {
        o.Json.WriteStartObject("host"u8);
        o.Json.WriteString("name"u8, computer.Name);
        o.Json.WriteEndObject();
    }

    private static void User(EventJson o, in Act act)
    {
        if (act.Who is null)
            return;
        o.Json.WriteStartObject("user"u8);
        o.Json.WriteString("name"u8, act.Who.Login);
        o.Json.WriteEndObject();
    }

    private static void Vendor(EventJson o, ReadOnlySpan<byte> type, ReadOnlySpan<byte> subtype, ReadOnlySpan<byte> action)
    {
        var json = o.Json;
        json.WriteStartObject("fortinet"u8);
        json.WriteStartObject("firewall"u8);
        json.WriteString("type"u8, type);
        json.WriteString("subtype"u8, subtype);
        json.WriteString("action"u8, action);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Cloud services answer from one place near the site.</summary>
    public static Place? CloudPlace(uint address) => Addresses.IsPublic(address) ? Place.CloudRegion : null;
}

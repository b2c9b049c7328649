using System.Globalization;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>microsoft_dhcp.log</c>: <c>host</c> is the client that gets the address, by full name; nobody's user.</summary>
internal static class DhcpEvents
{
    public const int New = 10, Renewed = 11;

    private const int DelaySeconds = 20, MacDigits = 12;

    /// <summary>Reads On, From (the address it gets), Number (<see cref="Renewed"/>; else new) and Failed (no address was left).</summary>
    public static void Lease(EventJson o, in Act act)
    {
        var renewed = act.Number == Renewed;
        o.Begin(act, "microsoft_dhcp"u8, "microsoft_dhcp.log"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, act.Failed ? "dhcp-denied"u8 : renewed ? "dhcp-renew"u8 : "dhcp-new"u8);
        json.WriteString("code"u8, act.Failed ? "14"u8 : renewed ? "11"u8 : "10"u8);
        o.List("category"u8, "network"u8);
        o.List("type"u8, "connection"u8, act.Failed ? "denied"u8 : "allowed"u8);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteString("timezone"u8, "+00:00"u8);
        json.WriteEndObject();
        Host(o, act);
        json.WriteStartObject("microsoft"u8);
        json.WriteStartObject("dhcp"u8);
        json.WriteString("dns_error_code"u8, "0"u8);
        json.WriteString("result"u8, "0"u8);
        o.Text("transaction_id"u8, (int)(act.Salt >> 34));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("observer"u8);
        json.WriteString("hostname"u8, "dc01"u8);
        json.WriteEndObject();
        o.Related(null, act.On!.FullName, act.From);
    }

    private static void Host(EventJson o, in Act act)
    {
        var (json, computer) = (o.Json, act.On!);
        Span<byte> mac = stackalloc byte[MacDigits], dashed = stackalloc byte[MacDigits + 5];
        // The first octet is that of a locally administered address, which no maker owns.
        var digits = (StableHash.Of(computer.Name) & 0x00FF_FFFF_FFFF) | 0x0200_0000_0000;
        digits.TryFormat(mac, out _, "X12", CultureInfo.InvariantCulture);
        for (var octet = 0; octet < 6; octet++)
        {
            mac.Slice(octet * 2, 2).CopyTo(dashed[(octet * 3)..]);
            if (octet < 5)
                dashed[octet * 3 + 2] = (byte)'-';
        }

        json.WriteStartObject("host"u8);
        json.WriteString("id"u8, mac);
        json.WriteString("name"u8, computer.FullName);
        json.WriteString("domain"u8, Organisation.MailDomain);
        if (!act.Failed)
            o.Address("ip"u8, act.From);
        json.WriteStartArray("mac"u8);
        json.WriteStringValue(dashed);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

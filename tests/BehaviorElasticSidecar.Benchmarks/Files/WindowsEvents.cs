using System.Globalization;
using System.Text;

namespace BehaviorElasticSidecar.Benchmarks.Files;

/// <summary>Windows security events of 700 to 900 bytes as Elastic Agent ships them: logons, service tickets, process starts, share access.</summary>
/// <remarks>Seeded (SplitMix64): the same arguments give the same bytes. 2,000 users, 500 hosts; quieter at night.</remarks>
internal sealed class WindowsEvents(ulong seed)
{
    private static readonly (string Code, string Action, string Category, string Type, string Outcome)[] Kinds =
    [
        ("4624", "logged-in", "authentication", "start", "success"), ("4625", "logon-failed", "authentication", "start", "failure"),
        ("4769", "kerberos-service-ticket-requested", "authentication", "start", "success"), ("4688", "created-process", "process", "start", "success"),
        ("5140", "network-share-object-accessed", "network", "access", "success"), ("4672", "logged-in-special", "iam", "admin", "success"),
    ];

    private static readonly string[] Countries = ["DE", "DE", "DE", "DE", "FR", "NL", "US"];

    private ulong _state = seed;

    /// <summary>Writes whole events of <paramref name="days"/> days from the first of January 2026; how many bytes.</summary>
    public long Write(Stream to, long events, int days)
    {
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var step = TimeSpan.FromDays(days) / events;
        var (line, bytes, total) = (new StringBuilder(1024), new byte[4096], 0L);
        for (var i = 0L; i < events; i++)
        {
            Append(line.Clear(), time + step * i);
            var length = Encoding.UTF8.GetBytes(line.ToString(), bytes);
            to.Write(bytes, 0, length);
            total += length;
        }

        return total;
    }

    private void Append(StringBuilder line, DateTime time)
    {
        var user = Zipf(2000);
        var host = (user * 7 + Next(3)) % 500;
        var kind = Kinds[Next(100) switch { < 30 => 0, < 36 => 1, < 60 => 2, < 80 => 3, < 95 => 4, _ => 5 }];
        var stamp = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        line.Append(Text($$$"""{"@timestamp":"{{{stamp}}}","agent":{"name":"WEF-{{{host % 9}}}","id":"5f6a1c2e-0000-4d58-9f00-{{{host:D12}}}","type":"filebeat"}"""))
            .Append(""","data_stream":{"type":"logs","dataset":"system.security","namespace":"default"},"ecs":{"version":"8.11.0"}""")
            .Append(Text($$$""","event":{"action":"{{{kind.Action}}}","category":["{{{kind.Category}}}"],"code":"{{{kind.Code}}}","ingested":"{{{stamp[..^1]}}}5Z" """))
            .Append(Text($$$""","kind":"event","module":"system","outcome":"{{{kind.Outcome}}}","provider":"Security-Auditing","type":["{{{kind.Type}}}"]}"""))
            .Append(Text($$$""","host":{"name":"SRV-{{{host:D4}}}.corp.example"},"user":{"name":"{{{(Next(4) == 0 ? "U" : "u")}}}ser{{{user:D5}}}","domain":"CORP" """))
            .Append(Text($$$""","id":"S-1-5-21-1004336348-1177238915-{{{1000 + user}}}"},"source":{"ip":"10.{{{user % 40}}}.{{{user / 40}}}.{{{Next(4) + 10}}}" """))
            .Append(Text($$$""","port":{{{49152 + Next(16000)}}},"bytes":{{{Next(100_000)}}},"geo":{"country_iso_code":"{{{Country(user)}}}"}},"process":{"name":"app{{{Zipf(300)}}}.exe" """))
            .Append(Text($$$""","pid":{{{Next(60_000)}}}},"winlog":{"channel":"Security","logon":{"id":"0x{{{Next(1 << 30):x}}}","type":"Network"},"record_id":"{{{Next(1 << 30)}}}"}"""))
            .Append(""","message":"An account was successfully logged on. Subject: Security ID: S-1-5-18"}""").Append('\n');
    }

    private string Country(int user) => Countries[(user + (Next(200) == 0 ? 3 : 0)) % Countries.Length];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>0 to <paramref name="below"/>, the small ones oftener: square of an even draw.</summary>
    private int Zipf(int below)
    {
        var even = Next(1 << 20) / (double)(1 << 20);
        return (int)(even * even * below);
    }

    private int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }
}

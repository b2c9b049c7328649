using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.EngineTests.Features;

/// <summary>Events with everything that real logs do to their fields; the same for the same seed.</summary>
internal static class GeneratedEvents
{
    public const string Mapping =
        """
        {"settings":{"number_of_shards":2,"number_of_replicas":0},"mappings":{"dynamic":false,"properties":{
          "@timestamp":{"type":"date"},
          "event":{"properties":{"ingested":{"type":"date"},"outcome":{"type":"keyword","ignore_above":1024},"category":{"type":"keyword","ignore_above":1024},
            "code":{"type":"long"},"risk_score":{"type":"double"}}},
          "user":{"properties":{"name":{"type":"keyword","ignore_above":1024},"id":{"type":"keyword","ignore_above":1024}}},
          "source":{"properties":{"ip":{"type":"ip"},"bytes":{"type":"long"},"user":{"properties":{"name":{"type":"keyword","ignore_above":1024}}},
            "geo":{"properties":{"location":{"type":"geo_point"},"country_iso_code":{"type":"keyword","ignore_above":1024}}}}},
          "client":{"properties":{"ip":{"type":"ip"}}},
          "host":{"properties":{"name":{"type":"keyword","ignore_above":1024}}},
          "process":{"properties":{"name":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":1024}}}}}}}}
        """;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public const int Days = 3;

    private static readonly string[] Users =
    [
        "ana", "ANA", "CORP\\ana", "ana@corp.example", "Ana", "bob", "BOB", "carla", "CORP\\Carla", "dai", "eve", "EVE ", "SRV1$", "Zoë", "ZOË",
        "-", "", "unknown", "O'Neil", "a\"b", "back\\slash\\x",
    ];

    private static readonly string[] Addresses =
        ["10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1", "10.0.0.3", "2001:db8::1", "2001:0DB8:0::1", "127.0.0.1", "0.0.0.0", "::", "::1", "192.168.7.9"];

    private static readonly string[] Hosts = ["HOST1", "host1", "db.corp.example", "DB.corp.example", "srv2$", "SRV2", "web", "-", "N/A"];

    private static readonly string[] Processes = ["sshd", "SSHD", "sudo", "cron", "bash"];

    private static readonly string[] Places =
        ["""{"lat":52.5,"lon":13.25}""", "[13.25,52.5]", "\"48.125,11.5\"", "\"POINT (11.5 48.125)\"", """{"type":"Point","coordinates":[-0.125,51.5]}"""];

    public static IReadOnlyList<GeneratedEvent> Make(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i => One(new Draw(seed, i)))];

    private static GeneratedEvent One(Draw draw)
    {
        var day = draw.Below("day", Days);
        var time = Start.AddDays(day).AddHours(draw.Below("hour", 24)).AddMilliseconds(draw.Below("edge", 20) switch
        {
            0 => 0,
            1 => 3_599_999,
            _ => draw.Below("ms", 3_600_000),
        });
        var values = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Names(values, draw, "user.name", Users, missing: 25);
        Names(values, draw, "source.user.name", Users, missing: 60);
        Names(values, draw, "user.id", ["u-1", "u-2", "ana", "S-1-0-0"], missing: 40);
        Names(values, draw, "source.ip", Addresses, missing: 20);
        Names(values, draw, "client.ip", Addresses, missing: 60);
        Names(values, draw, "host.name", Hosts, missing: 15);
        Names(values, draw, "process.name", Processes, missing: 30);
        Names(values, draw, "event.outcome", ["success", "failure", "unknown", "Success"], missing: 10);
        Names(values, draw, "event.category", ["authentication", "session", "iam"], missing: 5);
        Names(values, draw, "source.geo.country_iso_code", ["DE", "GB", "FR", "de"], missing: 50);
        if (draw.Below("bytes?", 3) > 0)
            values["source.bytes"] = draw.Many("bytes", 20) ? ["5", "5", "1000"] : [draw.Below("bytes", 1_000_000).ToString(CultureInfo.InvariantCulture)];
        if (draw.Below("risk?", 3) > 0)
            values["event.risk_score"] = [(draw.Below("risk", 1_000_000) / 7.0).ToString("R", CultureInfo.InvariantCulture)];
        if (draw.Below("code?", 4) > 0)
            values["event.code"] = [draw.Below("code text", 2) == 0 ? "4624" : "\"4625\""];
        if (draw.Below("place?", 3) == 0)
            values["source.geo.location"] = [Places[draw.Below("place", Places.Length)]];
        return new GeneratedEvent(time, Ingested(draw, time, day), values);
    }

    /// <summary>The last day is an import; on the others one in ten comes late, some days late, and one in ten has no ingest time.</summary>
    private static DateTimeOffset? Ingested(Draw draw, DateTimeOffset time, int day)
    {
        if (day == Days - 1)
            return Start.AddDays(20);
        return draw.Below("ingested", 20) switch
        {
            0 => time.AddHours(3),
            1 => time.AddDays(3),
            2 or 3 => null,
            _ => time.AddSeconds(draw.Below("lag", 900)),
        };
    }

    private static void Names(SortedDictionary<string, IReadOnlyList<string>> values, Draw draw, string field, string[] from, int missing)
    {
        if (draw.Below(field + "?", 100) < missing)
            return;
        // Squared, so that a few names are frequent.
        var rank = draw.Below(field, from.Length * from.Length);
        var first = Text(from[(int)Math.Sqrt(rank)]);
        if (!draw.Many(field, 12))
            values[field] = [first];
        else
            values[field] = draw.Below(field + "#", 8) == 0 ? [] : [first, Text(from[draw.Below(field + "2", from.Length)]), first];
    }

    private static string Text(string value) => "\"" + JsonEncodedText.Encode(value) + "\"";

    private readonly record struct Draw(ulong Seed, int Event)
    {
        public int Below(string what, int limit) => (int)(StableHash.Of(FormattableString.Invariant($"{Event}:{what}"), Seed) % (ulong)limit);

        public bool Many(string field, int oneIn) => Below(field + "[]", oneIn) == 0;
    }
}

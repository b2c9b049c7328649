using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Features.Cluster;

namespace BehaviorElasticSidecar.Tests.Features.Cluster;

public class EventFetchTests
{
    private static readonly string[] Fields = ["source.geo.location", "source.ip", "event.module", "host.name"];

    [Fact]
    public void Mapped_fields_come_formatted_and_others_from_the_source()
    {
        var fetch = Fetch(("@timestamp", "date"), ("source.geo.location", "geo_point"), ("source.ip", "ip"));

        Encoding.UTF8.GetString(fetch.Members.Span).ShouldBe(
            """{"_source":["host.name"],"fields":[{"field":"@timestamp","format":"epoch_millis"},"source.geo.location","source.ip"]}""");
        Read(fetch, """
            {"_source":{"host":{"name":["web","db"]}},"fields":{"@timestamp":["1772445600000"],
             "source.geo.location":[{"type":"Point","coordinates":[13.25,52.5]}],"source.ip":["10.0.0.1","10.0.0.2"]}}
            """).ShouldBe("10:00:00.000 52.5,13.25 10.0.0.1 test db");
    }

    [Fact]
    public void An_unmapped_place_is_read_in_every_spelling()
    {
        var fetch = Fetch(("@timestamp", "date"), ("source.ip", "ip"), ("host.name", "keyword"));

        string[] places =
        [
            """{"source.geo":{"location":[13.25,52.5]}}""", """{"source":{"geo.location":"52.5,13.25"}}""", """{"source":{"geo":{"location":{"lat":52.5,"lon":13.25}}}}""",
        ];
        foreach (var place in places)
            Read(fetch, $$"""{"_source":{{place}},"fields":{"@timestamp":["1772445600000"]} }""").ShouldBe("10:00:00.000 52.5,13.25  test ");
    }

    [Fact]
    public void The_fraction_of_a_nanosecond_field_is_cut() =>
        Read(Fetch(("@timestamp", "date_nanos")), """{"fields":{"@timestamp":["1772445600123.999999"]}}""").ShouldStartWith("10:00:00.123 ");

    [Fact]
    public void A_hit_without_a_time_is_no_event() =>
        Read(Fetch(("@timestamp", "date")), """{"fields":{"source.ip":["10.0.0.1"]}}""").ShouldBeNull();

    private static EventFetch Fetch(params (string, string)[] mapped)
    {
        var source = A.Source() with { Constants = new Dictionary<string, string> { ["event.module"] = "test" } };
        return new EventFetch(new SourceFields(source, A.Capabilities(mapped)), Fields);
    }

    private static string? Read(EventFetch fetch, string hit)
    {
        using var document = JsonDocument.Parse(hit);
        return fetch.Read(document.RootElement) is { } one ? $"{one.Time:HH:mm:ss.fff} {string.Join(' ', one.Values)}" : null;
    }
}

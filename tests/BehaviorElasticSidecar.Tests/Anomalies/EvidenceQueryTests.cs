using System.Text.Json;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class EvidenceQueryTests
{
    [Fact]
    public void An_analyst_can_paste_it_into_discover() =>
        EvidenceQuery.Of(AFinding.Of()).Kql.ShouldBe(
            """
            (user.name: ("ana" or "ANA" or "Ana") or user.id: ("ana" or "ANA" or "Ana")) and source.geo.country_iso_code: "KP" and event.category: "authentication" and event.outcome: "success"
            """);

    [Fact]
    public void The_dsl_asks_for_the_same_within_the_bucket()
    {
        using var query = JsonDocument.Parse(EvidenceQuery.Of(AFinding.Of()).QueryJson);
        var filter = query.RootElement.GetProperty("bool").GetProperty("filter");

        filter[0].GetRawText().ShouldBe(
            """{"range":{"@timestamp":{"gte":"2026-03-04T09:00:00Z","lt":"2026-03-04T10:00:00Z","format":"strict_date_optional_time"}}}""");
        filter[1].GetRawText().ShouldBe(
            """{"bool":{"should":[{"term":{"user.name":{"value":"ana","case_insensitive":true}}},{"term":{"user.id":{"value":"ana","case_insensitive":true}}}],"minimum_should_match":1}}""");
        filter[2].GetRawText().ShouldBe("""{"terms":{"source.geo.country_iso_code":["KP"]}}""");
        filter.GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public void Fields_are_those_of_the_source_and_constants_are_not_asked_for()
    {
        var source = AFinding.Logs with
        {
            Fields = new Dictionary<string, string> { ["user.name"] = "data.dstuser", ["event.outcome"] = "status" },
            Constants = new Dictionary<string, string> { ["event.category"] = "authentication" },
            Filter = new EventFilter([new FieldCondition("event.action", [], Negated: true)]),
            TimeField = "timestamp",
        };
        var evidence = EvidenceQuery.Of(AFinding.Of(source: source, entitySteps: ["user.name"]));

        evidence.Kql.ShouldBe(
            """data.dstuser: ("ana" or "ANA" or "Ana") and source.geo.country_iso_code: "KP" and not event.action: * and status: "success" """.TrimEnd());
        evidence.QueryJson.ShouldContain("""{"range":{"timestamp":""");
        evidence.QueryJson.ShouldContain("\"must_not\":[{\"exists\":{\"field\":\"event.action\"}}]");
    }

    [Fact]
    public void Addresses_compare_as_they_are()
    {
        var evidence = EvidenceQuery.Of(AFinding.Of(AFinding.Detector(entity: EntityKind.Address, of: null), entity: "203.0.113.7"));

        evidence.Kql.ShouldStartWith("source.ip: \"203.0.113.7\" and");
        evidence.QueryJson.ShouldContain("""{"terms":{"source.ip":["203.0.113.7"]}}""");
        evidence.QueryJson.ShouldNotContain("case_insensitive");
    }

    [Fact]
    public void With_a_partner_it_asks_for_the_pair()
    {
        var detector = AFinding.Detector(measure: "sum", of: "source.bytes", by: "destination.ip");

        EvidenceQuery.Of(AFinding.Of(detector, why: new Explanation { Partner = "198.51.100.4" })).Kql
            .ShouldContain(" and destination.ip: \"198.51.100.4\" and");
    }

    [Fact]
    public void An_entity_that_is_a_constant_of_the_source_needs_no_clause()
    {
        var source = AFinding.Logs with { Constants = new Dictionary<string, string> { ["host.name"] = "LABSZ" } };
        var evidence = EvidenceQuery.Of(AFinding.Of(AFinding.Detector(entity: EntityKind.Host, of: null), source, "labsz"));

        evidence.Kql.ShouldBe("event.category: \"authentication\" and event.outcome: \"success\"");
    }

    [Theory]
    [InlineData("x\" or *:* or \"")]
    [InlineData("back\\slash\\")]
    [InlineData("a*b?c (d) <e> {f} and not")]
    [InlineData("line\nfeed\ttab\u0000nul")]
    public void Hostile_values_stay_one_quoted_phrase(string hostile)
    {
        var evidence = EvidenceQuery.Of(AFinding.Of(AFinding.Detector(of: "process.name"), why: new Explanation { Value = hostile }));

        var text = evidence.Kql[(evidence.Kql.IndexOf("process.name: ", StringComparison.Ordinal) + "process.name: ".Length)..];
        var (value, rest) = Unquote(text);
        value.ShouldBe(hostile);
        rest.ShouldBe(" and event.category: \"authentication\" and event.outcome: \"success\"");
        evidence.Kql.ShouldAllBe(c => !char.IsControl(c));
        using var query = JsonDocument.Parse(evidence.QueryJson);
        query.RootElement.GetProperty("bool").GetProperty("filter")[2].GetProperty("terms").GetProperty("process.name")[0].GetString().ShouldBe(hostile);
    }

    /// <summary>The quoted-string rule of the KQL grammar: escapes for quote, backslash, t, r, n and uXXXX.</summary>
    private static (string Value, string After) Unquote(string text)
    {
        text[0].ShouldBe('"');
        var value = "";
        var i = 1;
        for (; text[i] != '"'; i++)
        {
            if (text[i] != '\\')
            {
                value += text[i];
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                value += (char)Convert.ToInt32(text.Substring(i + 1, 4), 16);
                i += 4;
                continue;
            }

            value += text[i] switch { 't' => '\t', 'r' => '\r', 'n' => '\n', var c => c };
        }

        return (value, text[(i + 1)..]);
    }
}

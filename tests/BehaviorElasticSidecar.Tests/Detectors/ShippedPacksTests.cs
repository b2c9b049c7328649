using System.Text.Json;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Detectors;

/// <summary>
/// The shipped packs against <c>tests/data/detectors/cases.ndjson</c> (written for this project; per detector: <c>usual</c>, of which a history
/// is made; <c>catch</c>, <c>times</c> over in an hour with <c>vary</c> changed, which must be found; <c>leave</c>, which must not even count).
/// </summary>
public sealed class ShippedPacksTests
{
    private static readonly IReadOnlyList<Detector> Packs = DetectorCatalogue.Load(null, Grammars.Shipped).All;

    private static readonly Dictionary<string, JsonElement> Cases = File.ReadLines(RepositoryFiles.At("tests", "data", "detectors", "cases.ndjson"))
        .Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(c => c.GetProperty("detector").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Ids { get; } = [.. Packs.Select(d => d.Id)];

    [Fact]
    public void Every_pack_has_detectors_and_there_are_at_least_sixteen()
    {
        Packs.Count.ShouldBeGreaterThanOrEqualTo(16);
        Packs.Select(d => d.Pack).Distinct().Order(StringComparer.Ordinal).ShouldBe(DetectorGrammar.Packs);
    }

    [Fact]
    public void Every_detector_has_a_case_and_every_case_a_detector()
    {
        Cases.Keys.Order(StringComparer.Ordinal).ShouldBe(Packs.Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_detector_counts_what_it_must_catch_and_not_what_it_must_leave(string id)
    {
        var detector = Packs.Single(d => d.Id == id);
        var caught = new FlatEvent(Cases[id].GetProperty("catch"));

        new FlatEvent(Cases[id].GetProperty("usual")).Passes(detector.Events).ShouldBeTrue("usual");
        caught.Passes(detector.Events).ShouldBeTrue("catch");
        new FlatEvent(Cases[id].GetProperty("leave")).Passes(detector.Events).ShouldBeFalse("leave");
        new[] { detector.Of, detector.By, EntityField(detector.Entity) }.ShouldAllBe(f => f == null || caught.Has(f));
        if (Cases[id].TryGetProperty("vary", out var vary))
            caught.Has(vary.GetString()!).ShouldBeTrue("vary");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_detector_says_what_it_is_for(string id)
    {
        var detector = Packs.Single(d => d.Id == id);

        detector.Description.ShouldNotBeNullOrWhiteSpace();
        detector.Attack.ShouldNotBeEmpty();
        detector.Tags.ShouldNotBeEmpty();
        detector.Family.ShouldNotBe(detector.Id);
    }

    /// <summary>A fresh entity has no typical values, no peers and no past: the sentence must read well without them.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_sentence_reads_well_without_what_may_be_missing(string id)
    {
        var always = new Dictionary<string, object?>
        {
            ["entity"] = "ana", ["value"] = "x", ["partner"] = "y", ["actual"] = "5", ["bucket.from"] = "08:00", ["bucket.to"] = "09:00",
        };

        var sentence = SentenceTemplate.Compile(Packs.Single(d => d.Id == id).Sentence).Render(always);

        sentence.ShouldEndWith(".");
        foreach (var gap in (string[])["  ", " .", " ,", "()", "..", "{", "}"])
            sentence.ShouldNotContain(gap);
    }

    /// <summary>Which real documents each detector sees; at least: streams that each detector must see.</summary>
    [SharedDataFact]
    public void Filters_match_the_right_documents_of_the_real_samples()
    {
        var folder = Path.Combine(RepositoryFiles.Shared!, "data", "ecs-samples");
        var seen = Packs.ToDictionary(d => d.Id, _ => new SortedSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.gz").Order(StringComparer.Ordinal))
            foreach (var one in FlatEvent.ReadGzip(path))
            {
                var stream = $"{one["_package"].SingleOrDefault()}.{one["_data_stream"].SingleOrDefault()}";
                foreach (var detector in Packs.Where(d => one.WithDefault("event.dataset", stream).Passes(d.Events)))
                    seen[detector.Id].Add(stream);
            }

        new[] { "okta.system", "azure.signinlogs", "system.auth", "system.security", "panw.panos", "cisco_asa.log" }.ShouldBeSubsetOf(seen["identity.logons"]);
        new[] { "system.auth", "system.security", "aws.cloudtrail", "cisco_asa.log", "o365.audit" }.ShouldBeSubsetOf(seen["identity.failed_logons"]);
        seen["identity.logon_hosts"].ShouldNotContain("cisco_asa.log");
        seen["identity.service_tickets"].ShouldBe(["system.security"]);
        seen["endpoint.new_process_on_host"].ShouldContain("endpoint.process");
        new[] { "system.security", "windows.forwarded" }.ShouldBeSubsetOf(seen["endpoint.audit_log_cleared"]);
        new[] { "cisco_asa.log", "panw.panos", "fortinet_fortigate.log" }.ShouldBeSubsetOf(seen["network.denied_ports"]);
        new[] { "endpoint.network", "panw.panos", "zeek.connection" }.ShouldBeSubsetOf(seen["network.bytes_out"]);
        seen["cloud.new_action"].ShouldContain("aws.cloudtrail");
        seen["cloud.new_action"].ShouldAllBe(s => s.EndsWith("aws.cloudtrail") || s.EndsWith("azure.activitylogs") || s.EndsWith("gcp.audit"));
    }

    [SharedDataFact]
    public void Detectors_get_their_events_from_a_real_linux_server() => ShouldCount("ssh-auth", new()
    {
        ["identity.logons"] = 226, ["identity.failed_logons"] = 1220, ["identity.failed_logons_from_address"] = 1220, ["identity.new_address"] = 226,
        ["identity.sudo"] = 186, ["endpoint.local_account_change"] = 53, ["identity.account_change"] = 0,
    });

    [SharedDataFact]
    public void Detectors_get_their_events_from_a_real_cloud_account() => ShouldCount("aws-stratus", new()
    {
        ["cloud.errors"] = 300, ["cloud.logging_stopped"] = 9, ["cloud.access_granted"] = 13,
    });

    [SharedDataFact]
    public void Detectors_get_their_events_from_real_windows_attacks() => ShouldCount("otrf-windows", new()
    {
        ["endpoint.audit_log_cleared"] = 10, ["identity.explicit_credentials"] = 37, ["identity.service_tickets"] = 79, ["endpoint.new_service"] = 30,
        ["endpoint.new_task"] = 6,
    });

    private static void ShouldCount(string name, Dictionary<string, int> expected)
    {
        var watched = Packs.Where(d => expected.ContainsKey(d.Id)).ToList();
        var counts = watched.ToDictionary(d => d.Id, _ => 0, StringComparer.Ordinal);
        foreach (var one in FlatEvent.ReadGzip(Path.Combine(RepositoryFiles.Shared!, "data", name, "events.ndjson.gz")))
            foreach (var detector in watched.Where(d => one.Passes(d.Events)))
                counts[detector.Id]++;
        counts.ShouldBe(expected, ignoreOrder: true);
    }

    private static string EntityField(EntityKind kind) => kind switch
    {
        EntityKind.Host => "host.name",
        EntityKind.Address => "source.ip",
        _ => "user.name",
    };
}

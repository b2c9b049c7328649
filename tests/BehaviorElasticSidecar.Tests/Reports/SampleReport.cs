using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Reports;

namespace BehaviorElasticSidecar.Tests.Reports;

/// <summary>A report's input as a small office would give it, for looking at and for tests.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset From = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset ScoreFrom = new(2026, 4, 1, 5, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset To = new(2026, 4, 16, 5, 0, 0, TimeSpan.Zero);

    public static ReportInput Input()
    {
        var night = new DateTimeOffset(2026, 4, 8, 7, 0, 0, TimeSpan.Zero);
        AnomalyDocument[] told =
        [
            Anomaly("user", "sarah.keller", "identity.new_country", "Sign-in from a country new for the user", night, 96, 68_000,
                "sarah.keller signed in from RO, a country never seen for them and for 0 % of 25 users", value: "RO", values: ["US"], share: 0, attack: "T1078.004"),
            Anomaly("user", "sarah.keller", "identity.unusual_hour", "Sign-in at an hour unusual for the user", night, 71, 6_900,
                "sarah.keller signed in at 02:07 on a Wednesday; usually Mon-Fri 08-18", value: "Wed 02:00", hours: "Mon-Fri 08-18", share: 0.08, attack: "T1078"),
            Anomaly("user", "sarah.keller", "identity.new_device", "Sign-in with a system new for the user", night, 58, 2_100,
                "sarah.keller signed in with Linux, never seen for them before", value: "Linux", values: ["Windows", "iOS"], share: 0.04, attack: "T1078"),
            Anomaly("host", "fs01", "network.bytes_out", "Bytes out", night.AddHours(1), 93, 51_000,
                "fs01 sent 6.6 GB out between 03:00 and 04:00, 412 times the usual 16 MB", actual: 6.6e9, median: 16e6, p95: 61e6, attack: "T1048"),
            Anomaly("host", "db01", "network.partner_bytes", "Bytes to a partner", new(2026, 4, 13, 7, 0, 0, TimeSpan.Zero), 81, 17_500,
                "db01 sent 2 GB to 10.24.1.25, which never received anything from it", actual: 2e9, median: 0, p95: 0, value: "10.24.1.25", attack: "T1074.002"),
            Anomaly("user", "leo.marino", "identity.host_fan_out", "Hosts logged on to", new(2026, 4, 6, 18, 0, 0, TimeSpan.Zero), 88, 35_000,
                "leo.marino logged on to 20 hosts in an hour, usually 1", actual: 20, median: 1, p95: 3, share: 0, attack: "T1021.002"),
            Anomaly("user", "oliver.hughes", "identity.failures", "Failed logons", new(2026, 4, 11, 2, 0, 0, TimeSpan.Zero), 90, 41_000,
                "oliver.hughes failed to sign in 190 times between 21:00 and 22:00, usually 0", actual: 190, median: 0, p95: 1, share: 0, attack: "T1110.001"),
            Anomaly("user", "aisha.okafor", "identity.travel", "Impossible travel", new(2026, 4, 3, 15, 0, 0, TimeSpan.Zero), 79, 14_000,
                "aisha.okafor was in Chicago and 45 minutes later in Singapore", travel: new("Chicago, US", "Singapore, SG", 15_070, 20_100), attack: "T1078.004"),
        ];
        var small = Enumerable.Range(0, 60).Select(Small);
        var all = told.Concat(small).ToList();
        return new ReportInput
        {
            Summary = Summary(all.Count),
            Anomalies = all,
            RiskHistory = [.. all.GroupBy(a => a.Behavior.Entity).SelectMany(g => Risk(g.Key, g))],
            Series = [.. all.Where(a => a.Behavior.Typical?.P95 is not null).Select(Series)],
            Days = [Day("user", "sarah.keller", "2026-04-08", 51_000, "sign-in places", "working hours of a user"), Day("host", "db01", "2026-04-13", 9_400, "bytes sent by an address")],
            Clock = SiteClock.In("America/Chicago"),
        };
    }

    public static DayDocument Day(string kind, string id, string date, double rarity, params string[] families) => new()
    {
        Timestamp = From,
        Event = new EventFields { Kind = "state", Dataset = "behavior.day", Id = $"{id}|{date}" },
        Message = "",
        Behavior = new DayBehavior(new EntityFields(kind, id, id), new DayFields(date, rarity, Math.Log10(rarity))
        {
            Families = [.. families.Select(f => new DayFamilyFields(f, $"detector of {f}", id, 2_000, 1.3))],
            Couplings = families.Length < 2 ? null : [new DayCouplingFields("a-and-b", "New access and collection", false, 320, ["a", "b"])],
            Machines = kind == "user" ? ["acc-lt-014"] : null,
        }, false),
    };

    public static AnomalyDocument Anomaly(
        string kind, string id, string detector, string title, DateTimeOffset at, double score, double rarity, string sentence,
        string? value = null, double? actual = null, double? median = null, double? p95 = null, IReadOnlyList<string>? values = null,
        string? hours = null, double? share = null, TravelFields? travel = null, string attack = "T1078", string measure = "sum") => new()
        {
            Timestamp = at,
            Event = new EventFields { Kind = "event", Dataset = "behavior.anomaly", Id = $"{detector}|{id}|{at:O}|{value}", End = at.AddHours(1) },
            Message = sentence,
            Rule = new RuleFields(detector, title),
            Threat = new ThreatFields("MITRE ATT&CK", new TechniqueFields([attack.Split('.')[0]], attack.Contains('.') ? new([attack]) : null)),
            Behavior = new AnomalyBehavior
            {
                Detector = new DetectorFields(detector, 1, "0123456789abcdef", detector.Split('.')[0], measure, detector, []),
                Entity = new EntityFields(kind, id, id),
                Source = "logs",
                Value = value,
                Score = score,
                Rarity = rarity,
                Surprise = 5,
                Probability = 1e-5,
                Actual = actual,
                Typical = new TypicalFields(median, p95, values, hours),
                Times = median > 0 ? actual / median : null,
                Since = From,
                Peers = share is null ? null : new PeersFields("users", 25, share),
                Normal = median is null ? null : "up to the 95th percentile of this hour of the week",
                Travel = travel,
                Odds = 1,
                Evidence = new EvidenceFields(["logs-*"], $"user.name : \"{id}\" and event.category : \"authentication\"",
                    $$$"""{"bool":{"filter":[{"term":{"user.name":"{{{id}}}"}}]}}""", at, at.AddHours(1)),
            },
        };

    private static AnomalyDocument Small(int i)
    {
        string[] people = ["mei.chen", "tom.brandt", "priya.nair", "greg.novak", "jamal.brooks", "hannah.lindqvist", "sarah.keller", "leo.marino", "rosa.delgado"];
        var chance = Chance.For(9, "small", i, "report");
        var score = 25 + 40 * chance.Fraction() * chance.Fraction();
        var person = people[chance.Below(people.Length)];
        return Anomaly("user", person, "identity.logons", "Logons", ScoreFrom.AddHours(6 * i + chance.Below(6)), score, 100 + 20 * (score - 20),
            $"{person} logged on {9 + i % 7} times between 14:00 and 15:00, usually 2", actual: 9 + i % 7, median: 2, p95: 6, share: 0.12, measure: "count");
    }

    private static IEnumerable<RiskDocument> Risk(EntityFields entity, IEnumerable<AnomalyDocument> anomalies)
    {
        var score = 0.0;
        var hits = anomalies.ToLookup(a => a.Event.End);
        for (var at = ScoreFrom; at <= To; at = at.AddHours(1))
        {
            score *= 0.9716;
            foreach (var hit in hits[at])
                score += (100 - score) * Math.Pow(hit.Behavior.Score / 100, 2.2) * 0.92;
            if (at.Hour % 6 == 0 || hits[at].Any())
                yield return RiskAt(entity, at, score);
        }
    }

    public static RiskDocument RiskAt(EntityFields entity, DateTimeOffset at, double score) => new()
    {
        Timestamp = at,
        Event = new EventFields { Kind = "state", Dataset = "behavior.risk", Id = $"{entity.Id}|{at:O}" },
        Message = "risk",
        Behavior = new RiskBehavior(entity, new RiskScoreFields(score, score switch
        {
            >= 90 => "Critical", >= 70 => "High", >= 40 => "Moderate", >= 20 => "Low", _ => "Unknown",
        }, 1, []), false),
    };

    private static AnomalySeries Series(AnomalyDocument anomaly)
    {
        var points = new List<SeriesPoint>();
        var typical = anomaly.Behavior.Typical!;
        for (var hour = -96; hour <= 24; hour++)
        {
            var at = anomaly.Timestamp.AddHours(hour);
            var busy = at.AddHours(-5).Hour is >= 8 and < 18 ? 1.0 : 0.25;
            var chance = Chance.For(3, anomaly.Event.Id, hour + 100, "series");
            var actual = hour == 0 ? anomaly.Behavior.Actual!.Value : Math.Floor(busy * typical.Median!.Value * chance.LogNormal(1, 0.4));
            points.Add(new SeriesPoint(at, actual, busy * typical.Median!.Value, busy * typical.P95!.Value));
        }

        return new AnomalySeries(anomaly.Event.Id, anomaly.Rule.Id.StartsWith("network", StringComparison.Ordinal) ? "bytes" : "events", points);
    }

    private static SummaryDocument Summary(long anomalies) => new()
    {
        Version = "0.1.0",
        Events = 33_112,
        Bytes = 34_212_716,
        From = From,
        To = To,
        ScoreFrom = ScoreFrom,
        Observations = 58_211,
        Anomalies = anomalies,
        Entities = [new("user", 46), new("host", 35), new("address", 214)],
        Detectors =
        [
            new("identity.new_country", "Sign-in from a country new for the user", "logs", "ready", null, 3_104, 30, 1),
            new("identity.host_fan_out", "Hosts logged on to", "logs", "ready", null, 5_986, 30, 1),
            new("network.bytes_out", "Bytes out", "logs", "ready", null, 6_464, 34, 2),
            new("network.dns_entropy", "Unusual names looked up", "logs", "off", "no event has dns.question.name: send DNS server or Packetbeat logs", 0, 0, 0),
            new("cloud.new_call", "Cloud call new for the account", "logs", "degraded", "12 % of the events have no source.ip", 1_867, 9, 0),
            new("identity.gap", "Return of a dormant account", "logs", "learning", "14 days of history are needed, 11 are there", 120, 30, 0),
        ],
        Dropped = [new("broken_json", 3, "{\"@timestamp\":\"2026-03-0"), new("time_in_future", 1, "2062-01-01T00:00:00Z")],
        Notes = ["24,110 events before 2026-04-01 only taught"],
    };
}

using System.Globalization;
using System.Net;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>From an anomaly to the document that is written.</summary>
/// <remarks>Numbers are rounded to more digits than anyone reads and fewer than two engines' sums of floats differ in.</remarks>
internal static class AnomalyDocuments
{
    public const string Dataset = "behavior.anomalies";

    /// <summary>Longest value or partner kept, in UTF-16 units: what a keyword field indexes.</summary>
    private const int LongestKeyword = 1024;

    public static AnomalyDocument From(Anomaly anomaly, DocumentStamp stamp)
    {
        var detector = anomaly.Detector;
        var names = EntityDocumentFields.Of(anomaly.Entity, anomaly.Canonical, anomaly.Context);
        return new AnomalyDocument
        {
            Timestamp = anomaly.Bucket.From,
            Event = new EventFields
            {
                Kind = "event",
                Dataset = Dataset,
                Id = anomaly.Id,
                Action = detector.Id,
                Start = anomaly.Bucket.From,
                End = anomaly.Bucket.To,
                Created = stamp.Created,
                Ingested = stamp.Ingested,
                RiskScore = Math.Round(anomaly.Score, 2),
                RiskScoreNorm = Math.Round(anomaly.Score, 2),
            },
            Message = anomaly.Sentence,
            User = names.User,
            Host = names.Host,
            Source = names.Source,
            Service = names.Service,
            Cloud = names.Cloud,
            Rule = new RuleFields(detector.Id, detector.Title),
            Threat = Threat(detector.Attack),
            Related = Related(anomaly, names.Related),
            Behavior = Behavior(anomaly, names, stamp),
        };
    }

    private static AnomalyBehavior Behavior(Anomaly anomaly, EntityDocumentFields names, DocumentStamp stamp)
    {
        var (detector, why) = (anomaly.Detector, anomaly.Explanation);
        return new AnomalyBehavior
        {
            Detector = new DetectorFields(
                detector.Id, detector.Version, detector.Hash, detector.Pack, detector.Measure, detector.Family, detector.Tags),
            Entity = names.Entity,
            Context = names.Context,
            Behind = EntityDocumentFields.Behind(anomaly.Behind),
            Source = anomaly.SourceId,
            Value = Bounded(why.Value),
            Partner = Bounded(why.Partner),
            Score = Math.Round(anomaly.Score, 2),
            Rarity = Digits(anomaly.Rarity, 4) ?? 1,
            Surprise = Math.Round(anomaly.Surprise, 4),
            Probability = Digits(Math.Pow(10, -anomaly.Surprise), 4) ?? 0,
            Actual = Digits(why.Actual, 9),
            Typical = Typical(why),
            Times = Digits(why.Times, 4),
            Since = why.Since,
            Peers = why.PeersShare is null && why.PeersSize is null ? null : new PeersFields(Bounded(why.PeersName), why.PeersSize, Digits(why.PeersShare, 4), why.EverybodySize, Digits(why.EverybodyShare, 4)),
            Normal = why.Normal,
            Travel = Travel(why.Details),
            Odds = detector.Odds,
            Evidence = new EvidenceFields(
                anomaly.Evidence.Indices, anomaly.Evidence.Kql, anomaly.Evidence.QueryJson, anomaly.Evidence.Range.From, anomaly.Evidence.Range.To),
            Late = anomaly.LateIn is not null,
            Historical = stamp.Historical,
            Shadow = detector.Mode == Detectors.DetectorMode.Shadow,
        };
    }

    private static TypicalFields? Typical(Explanation why)
    {
        var values = why.TypicalValues.Count == 0 ? null : why.TypicalValues.Select(v => Bounded(v)!).ToList();
        return why.TypicalMedian is null && why.TypicalP95 is null && values is null && why.TypicalHours is null
            ? null
            : new TypicalFields(Digits(why.TypicalMedian, 9), Digits(why.TypicalP95, 9), values, why.TypicalHours);
    }

    private static TravelFields? Travel(IReadOnlyDictionary<string, string> details) => !details.ContainsKey("speed_kmh")
        ? null
        : new TravelFields(
            Bounded(details.GetValueOrDefault("from")),
            Bounded(details.GetValueOrDefault("to")),
            Number(details.GetValueOrDefault("distance_km")),
            Number(details.GetValueOrDefault("speed_kmh")));

    /// <summary>T1078.004 is sub-technique T1078.004 of technique T1078.</summary>
    private static ThreatFields? Threat(IReadOnlyList<string> attack)
    {
        if (attack.Count == 0)
            return null;
        var techniques = attack.Select(id => id.Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var subtechniques = attack.Where(id => id.Contains('.', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ThreatFields(
            "MITRE ATT&CK", new TechniqueFields(techniques, subtechniques.Count == 0 ? null : new SubtechniqueFields(subtechniques)));
    }

    /// <summary>The entity, and the value or partner where its field says that it is a user, host or address.</summary>
    private static RelatedFields? Related(Anomaly anomaly, RelatedFields? entity)
    {
        var named = new[] { (Field: anomaly.Detector.Of, Name: anomaly.Explanation.Value), (Field: anomaly.Detector.By, Name: anomaly.Explanation.Partner) };
        var behind = EntityDocumentFields.Behind(anomaly.Behind);
        var users = Sorted(entity?.User, Behind(behind?.User).Concat(named.Where(n => n.Field is { } field && NamesUser(field)).Select(n => n.Name)));
        var hosts = Sorted(entity?.Hosts, Behind(behind?.Host).Concat(named.Where(n => n.Field is "host.name" or "host.hostname").Select(n => n.Name)));
        var addresses = Sorted(
            entity?.Ip,
            named.Where(n => n.Field?.EndsWith(".ip", StringComparison.Ordinal) == true && IPAddress.TryParse(n.Name, out _)).Select(n => n.Name));
        return users is null && hosts is null && addresses is null ? null : new RelatedFields(users, hosts, addresses);
    }

    /// <summary><c>user.name</c>, <c>user.target.name</c>, <c>source.user.name</c>; not <c>user_agent.name</c>.</summary>
    private static bool NamesUser(string field)
    {
        var parts = field.Split('.');
        return parts[^1] == "name" && parts.Contains("user", StringComparer.Ordinal);
    }

    private static IEnumerable<string?> Behind(BehindEntityFields? entity) => entity is null ? [] : [entity.Id];

    private static List<string>? Sorted(IReadOnlyList<string>? first, IEnumerable<string?> more)
    {
        var all = (first ?? []).Concat(more.OfType<string>().Select(n => Bounded(n)!))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : all;
    }

    private static string? Bounded(string? text)
    {
        if (text is null || text.Length <= LongestKeyword)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestKeyword - 1]) ? LongestKeyword - 1 : LongestKeyword)];
    }

    private static double? Number(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Digits(number, 6) : null;

    /// <summary>So many significant decimal digits; null for what JSON cannot hold.</summary>
    private static double? Digits(double? number, int digits)
    {
        if (number is not { } value || !double.IsFinite(value))
            return null;
        return double.Parse(value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

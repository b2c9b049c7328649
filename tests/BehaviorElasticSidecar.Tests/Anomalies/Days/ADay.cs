using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Anomalies.Days;

/// <summary>Days of people, and detectors that say only which family and tags they have.</summary>
internal static class ADay
{
    public static readonly int First = new DateOnly(2026, 3, 2).DayNumber;

    public static Coupling Exfiltration { get; } = new() { Id = "collects-and-sends", Title = "Collects and sends", One = ["collection"], Other = ["exfiltration"] };

    public static IReadOnlyDictionary<string, Detector> Detectors { get; } = new[]
    {
        A("file.reads", "reads", "collection"), A("file.more_reads", "reads", "collection", "exfiltration"), A("network.sends", "sends", "exfiltration"), A("identity.places", "places"),
        A("endpoint.programs", "programs"),
    }.ToDictionary(d => d.Id);

    public static EntityKey User(string name) => new(EntityKind.User, name);

    public static EntityKey Host(string name) => new(EntityKind.Host, name);

    public static HolderDay Of(string user, int day, params (string Detector, double Log10)[] evidence)
    {
        var of = new HolderDay(User(user), First + day);
        foreach (var (detector, log10) in evidence)
            of.Raise(new DayEvidence(detector, User(user), log10));
        return of;
    }

    /// <summary>Thirty days of a hundred people: on one day of ten, of each family on its own, something of one in ten and rarer as promised.</summary>
    public static DayCalibration Known()
    {
        var known = DayCalibration.Empty;
        for (var day = 0; day < 30; day++)
            known = known.Advance(First + day, day, [.. Enumerable.Range(0, 100).Select(i => Judge(known).Judge(Ordinary(day, i), CouplingSums.Empty).Parts)]);
        return known;
    }

    public static HolderDay Ordinary(int day, int person)
    {
        var random = BehaviorElasticSidecar.Numerics.DeterministicRandom.For(5, $"{day}/{person}");
        return Of($"user{person}", day, [.. Detectors.Keys.Order(StringComparer.Ordinal).Select(d => (d, -Math.Log10(1 - random.NextDouble()))).Where(e => e.Item2 >= 1)]);
    }

    public static DayModel Judge(DayCalibration known) => new(known, Detectors, [Exfiltration]);

    private static Detector A(string id, string family, params string[] tags) => new()
    {
        Id = id, Hash = "0", Title = id, Pack = id.Split('.')[0], Events = BehaviorElasticSidecar.Sources.EventFilter.Everything, Entity = EntityKind.User, Measure = "count", Family = family, Tags = tags,
        Sentence = "x",
    };
}

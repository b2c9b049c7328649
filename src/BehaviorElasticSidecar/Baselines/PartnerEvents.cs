using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Fetched events of detectors with a baseline for each partner (<c>by</c>): the partner is the last of their fields.</summary>
internal static class PartnerEvents
{
    private static readonly Dictionary<string, IReadOnlyList<EntityEvent>> None = [];

    /// <summary>What to fetch of an event: the fields, and its partner where the detector tells them apart.</summary>
    public static IReadOnlyList<string> Fields(Detector detector, params IReadOnlyList<string> fields) => detector.By is { } by ? [.. fields, by] : fields;

    /// <summary>Whether the event is one of the sighting's own: events of others may have come with them.</summary>
    public static bool IsOwn(in Sighting sighting, EntityEvent one) => sighting.Detector.By is null || PartnerOf(sighting.Detector, one) == sighting.Rows[0].Group;

    /// <summary>Events by partner, as rows call it; those without one are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<EntityEvent>> Split(Detector detector, IReadOnlyList<EntityEvent> events) => events.Count == 0 ? None : events
        .Select(e => (Partner: PartnerOf(detector, e), Event: e)).Where(e => e.Partner is not null)
        .GroupBy(e => e.Partner!, e => e.Event, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<EntityEvent>)[.. g], StringComparer.Ordinal);

    private static string? PartnerOf(Detector detector, EntityEvent one) => one.Values[^1] is { } raw ? NameNormaliser.Value(detector.By!, raw) : null;
}

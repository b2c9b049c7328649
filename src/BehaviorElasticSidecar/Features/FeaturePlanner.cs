using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features;

/// <summary>Joins the requests of all detectors into as few feature queries as possible: what shares source, entity, bucket and group field is asked for once.</summary>
/// <remarks>Two value fields never share a query: that would be a cross product, and would drop events that lack either.</remarks>
public static class FeaturePlanner
{
    /// <summary>Queries ordered by id, their detectors by detector id; the same detectors in any order give the same plan.</summary>
    /// <exception cref="ArgumentException">A request does not begin with the count of its own events, or a detector is there twice for one source.</exception>
    public static IReadOnlyList<FeatureQuery> Plan(IReadOnlyList<(Detector Detector, Source Source, FeatureRequest Request)> wanted) =>
    [
        .. wanted
            .GroupBy(w => IdOf(w.Source, w.Detector, w.Request), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Compose(g.Key, [.. g.OrderBy(w => w.Detector.Id, StringComparer.Ordinal)])),
    ];

    private static string IdOf(Source source, Detector detector, FeatureRequest request) =>
        $"{source.Id}/{detector.Entity.Name()}{(request.EntityField is { } field ? $"-{field}" : "")}/{SpanText(detector.Bucket)}/{request.GroupField ?? "-"}";

    private static FeatureQuery Compose(string id, IReadOnlyList<(Detector Detector, Source Source, FeatureRequest Request)> members)
    {
        var columns = new List<FeatureColumn>();
        var places = new Dictionary<FeatureColumn, int>();
        var bindings = new List<DetectorBinding>(members.Count);
        foreach (var (detector, _, request) in members)
        {
            if (request.Columns is not [{ Metric: Metric.Count }, ..])
                throw new ArgumentException($"{detector.Id}: the first column must count the detector's own events", nameof(members));
            if (bindings.Count > 0 && bindings[^1].Detector.Id == detector.Id)
                throw new ArgumentException($"{detector.Id} is planned twice for {id}", nameof(members));
            bindings.Add(new DetectorBinding(detector, request, [.. request.Columns.Select(Place)]));
        }

        var (first, source, shape) = members[0];
        return new FeatureQuery
        {
            Id = id,
            Source = source,
            Kind = first.Entity,
            EntitySteps = shape.ActorsAt(source, first.Entity),
            Bucket = first.Bucket,
            GroupField = shape.GroupField,
            Columns = columns,
            Detectors = bindings,
        };

        int Place(FeatureColumn column)
        {
            if (places.TryGetValue(column, out var place))
                return place;
            columns.Add(column);
            return places[column] = columns.Count - 1;
        }
    }

    private static string SpanText(TimeSpan span)
    {
        (long Ticks, string Unit)[] units =
        [
            (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"),
        ];
        foreach (var (ticks, unit) in units)
        {
            if (span.Ticks > 0 && span.Ticks % ticks == 0)
                return FormattableString.Invariant($"{span.Ticks / ticks}{unit}");
        }

        throw new ArgumentException($"a bucket of {span} is not a whole number of seconds", nameof(span));
    }
}

using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features;

/// <summary>Which stored fields a detector touches at a source: what <c>_field_caps</c> is asked about.</summary>
public static class FeatureFields
{
    /// <summary>ECS name of the time of an event; stands for the source's own time field.</summary>
    public const string Time = "@timestamp";

    /// <summary>The stored field behind an ECS name, the time of the event included.</summary>
    public static string Stored(Source source, string ecsField) => ecsField == Time ? source.TimeField : source.FieldOf(ecsField);

    /// <summary>Stored fields, sorted, without the constants of the source (nobody stores those).</summary>
    public static IReadOnlyList<string> Of(Source source, IEnumerable<(Detector Detector, FeatureRequest Request)> detectors)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { source.TimeField };
        if (source.IngestedField.Length > 0)
            names.Add(source.IngestedField);
        Add(EventCondition.OfSource(source).Fields.Select(c => c.Field));
        foreach (var (detector, request) in detectors)
        {
            var actors = request.ActorsAt(source, detector.Entity);
            Add(actors.Select(a => a.Field).Concat(actors.SelectMany(a => a.When.Conditions).Select(c => c.Field)));
            Add(request.EventFields);
            Add(request.Columns.SelectMany(c => EventCondition.Of(source, c.Filter).Fields).Select(c => c.Field));
            Add(request.Columns.Select(c => c.Field).OfType<string>());
            if (request.GroupField is { } group)
                Add([group]);
        }

        return [.. names];

        void Add(IEnumerable<string> ecsFields)
        {
            foreach (var field in ecsFields.Where(f => !source.Constants.ContainsKey(f)))
                names.Add(Stored(source, field));
        }
    }
}

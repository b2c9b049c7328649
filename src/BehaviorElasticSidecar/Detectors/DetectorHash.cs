using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>16 hex digits over everything that changes what is learnt, and nothing else: a new title or sentence keeps the baselines.</summary>
internal static class DetectorHash
{
    public static string Of(Detector detector)
    {
        var text = new StringBuilder();
        Add(text, [detector.Version.ToString(CultureInfo.InvariantCulture), detector.Entity.Name(), detector.Measure, detector.Of ?? "", detector.By ?? ""]);
        Add(text, [detector.Bucket.Ticks.ToString(CultureInfo.InvariantCulture), detector.Direction.ToString(), detector.Peers ? "peers" : "alone"]);
        Add(text, detector.Sources);
        AddConditions(text, detector.Events);
        if (detector.Part is { } part)
        {
            Add(text, ["part"]);
            AddConditions(text, part);
        }

        return StableHash.Of(text.ToString()).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static void AddConditions(StringBuilder text, EventFilter filter)
    {
        foreach (var condition in filter.Conditions)
        {
            Add(text, [condition.Field, condition.Negated ? "not" : "is"]);
            Add(text, condition.AnyOf);
        }
    }

    /// <summary>Lengths before texts, so that no two lists give the same bytes.</summary>
    private static void Add(StringBuilder text, IReadOnlyList<string> parts)
    {
        text.Append(CultureInfo.InvariantCulture, $"{parts.Count}[");
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part);
        text.Append(']');
    }
}

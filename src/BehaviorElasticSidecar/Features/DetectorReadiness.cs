using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features;

public enum ReadinessLevel
{
    Ready,

    /// <summary>Runs, on a part of what it could see.</summary>
    Degraded,

    /// <summary>Cannot run; it must be left out of the plan.</summary>
    Off,
}

/// <summary>Whether a detector can run on a source, and what stands in its way, in sentences that name the field.</summary>
public sealed record DetectorReadiness(string DetectorId, string SourceId, ReadinessLevel Level, IReadOnlyList<string> Reasons)
{
    /// <summary>Judged by mappings alone: whether the fields are filled is the coverage check's to say.</summary>
    public static DetectorReadiness Of(Detector detector, FeatureRequest request, Source source, SourceCapabilities capabilities)
    {
        var judge = new Judge(source, capabilities);
        judge.Time();
        judge.Actors(request.ActorsAt(source, detector.Entity));
        judge.Conditions(EventCondition.OfSource(source));
        foreach (var filter in request.Columns.Select(c => c.Filter).Distinct())
            judge.Conditions(EventCondition.Of(source, filter));
        if (request.GroupField is { } group)
            judge.Grouped(group);
        foreach (var column in request.Columns)
            judge.Number(column);
        foreach (var field in request.EventFields)
            judge.Fetched(field);
        return new DetectorReadiness(detector.Id, source.Id, judge.Level, judge.Reasons);
    }

    private sealed class Judge(Source source, SourceCapabilities capabilities)
    {
        private readonly List<string> _reasons = [];

        public ReadinessLevel Level { get; private set; }

        public IReadOnlyList<string> Reasons => [.. _reasons.Distinct(StringComparer.Ordinal)];

        public void Time()
        {
            var use = capabilities.Of(source.TimeField);
            if (use.Kind != FieldKind.Date)
                Say(ReadinessLevel.Off, $"the time field {source.TimeField} is {Describe(use)}, not a date");
        }

        public void Actors(IReadOnlyList<EntityStep> steps)
        {
            var usable = 0;
            string[] fields = [.. steps.Select(s => s.Field).Distinct(StringComparer.Ordinal)];
            foreach (var field in fields)
            {
                if (source.Constants.ContainsKey(field))
                {
                    usable++;
                    continue;
                }

                var use = Use(field);
                if (use.CanGroup)
                    usable++;
                else if (use.Kind != FieldKind.Missing)
                    Say(ReadinessLevel.Degraded, $"{use.Stored} is {Describe(use)}: events that name their entity only there are not read");
                Weak(use);
            }

            if (steps.Count == 0)
                Say(ReadinessLevel.Off, "the source has no such entities (entities: [])");
            else if (usable == 0)
                Say(ReadinessLevel.Off, $"none of the fields that name the entity can be used: {string.Join(", ", fields.Select(f => FeatureFields.Stored(source, f)))}");
        }

        /// <summary>A missing field decides a condition; only one that keeps every event out switches the detector off.</summary>
        /// <remarks>Where a rule derives the field, stored values are one way of several: a missing one closes that way only.</remarks>
        public void Conditions(EventCondition condition)
        {
            foreach (var part in condition is EventCondition.All all ? all.Parts : [condition])
            {
                if (part is EventCondition.Stored stored)
                    Condition(stored.Field, isNegated: false);
                else if (part is EventCondition.Not { Inner: EventCondition.Stored excluded })
                    Condition(excluded.Field, isNegated: true);
                else
                    foreach (var field in part.Fields)
                        Condition(field, isNegated: true);
            }
        }

        private void Condition(FieldCondition condition, bool isNegated)
        {
            if (!source.Constants.ContainsKey(condition.Field))
            {
                var use = Use(condition.Field);
                if (use.Kind == FieldKind.Missing)
                {
                    if (!isNegated)
                        Say(ReadinessLevel.Off, $"{use.Stored}, which its events must have, is in no index");
                }
                else if (condition.AnyOf.Count > 0 && !use.CanFilter)
                {
                    Say(ReadinessLevel.Off, $"{use.Stored} is {Describe(use)}: its values cannot be compared");
                }
                else if (condition.AnyOf.Count > 0)
                {
                    Compared(use, condition, isNegated);
                }
            }
        }

        public void Grouped(string field)
        {
            if (source.Constants.ContainsKey(field))
                return;
            var use = Use(field);
            if (!use.CanGroup)
                Say(ReadinessLevel.Off, $"{use.Stored} is {Describe(use)}: rows cannot be grouped by it");
            Weak(use);
        }

        public void Number(FeatureColumn column)
        {
            if (column.Field is null || source.Constants.ContainsKey(column.Field))
                return;
            var use = Use(column.Field);
            var able = column.Metric switch
            {
                Metric.Distinct => use.CanGroup,
                Metric.Sum => use.CanAdd,
                Metric.Min or Metric.Max => use.CanCompare,
                _ => true,
            };
            if (!able)
                Say(ReadinessLevel.Off, $"{use.Stored} is {Describe(use)}: no {column.Metric.ToString().ToLowerInvariant()} can be taken of it");
            Weak(use);
        }

        public void Fetched(string field)
        {
            if (source.Constants.ContainsKey(field))
                return;
            var use = Use(field);
            if (use.Kind == FieldKind.Missing)
                Say(ReadinessLevel.Degraded, $"{use.Stored} is in no index: what the detector says of it stays empty");
        }

        private void Compared(FieldUse use, FieldCondition condition, bool isNegated)
        {
            string[] refused = [.. condition.AnyOf.Where(v => !use.Accepts(v))];
            if (refused.Length == condition.AnyOf.Count && !isNegated)
                Say(ReadinessLevel.Off, $"{use.Stored} is {Describe(use)} and can hold none of {string.Join(", ", refused)}");
            else if (refused.Length > 0)
                Say(ReadinessLevel.Degraded, $"{use.Stored} is {Describe(use)} and cannot hold {string.Join(", ", refused)}");
            Weak(use);
        }

        private void Weak(FieldUse use)
        {
            if (use.Weakness is { } weakness)
                Say(ReadinessLevel.Degraded, weakness);
        }

        private FieldUse Use(string field) => capabilities.Of(FeatureFields.Stored(source, field));

        private void Say(ReadinessLevel level, string reason)
        {
            Level = level > Level ? level : Level;
            _reasons.Add(reason);
        }

        private static string Describe(FieldUse use) => use.Kind switch
        {
            FieldKind.Missing => "in no index",
            FieldKind.Text => "text without a keyword sub-field",
            _ when !use.Aggregatable && use.CanFilter && use.Types.Count == 1 => $"{use.Types[0]} without doc values",
            _ => string.Join(" in some indices and ", use.Types) + (use.Types.Count > 1 ? " in others" : ""),
        };
    }
}

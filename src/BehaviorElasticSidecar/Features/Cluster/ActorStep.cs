using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>One step of an actor order: the events that it applies to and whose entity is named by this field, and by no step before it.</summary>
/// <param name="Field">The stored field; null where the source names the entity by a constant.</param>
/// <param name="Constant">The name, where it is a constant.</param>
/// <param name="Events">Field present, no earlier field present.</param>
internal sealed record ActorStep(FieldUse? Field, string? Constant, QueryClause Events)
{
    /// <summary>The steps that can have events: fields that no index has ask nothing, and nothing comes after a constant.</summary>
    public static IReadOnlyList<ActorStep> Of(IReadOnlyList<EntityStep> entitySteps, SourceFields fields)
    {
        var steps = new List<ActorStep>();
        var earlier = new List<QueryClause>();
        var seen = new HashSet<(string, EventFilter)>();
        foreach (var step in entitySteps)
        {
            var when = fields.StoredClause(step.When);
            if (fields.Constant(step.Field) is { } constant)
            {
                if (!NothingValues.Contains(constant))
                    Add(null, constant, when);
                continue;
            }

            var use = fields.Use(step.Field);
            if (use.CanGroup && seen.Add((use.Stored, step.When)))
                Add(use, null, QueryClause.All(SourceFields.Present(use), when));
        }

        return steps;

        void Add(FieldUse? field, string? constant, QueryClause applies)
        {
            var events = QueryClause.All([applies, .. earlier.Select(QueryClause.Not)]);
            if (events != QueryClause.Never)
                steps.Add(new ActorStep(field, constant, events));
            earlier.Add(applies);
        }
    }
}

using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>One step of an actor order: the events whose entity is named by this field and by none before it.</summary>
/// <param name="Field">The stored field; null where the source names the entity by a constant.</param>
/// <param name="Constant">The name, where it is a constant.</param>
/// <param name="Events">Field present, no earlier field present.</param>
internal sealed record ActorStep(FieldUse? Field, string? Constant, QueryClause Events)
{
    /// <summary>The steps that can have events: fields that no index has ask nothing, and nothing comes after a constant.</summary>
    public static IReadOnlyList<ActorStep> Of(IReadOnlyList<string> entityFields, SourceFields fields)
    {
        var steps = new List<ActorStep>();
        var earlier = new List<QueryClause>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in entityFields)
        {
            if (fields.Constant(name) is { } constant)
            {
                if (NothingValues.Contains(constant))
                    continue;
                steps.Add(new ActorStep(null, constant, QueryClause.All(earlier.Select(QueryClause.Not))));
                return steps;
            }

            var use = fields.Use(name);
            if (!use.CanGroup || !seen.Add(use.Stored))
                continue;
            var present = SourceFields.Present(use);
            steps.Add(new ActorStep(use, null, QueryClause.All([present, .. earlier.Select(QueryClause.Not)])));
            earlier.Add(present);
        }

        return steps;
    }
}

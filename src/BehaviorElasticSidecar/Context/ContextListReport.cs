using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Context;

/// <summary>How reading one list went, for health notes and summaries.</summary>
/// <param name="Rows">That could be read.</param>
/// <param name="Entities">That they name.</param>
/// <param name="Faults">By reason: how many, and the first lines.</param>
/// <param name="Trouble">Why the list could not be read at all this time; what it said before still holds. Null if it could.</param>
public sealed record ContextListReport(ContextList List, long Rows, int Entities, IReadOnlyList<DropCount> Faults, string? Trouble)
{
    public bool IsSound => Faults.Count == 0 && Trouble is null;

    /// <summary>One sentence for people.</summary>
    public string Message
    {
        get
        {
            var about = List.Kind == EntityKind.Host ? "hosts" : "people";
            if (Trouble is not null)
                return $"Context of {about} from {List.ShownName} could not be read: {Trouble}";
            var read = FormattableString.Invariant($"Context of {about} from {List.ShownName}: {Rows:N0} rows, {Entities:N0} {about}");
            return Faults.Count == 0 ? read : read + string.Concat(Faults.Select(f => FormattableString.Invariant($"; {f.Count:N0} {f.Reason.Replace('_', ' ')} ({f.Example})")));
        }
    }
}

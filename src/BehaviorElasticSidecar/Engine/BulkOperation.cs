namespace BehaviorElasticSidecar.Engine;

/// <summary>One line pair of <c>_bulk</c>.</summary>
/// <param name="Action"><c>index</c>, <c>create</c> or <c>delete</c>.</param>
/// <param name="Document">One JSON object; empty for <c>delete</c>.</param>
/// <param name="Version">External version under <c>external_gte</c>; null for none. Not for <c>create</c>: engines refuse it there.</param>
/// <param name="Condition">Only if the document still has these numbers, else 409; null for none. Not together with a version.</param>
public sealed record BulkOperation(
    string Action, string Index, string Id, ReadOnlyMemory<byte> Document, long? Version = null, WriteCondition? Condition = null);

/// <summary>What became of each operation, in order: 200/201, 409 (exists, or a newer version), 404 (deleting what is not there), or an error that retrying did not mend.</summary>
/// <param name="Reason">As the engine gives it, cleaned and bounded; it can quote a piece of the document.</param>
public sealed record BulkItemResult(string Id, int Status, string? ErrorType, string? Reason)
{
    /// <summary>The numbers of a conditional write, which the next one asks for; null where none was asked.</summary>
    public WriteCondition? Written { get; init; }

    /// <summary>Written, or deleted.</summary>
    public bool Succeeded => Status is >= 200 and < 300;
}

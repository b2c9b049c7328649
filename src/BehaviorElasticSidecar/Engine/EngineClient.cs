using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Who answers: stack, version, and whether it names itself.</summary>
public sealed record EngineIdentity(EngineStack Stack, string Version, string ClusterName, string ClusterId);

/// <summary>One line pair of <c>_bulk</c>.</summary>
/// <param name="Action"><c>index</c>, <c>create</c> or <c>delete</c>.</param>
/// <param name="Version">External version under <c>external_gte</c>; null for none.</param>
public sealed record BulkOperation(string Action, string Index, string Id, ReadOnlyMemory<byte> Document, long? Version = null);

/// <summary>What became of each operation, in order: 200/201, 409 (exists, or a newer version), or an error that retrying did not mend.</summary>
public sealed record BulkItemResult(string Id, int Status, string? ErrorType, string? Reason);

/// <summary>A stored document with what is needed to replace it conditionally.</summary>
public sealed record StoredDocument(string Id, JsonElement Document, long SequenceNumber, long PrimaryTerm, long Version);

/// <summary>Condition of a single write.</summary>
/// <param name="Create">Fails with 409 if the id exists.</param>
public sealed record WriteCondition(bool Create = false, long? IfSequenceNumber = null, long? IfPrimaryTerm = null);

/// <summary>One field of a pattern, from <c>_field_caps</c>: every type it has across the indices.</summary>
public sealed record FieldCapability(string Name, IReadOnlyList<string> Types, bool Searchable, bool Aggregatable);

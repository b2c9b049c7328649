using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>A stored document with what is needed to replace it conditionally.</summary>
public sealed record StoredDocument(string Id, JsonElement Document, long SequenceNumber, long PrimaryTerm, long Version);

/// <summary>Condition of a single write.</summary>
/// <param name="Create">Fails with 409 if the id exists.</param>
public sealed record WriteCondition(bool Create = false, long? IfSequenceNumber = null, long? IfPrimaryTerm = null);

namespace BehaviorElasticSidecar.Engine;

/// <summary>An open index: documents of its primaries, bytes of all its copies. Both 0 while no shard is up.</summary>
public sealed record IndexSummary(string Name, long Documents, long Bytes);

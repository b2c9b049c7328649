namespace BehaviorElasticSidecar.Engine;

/// <summary>Who answers: stack, version as it says itself (7.10.2 in OpenSearch's compatibility mode, empty where it may not be asked), cluster.</summary>
public sealed record EngineIdentity(EngineStack Stack, string Version, string ClusterName, string ClusterId);

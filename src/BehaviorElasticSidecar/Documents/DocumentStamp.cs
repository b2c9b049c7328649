namespace BehaviorElasticSidecar.Documents;

/// <summary>What a document says about its own making.</summary>
/// <param name="Created">When the program made it.</param>
/// <param name="Ingested">When it is written.</param>
/// <param name="Historical">The bucket ended before the first start.</param>
public sealed record DocumentStamp(DateTimeOffset Created, DateTimeOffset Ingested, bool Historical = false);

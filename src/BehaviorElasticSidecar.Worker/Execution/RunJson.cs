using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Worker.Execution;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunOutcome))]
internal sealed partial class RunJson : JsonSerializerContext;

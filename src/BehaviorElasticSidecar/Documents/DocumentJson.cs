using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Documents;

/// <summary>JSON of every result document: snake case as ECS has it, nulls left out, one context so that names agree everywhere.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnomalyDocument))]
[JsonSerializable(typeof(RiskDocument))]
[JsonSerializable(typeof(DayDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(EntityDocument))]
[JsonSerializable(typeof(SummaryDocument))]
[JsonSerializable(typeof(EvaluationDocument))]
[JsonSerializable(typeof(LearntDocument))]
public sealed partial class DocumentJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.Worker.Hosting;

/// <summary>What the worker last said about itself.</summary>
/// <param name="State"><c>running</c>, <c>waiting</c> or <c>failing</c> (the last cycle did not end well; the next may).</param>
/// <param name="StaleAfter">A worker that is well writes again before this.</param>
internal sealed record Heartbeat(string State, string Message, DateTimeOffset At, DateTimeOffset StaleAfter);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Heartbeat))]
internal sealed partial class HeartbeatJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace BehaviorElasticSidecar.EngineTests.Documents;

/// <summary>Puts an indented sample on one line, as <c>_bulk</c> wants it.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class SampleJson : JsonSerializerContext;

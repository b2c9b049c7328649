using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Reads an answer of <c>_field_caps</c>.</summary>
internal static class FieldCapabilities
{
    public static AnswerFault? Verify(JsonElement answer)
    {
        if (answer.Part("fields").ValueKind is not JsonValueKind.Object)
            return new AnswerFault(EngineErrorKind.Protocol, "without fields");
        if (answer.Long("failed_indices") > 0)
            return new AnswerFault(EngineErrorKind.PartialAnswer, "some indices did not say what they have");
        return answer.Part("indices") is { ValueKind: JsonValueKind.Array } indices && indices.GetArrayLength() == 0
            ? new AnswerFault(EngineErrorKind.NotFound, "no index matches") : null;
    }

    public static IEnumerable<FieldCapability> Read(JsonElement answer)
    {
        foreach (var field in answer.GetProperty("fields").EnumerateObject())
        {
            var types = field.Value.Members().Where(t => t.Name != "unmapped").ToList();
            if (types.Count > 0)
            {
                yield return new FieldCapability(
                    field.Name, [.. types.Select(t => t.Name).Order(StringComparer.Ordinal)],
                    types.All(t => t.Value.IsTrue("searchable")), types.All(t => t.Value.IsTrue("aggregatable")));
            }
        }
    }
}

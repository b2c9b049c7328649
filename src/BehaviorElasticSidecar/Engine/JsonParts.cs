using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Reads members that should be there but need not: an answer may come from a proxy, or another version. Never throws.</summary>
internal static class JsonParts
{
    /// <summary>The member, or an element of kind Undefined.</summary>
    public static JsonElement Part(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    /// <summary>Empty where there is no such text.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.String } part ? part.GetString()! : "";

    public static long? Long(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } part && part.TryGetInt64(out var number) ? number : null;

    public static bool Has(this JsonElement element, string name) => element.Part(name).ValueKind is not JsonValueKind.Undefined;

    public static bool IsTrue(this JsonElement element, string name) => element.Part(name).ValueKind is JsonValueKind.True;

    /// <summary>The items of an array; none where it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The members of an object; none where it is something else.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Object ? element.EnumerateObject() : [];
}

using System.Buffers;
using System.Text.Json;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Request bodies from a serialiser only, so that no text from a log can change their shape.</summary>
internal static class JsonBytes
{
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenMemory;
    }

    /// <summary>A property whose value is ready JSON; left out when empty. Throws <see cref="JsonException"/> if it is not one JSON value.</summary>
    public static void Raw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span);
    }
}

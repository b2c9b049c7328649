using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BehaviorElasticSidecar.Features.Cluster;

/// <summary>The bytes of a piece of a request: the same piece is always the same bytes, which the engines' request caches key on.</summary>
internal static class QueryJson
{
    // Nothing here is ever part of a page: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenMemory;
    }
}

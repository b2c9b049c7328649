using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Anomalies;

/// <summary>Stored state: a version byte, then the body. One way to refuse what is broken, cut short or newer than this program.</summary>
internal static class StoredBytes
{
    /// <summary>Throws <see cref="InvalidDataException"/> unless <paramref name="body"/> reads all of <paramref name="bytes"/> without a fault.</summary>
    public static T Read<T>(byte[] bytes, byte newest, string what, Func<BinaryReader, T> body)
    {
        using var from = StateFormat.Reader(bytes);
        try
        {
            from.ReadVersion(newest, $"Stored {what}");
            var result = body(from);
            return from.BaseStream.Position == from.BaseStream.Length ? result : throw new InvalidDataException($"Stored {what} has bytes left over.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"Stored {what} is broken: {e.Message}", e);
        }
    }
}

using System.Buffers;
using System.Text;

namespace BehaviorElasticSidecar.Numerics;

/// <summary>How stored state is laid out in bytes: little-endian, strings with length, a version first.</summary>
internal static class StateFormat
{
    public static byte[] Write(Action<BinaryWriter> content)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            content(writer);
        return stream.ToArray();
    }

    public static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes, writable: false), Encoding.UTF8);

    /// <summary>Reads a version byte; throws <see cref="InvalidDataException"/> if it is newer than this program knows.</summary>
    public static byte ReadVersion(this BinaryReader reader, byte newest, string what) => KnownVersion(reader.ReadByte(), newest, what);

    /// <summary>The same for one that was read already.</summary>
    public static byte KnownVersion(byte version, byte newest, string what) => version >= 1 && version <= newest
        ? version
        : throw new InvalidDataException($"{what} has version {version}; this program reads 1 to {newest}. A newer worker has written it: upgrade this one.");

    public static void WriteBlock(this BinaryWriter writer, Action<IBufferWriter<byte>> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        content(buffer);
        writer.WriteBlock(buffer.WrittenSpan);
    }

    /// <summary>The length, then the bytes.</summary>
    public static void WriteBlock(this BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    public static byte[] ReadBlock(this BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new InvalidDataException("State ends in the middle of a block.");
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace BehaviorElasticSidecar.Numerics;

/// <summary>64-bit hash that is the same in every process, on every machine, for ever: stored state relies on it.</summary>
/// <remarks>XXH64 by Yann Collet (xxHash specification 0.1.1). Not for secrets. O(n).</remarks>
public static class StableHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9,
        Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Hash of the UTF-8 bytes of <paramref name="text"/>.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        // Names and values are short; clearing a large buffer would cost more than hashing them.
        const int MostBytesAChar = 3;
        var most = text.Length * MostBytesAChar;
        Span<byte> buffer = most <= 128 ? stackalloc byte[128] : most <= 1024 ? stackalloc byte[1024] : new byte[most];
        return Of(buffer[..Encoding.UTF8.GetBytes(text, buffer)], seed);
    }

    /// <summary>Hash of the eight bytes of <paramref name="value"/>, little-endian.</summary>
    public static ulong Of(ulong value, ulong seed)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Of(bytes, seed);
    }

    /// <summary>Hash of <paramref name="data"/>; empty input is allowed.</summary>
    public static ulong Of(ReadOnlySpan<byte> data, ulong seed = 0)
    {
        unchecked
        {
            var total = (ulong)data.Length;
            var hash = data.Length >= 32 ? Stripes(ref data, seed) : seed + Prime5;
            return Avalanche(Tail(hash + total, data));
        }
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> data, ulong seed)
    {
        unchecked
        {
            ulong a = seed + Prime1 + Prime2, b = seed + Prime2, c = seed, d = seed - Prime1;
            while (data.Length >= 32)
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(data));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(data[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(data[24..]));
                data = data[32..];
            }

            var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = (hash ^ Round(0, a)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, b)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, c)) * Prime1 + Prime4;
            return (hash ^ Round(0, d)) * Prime1 + Prime4;
        }
    }

    private static ulong Tail(ulong hash, ReadOnlySpan<byte> data)
    {
        unchecked
        {
            while (data.Length >= 8)
            {
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data)), 27) * Prime1 + Prime4;
                data = data[8..];
            }

            if (data.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1), 23) * Prime2 + Prime3;
                data = data[4..];
            }

            foreach (var one in data)
                hash = BitOperations.RotateLeft(hash ^ (one * Prime5), 11) * Prime1;
            return hash;
        }
    }

    private static ulong Round(ulong accumulator, ulong input)
    {
        unchecked
        {
            return BitOperations.RotateLeft(accumulator + input * Prime2, 31) * Prime1;
        }
    }

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }
}

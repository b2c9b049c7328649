using System.Buffers.Binary;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>Hash of short texts for tables of one process.</summary>
/// <remarks>
/// After wyhash (Wang Yi, final version 4): 128-bit products folded to 64 bits, a few nanoseconds for a name. Its secret differs from run to run, so
/// that nobody can write names that all fall into one slot; no output may depend on it. Stored state uses <see cref="Numerics.StableHash"/>.
/// </remarks>
internal static class TextHash
{
    private static readonly ulong Secret1 = Secret(1), Secret2 = Secret(2), Secret3 = Secret(3);

    public static ulong Of(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        if (length <= 16)
        {
            var (a, b) = Ends(text);
            return Mix(Secret3 ^ (ulong)length, Mix(a ^ Secret1, b ^ Secret2));
        }

        var hash = Secret1;
        var rest = text;
        for (; rest.Length > 16; rest = rest[16..])
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ Secret2, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ hash);
        var (c, d) = Ends(text[^16..]);
        return Mix(Secret3 ^ (ulong)length, Mix(c ^ Secret1, d ^ hash));
    }

    /// <summary>All bytes of up to 16, in two numbers; they overlap below 16.</summary>
    private static (ulong First, ulong Last) Ends(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
            return (BinaryPrimitives.ReadUInt64LittleEndian(text), BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]));
        if (text.Length >= 4)
            return (BinaryPrimitives.ReadUInt32LittleEndian(text), BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]));
        return text.Length == 0 ? (0UL, 0UL) : ((ulong)text[0] << 16 | (ulong)text[text.Length / 2] << 8 | text[^1], 0UL);
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    /// <summary>The runtime seeds <see cref="HashCode"/> afresh in every process.</summary>
    private static ulong Secret(int number) => (ulong)(uint)HashCode.Combine(number, 1) << 32 | (uint)HashCode.Combine(number, 2);
}

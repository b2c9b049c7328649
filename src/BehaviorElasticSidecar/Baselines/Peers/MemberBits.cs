using System.Numerics;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>Which members of a group, as 256 bits by a hash of their names: united in any order, counted with a small error.</summary>
/// <remarks>
/// Linear counting (Whang, Vander-Zanden, Taylor 1990): n = -256 ln(share of zero bits). Of 14 members one is taken for another in one group of three; the standard
/// error is 1 at 30 members, 3 at 100, 8 % at 600. None is exact.
/// </remarks>
internal readonly record struct MemberBits(ulong A, ulong B, ulong C, ulong D)
{
    private const int Bits = 256;

    public static MemberBits None => default;

    public bool IsEmpty => (A | B | C | D) == 0;

    private int Set => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D);

    /// <summary>Estimated number of different members; infinite when all bits are set.</summary>
    public double Count => -Bits * Math.Log(1 - (double)Set / Bits);

    public static MemberBits Of(string member) => At((int)(StableHash.Of(member) % Bits));

    public MemberBits With(MemberBits other) => new(A | other.A, B | other.B, C | other.C, D | other.D);

    public void Write(StateWriter to)
    {
        to.Whole((ulong)Set);
        for (var bit = 0; bit < Bits; bit++)
            if (With(At(bit)) == this)
                to.Byte((byte)bit);
    }

    public static MemberBits Read(ref StateReader from)
    {
        var bits = None;
        for (var left = from.Count(1); left > 0; left--)
            bits = bits.With(At(from.Byte()));
        return bits;
    }

    private static MemberBits At(int bit)
    {
        var one = 1UL << (bit & 63);
        return (bit >> 6) switch { 0 => new(one, 0, 0, 0), 1 => new(0, one, 0, 0), 2 => new(0, 0, one, 0), _ => new(0, 0, 0, one) };
    }
}

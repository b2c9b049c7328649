using System.Buffers.Binary;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Engine;

/// <summary>Random numbers of 0..1 for waits; the same seed gives the same row.</summary>
internal sealed class Jitter(ulong seed)
{
    private long _count;

    public double Next()
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(counter, Interlocked.Increment(ref _count));
        return (StableHash.Of(counter, seed) >> 11) * (1.0 / (1UL << 53));
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Writes state as compact binary: little-endian floats, whole numbers in as few bytes as they need (LEB128, zigzag).</summary>
internal readonly struct StateWriter(IBufferWriter<byte> to)
{
    public void Byte(byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    /// <summary>1 byte below 128, 2 below 16,384, ... 10 at most.</summary>
    public void Whole(ulong value)
    {
        var span = to.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        to.Advance(count);
    }

    /// <summary>Near 0 in either direction is short.</summary>
    public void Signed(long value) => Whole((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A time since the Unix epoch in whatever unit, and whether there is one at all.</summary>
    public void Moment(long? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        Signed(value ?? 0);
    }

    public void Entity(EntityKey entity)
    {
        Byte((byte)entity.Kind);
        Text(entity.Id);
    }

    public void Hash(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to.GetSpan(8), value);
        to.Advance(8);
    }

    public void Float(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(to.GetSpan(4), value);
        to.Advance(4);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(to.GetSpan(8), value);
        to.Advance(8);
    }

    /// <summary>UTF-8 after its length; null and empty differ.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Whole(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Whole((ulong)length + 1);
        to.Advance(Encoding.UTF8.GetBytes(value, to.GetSpan(Math.Max(1, length))));
    }

    /// <summary>Only what is not 0: a bit for each entry of <paramref name="step"/> numbers, then the numbers.</summary>
    public void Sparse(ReadOnlySpan<float> values, int step)
    {
        var entries = values.Length / step;
        var bits = (entries + 7) / 8;
        Span<byte> present = stackalloc byte[bits];
        for (var i = 0; i < entries; i++)
            if (values.Slice(i * step, step).ContainsAnyExcept(0f))
                present[i / 8] |= (byte)(1 << (i % 8));
        present.CopyTo(to.GetSpan(bits));
        to.Advance(bits);
        for (var i = 0; i < entries; i++)
            if ((present[i / 8] & (1 << (i % 8))) != 0)
                foreach (var value in values.Slice(i * step, step))
                    Float(value);
    }
}

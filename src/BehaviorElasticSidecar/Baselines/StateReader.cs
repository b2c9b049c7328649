using System.Buffers.Binary;
using System.Text;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Everything that cannot be right throws <see cref="InvalidDataException"/>.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> from)
{
    private ReadOnlySpan<byte> _rest = from;

    /// <summary>The version byte at the start; newer than <paramref name="newest"/> is refused.</summary>
    public byte Version(byte newest) => StateFormat.KnownVersion(Byte(), newest, "A state");

    public byte Byte() => Take(1)[0];

    public ulong Whole()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a whole number of the state does not end");
    }

    public EntityKind Kind() => (EntityKind)Byte() is var kind && Enum.IsDefined(kind) ? kind : throw new InvalidDataException("A stored entity is of an unknown kind.");

    public EntityKey Entity() => new(Kind(), Text() ?? "");

    /// <summary>A count of things of at least <paramref name="bytesEach"/> bytes, which must still be there.</summary>
    public int Count(int bytesEach)
    {
        var count = Whole();
        if (count > (ulong)(_rest.Length / bytesEach))
            throw new InvalidDataException($"state announces {count} entries, but has {_rest.Length} bytes left");
        return (int)count;
    }

    public long Signed()
    {
        var value = Whole();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? Moment()
    {
        var (known, seconds) = (Byte() != 0, Signed());
        return known ? seconds : null;
    }

    public int Day() => checked((int)Math.Clamp(Signed(), int.MinValue / 2, int.MaxValue / 2));

    public ulong Hash() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public string? Text()
    {
        var length = Whole();
        if (length == 0)
            return null;
        if (length - 1 > (ulong)_rest.Length)
            throw new InvalidDataException("a text of the state does not end");
        return Encoding.UTF8.GetString(Take((int)(length - 1)));
    }

    public void Sparse(Span<float> values, int step)
    {
        var entries = values.Length / step;
        var present = Take((entries + 7) / 8);
        values.Clear();
        for (var i = 0; i < entries; i++)
            if ((present[i / 8] & (1 << (i % 8))) != 0)
                for (var j = 0; j < step; j++)
                    values[i * step + j] = Float();
    }

    /// <summary>All that is left, which another state reads to its end.</summary>
    public readonly ReadOnlySpan<byte> Rest() => _rest;

    /// <summary>Nothing may be left.</summary>
    public readonly void End()
    {
        if (_rest.Length > 0)
            throw new InvalidDataException($"{_rest.Length} bytes follow the end of the state");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new InvalidDataException("the state is cut off");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

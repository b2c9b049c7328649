using System.Buffers;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Sums over the days of a population, each day counting half after 30 days. Never changed: a new one each midnight.</summary>
internal sealed class DecayedSums
{
    private const byte AloneVersion = 1;
    private readonly double[] _sums;

    public DecayedSums(int length)
        : this(new double[length], null, 0)
    {
    }

    private DecayedSums(double[] sums, int? day, int days)
    {
        _sums = sums;
        LastDay = day;
        Days = days;
    }

    /// <summary>The UTC day up to which it knows; null at the very start.</summary>
    public int? LastDay { get; }

    /// <summary>How many days it has been told of.</summary>
    public int Days { get; }

    public double this[int index] => _sums[index];

    public ReadOnlySpan<double> Range(int from, int count) => _sums.AsSpan(from, count);

    public DecayedSums Advance(DailySums day, int dayNumber)
    {
        var kept = LastDay is { } last ? Forgetting.Growth(-Math.Max(0, dayNumber - last)) : 0;
        var sums = new double[_sums.Length];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = _sums[i] * kept + day[i];
        return new DecayedSums(sums, Math.Max(dayNumber, LastDay ?? dayNumber), Days + 1);
    }

    /// <summary>As the whole state of a population, with a version.</summary>
    public void WriteAlone(IBufferWriter<byte> to)
    {
        var writer = new StateWriter(to);
        writer.Byte(AloneVersion);
        Write(writer);
    }

    public static DecayedSums ReadAlone(ReadOnlySpan<byte> from, int length)
    {
        var reader = new StateReader(from);
        reader.Version(AloneVersion);
        var sums = Read(ref reader, length);
        reader.End();
        return sums;
    }

    public void Write(StateWriter to)
    {
        to.Whole((ulong)Days);
        to.Signed(LastDay ?? 0);
        to.Whole((ulong)_sums.Length);
        foreach (var sum in _sums)
            to.Double(sum);
    }

    /// <param name="written">How few the oldest version wrote: later ones stand behind and are 0.</param>
    public static DecayedSums Read(ref StateReader from, int length, int? written = null)
    {
        var days = (int)Math.Min(from.Whole(), int.MaxValue);
        var last = from.Day();
        if (from.Count(8) is var count && count > length || count < (written ?? length))
            throw new InvalidDataException($"a population has another number of sums than {length}");
        var sums = new double[length];
        for (var i = 0; i < count; i++)
            sums[i] = from.Double();
        return new DecayedSums(sums, days == 0 ? null : last, days);
    }
}

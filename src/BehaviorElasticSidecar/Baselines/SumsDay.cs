using System.Buffers;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>What a day adds to a population that is sums alone.</summary>
internal sealed class SumsDay(DailySums sums) : PopulationDay
{
    private const byte Version = 1;

    public DailySums Sums { get; } = sums;

    public void Write(IBufferWriter<byte> to)
    {
        var writer = new StateWriter(to);
        writer.Byte(Version);
        Sums.Write(writer);
    }

    /// <param name="written">As for <see cref="DailySums.Read"/>.</param>
    public static SumsDay Read(ReadOnlySpan<byte> from, int length, int? written = null)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var sums = DailySums.Read(ref reader, length, written);
        reader.End();
        return new SumsDay(sums);
    }
}

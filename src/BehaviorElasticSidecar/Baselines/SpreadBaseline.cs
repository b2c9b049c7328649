namespace BehaviorElasticSidecar.Baselines;

/// <summary>The hosts that one machine has reached, and how often it reached new ones with an account that is not its owner's.</summary>
internal sealed class SpreadBaseline(RareBaseline targets) : Baseline
{
    private const byte Version = 1;

    /// <summary>Looks count half after 30 of them, not after 30 days: reaching a new host is rare enough to remember.</summary>
    private const double HalfAfter = Numerics.Forgetting.HalfLifeDays;

    public RareBaseline Targets { get; } = targets;

    /// <summary>Decayed number of buckets with new hosts, of which <see cref="Switched"/> with an account that is not the owner's.</summary>
    public float Looks { get; private set; }

    public float Switched { get; private set; }

    public void Add(bool switched, double weight)
    {
        var kept = (float)Math.Pow(0.5, weight / HalfAfter);
        (Looks, Switched) = (Looks * kept + (float)weight, Switched * kept + (switched ? (float)weight : 0));
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        to.Float(Looks);
        to.Float(Switched);
        Targets.Write(to);
    }

    public static SpreadBaseline Read(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(Version);
        var (looks, switched) = (reader.Float(), reader.Float());
        return new SpreadBaseline(RareBaseline.Read(reader.Rest())) { Looks = looks, Switched = switched };
    }
}

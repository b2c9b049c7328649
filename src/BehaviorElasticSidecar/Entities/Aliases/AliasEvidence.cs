using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>Two spellings that stood in one event, and where.</summary>
/// <param name="Field">Source and field, e.g. <c>logs user.id</c>.</param>
internal readonly record struct AliasPair(AliasKey Name, AliasKey Key, string Field) : IComparable<AliasPair>
{
    public int CompareTo(AliasPair other)
    {
        var order = Name.CompareTo(other.Name);
        order = order != 0 ? order : Key.CompareTo(other.Key);
        return order != 0 ? order : string.CompareOrdinal(Field, other.Field);
    }

    public static bool operator <(AliasPair left, AliasPair right) => left.CompareTo(right) < 0;

    public static bool operator <=(AliasPair left, AliasPair right) => left.CompareTo(right) <= 0;

    public static bool operator >(AliasPair left, AliasPair right) => left.CompareTo(right) > 0;

    public static bool operator >=(AliasPair left, AliasPair right) => left.CompareTo(right) >= 0;
}

/// <summary>Which spellings stood together, with first and last day and how often: of one day, or of all days up to a midnight.</summary>
/// <remarks>Bounded: what was not seen for 180 days goes, and beyond <see cref="Most"/> pairs the longest unseen, of those the rarest. About 40 MB at the bound.</remarks>
internal sealed class AliasEvidence
{
    public const int Most = 200_000, ForgottenAfterDays = 180;

    private const byte Version = 1;
    private readonly Dictionary<AliasPair, Support> _pairs = [];

    public IReadOnlyDictionary<AliasPair, Support> Pairs => _pairs;

    /// <summary>A further event or more of a day. Beyond the bound new pairs are left out until the next midnight has tidied up.</summary>
    public void Add(AliasPair pair, int day, long events)
    {
        if (_pairs.TryGetValue(pair, out var known))
            _pairs[pair] = known.Plus(day, events);
        else if (_pairs.Count < Most)
            _pairs[pair] = Support.Of(day, events);
    }

    /// <summary>This and days that it does not hold yet, as of the midnight after <paramref name="day"/>.</summary>
    public AliasEvidence Advance(IEnumerable<AliasEvidence> days, int day, int most = Most)
    {
        var next = new AliasEvidence();
        foreach (var (pair, support) in _pairs.Concat(days.SelectMany(d => d._pairs)))
            next._pairs[pair] = next._pairs.TryGetValue(pair, out var known) ? known.Plus(support) : support;
        next._pairs.Forget(p => day - p.Last > ForgottenAfterDays);
        next._pairs.KeepMost(most, all => all.OrderBy(p => p.Value.Last).ThenBy(p => p.Value.Days).ThenBy(p => p.Key));
        return next;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_pairs.Count);
        foreach (var (pair, support) in _pairs.OrderBy(p => p.Key))
        {
            Write(to, pair.Name);
            Write(to, pair.Key);
            to.Write(pair.Field);
            support.Write(to);
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static AliasEvidence Read(BinaryReader from)
    {
        from.ReadVersion(Version, "Stored alias evidence");
        var evidence = new AliasEvidence();
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            evidence._pairs[new AliasPair(ReadKey(from), ReadKey(from), from.ReadString())] = Support.Read(from);
        return evidence;
    }

    internal static void Write(BinaryWriter to, AliasKey key)
    {
        to.Write((byte)key.Kind);
        to.Write(key.Text);
    }

    internal static AliasKey ReadKey(BinaryReader from)
    {
        var kind = (AliasKind)from.ReadByte();
        return Enum.IsDefined(kind) ? new AliasKey(kind, from.ReadString()) : throw new InvalidDataException("A stored alias is of an unknown kind.");
    }
}

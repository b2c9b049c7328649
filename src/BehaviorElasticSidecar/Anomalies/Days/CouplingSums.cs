using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Anomalies.Days;

/// <summary>CUSUM of couplings (Page 1954): what somebody's days come to above what is usual for anybody, so that some unremarkable days in a row are seen. Never changed.</summary>
/// <remarks>Only sums above 0 are kept; one that has not moved for <see cref="ForgottenAfterDays"/> days is 0 again.</remarks>
internal sealed class CouplingSums
{
    public const int ForgottenAfterDays = 14;

    private readonly SortedDictionary<(string Coupling, EntityKey Entity), (double Sum, int Day)> _sums;

    private CouplingSums(SortedDictionary<(string, EntityKey), (double, int)> sums) => _sums = sums;

    public static CouplingSums Empty { get; } = new(Sorted([]));

    /// <summary>The sum after a day that was worth <paramref name="value"/>, of which <paramref name="usual"/> is nothing special.</summary>
    public double After(string coupling, EntityKey entity, int day, double value, double usual) =>
        Math.Max(0, (_sums.TryGetValue((coupling, entity), out var known) && day - known.Day <= ForgottenAfterDays ? known.Sum : 0) + value - usual);

    /// <param name="sums">After the day; 0 for those that have spoken, which begin again.</param>
    public CouplingSums Advance(int day, IEnumerable<(string Coupling, EntityKey Entity, double Sum)> sums)
    {
        var next = Sorted(_sums.Where(s => day - s.Value.Day <= ForgottenAfterDays));
        foreach (var (coupling, entity, sum) in sums)
        {
            if (sum > 0)
                next[(coupling, entity)] = (sum, day);
            else
                next.Remove((coupling, entity));
        }

        return new CouplingSums(next);
    }

    public void Write(BinaryWriter to)
    {
        to.Write7BitEncodedInt(_sums.Count);
        foreach (var ((coupling, entity), (sum, day)) in _sums)
        {
            to.Write(coupling);
            entity.Write(to);
            to.Write(sum);
            to.Write7BitEncodedInt(day);
        }
    }

    public static CouplingSums Read(BinaryReader from)
    {
        var sums = Sorted([]);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            sums[(from.ReadString(), EntityKey.Read(from))] = (from.ReadDouble(), from.Read7BitEncodedInt());
        return new CouplingSums(sums);
    }

    private static SortedDictionary<(string Coupling, EntityKey Entity), (double Sum, int Day)> Sorted(
        IEnumerable<KeyValuePair<(string Coupling, EntityKey Entity), (double Sum, int Day)>> sums) =>
        new(sums.ToDictionary(), Comparer<(string Coupling, EntityKey Entity)>.Create(
            (a, b) => string.CompareOrdinal(a.Coupling, b.Coupling) is var order && order != 0 ? order : a.Entity.CompareTo(b.Entity)));
}

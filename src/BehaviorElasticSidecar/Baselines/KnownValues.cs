using BehaviorElasticSidecar.Documents;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>Which values an entity has shown, how firmly and when last: sorted 64-bit hashes, so that 512 values take 6 KiB and a look-up 9 steps.</summary>
/// <remarks>
/// A value's weight is the number of days on which it was shown, each counted with the weight with which that day was learnt. Two of 512 values collide
/// with probability 1e-14. Order of learning within a day does not matter, except through the bound when more values are shown than fit.
/// </remarks>
internal sealed class KnownValues
{
    /// <summary>A value not shown for so long is new again; the window in which the field tells first seen (<c>field/ueba.md</c> 1.1).</summary>
    public const int ForgottenAfterDays = 180;

    /// <summary>Weight from which a value is known: one day learnt at least by half, or several doubtful days.</summary>
    public const double KnownFrom = 0.5;

    private const int Units = 64;

    private ulong[] _hashes = [];
    private int[] _days = [];
    private ushort[] _weights = [];

    public int Count { get; private set; }

    /// <summary>Known on <paramref name="day"/>: shown firmly enough, and not too long ago.</summary>
    public bool Knows(ulong hash, int day) => Look(hash, day).Known;

    /// <summary>Day of the last sighting, if any, and whether the value is known on <paramref name="day"/>.</summary>
    public (int? LastShown, bool Known) Look(ulong hash, int day)
    {
        var at = Find(hash);
        return at < 0 ? (null, false) : ((int?)_days[at], _weights[at] >= KnownFrom * Units && day - _days[at] <= ForgottenAfterDays);
    }

    /// <summary>Day of the last sighting, or null.</summary>
    public int? LastShown(ulong hash) => Look(hash, 0).LastShown;

    /// <summary>In days; 0 for what was never shown.</summary>
    public double WeightOf(ulong hash) => Find(hash) is >= 0 and var at ? _weights[at] / (double)Units : 0;

    public double TotalWeight
    {
        get
        {
            long sum = 0;
            foreach (var weight in _weights.AsSpan(0, Count))
                sum += weight;
            return sum / (double)Units;
        }
    }

    /// <summary>What is known on the day, with the most frequent of it, and how many entities know those.</summary>
    public LearntValues Describe(FrequentTexts texts, Prevalences others, int day)
    {
        var known = 0;
        for (var i = 0; i < Count; i++)
            known += Knows(_hashes[i], day) ? 1 : 0;
        return new LearntValues
        {
            Known = known,
            Most = [.. texts.Frequent(this).Select(value => new LearntValue(value.Text, WeightOf(value.Hash), others.Of(value.Hash).Entities, Knows(value.Hash, day)))],
        };
    }

    /// <summary>Whether a weight is enough to be remembered at all: 1/128 and more.</summary>
    public static bool Remembers(double weight) => Math.Round(weight * Units) > 0;

    /// <summary>Takes values shown on <paramref name="day"/>; weight is 0..1. Afterwards at most <paramref name="bound"/> remain: least recently shown out first.</summary>
    public void Learn(ReadOnlySpan<ulong> hashes, int day, double weight, int bound)
    {
        var units = (ushort)Math.Round(weight * Units);
        if (units == 0)
            return;
        List<ulong>? added = null;
        foreach (var hash in hashes)
        {
            var at = Find(hash);
            if (at < 0)
                (added ??= []).Add(hash);
            else
                Strengthen(at, day, units);
        }

        if (added is null)
            return;
        added.Sort();
        Insert(added, day, units);
        if (Count > bound)
            Evict(bound);
    }

    public void Write(StateWriter to, int day)
    {
        to.Whole((ulong)Count);
        for (var i = 0; i < Count; i++)
        {
            to.Hash(_hashes[i]);
            to.Signed(day - _days[i]);
            to.Whole(_weights[i]);
        }
    }

    public static KnownValues Read(ref StateReader from, int day)
    {
        var count = from.Count(10);
        var values = new KnownValues { _hashes = new ulong[count], _days = new int[count], _weights = new ushort[count], Count = count };
        for (var i = 0; i < count; i++)
        {
            values._hashes[i] = from.Hash();
            values._days[i] = day - from.Day();
            values._weights[i] = (ushort)Math.Min(from.Whole(), ushort.MaxValue);
            if (i > 0 && values._hashes[i] <= values._hashes[i - 1])
                throw new InvalidDataException("known values are not in order");
        }

        return values;
    }

    private int Find(ulong hash) => _hashes.AsSpan(0, Count).BinarySearch(hash);

    private void Strengthen(int at, int day, ushort units)
    {
        _weights[at] = day > _days[at] ? (ushort)Math.Min(_weights[at] + units, ushort.MaxValue) : Math.Max(_weights[at], units);
        _days[at] = Math.Max(_days[at], day);
    }

    /// <summary>Merges from the back into grown arrays; <paramref name="added"/> is sorted and may hold a value twice.</summary>
    private void Insert(List<ulong> added, int day, ushort units)
    {
        var distinct = 1;
        for (var i = 1; i < added.Count; i++)
            if (added[i] != added[distinct - 1])
                added[distinct++] = added[i];
        Grow(Count + distinct);
        int old = Count - 1, fresh = distinct - 1;
        Count += distinct;
        for (var to = Count - 1; fresh >= 0; to--)
        {
            if (old >= 0 && _hashes[old] > added[fresh])
            {
                (_hashes[to], _days[to], _weights[to]) = (_hashes[old], _days[old], _weights[old]);
                old--;
            }
            else
            {
                (_hashes[to], _days[to], _weights[to]) = (added[fresh], day, units);
                fresh--;
            }
        }
    }

    private void Grow(int needed)
    {
        if (needed <= _hashes.Length)
            return;
        var size = Math.Max(needed, Math.Min(_hashes.Length * 2, _hashes.Length + 64));
        Array.Resize(ref _hashes, size);
        Array.Resize(ref _days, size);
        Array.Resize(ref _weights, size);
    }

    private void Evict(int bound)
    {
        var order = new int[Count];
        for (var i = 0; i < Count; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => _days[a] != _days[b] ? _days[b].CompareTo(_days[a])
            : _weights[a] != _weights[b] ? _weights[b].CompareTo(_weights[a]) : _hashes[a].CompareTo(_hashes[b]));
        Array.Sort(order, 0, bound);
        for (var i = 0; i < bound; i++)
            (_hashes[i], _days[i], _weights[i]) = (_hashes[order[i]], _days[order[i]], _weights[order[i]]);
        Count = bound;
        Array.Resize(ref _hashes, bound);
        Array.Resize(ref _days, bound);
        Array.Resize(ref _weights, bound);
    }
}

using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines.Peers;

/// <summary>Whose peers are who by what they do, for those of whom no list tells it. Never changed: a new one each midnight UTC.</summary>
/// <remarks>
/// People and hosts are grouped anew on Wednesdays (<see cref="LikenessClusters"/>); a new group that shares at least half of the smaller one's members with an old one is that one, by number and name. In
/// between, whoever has shown enough joins the group that they are like.
/// </remarks>
internal sealed class LearntPeers
{
    /// <summary>Days of history before anybody is grouped.</summary>
    public const int FirstDays = 7;

    private const int Week = 7, Wednesday = 2, Saturday = 5, NamesOfGroup = 2, LeastLetters = 3;

    private static readonly IReadOnlyList<PeerGroup> Nobody = [];

    private readonly Likeness _likeness;
    private readonly int? _firstDay;
    private readonly SortedDictionary<int, (EntityKind Kind, string Name)> _groups;
    private readonly SortedDictionary<EntityKey, int> _members;
    private readonly int _last;
    private readonly Dictionary<int, IReadOnlyList<PeerGroup>> _peers;

    private LearntPeers(Likeness likeness, int? firstDay, SortedDictionary<int, (EntityKind Kind, string Name)> groups, SortedDictionary<EntityKey, int> members, int last)
    {
        (_likeness, _firstDay, _groups, _members, _last) = (likeness, firstDay, groups, members, last);
        var sizes = members.Values.CountBy(m => m).ToDictionary(m => m.Key, m => m.Value);
        _peers = groups.ToDictionary(g => g.Key, g => (IReadOnlyList<PeerGroup>)[new PeerGroup(StableHash.Of($"learnt\n{g.Key}"), g.Value.Name, sizes.GetValueOrDefault(g.Key))]);
    }

    public static LearntPeers Empty { get; } = new(Likeness.Empty, null, [], [], 0);

    /// <summary>Whether entities of the kind have a trade that shows.</summary>
    public static bool Learns(EntityKind kind) => kind is EntityKind.User or EntityKind.Host;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Whether groups are found at the end of the UTC day.</summary>
    public bool IsDue(int day) => day - _firstDay >= FirstDays && (day % Week == Wednesday || _groups.Count == 0 && day % Week < Saturday);

    /// <summary>Empty where nobody is like the entity.</summary>
    /// <param name="entity">By its canonical name.</param>
    public IReadOnlyList<PeerGroup> Of(EntityKey entity) => _members.TryGetValue(entity, out var group) ? _peers[group] : Nobody;

    /// <param name="days">What each showed on the day, under canonical names.</param>
    /// <param name="names">Of traits, on days when groups are due.</param>
    /// <param name="least">Members that a group must have.</param>
    public LearntPeers Advance(IEnumerable<(EntityKey Entity, IReadOnlyCollection<ulong> Traits)> days, IEnumerable<LikenessTrait> names, int day, int least)
    {
        var likeness = _likeness.Advance(days, day);
        if (likeness.Entities.Count == 0)
            return this;
        var named = names.DistinctBy(n => n.Hash).ToDictionary(n => n.Hash, n => n.Name ?? "");
        var (groups, members, last) = (new SortedDictionary<int, (EntityKind, string)>(), new SortedDictionary<EntityKey, int>(), _last);
        foreach (var kind in likeness.Entities.GroupBy(e => e.Key.Kind))
        {
            var clusters = LikenessClusters.Over([.. kind.Select(e => (e.Key, e.Value))]);
            var old = clusters.Entities.Select(e => _members.GetValueOrDefault(e, -1)).ToArray();
            var found = IsDue(day) ? Numbered(clusters.Find(least), old, ref last) : old;
            found = clusters.Assign(found);
            foreach (var group in found.Where(g => g >= 0).Distinct().Order())
                groups[group] = _groups.TryGetValue(group, out var known) ? known : (kind.Key, NameOf(kind.Key, clusters.Telling(found, group), named));
            for (var i = 0; i < found.Length; i++)
                if (found[i] >= 0)
                    members[clusters.Entities[i]] = found[i];
        }

        return new LearntPeers(likeness, _firstDay ?? day, groups, members, last);
    }

    public void Write(StateWriter to)
    {
        _likeness.Write(to);
        to.Moment(_firstDay);
        to.Whole((ulong)_last);
        to.Whole((ulong)_groups.Count);
        foreach (var (number, group) in _groups)
        {
            to.Whole((ulong)number);
            to.Byte((byte)group.Kind);
            to.Text(group.Name);
        }

        to.Whole((ulong)_members.Count);
        foreach (var (entity, group) in _members)
        {
            to.Entity(entity);
            to.Whole((ulong)group);
        }
    }

    public static LearntPeers Read(ref StateReader from)
    {
        var likeness = Likeness.Read(ref from);
        var firstDay = (int?)from.Moment();
        var last = (int)from.Whole();
        var groups = new SortedDictionary<int, (EntityKind, string)>();
        for (var left = from.Count(3); left > 0; left--)
            groups[(int)from.Whole()] = (from.Kind(), from.Text() ?? "");
        var members = new SortedDictionary<EntityKey, int>();
        for (var left = from.Count(3); left > 0; left--)
            members[from.Entity()] = (int)from.Whole();
        return members.Values.All(groups.ContainsKey) ? new LearntPeers(likeness, firstDay, groups, members, last) : throw new InvalidDataException("A learnt peer has no group.");
    }

    /// <summary>Clusters under the numbers of the groups that they were, the most alike first; others get the next.</summary>
    private static int[] Numbered(int[] clusters, int[] old, ref int last)
    {
        var (sizes, oldSizes) = (clusters.CountBy(c => c).ToDictionary(c => c.Key, c => c.Value), old.CountBy(c => c).ToDictionary(c => c.Key, c => c.Value));
        var shared = clusters.Zip(old).Where(p => p is { First: >= 0, Second: >= 0 }).CountBy(p => p)
            .Where(p => 2 * p.Value >= Math.Min(sizes[p.Key.First], oldSizes[p.Key.Second])).OrderByDescending(p => p.Value).ThenBy(p => p.Key.First).ThenBy(p => p.Key.Second);
        var (numbers, taken) = (new Dictionary<int, int> { [-1] = -1 }, new HashSet<int>());
        foreach (var ((cluster, group), _) in shared)
            if (!numbers.ContainsKey(cluster) && taken.Add(group))
                numbers[cluster] = group;
        foreach (var cluster in clusters.Distinct().Order())
            if (!numbers.ContainsKey(cluster))
                numbers[cluster] = ++last;
        return [.. clusters.Select(c => numbers[c])];
    }

    private static string NameOf(EntityKind kind, IEnumerable<ulong> telling, Dictionary<ulong, string> names)
    {
        var shared = telling.Where(names.ContainsKey).Select(t => names[t]).Where(n => n.Count(char.IsLetter) >= LeastLetters).Distinct(StringComparer.Ordinal).Take(NamesOfGroup).ToList();
        var who = kind == EntityKind.Host ? "hosts" : "people";
        return shared.Count == 0 ? $"{who} with the same hours" : $"{who} who share {string.Join(" and ", shared)}".Replace("hosts who", "hosts that", StringComparison.Ordinal);
    }
}

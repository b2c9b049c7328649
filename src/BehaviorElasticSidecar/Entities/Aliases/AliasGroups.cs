namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>Spellings in groups that only ever join: a union-find that knows what must stay apart.</summary>
internal sealed class AliasGroups
{
    private readonly Dictionary<AliasKey, AliasKey> _parents = [];
    private readonly Dictionary<AliasKey, Group> _groups = [];
    private int _separations;

    public IReadOnlyCollection<AliasKey> Keys => _parents.Keys;

    public IEnumerable<IReadOnlyCollection<AliasKey>> All => _groups.Values.Select(g => g.Members);

    public bool Contains(AliasKey key) => _parents.ContainsKey(key);

    /// <param name="support">When it was seen; default where that does not matter.</param>
    public void Add(AliasKey key, Support support)
    {
        if (_parents.TryAdd(key, key))
            _groups[key] = new Group(key);
        if (support.Days > 0)
            _groups[RootOf(key)].Seen(key, support);
    }

    /// <summary>These shall never come into one group.</summary>
    public void Separate(IReadOnlyList<AliasKey> apart)
    {
        var number = _separations++;
        foreach (var key in apart)
        {
            Add(key, default);
            _groups[RootOf(key)].Apart.Add(number);
        }
    }

    public AliasKey RootOf(AliasKey key)
    {
        while (_parents.TryGetValue(key, out var parent) && parent != key)
            key = parent;
        return key;
    }

    public bool AreOne(AliasKey one, AliasKey other) => RootOf(one) == RootOf(other);

    public IReadOnlyCollection<AliasKey> MembersOf(AliasKey key) => _groups.TryGetValue(RootOf(key), out var group) ? group.Members : [];

    /// <summary>Names in the key's group.</summary>
    public int Names(AliasKey key) => MembersOf(key).Count(m => m.Kind == AliasKind.Name);

    /// <summary>Has a key of its own of which an account has one at a time.</summary>
    public bool IsAnchored(AliasKey key) => _groups.TryGetValue(RootOf(key), out var group) && group.Anchors.Count > 0;

    /// <summary>False if they must stay apart: by settings, or because both are names with ids of one kind that were in use at the same time.</summary>
    /// <param name="allowClash">A directory may say that two ids of a kind are one account's.</param>
    public bool TryJoin(AliasKey one, AliasKey other, bool allowClash = false)
    {
        Add(one, default);
        Add(other, default);
        var (a, b) = (RootOf(one), RootOf(other));
        if (a == b)
            return true;
        var (into, from) = (_groups[a], _groups[b]);
        if (into.Apart.Overlaps(from.Apart) || (!allowClash && into.Clashes(from)))
            return false;
        if (into.Members.Count < from.Members.Count || (into.Members.Count == from.Members.Count && b < a))
            (a, b, into, from) = (b, a, from, into);
        into.Take(from);
        _groups.Remove(b);
        _parents[b] = a;
        return true;
    }

    private sealed class Group(AliasKey first)
    {
        public List<AliasKey> Members { get; } = [first];

        public HashSet<int> Apart { get; } = [];

        public Dictionary<AliasKey, Support> Anchors { get; } = [];

        public void Seen(AliasKey key, Support support) => Anchors[key] = Anchors.TryGetValue(key, out var known)
            ? new Support(Math.Min(known.First, support.First), Math.Max(known.Last, support.Last), Math.Max(known.Days, support.Days), known.Events + support.Events)
            : support;

        /// <summary>Both are somebody, each with an id of one kind at the same time.</summary>
        public bool Clashes(Group other) => Members.Any(IsName) && other.Members.Any(IsName)
            && Anchors.Any(a => other.Anchors.Any(b => a.Key.OnlyOneOf == b.Key.OnlyOneOf && a.Value.Overlaps(b.Value)));

        public void Take(Group other)
        {
            Members.AddRange(other.Members);
            Apart.UnionWith(other.Apart);
            foreach (var (key, support) in other.Anchors)
                Seen(key, support);
        }

        private static bool IsName(AliasKey key) => key.Kind == AliasKind.Name;
    }
}

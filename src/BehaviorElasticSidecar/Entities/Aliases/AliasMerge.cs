using BehaviorElasticSidecar.Entities.Accounts;

namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>From what stood together to who is who: settings first, then directories, strong keys, and weak ones where two agree or there is only one.</summary>
/// <remarks>
/// The best supported link is taken first, and one that would make two people one is refused and listed: keys of which an account has one at a time tell them apart.
/// Nothing is linked through a key that many names carry, and no two names through an account of nobody. A function of its input; O(n log n) in the links.
/// </remarks>
internal sealed class AliasMerge
{
    /// <summary>A key that more names carry is a value of a program or a place, not of a person.</summary>
    private const int MostClaimants = 3;

    /// <summary>A name joins another one's key from this many days on, or with this share of the other's days: one odd event joins nobody.</summary>
    private const int FewestDays = 2;
    private const double LeastShare = 0.2;

    private readonly AliasGroups _groups = new();
    private readonly Dictionary<AliasKey, Dictionary<AliasKey, Support>> _claims = [];
    private readonly Dictionary<AliasKey, Support> _seen = [];
    private readonly Dictionary<AliasKey, AccountKind?> _kinds = [];
    private readonly SortedDictionary<AliasKey, List<(AliasKey By, string Origin)>> _called = [];
    private readonly HashSet<AliasKey> _refused = [];
    private readonly Dictionary<AliasKey, HashSet<AliasKey>> _own = [];
    private readonly List<AliasLink> _links = [];
    private readonly List<AliasConflict> _conflicts = [];
    private readonly Func<AliasKey, AccountKind?> _kindOf;

    private AliasMerge(Func<AliasKey, AccountKind?> kindOf) => _kindOf = kindOf;

    /// <summary>Links that hold, by spelling.</summary>
    public IReadOnlyList<AliasLink> Links => _links;

    public IReadOnlyList<AliasConflict> Conflicts => _conflicts;

    public AliasBook Book { get; private set; } = AliasBook.Empty;

    /// <param name="previous">Whose canonical ids stay.</param>
    /// <param name="kindOf">What is known of the kind of an account beside its name; null for nothing.</param>
    /// <param name="day">The UTC day that ends at this midnight.</param>
    public static AliasMerge Of(AliasEvidence evidence, AliasInputs inputs, AliasBook previous, Func<AliasKey, AccountKind?> kindOf, int day)
    {
        var merge = new AliasMerge(key => AccountNames.KindOf(key.Text) ?? kindOf(key));
        merge.Gather(evidence);
        merge.TakeSettings(inputs.Manual);
        merge.TakeDirectory(inputs.Directory);
        merge.TakeStrong(evidence);
        merge.TakeMailNames();
        merge.TakeFullNames(evidence);
        merge.Book = AliasIds.Give(merge._groups, merge._seen, previous, day);
        return merge;
    }

    private void Gather(AliasEvidence evidence)
    {
        foreach (var (pair, support) in evidence.Pairs)
        {
            See(pair.Name, support);
            See(pair.Key, support);
            if (pair.Name == pair.Key)
                continue;
            if (!_claims.TryGetValue(pair.Key, out var claims))
                _claims[pair.Key] = claims = [];
            claims[pair.Name] = claims.TryGetValue(pair.Name, out var known) ? Best(known, support) : support;
        }
    }

    private void See(AliasKey key, Support support)
    {
        _seen[key] = _seen.TryGetValue(key, out var known) ? Best(known, support) : support;
        _groups.Add(key, key.OnlyOneOf is null ? default : support);
    }

    /// <summary>The same events stand under several fields: days do not add up.</summary>
    private static Support Best(Support one, Support other) =>
        new(Math.Min(one.First, other.First), Math.Max(one.Last, other.Last), Math.Max(one.Days, other.Days), Math.Max(one.Events, other.Events));

    private void TakeSettings(ManualLinks manual)
    {
        foreach (var apart in manual.Split)
            _groups.Separate(apart);
        foreach (var same in manual.Merge)
            foreach (var other in same.Skip(1))
                if (_groups.TryJoin(same[0], other))
                    _links.Add(new AliasLink(same[0], other, "settings", null));
    }

    private void TakeDirectory(IReadOnlyList<DirectoryRow> rows)
    {
        foreach (var row in rows.Where(r => r.Kind == EntityKind.User).OrderBy(r => r.Origin, StringComparer.Ordinal))
        {
            var keys = row.Keys.Select(AliasKey.Of).OfType<AliasKey>().Where(k => k.Kind != AliasKind.FullName && !IsNobody(k)).Distinct().Order().ToList();
            for (var i = 1; i < keys.Count; i++)
            {
                if (_groups.TryJoin(keys[0], keys[i], allowClash: true))
                    _links.Add(new AliasLink(keys[0], keys[i], row.Origin, null));
            }

            if (keys.Count > 0 && row.FullName is { } called && AliasKey.OfFullName(called) is { } name)
                Claim(name, keys[0], row.Origin);
        }
    }

    private void Claim(AliasKey fullName, AliasKey by, string origin)
    {
        if (!_called.TryGetValue(fullName, out var list))
            _called[fullName] = list = [];
        list.Add((by, origin));
    }

    private void TakeStrong(AliasEvidence evidence)
    {
        foreach (var (key, claims) in _claims.Where(c => c.Key.Kind != AliasKind.FullName && IsOfProgram(c.Key)).OrderBy(c => c.Key))
            _conflicts.Add(new AliasConflict(key, Ordered(claims), $"{claims.Count} names carry it: nobody is linked through it"));
        var links = evidence.Pairs
            .Where(p => p.Key.Name != p.Key.Key && p.Key.Key.Kind != AliasKind.FullName && !IsOfProgram(p.Key.Key) && !IsNobody(p.Key.Name) && !IsNobody(p.Key.Key))
            .OrderBy(p => p.Key.Key.IsStrong ? 0 : 1).ThenByDescending(p => p.Value.Days).ThenByDescending(p => p.Value.Events).ThenBy(p => p.Key);
        foreach (var (pair, support) in links)
        {
            var best = _claims[pair.Key].Values.Max(s => s.Days);
            var joinsNames = _groups.Names(pair.Key) > 0 && !_groups.AreOne(pair.Name, pair.Key);
            var why = joinsNames && support.Days < FewestDays && support.Days < LeastShare * best ? "the other claim is hardly supported"
                : joinsNames && (!pair.Key.IsStrong || IsOfMany(pair.Name) || IsOfManyAround(pair.Key)) ? "a name alone, a service or a shared account links no two names"
                : HasAnother(pair) ? $"{pair.Name.Text} has another one of its kind at the same time"
                : _groups.TryJoin(pair.Name, pair.Key) ? null
                : "both have an id of their own, or settings keep them apart";
            if (why is null)
                Link(pair, support);
            else
                Refuse(pair.Key, why);
        }
    }

    /// <summary>A directory's and a cloud's id of one account are both GUIDs: those may be several.</summary>
    private bool HasAnother(AliasPair pair) => pair.Key.OnlyOneOf is { } only && pair.Key.Kind != AliasKind.Guid && _own.TryGetValue(pair.Name, out var own)
        && own.Any(k => k != pair.Key && k.OnlyOneOf == only && _seen[k].Overlaps(_seen[pair.Key]));

    private void Link(AliasPair pair, Support support)
    {
        _links.Add(new AliasLink(pair.Name, pair.Key, pair.Field, support));
        if (!_own.TryGetValue(pair.Name, out var own))
            _own[pair.Name] = own = [];
        own.Add(pair.Key);
    }

    private void Refuse(AliasKey key, string why)
    {
        if (_refused.Add(key))
            _conflicts.Add(new AliasConflict(key, Ordered(_claims[key]), $"not merged: {why}"));
    }

    /// <summary><c>ana@corp.example</c> is <c>ana</c>, as long as no other address is and <c>ana</c> is not somebody else already.</summary>
    private void TakeMailNames()
    {
        var byLocal = _groups.Keys.Where(k => k.Kind == AliasKind.Email && !IsNobody(k) && !IsOfProgram(k)).OrderBy(k => k).GroupBy(k => k.LocalPart!, StringComparer.Ordinal);
        foreach (var mails in byLocal.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var name = new AliasKey(AliasKind.Name, mails.Key);
            var open = mails.Where(m => !_groups.AreOne(name, m)).ToList();
            if (!_groups.Contains(name) || IsNobody(name) || open.Count == 0)
                continue;
            if (open.Count == 1 && (_groups.Names(open[0]) == 0 || (!_groups.IsAnchored(name) && !IsOfMany(name))) && _groups.TryJoin(name, open[0]))
                _links.Add(new AliasLink(name, open[0], "name of the address", null));
            else
                _conflicts.Add(new AliasConflict(name, [.. open], "not merged: addresses of several realms or of somebody else begin with this name"));
        }
    }

    /// <summary>How somebody is called is theirs alone, or joins two names that are both made of it and have no ids that differ.</summary>
    private void TakeFullNames(AliasEvidence evidence)
    {
        foreach (var pair in evidence.Pairs.Keys.Where(p => p.Key.Kind == AliasKind.FullName && !IsNobody(p.Name)).Order())
            Claim(pair.Key, pair.Name, pair.Field);
        foreach (var (fullName, claims) in _called)
        {
            var people = claims.Select(c => c.By).Distinct().Order().GroupBy(_groups.RootOf).Select(g => g.First()).ToList();
            if (people.Count == 2 && people.All(p => IsMadeOf(p, fullName)) && !people.Any(IsOfMany) && _groups.TryJoin(people[0], people[1]))
            {
                _links.Add(new AliasLink(people[0], people[1], "called alike, and both names are made of it", null));
                people.RemoveAt(1);
            }

            if (people.Count > 1)
                _conflicts.Add(new AliasConflict(fullName, people, $"{people.Count} are called so: not merged"));
            else if (_groups.TryJoin(people[0], fullName))
                foreach (var (by, origin) in claims.Distinct())
                    _links.Add(new AliasLink(by, fullName, origin, evidence.Pairs.TryGetValue(new AliasPair(by, fullName, origin), out var support) ? support : null));
        }
    }

    /// <summary>One of the names around the key is: <c>sarah.keller</c>, <c>skeller</c>, <c>kellers</c> of Sarah Keller, digits at the end aside.</summary>
    private bool IsMadeOf(AliasKey key, AliasKey fullName)
    {
        var words = fullName.Text.Split(' ');
        var (given, family) = (words[0], words[^1]);
        string[] made = [given + family, family + given, given[..1] + family, family + given[..1], given + family[..1]];
        return _groups.MembersOf(key).Where(m => m.Kind == AliasKind.Name)
            .Any(m => made.Contains(string.Concat(m.Text.Where(char.IsLetter)), StringComparer.Ordinal));
    }

    private bool IsOfProgram(AliasKey key) => _claims.TryGetValue(key, out var claims) && claims.Count > MostClaimants;

    private bool IsNobody(AliasKey key) => KindOf(key) is AccountKind.BuiltIn or AccountKind.Machine;

    private bool IsOfMany(AliasKey key) => key.Kind == AliasKind.Name && KindOf(key) is not (null or AccountKind.Person);

    private AccountKind? KindOf(AliasKey key)
    {
        if (!_kinds.TryGetValue(key, out var kind))
            _kinds.Add(key, kind = _kindOf(key));
        return kind;
    }

    private bool IsOfManyAround(AliasKey key) => _groups.MembersOf(key).Any(IsOfMany);

    private static List<AliasKey> Ordered(Dictionary<AliasKey, Support> claims) =>
        [.. claims.OrderByDescending(c => c.Value.Days).ThenByDescending(c => c.Value.Events).ThenBy(c => c.Key).Take(10).Select(c => c.Key)];
}

/// <summary>What is told beside the events.</summary>
internal sealed record AliasInputs(IReadOnlyList<DirectoryRow> Directory, ManualLinks Manual)
{
    public static AliasInputs None { get; } = new([], ManualLinks.None);
}

using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Entities.Addresses;

/// <summary>Which host and which user was behind an address, and when. Never changed: a new one each midnight UTC.</summary>
/// <remarks>
/// Hosts are claimed by leases and by the machines' own events, users by logons from the address. Bounded: claims older than <see cref="RememberedDays"/> go, an address keeps
/// its last <see cref="MostClaims"/>, and beyond <see cref="Most"/> addresses the longest unseen go.
/// </remarks>
internal sealed class AddressBook
{
    public const int Most = 100_000, MostClaims = 16, RememberedDays = 30;

    /// <summary>More than these at one address within a day: a gateway, a terminal server, a proxy. Learnt, never attributed.</summary>
    public const int MostAtOnce = 3;

    /// <summary>Below this nobody is named.</summary>
    public const double LeastConfidence = 0.3;

    private const byte Version = 1;

    /// <summary>A lease is renewed for days; a person moves on. After this long without a claim, confidence is half.</summary>
    private static readonly TimeSpan HostHalfLife = TimeSpan.FromHours(48), UserHalfLife = TimeSpan.FromHours(24);

    private static readonly TimeSpan Window = TimeSpan.FromDays(7), AtOnce = TimeSpan.FromDays(1);

    /// <summary>One event says that somebody was there for about so long.</summary>
    private static readonly TimeSpan ShortestStay = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, List<AddressClaim>> _addresses;
    private Dictionary<string, string>? _shortNames;

    private AddressBook(Dictionary<string, List<AddressClaim>> addresses) => _addresses = addresses;

    public static AddressBook Empty { get; } = new(new Dictionary<string, List<AddressClaim>>(StringComparer.Ordinal));

    /// <summary>Claims of every address, in time order.</summary>
    public IEnumerable<(string Address, IReadOnlyList<AddressClaim> Claims)> All =>
        _addresses.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, (IReadOnlyList<AddressClaim>)a.Value));

    /// <summary>The host and the user behind an address at a time, as far as anything is known; the host first.</summary>
    public IReadOnlyList<Attribution> At(string address, DateTimeOffset time) => Both(address, (claims, kind) => At(claims, kind, time));

    /// <summary>Who was behind an address over a span that is past, the host before the user; as <see cref="At(string, DateTimeOffset)"/> at its end where nothing in it tells.</summary>
    public IReadOnlyList<Attribution> During(string address, DateTimeOffset from, DateTimeOffset to) =>
        Both(address, (claims, kind) => During(claims, kind, from, to) ?? At(claims, kind, to));

    private IReadOnlyList<Attribution> Both(string address, Func<List<AddressClaim>, EntityKind, Attribution?> behind) =>
        _addresses.TryGetValue(address, out var claims) ? [.. new[] { EntityKind.Host, EntityKind.User }.Select(kind => behind(claims, kind)).OfType<Attribution>()] : [];

    /// <summary>Confidence: the share of the time that somebody is known to have been there.</summary>
    private Attribution? During(List<AddressClaim> claims, EntityKind kind, DateTimeOffset from, DateTimeOffset to)
    {
        var held = new SortedDictionary<string, (TimeSpan Time, DateTimeOffset Seen)>(StringComparer.Ordinal);
        foreach (var claim in claims.Where(c => c.Holder.Kind == kind && c.From < to && c.To >= from))
        {
            var holder = kind == EntityKind.Host ? HostOf(claim.Holder.Id) : claim.Holder.Id;
            var (begin, end) = (claim.From > from ? claim.From : from, claim.To < to ? claim.To : to);
            var known = held.GetValueOrDefault(holder);
            held[holder] = (known.Time + (end - begin) + ShortestStay, end > known.Seen ? end : known.Seen);
        }

        if (held.Count is 0 or > MostAtOnce)
            return null;
        var best = held.OrderByDescending(h => h.Value.Time).ThenBy(h => h.Key, StringComparer.Ordinal).First();
        var confidence = best.Value.Time / held.Values.Aggregate(TimeSpan.Zero, (sum, h) => sum + h.Time);
        return confidence < LeastConfidence ? null : new Attribution(new EntityKey(kind, best.Key), confidence, best.Value.Seen);
    }

    /// <summary>Confidence: how fresh the best claim is, times its share among the claims of the last seven days, each as fresh as it is.</summary>
    private Attribution? At(List<AddressClaim> claims, EntityKind kind, DateTimeOffset time)
    {
        var last = new SortedDictionary<string, AddressClaim>(StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            var holder = kind == EntityKind.Host ? HostOf(claim.Holder.Id) : claim.Holder.Id;
            if (claim.Holder.Kind == kind && claim.From <= time && time - claim.To <= Window && (!last.TryGetValue(holder, out var known) || known.To < claim.To))
                last[holder] = claim;
        }

        if (last.Count == 0)
            return null;
        var newest = last.Values.Max(c => c.To);
        if (last.Values.Count(c => newest - c.To < AtOnce) > MostAtOnce)
            return null;
        var halfLife = kind == EntityKind.Host ? HostHalfLife : UserHalfLife;
        var sum = last.Values.Sum(c => Freshness(c, time, halfLife));
        var best = last.OrderByDescending(c => Freshness(c.Value, time, halfLife)).ThenByDescending(c => c.Value.Events).ThenBy(c => c.Key, StringComparer.Ordinal).First();
        var fresh = Freshness(best.Value, time, halfLife);
        var confidence = fresh * fresh / sum;
        return confidence < LeastConfidence ? null : new Attribution(new EntityKey(kind, best.Key), confidence, best.Value.To);
    }

    private static double Freshness(AddressClaim claim, DateTimeOffset time, TimeSpan halfLife) =>
        time <= claim.To ? 1 : Math.Pow(2, -((time - claim.To) / halfLife));

    /// <summary><c>db01</c> for <c>db01.corp.example</c>, if both are known and no other domain has one.</summary>
    public string HostOf(string name) => (_shortNames ??= ShortNames()).GetValueOrDefault(name, name);

    private Dictionary<string, string> ShortNames()
    {
        var names = _addresses.Values.SelectMany(c => c).Where(c => c.Holder.Kind == EntityKind.Host).Select(c => c.Holder.Id).ToHashSet(StringComparer.Ordinal);
        return names.Where(n => n.Contains('.', StringComparison.Ordinal)).GroupBy(n => n[..n.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal)
            .Where(g => g.Count() == 1 && names.Contains(g.Key)).ToDictionary(g => g.Single(), g => g.Key, StringComparer.Ordinal);
    }

    /// <param name="claims">Of the days since the last midnight, one for each address, holder and day.</param>
    /// <param name="midnight">When it becomes valid.</param>
    public AddressBook Advance(IEnumerable<(string Address, AddressClaim Claim)> claims, DateTimeOffset midnight, int most = Most)
    {
        var next = _addresses.ToDictionary(a => a.Key, a => new List<AddressClaim>(a.Value), StringComparer.Ordinal);
        foreach (var (address, claim) in claims.OrderBy(c => c.Claim.From).ThenBy(c => c.Claim.To).ThenBy(c => c.Address, StringComparer.Ordinal).ThenBy(c => c.Claim.Holder))
        {
            if (!next.TryGetValue(address, out var list))
                next[address] = list = [];
            var at = list.FindLastIndex(c => c.Holder.Kind == claim.Holder.Kind);
            if (at >= 0 && list[at].Holder == claim.Holder)
                list[at] = list[at].Plus(claim);
            else
                list.Add(claim);
        }

        foreach (var list in next.Values)
        {
            list.RemoveAll(c => (midnight - c.To).TotalDays > RememberedDays);
            if (list.Count > MostClaims)
                list.RemoveRange(0, list.Count - MostClaims);
        }

        next.Forget(list => list.Count == 0);
        next.KeepMost(most, all => all.OrderBy(a => a.Value.Max(c => c.To)).ThenBy(a => a.Key, StringComparer.Ordinal));
        return new AddressBook(next);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_addresses.Count);
        foreach (var (address, claims) in _addresses.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            to.Write(address);
            to.Write7BitEncodedInt(claims.Count);
            foreach (var claim in claims)
                claim.Write(to);
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static AddressBook Read(BinaryReader from)
    {
        from.ReadVersion(Version, "A stored address book");
        var addresses = new Dictionary<string, List<AddressClaim>>(StringComparer.Ordinal);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var address = from.ReadString();
            var claims = new List<AddressClaim>();
            for (var count = from.Read7BitEncodedInt(); count > 0; count--)
                claims.Add(AddressClaim.Read(from));
            addresses[address] = claims;
        }

        return new AddressBook(addresses);
    }
}

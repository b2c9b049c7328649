namespace BehaviorElasticSidecar.Entities.Aliases;

/// <summary>Gives each group its canonical id: the one that it has, or else the login that was there first.</summary>
internal static class AliasIds
{
    /// <summary>
    /// An id stays with the group that holds the spelling it was made of, else with the one that holds most of what it stood for. A group that has come to several keeps
    /// the oldest.
    /// </summary>
    public static AliasBook Give(AliasGroups groups, IReadOnlyDictionary<AliasKey, Support> seen, AliasBook previous, int day)
    {
        var members = groups.All.Select(g => (IReadOnlyList<AliasKey>)[.. g.Order()]).OrderBy(g => g[0]).ToList();
        var won = Won(members, previous);
        var (ids, born) = (new Dictionary<AliasKey, string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var group = 0; group < members.Count; group++)
        {
            var id = won[group] ?? New(members[group], seen);
            born[id] = previous.Born.GetValueOrDefault(id, day);
            foreach (var key in members[group])
                ids[key] = id;
        }

        return new AliasBook(ids, born);
    }

    private static string?[] Won(List<IReadOnlyList<AliasKey>> members, AliasBook previous)
    {
        var claims = new Dictionary<string, (int Group, bool Seat, int Keys)>(StringComparer.Ordinal);
        for (var group = 0; group < members.Count; group++)
            foreach (var old in members[group].Where(previous.Ids.ContainsKey).GroupBy(k => previous.Ids[k], StringComparer.Ordinal))
            {
                var claim = (Group: group, Seat: old.Any(k => k.Text == old.Key), Keys: old.Count());
                if (!claims.TryGetValue(old.Key, out var best) || (claim.Seat && !best.Seat) || (claim.Seat == best.Seat && claim.Keys > best.Keys))
                    claims[old.Key] = claim;
            }

        var won = new string?[members.Count];
        foreach (var (id, claim) in claims.OrderBy(c => previous.Born[c.Key]).ThenBy(c => c.Key, StringComparer.Ordinal))
            won[claim.Group] ??= id;
        return won;
    }

    /// <summary>The name that was seen first, of those the one on most days; without a name, what people read most easily.</summary>
    private static string New(IReadOnlyList<AliasKey> keys, IReadOnlyDictionary<AliasKey, Support> seen) => keys
        .OrderBy(k => k.Kind switch { AliasKind.Name => 0, AliasKind.Email => 1, AliasKind.FullName => 2, AliasKind.Arn => 3, AliasKind.DistinguishedName => 4, _ => 5 })
        .ThenBy(k => seen.TryGetValue(k, out var support) ? support.First : int.MaxValue)
        .ThenByDescending(k => seen.TryGetValue(k, out var support) ? support.Days : 0)
        .ThenBy(k => k).First().Text;
}

using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;

namespace BehaviorElasticSidecar.Entities;

/// <summary>Who everybody is: people and accounts by their aliases, hosts by their addresses.</summary>
internal sealed class EntityRecords(AliasMerge merge, AddressBook addresses, AccountLives lives)
{
    /// <summary>Shown of one entity; the rest is counted.</summary>
    public const int MostClaims = 20;

    /// <summary>Ordered by entity.</summary>
    /// <param name="since">Only who was seen on this UTC day or later, or claims a key with others; null for all.</param>
    public IReadOnlyList<EntityRecord> Of(DateTimeOffset at, int? since) =>
        [.. Users(at).Concat(Hosts(at)).Where(r => since is null || r.LastDay >= since || r.Conflicts.Count > 0).OrderBy(r => r.Entity)];

    private IEnumerable<EntityRecord> Users(DateTimeOffset at)
    {
        var book = merge.Book;
        var links = merge.Links.ToLookup(l => book.Ids[l.One], StringComparer.Ordinal);
        var conflicts = merge.Conflicts.SelectMany(c => c.Claimants.Append(c.Key).Select(k => book.Ids.GetValueOrDefault(k)).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => (id, c)))
            .ToLookup(c => c.id, c => c.c, StringComparer.Ordinal);
        var claims = ClaimsOf(EntityKind.User, holder => book.Canonical(holder).Id);
        var names = lives.Names.Select(n => book.Canonical(new EntityKey(EntityKind.User, n)).Id).Concat(book.Born.Keys).Distinct(StringComparer.Ordinal);
        foreach (var id in names.Order(StringComparer.Ordinal))
        {
            List<AliasKey> keys = [.. book.KeysOf(id)];
            if (keys.Count == 0 && AliasKey.Of(id) is { } own)
                keys.Add(own);
            var life = keys.Select(k => lives.Of(k.Text)).Aggregate(default(AccountBehaviour), (sum, b) => sum.Plus(b));
            var (kind, basis) = KindOf(keys, life);
            var days = links[id].Select(l => l.Support).OfType<Support>().Select(s => (s.First, s.Last)).Concat(life.Days > 0 ? [(life.First, life.Last)] : []).ToList();
            yield return new EntityRecord(new EntityKey(EntityKind.User, id), at)
            {
                Kind = kind,
                KindBasis = basis,
                Aliases = keys,
                Links = [.. links[id]],
                Conflicts = [.. conflicts[id]],
                Claims = [.. claims[id].Take(MostClaims)],
                Behaviour = life,
                FirstDay = days.Count == 0 ? null : days.Min(d => d.First),
                LastDay = days.Count == 0 ? null : days.Max(d => d.Last),
            };
        }
    }

    private static (AccountKind Kind, string Basis) KindOf(List<AliasKey> keys, AccountBehaviour life) =>
        keys.Select(k => AccountNames.KindOf(k.Text)).OfType<AccountKind>().Cast<AccountKind?>().FirstOrDefault() is { } named ? (named, "name")
        : life.Kind is { } lived ? (lived, "behaviour")
        : (AccountKind.Person, "default");

    private IEnumerable<EntityRecord> Hosts(DateTimeOffset at)
    {
        var claims = ClaimsOf(EntityKind.Host, holder => addresses.HostOf(holder.Id));
        foreach (var host in claims)
        {
            yield return new EntityRecord(new EntityKey(EntityKind.Host, host.Key), at)
            {
                Kind = AccountKind.Machine,
                KindBasis = "default",
                Aliases = [.. host.Select(c => c.Claim.Holder.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => new AliasKey(AliasKind.Name, n))],
                Claims = [.. host.Take(MostClaims)],
                FirstDay = host.Min(c => SiteClock.UtcDayOf(c.Claim.From)),
                LastDay = host.Max(c => SiteClock.UtcDayOf(c.Claim.To)),
            };
        }
    }

    private ILookup<string, (string Address, AddressClaim Claim)> ClaimsOf(EntityKind kind, Func<EntityKey, string> holder) => addresses.All
        .SelectMany(a => a.Claims.Where(c => c.Holder.Kind == kind).Select(c => (a.Address, Claim: c)))
        .OrderByDescending(c => c.Claim.To).ThenBy(c => c.Address, StringComparer.Ordinal).ThenBy(c => c.Claim.Holder)
        .ToLookup(c => holder(c.Claim.Holder), StringComparer.Ordinal);
}

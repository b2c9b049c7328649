using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Cycles.Identity;

/// <summary>From a name as a person types it to all names under which sources count the same entity.</summary>
internal sealed class NamedEntities(IdentityState identity)
{
    private const int MostNearest = 3, ShortestPart = 3;

    /// <summary>Null: such a name stands for no entity of this kind.</summary>
    public NamedEntity? Of(EntityKind kind, string typed) => kind switch
    {
        EntityKind.User => User(typed),
        EntityKind.Host => Host(typed),
        _ => EntityNames.Normalise(kind, typed) is { } name ? new NamedEntity(new EntityKey(kind, name), [name], []) : null,
    };

    /// <summary>Names like the one typed: a spelling mistake away, or with it as a part; at most three.</summary>
    /// <param name="more">Names that are known beside those of who is who.</param>
    public IReadOnlyList<string> Nearest(string typed, IEnumerable<string> more)
    {
        var known = identity.Aliases.Ids.Keys.Where(k => k.Kind is AliasKind.Name or AliasKind.Email).Select(k => k.Text)
            .Concat(identity.Lives.Names).Concat(identity.Addresses.All.SelectMany(a => a.Claims.Where(c => c.Holder.Kind == EntityKind.Host).Select(c => c.Holder.Id).Append(a.Address)))
            .Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var name = EntityNames.Normalise(EntityKind.User, typed) ?? EntityNames.Normalise(EntityKind.Host, typed) ?? typed.Trim();
        var near = NearestSpelling.Of(name, known) is { } spelling ? [spelling] : Array.Empty<string>();
        var parts = name.Length < ShortestPart ? [] : known.Where(k =>
            k.Contains(name, StringComparison.OrdinalIgnoreCase) || k.Length >= ShortestPart && name.StartsWith(k + ".", StringComparison.OrdinalIgnoreCase));
        return [.. near.Concat(parts).Distinct(StringComparer.Ordinal).Take(MostNearest)];
    }

    /// <summary>A spelling of the group counts only where a source's events under it are the group's: <c>ana@a.example</c> is not whoever is called <c>ana</c>.</summary>
    private NamedEntity? User(string typed)
    {
        var own = EntityNames.Normalise(EntityKind.User, typed);
        if ((identity.Aliases.Find(typed) ?? own) is not { } id)
            return null;
        List<string> aliases = [.. identity.Aliases.KeysOf(id).Select(k => k.Text)];
        var names = aliases.Select(NameNormaliser.User).Append(own).Append(NameNormaliser.User(id)).OfType<string>()
            .Where(n => identity.Canonical(new EntityKey(EntityKind.User, n)).Id == id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new NamedEntity(new EntityKey(EntityKind.User, id), [.. names], [.. aliases.Where(a => a != id).Distinct(StringComparer.Ordinal)]);
    }

    private NamedEntity? Host(string typed)
    {
        if (EntityNames.Normalise(EntityKind.Host, typed) is not { } own)
            return null;
        var id = identity.Addresses.HostOf(own);
        var names = identity.Addresses.All.SelectMany(a => a.Claims).Where(c => c.Holder.Kind == EntityKind.Host && identity.Addresses.HostOf(c.Holder.Id) == id)
            .Select(c => c.Holder.Id).Append(own).Append(id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new NamedEntity(new EntityKey(EntityKind.Host, id), names, [.. names.Where(n => n != id)]);
    }
}

/// <param name="Canonical">Under which risk is kept.</param>
/// <param name="Names">Under which sources may count it; ordered.</param>
/// <param name="Aliases">Every other known spelling.</param>
internal sealed record NamedEntity(EntityKey Canonical, IReadOnlyList<string> Names, IReadOnlyList<string> Aliases);

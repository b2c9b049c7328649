using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Entities.Machines;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles.Identity;

/// <summary>Who is who, as of one midnight UTC; part of the population state. Never changed.</summary>
internal sealed class IdentityState
{
    private const byte FormatVersion = 2;
    private readonly AliasEvidence _evidence;

    private IdentityState(AliasEvidence evidence, AliasBook book, AddressBook addresses, AccountLives lives, MachineBook machines) =>
        (_evidence, Aliases, Addresses, Lives, Machines) = (evidence, book, addresses, lives, machines);

    public static IdentityState Empty { get; } = new(new AliasEvidence(), AliasBook.Empty, AddressBook.Empty, AccountLives.Empty, MachineBook.Empty);

    public AliasBook Aliases { get; }

    public AddressBook Addresses { get; }

    public AccountLives Lives { get; }

    public MachineBook Machines { get; }

    /// <summary>How the aliases came about; null for a state that was read back.</summary>
    public AliasMerge? Merge { get; private init; }

    /// <summary>The entity under which risk is kept.</summary>
    public EntityKey Canonical(EntityKey entity) =>
        entity.Kind == EntityKind.Host ? entity with { Id = Addresses.HostOf(entity.Id) } : Aliases.Canonical(entity);

    /// <summary>The person whose machine a canonical host is; null for a server, a shared desk, and what is no host.</summary>
    public EntityKey? OwnerOf(EntityKey host) =>
        host.Kind == EntityKind.Host && Machines.OwnerOf(host.Id, account => Lives.KindOf(account) is null or AccountKind.Person) is { } owner
            ? Canonical(new EntityKey(EntityKind.User, owner)) : null;

    /// <summary>Who else a finding about an address is about.</summary>
    public IReadOnlyList<Attribution> Behind(EntityKey entity, DateTimeOffset time) =>
        entity.Kind != EntityKind.Address ? [] : [.. Addresses.At(entity.Id, time).Select(a => a with { Holder = Canonical(a.Holder) })];

    /// <summary>The same over a span that is past.</summary>
    public IReadOnlyList<Attribution> Behind(EntityKey entity, DateTimeOffset from, DateTimeOffset to) =>
        entity.Kind != EntityKind.Address ? [] : [.. Addresses.During(entity.Id, from, to).Select(a => a with { Holder = Canonical(a.Holder) })];

    /// <summary>Who everybody is; empty for a state that was read back, which the run that made it has told.</summary>
    /// <param name="since">Only who was seen on this UTC day or later; null for all.</param>
    public IReadOnlyList<EntityRecord> Records(DateTimeOffset at, int? since) => Merge is null ? [] : new EntityRecords(Merge, Addresses, Lives).Of(at, since);

    /// <summary>The state after the UTC day that began at <paramref name="midnight"/>.</summary>
    public IdentityState Advance(IReadOnlyCollection<IdentityDay> days, AliasInputs inputs, DateTimeOffset midnight)
    {
        var day = SiteClock.UtcDayOf(midnight);
        var lives = Lives.Advance(days.SelectMany(d => d.Accounts).GroupBy(a => (a.Day, a.Name)).Select(g => (g.Key.Day, g.Key.Name, g.Select(a => a.Seen).Aggregate((a, b) => a.Plus(b)))), day);
        var evidence = _evidence.Advance(days.Select(d => d.Aliases), day);
        var merge = AliasMerge.Of(evidence, inputs, Aliases, key => lives.Of(key.Text).Kind, day);
        var addresses = Addresses.Advance(days.SelectMany(d => d.Claims), midnight.AddDays(1));
        var machines = Machines.Advance(days.SelectMany(d => d.Machines).Select(m => (addresses.HostOf(m.Host), m.Account)), day);
        return new IdentityState(evidence, merge.Book, addresses, lives, machines) { Merge = merge };
    }

    public void Write(BinaryWriter to)
    {
        to.Write(FormatVersion);
        _evidence.Write(to);
        Aliases.Write(to);
        Addresses.Write(to);
        Lives.Write(to);
        Machines.Write(to);
    }

    public static IdentityState Read(BinaryReader from)
    {
        var version = from.ReadVersion(FormatVersion, "The identity state");
        return new IdentityState(
            AliasEvidence.Read(from), AliasBook.Read(from), AddressBook.Read(from), AccountLives.Read(from), version >= 2 ? MachineBook.Read(from) : MachineBook.Empty);
    }
}

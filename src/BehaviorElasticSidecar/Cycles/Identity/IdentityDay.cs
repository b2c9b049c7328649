using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Addresses;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Cycles.Identity;

/// <summary>What one identity query has gathered since the last midnight UTC. Part of the query's checkpoint, as a <see cref="DayLedger"/> is.</summary>
/// <remarks>Bounded: <see cref="Most"/> claims and as many accounts a day; what comes beyond is left out. Rows come ordered, so what is left out is always the same.</remarks>
internal sealed class IdentityDay(FeatureQuery query)
{
    public const int Most = 200_000;

    private const byte FormatVersion = 2;
    private readonly Dictionary<(string Address, EntityKey Holder, int Day), AddressClaim> _claims = [];
    private readonly Dictionary<(int Day, string Name), AccountDay> _accounts = [];

    public FeatureQuery Query => query;

    private readonly HashSet<(int Day, string Host, string Account)> _machines = [];

    public AliasEvidence Aliases { get; private set; } = new();

    public IEnumerable<(string Address, AddressClaim Claim)> Claims => _claims.Select(c => (c.Key.Address, c.Value));

    public IEnumerable<(int Day, string Name, AccountDay Seen)> Accounts => _accounts.Select(a => (a.Key.Day, a.Key.Name, a.Value));

    /// <summary>Who worked at which host.</summary>
    public IEnumerable<(string Host, string Account)> Machines => _machines.Select(m => (m.Host, m.Account));

    public void Take(ObservationBatch batch)
    {
        var day = SiteClock.UtcDayOf(batch.Bucket.From);
        foreach (var row in batch.Rows)
        {
            if (query.GroupField is { } field && IdentityPlanner.IsMachine(field))
                TakeMachine(row, day);
            else if (row.Numbers[IdentityPlanner.Events] <= 0)
                continue;
            else if (query.GroupField is null)
                TakeAccount(row, batch.Bucket.From, day);
            else if (IdentityPlanner.IsAddress(query.GroupField))
                TakeClaim(row, batch.Bucket, day);
            else
                TakePair(row, day);
        }
    }

    private void TakePair(Observation row, int day)
    {
        if (AliasKey.Of(row.Entity) is not { } name || row.Group is not { } group)
            return;
        var key = query.GroupField!.EndsWith(".full_name", StringComparison.Ordinal) ? AliasKey.OfFullName(group) : AliasKey.Of(group);
        if (key is { } known)
            Aliases.Add(new AliasPair(name, known, $"{query.Source.Id} {query.GroupField}"), day, (long)row.Numbers[IdentityPlanner.Events]);
    }

    private void TakeMachine(Observation row, int day)
    {
        if (row.Numbers[IdentityPlanner.Events] + Number(row, IdentityPlanner.Programs) > 0 && _machines.Count < Most
            && row.Group is { } group && EntityNames.Normalise(EntityKind.Host, group) is { } host)
            _machines.Add((day, host, row.Entity));
    }

    private void TakeClaim(Observation row, TimeBucket bucket, int day)
    {
        var (from, to) = (At(row.Numbers[IdentityPlanner.First]), At(row.Numbers[IdentityPlanner.Last]));
        if (row.Group is not { } group || EntityNames.Normalise(EntityKind.Address, group) is not { } address || !bucket.Contains(from) || !bucket.Contains(to))
            return;
        var (claim, key) = (new AddressClaim(new EntityKey(query.Kind, row.Entity), from, to, (long)row.Numbers[IdentityPlanner.Events]), (address, new EntityKey(query.Kind, row.Entity), day));
        if (_claims.TryGetValue(key, out var known))
            _claims[key] = known.Plus(claim);
        else if (_claims.Count < Most)
            _claims[key] = claim;
    }

    private void TakeAccount(Observation row, DateTimeOffset from, int day)
    {
        var seen = new AccountDay(1 << from.UtcDateTime.Hour, Number(row, IdentityPlanner.Interactive) > 0, (int)Math.Min(Number(row, IdentityPlanner.Hosts), 1_000_000));
        if (_accounts.TryGetValue((day, row.Entity), out var known))
            _accounts[(day, row.Entity)] = known.Plus(seen);
        else if (_accounts.Count < Most)
            _accounts[(day, row.Entity)] = seen;
    }

    private static double Number(Observation row, int column) => column < row.Numbers.Length ? row.Numbers[column] : 0;

    private static DateTimeOffset At(double milliseconds) =>
        milliseconds is > 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : DateTimeOffset.MinValue;

    /// <summary>The next UTC day begins.</summary>
    public void Clear()
    {
        Aliases = new AliasEvidence();
        _claims.Clear();
        _accounts.Clear();
        _machines.Clear();
    }

    public byte[] Write() => StateFormat.Write(to =>
    {
        to.Write(FormatVersion);
        Aliases.Write(to);
        to.Write7BitEncodedInt(_claims.Count);
        foreach (var (key, claim) in _claims.OrderBy(c => c.Key.Day).ThenBy(c => c.Key.Address, StringComparer.Ordinal).ThenBy(c => c.Key.Holder))
        {
            to.Write(key.Address);
            to.Write7BitEncodedInt(key.Day);
            claim.Write(to);
        }

        to.Write7BitEncodedInt(_accounts.Count);
        foreach (var (key, seen) in _accounts.OrderBy(a => a.Key.Day).ThenBy(a => a.Key.Name, StringComparer.Ordinal))
        {
            to.Write(key.Name);
            to.Write7BitEncodedInt(key.Day);
            to.Write7BitEncodedInt(seen.HourBits);
            to.Write(seen.IsInteractive);
            to.Write7BitEncodedInt(seen.Hosts);
        }

        to.Write7BitEncodedInt(_machines.Count);
        foreach (var (day, host, account) in _machines.OrderBy(m => m.Day).ThenBy(m => m.Host, StringComparer.Ordinal).ThenBy(m => m.Account, StringComparer.Ordinal))
        {
            to.Write7BitEncodedInt(day);
            to.Write(host);
            to.Write(account);
        }
    });

    /// <summary>Takes up what <see cref="Write"/> left.</summary>
    public void Restore(byte[] state)
    {
        using var from = StateFormat.Reader(state);
        var version = from.ReadVersion(FormatVersion, $"The open day of {query.Id}");
        Clear();
        Aliases = AliasEvidence.Read(from);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (address, day, claim) = (from.ReadString(), from.Read7BitEncodedInt(), AddressClaim.Read(from));
            _claims[(address, claim.Holder, day)] = claim;
        }

        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (name, day) = (from.ReadString(), from.Read7BitEncodedInt());
            _accounts[(day, name)] = new AccountDay(from.Read7BitEncodedInt(), from.ReadBoolean(), from.Read7BitEncodedInt());
        }

        for (var left = version >= 2 ? from.Read7BitEncodedInt() : 0; left > 0; left--)
            _machines.Add((from.Read7BitEncodedInt(), from.ReadString(), from.ReadString()));
    }
}

using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Entities.Accounts;

/// <summary>Behaviour of every account up to a midnight. Never changed; bounded: unseen for 180 days, and beyond <see cref="Most"/> the longest unseen, are forgotten.</summary>
internal sealed class AccountLives
{
    public const int Most = 200_000, ForgottenAfterDays = 180;

    private const byte Version = 1;
    private readonly Dictionary<string, AccountBehaviour> _accounts;

    private AccountLives(Dictionary<string, AccountBehaviour> accounts) => _accounts = accounts;

    public static AccountLives Empty { get; } = new(new Dictionary<string, AccountBehaviour>(StringComparer.Ordinal));

    public int Count => _accounts.Count;

    public IReadOnlyCollection<string> Names => _accounts.Keys;

    public AccountBehaviour Of(string name) => _accounts.GetValueOrDefault(name);

    /// <summary>Days from the account's first to <paramref name="day"/>; null for one that is not known by then.</summary>
    public int? TenureOf(string name, int day) => _accounts.TryGetValue(name, out var life) && life.First <= day ? day - life.First : null;

    /// <summary>Accounts that were seen on the day and for the first time at least so many days before.</summary>
    public long TenuredOn(int day, int days) => _accounts.Values.LongCount(a => a.Last == day && day - a.First >= days);

    /// <summary>What the name says, else what the behaviour says, else null.</summary>
    public AccountKind? KindOf(string name) => AccountNames.KindOf(name) ?? Of(name).Kind;

    /// <param name="days">UTC days that are not in here yet, with what each account did on them.</param>
    public AccountLives Advance(IEnumerable<(int Day, string Name, AccountDay Seen)> days, int today, int most = Most)
    {
        var next = new Dictionary<string, AccountBehaviour>(_accounts, StringComparer.Ordinal);
        foreach (var (day, name, seen) in days.OrderBy(d => d.Day).ThenBy(d => d.Name, StringComparer.Ordinal))
            next[name] = next.GetValueOrDefault(name).Plus(day, seen);
        next.Forget(a => today - a.Last > ForgottenAfterDays);
        next.KeepMost(most, all => all.OrderBy(a => a.Value.Last).ThenBy(a => a.Value.Days).ThenBy(a => a.Key, StringComparer.Ordinal));
        return new AccountLives(next);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_accounts.Count);
        foreach (var (name, b) in _accounts.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            to.Write(name);
            foreach (var number in new[] { b.First, b.Last, b.Days, b.Hours, b.InteractiveDays, b.ManyHostDays })
                to.Write7BitEncodedInt(number);
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static AccountLives Read(BinaryReader from)
    {
        from.ReadVersion(Version, "Stored behaviour of accounts");
        var accounts = new Dictionary<string, AccountBehaviour>(StringComparer.Ordinal);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
            accounts[from.ReadString()] = new AccountBehaviour(
                from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt());
        return new AccountLives(accounts);
    }
}

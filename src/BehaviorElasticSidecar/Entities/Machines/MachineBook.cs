using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Entities.Machines;

/// <summary>Whose machine a host is: who worked at it on most of its days. Never changed: a new one each midnight UTC.</summary>
/// <remarks>
/// A day counts for an account that started a program on the host or signed in at its screen, and for half after <see cref="HalfLifeDays"/> days. Bounded: a host keeps its
/// <see cref="MostWorkers"/> steadiest accounts, unseen hosts go after <see cref="ForgottenAfterDays"/> days, and beyond <see cref="Most"/> the longest unseen go.
/// </remarks>
internal sealed class MachineBook
{
    public const int Most = 200_000, MostWorkers = 8, ForgottenAfterDays = 60, HalfLifeDays = 14;

    /// <summary>Of all days of all accounts at the host; at a shared desk nobody has it.</summary>
    public const double OwnersShare = 0.6;

    /// <summary>Days of work, counted as above, before anybody is called the owner.</summary>
    public const double LeastDays = 2.5;

    private const byte Version = 1;
    private readonly Dictionary<string, Machine> _hosts;

    private MachineBook(Dictionary<string, Machine> hosts) => _hosts = hosts;

    public static MachineBook Empty { get; } = new(new Dictionary<string, Machine>(StringComparer.Ordinal));

    /// <summary>The account whose machine it is, as its source names it; null for nobody's and for many people's.</summary>
    /// <param name="isPerson">Only people own machines: a service that runs on a server every day does not.</param>
    public string? OwnerOf(string host, Func<string, bool> isPerson)
    {
        if (!_hosts.TryGetValue(host, out var machine))
            return null;
        var people = machine.Workers.Where(w => isPerson(w.Account)).ToList();
        var best = people.OrderByDescending(w => w.Days).ThenBy(w => w.Account, StringComparer.Ordinal).FirstOrDefault();
        return best.Days >= LeastDays && best.Days >= OwnersShare * people.Sum(w => w.Days) ? best.Account : null;
    }

    /// <param name="seen">Host and account of the UTC day, each pair once or more.</param>
    public MachineBook Advance(IEnumerable<(string Host, string Account)> seen, int day, int most = Most)
    {
        var next = new Dictionary<string, Machine>(_hosts, StringComparer.Ordinal);
        foreach (var host in seen.Distinct().GroupBy(s => s.Host, s => s.Account, StringComparer.Ordinal))
            next[host.Key] = (next.GetValueOrDefault(host.Key) ?? new Machine(day, [])).Plus(host, day);
        next.Forget(m => day - m.Last > ForgottenAfterDays);
        next.KeepMost(most, all => all.OrderBy(m => m.Value.Last).ThenBy(m => m.Key, StringComparer.Ordinal));
        return new MachineBook(next);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write7BitEncodedInt(_hosts.Count);
        foreach (var (host, machine) in _hosts.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            to.Write(host);
            to.Write7BitEncodedInt(machine.Last);
            to.Write7BitEncodedInt(machine.Workers.Count);
            foreach (var worker in machine.Workers)
            {
                to.Write(worker.Account);
                to.Write(worker.Days);
            }
        }
    }

    /// <summary>Throws <see cref="InvalidDataException"/> on a version it does not know.</summary>
    public static MachineBook Read(BinaryReader from)
    {
        from.ReadVersion(Version, "A stored book of machines");
        var hosts = new Dictionary<string, Machine>(StringComparer.Ordinal);
        for (var left = from.Read7BitEncodedInt(); left > 0; left--)
        {
            var (host, last, workers) = (from.ReadString(), from.Read7BitEncodedInt(), new List<Worker>());
            for (var count = from.Read7BitEncodedInt(); count > 0; count--)
                workers.Add(new Worker(from.ReadString(), from.ReadDouble()));
            hosts[host] = new Machine(last, workers);
        }

        return new MachineBook(hosts);
    }

    /// <param name="Last">UTC day as of which the days of work count.</param>
    /// <param name="Workers">The steadiest first.</param>
    private sealed record Machine(int Last, IReadOnlyList<Worker> Workers)
    {
        public Machine Plus(IEnumerable<string> accounts, int day)
        {
            var kept = Math.Pow(2, -Math.Max(0, day - Last) / (double)HalfLifeDays);
            var days = Workers.ToDictionary(w => w.Account, w => w.Days * kept, StringComparer.Ordinal);
            foreach (var account in accounts)
                days[account] = days.GetValueOrDefault(account) + 1;
            return new Machine(Math.Max(day, Last), [.. days.Select(d => new Worker(d.Key, d.Value))
                .OrderByDescending(w => w.Days).ThenBy(w => w.Account, StringComparer.Ordinal).Take(MostWorkers)]);
        }
    }

    private readonly record struct Worker(string Account, double Days);
}

using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>An organisation: who works there, on which machines, under which addresses.</summary>
/// <remarks>A function of seed and number of people alone. The first person is always Sarah Keller of accounting: stories and documentation name her.</remarks>
internal sealed class Organisation
{
    public const string Domain = "LAKESIDE", Realm = "LAKESIDE.EXAMPLE", MailDomain = "lakeside.example";

    /// <summary>Number of the account at the cloud provider.</summary>
    public const string CloudAccount = "444455556666";

    public const string DomainSid = "S-1-5-21-1180699209-877415012-3182924384-";

    private readonly Dictionary<int, Habits> _habits = [];

    private Organisation(ulong seed, IReadOnlyList<Person> people, ServerRoom servers)
    {
        Seed = seed;
        People = people;
        Servers = servers;
        Services = [.. ServiceNames.Select((name, i) => Account(seed, 1_000_000 + i, 600 + i, name, name, "Services"))];
        Controller = Account(seed, 1_000_100, 1000, servers.DomainController.Name + "$", servers.DomainController.UpperName, "Domain Controllers");
    }

    /// <summary>Backup, database jobs, web shop, build server, monitoring, software roll-out, and the scanner gateway of 2009 that knows RC4 only.</summary>
    public static IReadOnlyList<string> ServiceNames { get; } = ["svc_backup", "svc_sql", "svc_shop", "svc_build", "svc_monitor", "svc_deploy", "svc_scan"];

    public ulong Seed { get; }

    public IReadOnlyList<Person> People { get; }

    public ServerRoom Servers { get; }

    public IReadOnlyList<Account> Services { get; }

    /// <summary>The domain controller's own machine account, the only one that replicates the directory by right.</summary>
    public Account Controller { get; }

    /// <summary>An account that does not exist yet, to be created; the same name always has the same ids.</summary>
    public Account NewAccount(string login, string fullName, string department) =>
        Account(Seed, 2_000_000, 20_000 + (int)(StableHash.Of(login, Seed) % 40_000), login, fullName, department);

    public static Organisation Make(ulong seed, int people)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, 60_000);
        var servers = ServerRoom.For(people);
        return new Organisation(seed, [.. Enumerable.Range(0, people).Select(i => Hire(seed, i, people, servers))], servers);
    }

    public Account Service(string name) => Services.First(s => s.Login == name);

    /// <summary>The person's habits in the sources of a wide range; made at the first question.</summary>
    public Habits Habits(Person person)
    {
        if (!_habits.TryGetValue(person.Account.Index, out var habits))
            _habits[person.Account.Index] = habits = Sites.Habits.Of(Seed, person);
        return habits;
    }

    /// <summary>The workstation under the address that it has in this week.</summary>
    public Computer Laptop(Person person, int week) => new(person.LaptopName,
        Addresses.Lease(person.Account.Index, Chance.For(Seed, person.Account.Login, week, "dhcp").Below(3)), Linux: false);

    private static Person Hire(ulong seed, int index, int people, ServerRoom servers)
    {
        var (given, family) = PeopleNames.Of(index);
        var login = PeopleNames.Login(index);
        var chance = Chance.For(seed, login, 0, "habits");
        var department = index == 0 ? Department.All[0] : DepartmentAt((index + 0.5) / people);
        var home = department.HomeFraction;
        return new Person
        {
            Account = Account(seed, index, 1100 + index, login, $"{given} {family}", department.Name),
            Department = department,
            LaptopName = $"{department.Code}-LT-{index + 1:000}".ToLowerInvariant(),
            Home = index == 0 ? Place.Chicago : chance.PickSkewed(Place.Homes),
            StartHour = index == 0 ? 8 : department.StartHour + 0.8 * Math.Clamp(chance.Normal(), -2, 2),
            HoursLong = index == 0 ? 9.5 : department.HoursLong + 0.5 * Math.Clamp(chance.Normal(), -2, 2),
            WorkDays = chance.Yes(0.1) ? 0b0001111 : department.Code == "NGT" && chance.Yes(0.5) ? 0b1110011 : 0b0011111,
            HomeFractions = [.. Enumerable.Range(0, 7).Select(_ => chance.Yes(home) ? 0.9 : home * 0.15)],
            Activity = Math.Clamp(chance.LogNormal(1, 0.45), 0.3, 4),
            TypoFraction = Math.Clamp(chance.LogNormal(0.025, 0.8), 0.002, 0.2),
            Servers = Used(servers.Windows, chance, 2 + chance.Below(3)),
            LinuxServers = department.UsesLinux ? Used(servers.Linux, chance, 2 + chance.Below(2)) : [],
            Programs = [.. Software.Everybody.Take(4 + chance.Below(4)), .. department.Programs.Take(1 + chance.Below(department.Programs.Count))],
            Browser = chance.PickSkewed(Browser.Office),
            HolidayFrom = chance.Below(120),
        };
    }

    private static List<Computer> Used(IReadOnlyList<Computer> all, Chance chance, int count)
    {
        var used = new List<Computer>();
        while (used.Count < Math.Min(count, all.Count))
        {
            var one = chance.PickSkewed(all);
            if (!used.Contains(one))
                used.Add(one);
        }

        return used;
    }

    private static Department DepartmentAt(double fraction)
    {
        foreach (var department in Department.All)
        {
            if (fraction < department.ShareFraction)
                return department;
            fraction -= department.ShareFraction;
        }

        return Department.All[^1];
    }

    private static Account Account(ulong seed, int index, int rid, string login, string fullName, string department)
    {
        var chance = Chance.For(seed, login, 0, "ids");
        var (a, b) = (chance.Bits(), chance.Bits());
        return new Account(index, login, fullName, DomainSid + rid, $"00u1{a:x16}", new Guid(
            (uint)a, (ushort)(a >> 32), (ushort)(0x4000 | (a >> 52)), (byte)(0x80 | (b & 0x3F)), (byte)(b >> 8), (byte)(b >> 16),
            (byte)(b >> 24), (byte)(b >> 32), (byte)(b >> 40), (byte)(b >> 48), (byte)(b >> 56)).ToString("D"),
            $"AIDA{b:X16}", department);
    }
}

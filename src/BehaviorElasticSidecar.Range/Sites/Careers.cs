using System.Globalization;

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>Gives people of a wide range offices, titles, managers and the turns of their lives; from own streams, so that habits stay those of the narrow one.</summary>
internal static class Careers
{
    /// <summary>Shares a year: joiners and leavers each, moves to another department, new laptops.</summary>
    private const double TurnoverFraction = 0.15, MoveFraction = 0.12, NewLaptopFraction = 0.33;

    private const int PeoplePerLead = 12, PeoplePerTerminal = 4, TerminalsEach = 3;

    private static readonly string[] AtWarehouse = ["OPS", "NGT"];

    private static readonly Dictionary<string, string[]> Titles = new()
    {
        ["ACC"] = ["Accountant", "Payroll Clerk", "Senior Accountant"],
        ["SAL"] = ["Account Executive", "Sales Representative", "Sales Engineer"],
        ["ENG"] = ["Software Engineer", "Senior Software Engineer", "Test Engineer"],
        ["OPS"] = ["Warehouse Clerk", "Shipping Clerk"],
        ["NGT"] = ["Warehouse Clerk", "Shipping Clerk"],
        ["ITS"] = ["Systems Administrator", "Network Engineer", "Security Analyst"],
        ["HRD"] = ["HR Generalist", "Recruiter"],
    };

    public static IReadOnlyList<Person> Of(Organisation site, SampleOptions options)
    {
        var people = new Person[site.People.Count];
        var terminals = Terminals(site.People.Count(p => AtWarehouse.Contains(p.Department.Code)));
        Person? head = null, lead = null;
        // Departments are runs of numbers; the last of each run is its head, so that the first person stays who documentation says.
        for (var i = people.Length - 1; i >= 0; i--)
        {
            var person = site.People[i];
            var first = head?.Department != person.Department;
            var leads = !first && i % PeoplePerLead == PeoplePerLead / 2;
            person = Settle(site, person, options, terminals) with { Manager = first ? null : (leads ? head! : lead ?? head!).Account.Login };
            if (first)
                (head, lead) = (person, null);
            else if (leads)
                lead = person;
            people[i] = first ? person with { Title = $"Head of {person.Department.Name}" } : leads ? person with { Title = $"Team Lead {person.Department.Name}" } : person;
        }

        return people;
    }

    public static Computer[] Terminals(int warehousePeople) =>
        [.. Enumerable.Range(0, warehousePeople == 0 ? 0 : Math.Max(TerminalsEach, warehousePeople / PeoplePerTerminal))
            .Select(i => new Computer(string.Create(CultureInfo.InvariantCulture, $"whs-term-{i + 1:00}"), Addresses.Terminal(i), Linux: false))];

    private static Person Settle(Organisation site, Person person, SampleOptions options, Computer[] terminals)
    {
        var chance = Chance.For(site.Seed, person.Account.Login, 0, "career");
        var sarah = person.Account.Index == 0;
        var warehouse = AtWarehouse.Contains(person.Department.Code);
        var office = OfficeAt(chance.Fraction(), sarah || warehouse);
        var home = office.Index == 0 ? person.Home : chance.PickSkewed(office.Homes);
        var title = chance.PickSkewed(Titles[person.Department.Code]);
        if (person.Department.Privileged && Habits.Of(site.Seed, person).HelpDesk)
            title = "Helpdesk Technician";
        var career = Draw(site, person, options, chance);
        var start = Math.Max(0, (warehouse ? terminals.Length : 0) - TerminalsEach);
        var first = start == 0 ? 0 : chance.Below(start + 1);
        career = career with
        {
            Terminals = warehouse ? terminals[first..Math.Min(terminals.Length, first + TerminalsEach)] : [],
            FullTunnel = chance.Yes(0.6),
        };
        var hired = career.FirstDay >= 0 ? options.From.AddDays(career.FirstDay) : options.From.AddDays(-30 - chance.Below(3_000));
        if (sarah)
            career = career with { FirstDay = -1, LastDay = int.MaxValue, Later = null, Vacations = [] };
        var settled = person with
        {
            Office = office,
            Home = home,
            Title = title,
            EmployedFrom = hired,
            EmployedUntil = career.LastDay == int.MaxValue ? null : options.From.AddDays(career.LastDay),
            Career = career,
        };
        return career.Later is { } later
            ? settled with { Career = career with { Later = later with { Office = office, Home = home, EmployedFrom = hired, Career = career with { Later = null, Terminals = [] } } } }
            : settled;
    }

    private static Career Draw(Organisation site, Person person, SampleOptions options, Chance chance)
    {
        var days = options.Days;
        var years = days < 14 ? 0 : days / 365.0;
        // Each is drawn whether it is used or not: a longer range has the same first days.
        var (joins, leaves, moves, renews) = (chance.Fraction(), chance.Fraction(), chance.Fraction(), chance.Fraction());
        var (joinsOn, leavesOn, movesOn, renewsOn) = (Inside(days, 0.1, 0.9, chance), Inside(days, 0.2, 0.97, chance), Inside(days, 0.3, 0.85, chance), Inside(days, 0.1, 0.9, chance));
        var joiner = joins < TurnoverFraction * years;
        var leaver = !joiner && leaves < TurnoverFraction * years;
        var mover = !joiner && !leaver && moves < MoveFraction * years;
        var vacation = (From: Inside(days, 0, 1, chance), Days: chance.Yes(0.6) ? 7 : 14);
        var takesVacation = chance.Fraction() < days / 45.0;
        return new Career
        {
            FirstDay = joiner ? joinsOn : -1,
            LastDay = leaver ? leavesOn : int.MaxValue,
            Later = mover ? Moved(site, person, chance) : null,
            MovesOn = movesOn,
            NewLaptopWeek = renews < NewLaptopFraction * years ? (options.From.AddDays(renewsOn).DayNumber + 6) / 7 : int.MaxValue,
            NewLaptopName = person.LaptopName.Replace("-lt-", "-nb-", StringComparison.Ordinal),
            Vacations = takesVacation ? [vacation] : [],
            VacationPlace = chance.Yes(0.5) ? chance.Pick(Place.Vacations) : null,
            FullTunnel = false,
            PasswordPhase = chance.Below(90),
            OnCallSlot = chance.Below(8),
            Terminals = [],
        };
    }

    /// <summary>The same person with another department's places and programs; hours and home stay.</summary>
    private static Person Moved(Organisation site, Person person, Chance chance)
    {
        var department = chance.Pick([.. Department.All.Where(d => d != person.Department && !AtWarehouse.Contains(d.Code))]);
        return person with
        {
            Account = person.Account with { Department = department.Name },
            Department = department,
            Title = chance.PickSkewed(Titles[department.Code]),
            Servers = Organisation.Used(site.Servers.Windows, chance, 2 + chance.Below(3)),
            LinuxServers = department.UsesLinux ? Organisation.Used(site.Servers.Linux, chance, 2 + chance.Below(2)) : [],
            Programs = [.. person.Programs.Intersect(Software.Everybody), .. department.Programs.Take(1 + chance.Below(department.Programs.Count))],
            StartHour = person.StartHour is > 6 and < 12 ? person.StartHour : department.StartHour,
            WorkDays = 0b0011111,
        };
    }

    private static int Inside(int days, double from, double to, Chance chance) => (int)(days * chance.Between(from, to));

    private static Office OfficeAt(double fraction, bool atHeadquarters)
    {
        if (atHeadquarters)
            return Office.Headquarters;
        foreach (var office in Office.All)
        {
            if (fraction < office.ShareFraction)
                return office;
            fraction -= office.ShareFraction;
        }

        return Office.Headquarters;
    }
}

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>What people of one department have in common: hours, tools, places of work. Fractions are 0..1 of people or days.</summary>
internal sealed record Department
{
    public required string Name { get; init; }

    /// <summary>In computer names: <c>ACC-LT-014</c>.</summary>
    public required string Code { get; init; }

    public required double ShareFraction { get; init; }

    /// <summary>Local hour at which most begin; people differ by about 50 minutes.</summary>
    public double StartHour { get; init; } = 8.3;

    public double HoursLong { get; init; } = 8.6;

    public double HomeFraction { get; init; } = 0.25;

    public double TripFraction { get; init; } = 0.01;

    public double WeekendFraction { get; init; } = 0.03;

    public bool UsesLinux { get; init; }

    public bool UsesCloud { get; init; }

    public bool Privileged { get; init; }

    /// <summary>Programs beside those that everybody has, most used first.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    public required IReadOnlyList<string> Apps { get; init; }

    public static IReadOnlyList<Department> All { get; } =
    [
        new() { Name = "Accounting", Code = "ACC", ShareFraction = 0.16, HomeFraction = 0.2, Programs = ["ledger.exe", "payrun.exe"], Apps = ["Ledger", "Banking Portal"] },
        new() { Name = "Sales", Code = "SAL", ShareFraction = 0.22, HomeFraction = 0.35, TripFraction = 0.05, WeekendFraction = 0.08, Programs = ["crm.exe", "POWERPNT.EXE"], Apps = ["CRM", "Quotes"] },
        new() { Name = "Engineering", Code = "ENG", ShareFraction = 0.2, StartHour = 9.4, HomeFraction = 0.4, WeekendFraction = 0.1, UsesLinux = true, UsesCloud = true, Programs = ["Code.exe", "git.exe", "ssh.exe", "dotnet.exe", "python.exe"], Apps = ["Source Control", "Issue Tracker"] },
        new() { Name = "Operations", Code = "OPS", ShareFraction = 0.14, StartHour = 6.8, HomeFraction = 0.02, Programs = ["warehouse.exe", "labels.exe"], Apps = ["Warehouse"] },
        new() { Name = "Night Shift", Code = "NGT", ShareFraction = 0.08, StartHour = 21.8, HomeFraction = 0, Programs = ["warehouse.exe", "labels.exe"], Apps = ["Warehouse"] },
        new() { Name = "IT", Code = "ITS", ShareFraction = 0.12, StartHour = 8.0, HomeFraction = 0.3, WeekendFraction = 0.15, UsesLinux = true, UsesCloud = true, Privileged = true, Programs = ["mmc.exe", "mstsc.exe", "powershell.exe", "ssh.exe"], Apps = ["Admin Console", "Issue Tracker"] },
        new() { Name = "People", Code = "HRD", ShareFraction = 0.08, HomeFraction = 0.25, Programs = ["hrsuite.exe"], Apps = ["HR Suite"] },
    ];
}

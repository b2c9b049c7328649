namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>The servers; their number grows with the people.</summary>
internal sealed record ServerRoom
{
    public required Computer DomainController { get; init; }

    public required Computer FileServer { get; init; }

    public required Computer AppServer { get; init; }

    public required Computer Database { get; init; }

    public required Computer Backup { get; init; }

    /// <summary>The SSH server that the internet can reach.</summary>
    public required Computer Bastion { get; init; }

    /// <summary>What takes the application server's place in a wide range, from one day on.</summary>
    public required Computer NewAppServer { get; init; }

    /// <summary>Looks for weaknesses on all machines.</summary>
    public required Computer Scanner { get; init; }

    /// <summary>Gives updates to all machines.</summary>
    public required Computer Patcher { get; init; }

    /// <summary>Servers that people log on to, most used first; without controller, database and backup.</summary>
    public required IReadOnlyList<Computer> Windows { get; init; }

    public required IReadOnlyList<Computer> Linux { get; init; }

    /// <summary>Every server once.</summary>
    public IReadOnlyList<Computer> All => [.. new[] { DomainController, Database, Backup, NewAppServer, Scanner, Patcher }.Concat(Windows).Concat(Linux).Distinct()];

    public static ServerRoom For(int people)
    {
        var next = 0;
        Computer Make(string name, bool linux = false) => new(name, Addresses.Server(next++), linux);
        var (controller, file, app, database, backup) = (Make("dc01"), Make("fs01"), Make("app01"), Make("db01"), Make("bkp01"));
        var bastion = Make("bastion01", linux: true);
        var more = people / 40;
        return new ServerRoom
        {
            DomainController = controller,
            FileServer = file,
            AppServer = app,
            Database = database,
            Backup = backup,
            Bastion = bastion,
            Windows = [file, app, Make("print01"), Make("intra01"), Make("hr01"), .. Enumerable.Range(2, more).Select(i => Make($"fs{i:00}"))],
            Linux = [bastion, Make("shop01", true), Make("build01", true), Make("mon01", true), .. Enumerable.Range(2, more).Select(i => Make($"shop{i:00}", true))],
            NewAppServer = Make("app02"),
            Scanner = Make("scan01"),
            Patcher = Make("wsus01"),
        };
    }
}

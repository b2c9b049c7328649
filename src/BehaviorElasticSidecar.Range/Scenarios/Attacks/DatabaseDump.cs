using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>At night one table after the other is read from end to end, and the database server sends what it gave.</summary>
/// <remarks>Seen: rows by the hundred thousand, an hour, for one variant a machine. Hidden by: services read much at night as well.</remarks>
internal sealed class DatabaseDump : Scenario
{
    private Person _insider = null!;

    public override string Id => "database_dump";

    public override string Title => "Database dump at night: every table read from end to end";

    public override IReadOnlyList<string> Techniques => ["T1213.006", "T1074.001"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting) => _insider = casting.Person(p => p.Department.Name is "Engineering" or "IT");

    public override void Play(Stage stage)
    {
        var site = stage.Site;
        var laptop = site.Laptop(_insider, stage.Today.Day.Week);
        var who = stage.Variant == 1 ? site.Service("svc_shop") : _insider.Account;
        var from = stage.Variant == 2 ? site.Servers.AppServer : laptop;
        var (hour, rows, rounds) = stage.Variant switch { 0 => (3.2, 180_000.0, 1), 1 => (0.6, 60_000.0, 3), 2 => (4.4, 900_000.0, 1), _ => (22.7, 25_000.0, 5) };
        var at = stage.At(hour) + stage.Chance.Below(900_000);
        // Services keep their connection open and log in to the database once a year.
        if (who == _insider.Account)
            stage.Query(who, from, "login", null, 0, at - 3_000);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var table in Loot.Tables)
            {
                stage.Query(who, from, "select", table, (int)stage.Chance.LogNormal(rows, 0.5), at);
                at = stage.Soon(at, 100);
            }
        }

        stage.Send(null, site.Servers.Database, from.Address, 1433, at, stage.Chance.LogNormal(rows * rounds * 900, 0.2), stage.Chance.LogNormal(4e6, 0.3));
        stage.About(who);
        stage.About(site.Servers.Database);
        if (from != site.Servers.AppServer)
            stage.About(from);
    }
}

using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>What is worth taking, and who can take it.</summary>
internal static class Loot
{
    /// <summary>Tables that hold people, money or customers; staff data first.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        ["hr.salaries", "hr.employees", "hr.contracts", "ledger.payments", "ledger.invoices", "shop.customers", "shop.orders", "stock.items"];

    /// <summary>How intruders name their rules: so that nobody looks.</summary>
    public static IReadOnlyList<string> Rules { get; } = ["..", "RSS", "Archive", "move to archive"];

    /// <summary>The files of any department.</summary>
    public static Folders Anybodys(Chance chance) => Folders.Of(chance.Pick(Department.All));

    public static Folders Of(string department) => Folders.Of(Department.All.First(d => d.Name == department));

    /// <summary>The administrators of the site.</summary>
    public static bool IsAdmin(Person person) => person.Department.Privileged;

    /// <summary>Neither administrator nor engineer: whose machine starts no tools.</summary>
    public static bool IsOfficeWorker(Person person) => !person.Department.Privileged && !person.Department.UsesCloud && person.Department.Code != "NGT";

    /// <summary>Servers of the building, own ones of the person excepted: where it has never been.</summary>
    public static IReadOnlyList<Computer> Strange(Organisation site, Person person) =>
        [.. site.Servers.Windows.Append(site.Servers.DomainController).Append(site.Servers.Backup).Append(site.Servers.Database).Where(s => !person.Servers.Contains(s))];
}

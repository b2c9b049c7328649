using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>What is worth taking, named as the site names its things.</summary>
internal static class Loot
{
    public static IReadOnlyList<string> Shares { get; } = ["Finance", "HR", "Projects", "Sales", "Public"];

    public static IReadOnlyList<string> Tables { get; } = ["hr.salaries", "hr.employees", "sales.customers", "sales.orders", "finance.invoices", "finance.payments"];

    private static readonly string[] Subjects = ["Budget", "Contract", "Forecast", "Offer", "Plan", "Report", "Roadmap", "Statement"];
    private static readonly string[] Endings = ["xlsx", "docx", "pdf", "pptx"];

    /// <summary><c>Contract 2025-114.docx</c>.</summary>
    public static string File(Chance chance) => $"{chance.Pick(Subjects)} 202{4 + chance.Below(3)}-{1 + chance.Below(400)}.{chance.Pick(Endings)}";

    /// <summary>The administrators of the site.</summary>
    public static bool IsAdmin(Person person) => person.Department.Privileged;

    /// <summary>Neither administrator nor engineer: whose machine starts no tools.</summary>
    public static bool IsOfficeWorker(Person person) => !person.Department.Privileged && !person.Department.UsesCloud && person.Department.Code != "NGT";

    /// <summary>Servers of the building, own ones of the person excepted: where it has never been.</summary>
    public static IReadOnlyList<Computer> Strange(Organisation site, Person person) =>
        [.. site.Servers.Windows.Append(site.Servers.DomainController).Append(site.Servers.Backup).Append(site.Servers.Database).Where(s => !person.Servers.Contains(s))];
}

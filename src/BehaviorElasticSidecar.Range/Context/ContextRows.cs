using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Context;

/// <summary>What the organisation's own lists would say of its people and machines.</summary>
internal static class ContextRows
{
    public static IEnumerable<PersonRow> People(Organisation site, SampleOptions options) =>
        site.People.Select(p => Of(p, options)).Concat(site.Services.Select(Of));

    public static IEnumerable<HostRow> Hosts(Organisation site)
    {
        var room = site.Servers;
        foreach (var server in room.All)
            yield return new HostRow(server.Name, null, server == room.DomainController ? "domain_controller" : "server", server.Linux ? "linux" : "windows", Criticality(room, server));
        foreach (var terminal in site.People.SelectMany(p => p.Career?.Terminals ?? []).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal))
            yield return new HostRow(terminal.Name, null, "terminal", "windows", "low");
        foreach (var person in site.People)
        {
            var criticality = person.Department.Privileged ? "high" : "low";
            yield return new HostRow(person.LaptopName, person.Account.Login, "laptop", "windows", criticality);
            if (person.Career is { NewLaptopWeek: < int.MaxValue } career)
                yield return new HostRow(career.NewLaptopName, person.Account.Login, "laptop", "windows", criticality);
        }
    }

    private static string Criticality(ServerRoom room, Computer server) =>
        server == room.DomainController ? "extreme"
        : server == room.Database || server == room.Backup || server == room.Bastion || server.Name == "hr01" ? "high"
        : "medium";

    private static PersonRow Of(Person person, SampleOptions options)
    {
        var now = person.Career?.Later ?? person;
        return new PersonRow(
            person.Account.FullName, person.Account.Login, person.Account.Mail, now.Department.Name, now.Title, person.Manager, now.Department.Privileged,
            person.EmployedFrom, person.EmployedUntil, person.Office.Index == 0 ? options.Zone : person.Office.Zone, "person", Spellings(person.Account))
        {
            Office = person.Office.Name,
            PreviousDepartment = now == person ? null : person.Department.Name,
            DepartmentSince = now == person ? null : options.From.AddDays(person.Career!.MovesOn),
        };
    }

    private static PersonRow Of(Account service) => new(
        service.FullName, service.Login, service.Mail, service.Department, "Service account", null, service.Login == "svc_backup",
        null, null, null, "service", Spellings(service));

    private static IReadOnlyList<string> Spellings(Account account) =>
    [
        account.Login, account.DomainLogin, account.Mail, account.Principal, account.RealmLogin, account.FullName, account.Sid, account.OktaId, account.ObjectId, account.AwsId, account.Arn,
    ];
}

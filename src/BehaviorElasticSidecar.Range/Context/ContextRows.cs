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
        foreach (var person in site.People)
            yield return new HostRow(person.LaptopName, person.Account.Login, "laptop", "windows", person.Department.Privileged ? "high" : "low");
    }

    private static string Criticality(ServerRoom room, Computer server) =>
        server == room.DomainController ? "extreme"
        : server == room.Database || server == room.Backup || server == room.Bastion || server.Name == "hr01" ? "high"
        : "medium";

    private static PersonRow Of(Person person, SampleOptions options) => new(
        person.Account.FullName, person.Account.Login, Mail(person.Account), person.Department.Name, person.Title, person.Manager, person.Department.Privileged,
        person.EmployedFrom, person.EmployedUntil, options.Zone, "person", Spellings(person.Account));

    private static PersonRow Of(Account service) => new(
        service.FullName, service.Login, Mail(service), service.Department, "Service account", null, service.Login == "svc_backup",
        null, null, null, "service", Spellings(service));

    private static string Mail(Account account) => $"{account.Login}@{Organisation.MailDomain}";

    private static IReadOnlyList<string> Spellings(Account account) =>
        [account.Login, $@"{Organisation.Domain}\{account.Login}", Mail(account), $"{account.Login}@{Organisation.Realm}", account.FullName,
            account.Sid, account.OktaId, account.ObjectId, account.AwsId];
}

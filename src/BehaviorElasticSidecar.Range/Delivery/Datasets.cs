using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Delivery;

/// <summary>The stream in which each kind of act arrives: <c>data_stream.dataset</c> of its event, and the name of its file.</summary>
internal static class Datasets
{
    public static IReadOnlyList<string> All { get; } =
    [
        "aws.cloudtrail", "azure.auditlogs", "azure.signinlogs", "endpoint.events.network", "endpoint.events.process", "fortinet_fortigate.log", "microsoft_dhcp.log",
        "microsoft_sqlserver.audit", "o365.audit", "okta.system", "system.auth", "system.security", "zeek.dns", "zscaler_zia.web",
    ];

    private static readonly byte[] Numbers = [.. Enum.GetValues<ActKind>().Order().Select(k => (byte)At(Name(k)))];

    public static int At(string dataset)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == dataset)
                return i;
        }

        throw new ArgumentOutOfRangeException(nameof(dataset), dataset, "No such dataset");
    }

    /// <summary>Its place in <see cref="All"/>.</summary>
    public static int Of(ActKind kind) => Numbers[(int)kind];

    private static string Name(ActKind kind) => kind switch
    {
        ActKind.CloudCall or ActKind.CloudSignIn => "aws.cloudtrail",
        ActKind.TenantAdmin => "azure.auditlogs",
        ActKind.EntraSignIn or ActKind.EntraSignInFailed => "azure.signinlogs",
        ActKind.ProcessConnection => "endpoint.events.network",
        ActKind.ProcessStart => "endpoint.events.process",
        ActKind.VpnUp or ActKind.VpnDown or ActKind.Flow => "fortinet_fortigate.log",
        ActKind.DhcpLease => "microsoft_dhcp.log",
        ActKind.DatabaseUse => "microsoft_sqlserver.audit",
        ActKind.MailAndFiles => "o365.audit",
        ActKind.OktaSignIn or ActKind.OktaSignInFailed or ActKind.IdentityAdmin or ActKind.MfaPrompt => "okta.system",
        ActKind.SshLogin or ActKind.SshFailed or ActKind.Sudo => "system.auth",
        ActKind.WindowsLogon or ActKind.WindowsLogonFailed or ActKind.WindowsLogoff or ActKind.SpecialLogon or ActKind.Ticket or ActKind.ServiceTicket
            or ActKind.ShareAccess or ActKind.DirectoryChange or ActKind.HostChange => "system.security",
        ActKind.DnsQuery => "zeek.dns",
        ActKind.WebRequest => "zscaler_zia.web",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No dataset for this kind of act"),
    };
}

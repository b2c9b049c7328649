using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>What happened, before any source has put it into words.</summary>
internal enum ActKind : byte
{
    WindowsLogon,
    WindowsLogonFailed,
    WindowsLogoff,
    SpecialLogon,
    Ticket,
    ServiceTicket,
    SshLogin,
    SshFailed,
    Sudo,
    OktaSignIn,
    OktaSignInFailed,
    EntraSignIn,
    EntraSignInFailed,
    VpnUp,
    VpnDown,
    Flow,
    ProcessStart,
    CloudCall,
    CloudSignIn,
    /// <summary><c>microsoft_dhcp.log</c>: On gets From.</summary>
    DhcpLease,

    /// <summary><c>zeek.dns</c>: On at From asks for Text; Number is the record type (1 A, 16 TXT), Failed a name that does not exist, BytesOut and BytesIn as sent.</summary>
    DnsQuery,

    /// <summary><c>zscaler_zia.web</c>: Who on On at From asks To (At) for domain Text with Browser; Detail is the category, Failed blocked, BytesOut and BytesIn.</summary>
    WebRequest,

    /// <summary><c>endpoint.events.network</c>: program Text of Who on On connects From To, port Number, with BytesOut and BytesIn.</summary>
    ProcessConnection,

    /// <summary><c>system.security</c> 5145: Who from From opens file Text of share Detail on server On; Failed denied.</summary>
    ShareAccess,

    /// <summary><c>o365.audit</c>: Who from From (At) with Browser does operation Text (FileDownloaded, MailItemsAccessed, New-InboxRule, ...) on object Detail; Failed.</summary>
    MailAndFiles,

    /// <summary><c>microsoft_sqlserver.audit</c>: Who from From does Detail (select, update, login) on object Text (schema.table) of server On, Number rows; Failed.</summary>
    DatabaseUse,

    /// <summary><c>okta.system</c>: admin Who from From (At) does event type Text (user.lifecycle.create, group.user_membership.add, system.api_token.create, ...) to Target; Detail is the group or application.</summary>
    IdentityAdmin,

    /// <summary><c>okta.system</c> user.authentication.auth_via_mfa: Who is asked, for a sign-in from From (At) with Browser; Failed is denied.</summary>
    MfaPrompt,

    /// <summary><c>azure.auditlogs</c>: admin Who from From (At) does operation Text (Add member to role, Consent to application, ...) to Target; Detail is the role or application.</summary>
    TenantAdmin,

    /// <summary><c>system.security</c> at the controller On: event code Number (4720 created, 4722 to 4726, 4728, 4732, 4738, 4740, 4767) by Who to Target; Detail is the group. 4662: directory replication by Who.</summary>
    DirectoryChange,

    /// <summary><c>system.security</c> at On by Who: event code Number (4697 service, 4698 task, 1102 log cleared, 4719 audit policy); Text is the service's or task's name, Detail its program.</summary>
    HostChange,
}

/// <summary>One thing that happened. What a kind does not need stays empty; its writer in <c>Events</c> says which it reads.</summary>
internal readonly record struct Act
{
    /// <summary>UTC, milliseconds since the Unix epoch.</summary>
    public required long TimeMs { get; init; }

    public required ActKind Kind { get; init; }

    /// <summary>Who acts; null where the source does not know, or an unknown name was tried (then <see cref="Text"/>).</summary>
    public Account? Who { get; init; }

    /// <summary>The computer that wrote the event, or whose traffic it is.</summary>
    public Computer? On { get; init; }

    /// <summary>Address it came from; 0 for none.</summary>
    public uint From { get; init; }

    /// <summary>Where that address is; null for internal ones.</summary>
    public Place? At { get; init; }

    public uint To { get; init; }

    public Browser? Browser { get; init; }

    /// <summary>Program, command, application, cloud call, or name that was tried.</summary>
    public string? Text { get; init; }

    /// <summary>Second text: workstation name, cloud service, parent program.</summary>
    public string? Detail { get; init; }

    /// <summary>Windows logon type, destination port, or seconds of a session.</summary>
    public int Number { get; init; }

    /// <summary>Whom it is done to: an account that is created, unlocked, given rights.</summary>
    public Account? Target { get; init; }

    /// <summary>Refused or gone wrong, for the kinds that have no failed twin.</summary>
    public bool Failed { get; init; }

    /// <summary>How much later than usual it reaches the index.</summary>
    public int LateSeconds { get; init; }

    public long BytesOut { get; init; }

    public long BytesIn { get; init; }

    /// <summary>64 random bits: the event's id, ports and delays follow from them.</summary>
    public required ulong Salt { get; init; }
}

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

    public long BytesOut { get; init; }

    public long BytesIn { get; init; }

    /// <summary>64 random bits: the event's id, ports and delays follow from them.</summary>
    public required ulong Salt { get; init; }
}

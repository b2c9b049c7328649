using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary>Acts into the documents that each source's integration would have made of them; one line of NDJSON each.</summary>
/// <param name="minimumBytes">Shorter events get a <c>message</c> that fills them up to this, as feeds that keep the raw record do; 0 for none.</param>
internal sealed class EventWriter(int minimumBytes) : IDisposable
{
    private static readonly byte[] Raw = "<134>date=2026-03-02 time=08:15:27 devname=edge01 logid=0000000013 type=traffic subtype=forward level=notice vd=root policyid=7 action=close trandisp=snat appcat=unscanned "u8.ToArray();

    private readonly EventJson _out = new();
    private readonly byte[] _raw = Filled(minimumBytes);

    public ReadOnlyMemory<byte> Lines => _out.Lines;

    public void Clear() => _out.Clear();

    public void Write(in Act act)
    {
        Tell(act);
        var missing = minimumBytes - (int)(_out.Json.BytesCommitted + _out.Json.BytesPending) - 1;
        // ,"message":"" makes 13 bytes by itself.
        if (missing > 0)
            _out.Json.WriteString("message"u8, _raw.AsSpan(0, Math.Max(1, missing - 13)));
        _out.EndLine();
    }

    public void Dispose() => _out.Dispose();

    private void Tell(in Act act)
    {
        switch (act.Kind)
        {
            case ActKind.WindowsLogon or ActKind.WindowsLogonFailed or ActKind.WindowsLogoff:
                WindowsEvents.Logon(_out, act);
                break;
            case ActKind.SpecialLogon:
                WindowsEvents.Special(_out, act);
                break;
            case ActKind.Ticket or ActKind.ServiceTicket:
                WindowsEvents.Kerberos(_out, act);
                break;
            case ActKind.SshLogin or ActKind.SshFailed:
                LinuxEvents.Ssh(_out, act);
                break;
            case ActKind.Sudo:
                LinuxEvents.Sudo(_out, act);
                break;
            case ActKind.OktaSignIn or ActKind.OktaSignInFailed:
                OktaEvents.SignIn(_out, act);
                break;
            case ActKind.EntraSignIn or ActKind.EntraSignInFailed:
                EntraEvents.SignIn(_out, act);
                break;
            case ActKind.VpnUp or ActKind.VpnDown:
                FortinetEvents.Vpn(_out, act);
                break;
            case ActKind.Flow:
                FortinetEvents.Flow(_out, act);
                break;
            case ActKind.ProcessStart:
                EndpointEvents.Process(_out, act);
                break;
            case ActKind.CloudCall or ActKind.CloudSignIn:
                CloudTrailEvents.Call(_out, act);
                break;
            default:
                TellWide(act);
                break;
        }
    }

    /// <summary>The kinds that only a wide range has.</summary>
    private void TellWide(in Act act)
    {
        switch (act.Kind)
        {
            case ActKind.DhcpLease:
                DhcpEvents.Lease(_out, act);
                break;
            case ActKind.DnsQuery:
                DnsEvents.Query(_out, act);
                break;
            case ActKind.WebRequest:
                ProxyEvents.Web(_out, act);
                break;
            case ActKind.ProcessConnection:
                EndpointEvents.Connection(_out, act);
                break;
            case ActKind.ShareAccess:
                ShareEvents.Access(_out, act);
                break;
            case ActKind.MailAndFiles:
                OfficeEvents.Audit(_out, act);
                break;
            case ActKind.DatabaseUse:
                SqlServerEvents.Use(_out, act);
                break;
            case ActKind.IdentityAdmin:
                OktaAdminEvents.Admin(_out, act);
                break;
            case ActKind.MfaPrompt:
                OktaAdminEvents.Prompt(_out, act);
                break;
            case ActKind.TenantAdmin:
                EntraAuditEvents.Audit(_out, act);
                break;
            case ActKind.DirectoryChange:
                DirectoryEvents.Change(_out, act);
                break;
            case ActKind.HostChange:
                HostChangeEvents.Change(_out, act);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Kind, "No source writes this kind of act");
        }
    }

    private static byte[] Filled(int bytes)
    {
        var filled = new byte[bytes];
        for (var i = 0; i < bytes; i++)
            filled[i] = Raw[i % Raw.Length];
        return filled;
    }
}

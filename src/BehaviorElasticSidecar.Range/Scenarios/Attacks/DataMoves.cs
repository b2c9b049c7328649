using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>What intruders do to files, mail, databases, names and directories.</summary>
internal static class DataMoves
{
    /// <summary>Opens some file of a share.</summary>
    /// <param name="access">Access mask.</param>
    public static void Open(this Stage stage, Account who, Computer from, Folders folders, long ms, bool failed = false, int access = ShareEvents.Read) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.ShareAccess,
        Who = who,
        On = stage.Site.Servers.FileServer,
        From = from.Address,
        Text = stage.Chance.Pick(folders.Paths),
        Detail = folders.Share,
        Number = access,
        Failed = failed,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>An operation of the office suite on a file, mail or rule.</summary>
    public static void Office(this Stage stage, Account who, Origin from, Browser browser, string operation, string? item, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.MailAndFiles,
        Who = who,
        From = from.Address,
        At = from.At,
        Browser = browser,
        Text = operation,
        Detail = item,
        Salt = stage.Chance.Bits(),
    });

    public static void Query(this Stage stage, Account who, Computer from, string verb, string? table, int rows, long ms, bool failed = false) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.DatabaseUse,
        Who = who,
        On = stage.Site.Servers.Database,
        From = from.Address,
        Text = table,
        Detail = verb,
        Number = rows,
        Failed = failed,
        Salt = stage.Chance.Bits(),
    });

    public static void Browse(this Stage stage, Person who, Computer on, WebSite site, long ms, double bytesOut, double bytesIn) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.WebRequest,
        Who = who.Account,
        On = on,
        From = on.Address,
        To = site.Address,
        At = site.Place,
        Text = site.Domain,
        Detail = site.Category,
        Browser = who.Browser,
        BytesOut = (long)bytesOut,
        BytesIn = (long)bytesIn,
        Salt = stage.Chance.Bits(),
    });

    public static void Ask(this Stage stage, Computer on, string name, int type, long ms, double bytesIn, bool failed = false) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.DnsQuery,
        On = on,
        From = on.Address,
        Text = name,
        Number = type,
        Failed = failed,
        BytesOut = 30 + name.Length,
        BytesIn = (long)bytesIn,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>An administrator's act at the identity provider.</summary>
    public static void Administer(this Stage stage, Account admin, Origin from, Browser browser, string type, Account target, string? with, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.IdentityAdmin,
        Who = admin,
        From = from.Address,
        At = from.At,
        Browser = browser,
        Text = type,
        Target = target,
        Detail = with,
        Salt = stage.Chance.Bits(),
    });

    public static void Prompt(this Stage stage, Account who, Origin from, Browser browser, bool denied, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.MfaPrompt,
        Who = who,
        From = from.Address,
        At = from.At,
        Browser = browser,
        Failed = denied,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>An operation in the tenant's directory.</summary>
    public static void Tenant(this Stage stage, Account admin, Origin from, string operation, Account? target, string with, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.TenantAdmin,
        Who = admin,
        From = from.Address,
        At = from.At,
        Text = operation,
        Target = target,
        Detail = with,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>A change in the directory, written by the controller.</summary>
    public static void Direct(this Stage stage, Account admin, int code, Account? target, string? group, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.DirectoryChange,
        Who = admin,
        On = stage.Site.Servers.DomainController,
        Number = code,
        Target = target,
        Detail = group,
        Salt = stage.Chance.Bits(),
    });

    /// <summary>A service or task made, a log cleared.</summary>
    public static void Alter(this Stage stage, Account admin, Computer on, int code, string? name, string? program, long ms) => stage.Add(new Act
    {
        TimeMs = ms,
        Kind = ActKind.HostChange,
        Who = admin,
        On = on,
        Number = code,
        Text = name,
        Detail = program,
        Salt = stage.Chance.Bits(),
    });
}

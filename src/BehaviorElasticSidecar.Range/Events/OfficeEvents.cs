using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>o365.audit</c>: files, mail and tenant. <c>host.name</c> is the tenant's domain, not a machine; Exchange spells people as they once typed it.</summary>
internal static class OfficeEvents
{
    private const int DelaySeconds = 120;
    private const string Tenant = "8d1c2f5e-5b0f-4f0e-9a55-6a3c5f7e1b20", Site = "https://lakeside.sharepoint.example/sites/";

    /// <summary>Reads Who, From with At, Browser, Text (operation), Detail (path of a file, name of a rule, mailbox or application), Target and Failed.</summary>
    public static void Audit(EventJson o, in Act act)
    {
        var (json, workload) = (o.Json, Workload(act.Text!));
        o.Begin(act, "o365"u8, "o365.audit"u8, DelaySeconds);
        json.WriteString("action"u8, act.Text);
        json.WriteString("code"u8, workload.Record);
        json.WriteString("provider"u8, workload.Name);
        Kinds(o, act.Text!);
        json.WriteString("outcome"u8, act.Failed ? "failure"u8 : "success"u8);
        json.WriteEndObject();
        User(o, act, workload.Exchange);
        json.WriteStartObject("client"u8);
        o.Address("ip"u8, act.From);
        json.WriteEndObject();
        o.Endpoint("source"u8, act.From, 0, act.At);
        json.WriteEndObject();
        json.WriteStartObject("host"u8);
        json.WriteString("id"u8, Tenant);
        json.WriteString("name"u8, Organisation.MailDomain);
        json.WriteEndObject();
        json.WriteStartObject("organization"u8);
        json.WriteString("id"u8, Tenant);
        json.WriteEndObject();
        if (act.Browser is not null)
            o.UserAgent(act.Browser);
        Record(o, act, workload);
        o.Related(workload.Exchange ? act.Who!.PrincipalName : act.Who!.Login, null, act.From);
    }

    private static void User(EventJson o, in Act act, bool exchange)
    {
        var (json, who) = (o.Json, act.Who!);
        json.WriteStartObject("user"u8);
        json.WriteString("id"u8, exchange ? who.Principal : who.Mail);
        json.WriteString("email"u8, exchange ? who.Principal : who.Mail);
        json.WriteString("name"u8, exchange ? who.PrincipalName : who.Login);
        json.WriteString("domain"u8, Organisation.MailDomain);
        if (act.Target is not null)
        {
            json.WriteStartObject("target"u8);
            json.WriteString("id"u8, act.Target.Mail);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Record(EventJson o, in Act act, in OfficeWorkload workload)
    {
        var json = o.Json;
        var detail = act.Detail.AsSpan();
        if (workload.Files && !detail.IsEmpty)
            File(o, detail);
        json.WriteStartObject("o365"u8);
        json.WriteStartObject("audit"u8);
        json.WriteString("RecordType"u8, workload.RecordType);
        json.WriteString("ResultStatus"u8, act.Failed ? "Failed"u8 : "Succeeded"u8);
        json.WriteString("UserId"u8, workload.Exchange ? act.Who!.Principal : act.Who!.Mail);
        json.WriteString("UserType"u8, "0"u8);
        if (!workload.Files && !detail.IsEmpty)
            json.WriteString("ObjectId"u8, detail);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void File(EventJson o, ReadOnlySpan<char> path)
    {
        var json = o.Json;
        var slash = path.LastIndexOfAny('/', '\\');
        var name = path[(slash + 1)..];
        json.WriteStartObject("file"u8);
        json.WriteString("name"u8, name);
        if (slash > 0)
            json.WriteString("directory"u8, path[..slash]);
        if (name.LastIndexOf('.') is > 0 and var dot)
            json.WriteString("extension"u8, name[(dot + 1)..]);
        json.WriteEndObject();
        json.WriteStartObject("url"u8);
        o.Joined("original"u8, Site, path);
        json.WriteEndObject();
    }

    private static void Kinds(EventJson o, string operation)
    {
        var file = operation is "FileAccessed" or "FileDownloaded" or "FileDeleted" or "FileModified" or "FileMoved" or "FileRenamed" or "FileUploaded";
        o.List("category"u8, "web"u8, file ? "file"u8 : default);
        o.List("type"u8, "info"u8, operation switch
        {
            "FileAccessed" or "FileDownloaded" => "access"u8,
            "FileDeleted" => "deletion"u8,
            "FileModified" or "FileMoved" or "FileRenamed" => "change"u8,
            "FileUploaded" => "creation"u8,
            _ => default,
        });
    }

    /// <summary>By the operation's name: files and links, cmdlets of the mailbox (<c>Set-Mailbox</c>), items of the mailbox, operations on the tenant that end in a dot.</summary>
    private static OfficeWorkload Workload(string operation)
    {
        if (operation.StartsWith("File", StringComparison.Ordinal))
            return new("SharePoint", "SharePointFileOperation", "6", Files: true, Exchange: false);
        if (operation.StartsWith("Sharing", StringComparison.Ordinal) || operation.Contains("Link", StringComparison.Ordinal))
            return new("OneDrive", "SharePointSharingOperation", "14", Files: true, Exchange: false);
        if (operation.EndsWith('.'))
            return new("AzureActiveDirectory", "AzureActiveDirectory", "8", Files: false, Exchange: false);
        return operation.Contains('-', StringComparison.Ordinal)
            ? new("Exchange", "ExchangeAdmin", "1", Files: false, Exchange: true)
            : new("Exchange", "ExchangeItem", "2", Files: false, Exchange: true);
    }
}

/// <summary>Which part of the suite writes the record.</summary>
internal readonly record struct OfficeWorkload(string Name, string Record, string RecordType, bool Files, bool Exchange);

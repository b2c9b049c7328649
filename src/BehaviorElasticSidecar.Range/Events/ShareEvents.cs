using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.security</c> 5145 at the file server: who opens which file of which share, from where.</summary>
internal static class ShareEvents
{
    /// <summary>Access masks of the detailed file share audit.</summary>
    public const int Read = 0x1, Write = 0x2, Delete = 0x10000;

    private const string ServerPart = @"\\*\", LocalPart = @"\??\D:\Shares\";

    /// <summary>Reads Who, On, From, Detail (the share's name), Text (path within it), Number (access mask; 0 is read) and Failed.</summary>
    public static void Access(EventJson o, in Act act)
    {
        var who = act.Who!;
        var share = act.Detail.AsSpan();
        var path = act.Text.AsSpan();
        WindowsRecord.Head(o, act, 5145, "network-share-object-access-checked"u8);
        o.List("category"u8, "network"u8, "file"u8);
        o.List("type"u8, "info"u8, "access"u8);
        WindowsRecord.Outcome(o, act, !act.Failed);
        WindowsRecord.User(o, who, who.Sid, Organisation.Domain);
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), act.At);
        var json = o.Json;
        json.WriteEndObject();
        var name = path[(path.LastIndexOf('\\') + 1)..];
        json.WriteStartObject("file"u8);
        json.WriteString("name"u8, name);
        if (name.LastIndexOf('.') is > 0 and var dot)
            json.WriteString("extension"u8, name[(dot + 1)..]);
        o.Joined("path"u8, LocalPart, share, @"\", path);
        o.Joined("target_path"u8, ServerPart, share, @"\", path);
        json.WriteEndObject();
        WindowsRecord.Winlog(o, act, 5145);
        WindowsRecord.LogonId(o, act);
        json.WriteStartObject("event_data"u8);
        WindowsRecord.Subject(o, who);
        json.WriteString("ObjectType"u8, "File"u8);
        o.Joined("ShareName"u8, ServerPart, share);
        o.Joined("ShareLocalPath"u8, LocalPart, share);
        json.WriteString("RelativeTargetName"u8, path);
        json.WriteString("AccessMask"u8, act.Number switch { Delete => "0x10000"u8, Write => "0x2"u8, _ => "0x1"u8 });
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(who.Login, act.On!.UpperName, act.From);
    }
}

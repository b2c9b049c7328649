using BehaviorElasticSidecar.Range.Days;

namespace BehaviorElasticSidecar.Range.Events;

/// <summary><c>system.auth</c>: SSH logins and guesses; sudo, which has neither category nor outcome.</summary>
internal static class LinuxEvents
{
    private const int DelaySeconds = 4;

    /// <summary>Reads Who, or Text for an unknown name, On and From with At.</summary>
    public static void Ssh(EventJson o, in Act act)
    {
        var success = act.Kind == ActKind.SshLogin;
        o.Begin(act, "system"u8, "system.auth"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("action"u8, "ssh_login"u8);
        o.List("category"u8, "authentication"u8, success ? "session"u8 : default);
        o.List("type"u8, "info"u8);
        json.WriteString("outcome"u8, success ? "success"u8 : "failure"u8);
        json.WriteString("timezone"u8, "+00:00"u8);
        json.WriteEndObject();
        Host(o, act);
        Process(o, "sshd"u8, act.Salt);
        var name = act.Who?.Login ?? act.Text!;
        User(o, name);
        o.Endpoint("source"u8, act.From, EventJson.Port(act.Salt), act.At);
        json.WriteEndObject();
        json.WriteStartObject("system"u8);
        json.WriteStartObject("auth"u8);
        json.WriteStartObject("ssh"u8);
        json.WriteString("event"u8, success ? "Accepted"u8 : act.Who is null ? "Invalid"u8 : "Failed"u8);
        json.WriteString("method"u8, success && act.At is null ? "publickey"u8 : "password"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(name, act.On!.Name, act.From);
    }

    /// <summary>Reads Who, On and Text (the command).</summary>
    public static void Sudo(EventJson o, in Act act)
    {
        o.Begin(act, "system"u8, "system.auth"u8, DelaySeconds);
        var json = o.Json;
        json.WriteString("timezone"u8, "+00:00"u8);
        json.WriteEndObject();
        Host(o, act);
        Process(o, "sudo"u8, act.Salt);
        json.WriteStartObject("user"u8);
        json.WriteString("name"u8, act.Who!.Login);
        json.WriteStartObject("effective"u8);
        json.WriteString("name"u8, "root"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("system"u8);
        json.WriteStartObject("auth"u8);
        json.WriteStartObject("sudo"u8);
        json.WriteString("command"u8, act.Text);
        json.WriteString("tty"u8, "pts/0"u8);
        json.WriteString("user"u8, "root"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        o.Related(act.Who.Login, act.On!.Name, 0);
    }

    private static void Host(EventJson o, in Act act)
    {
        o.Json.WriteStartObject("host"u8);
        o.Json.WriteString("hostname"u8, act.On!.Name);
        o.Json.WriteString("name"u8, act.On.Name);
        o.Json.WriteEndObject();
    }

    private static void Process(EventJson o, ReadOnlySpan<byte> name, ulong salt)
    {
        o.Json.WriteStartObject("process"u8);
        o.Json.WriteString("name"u8, name);
        o.Json.WriteNumber("pid"u8, 1_000 + (long)(salt % 30_000));
        o.Json.WriteEndObject();
    }

    private static void User(EventJson o, string name)
    {
        o.Json.WriteStartObject("user"u8);
        o.Json.WriteString("name"u8, name);
        o.Json.WriteEndObject();
    }
}

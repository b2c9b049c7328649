using System.Globalization;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>From findings to what to do and which exit code to give.</summary>
internal static class CheckAdvice
{
    /// <summary>Sources that have said nothing for this long have probably stopped.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    public static ConnectionCheck Connected(IReadOnlyList<string> nodes, EngineIdentity identity) =>
        new(nodes, identity.Stack.ToString(), identity.Version, identity.ClusterName, null);

    public static CheckReport Unreachable(IReadOnlyList<string> nodes, EngineException trouble) => new()
    {
        Exit = ExitOf(trouble),
        Connection = new ConnectionCheck(nodes, null, null, null, trouble.Message),
        Advice = [Of(trouble)],
    };

    public static ExitCode ExitOf(EngineException trouble) =>
        trouble.Kind is EngineErrorKind.Unauthorized or EngineErrorKind.Forbidden ? ExitCode.Privileges : ExitCode.Fault;

    public static string Of(EngineException trouble) => trouble.Kind switch
    {
        EngineErrorKind.Unauthorized => "Set engine.username and engine.password_file, or engine.api_key_file: the cluster does not know who asks.",
        EngineErrorKind.Tls => "Set engine.certificate_authority to the PEM file of the authority that signed the cluster's certificate.",
        EngineErrorKind.Connection or EngineErrorKind.TimedOut => "Check engine.nodes, and that the cluster runs and can be reached from here.",
        EngineErrorKind.WrongStack or EngineErrorKind.Protocol =>
            "Check engine.nodes; if a proxy hides who answers, set engine.stack to elasticsearch or opensearch.",
        _ => trouble.Message,
    };

    public static string SetupRefused(string message, EngineStack stack, string prefix) =>
        $"{message}\nRun 'behavior-sidecar setup --templates' as a user that has this role:\n{RoleCalls.ForSetup(stack, prefix)}";

    /// <summary>The report with advice and exit code: privileges weigh more than what is merely degraded.</summary>
    /// <param name="handOut">The call that gives the role to somebody.</param>
    public static CheckReport Complete(CheckReport report, string roleCall, string handOut, DateTimeOffset now)
    {
        var advice = new List<string>();
        var exit = ExitCode.Fine;
        if (report.Privileges is { Missing.Count: > 0 } privileges)
        {
            exit = ExitCode.Privileges;
            advice.Add($"Give the user{(privileges.User is null ? "" : " " + privileges.User)} the role {RoleCalls.WorkerRole}, made by\n{roleCall}\nand handed out by\n{handOut}");
        }

        if (report.Templates.Any(t => t.State is TemplateInstaller.Missing or TemplateInstaller.Unknown))
        {
            exit = ExitCode.Privileges;
            advice.Add("Run 'behavior-sidecar setup --templates' as a user that may (role behavior-setup); 'run' tries it by itself.");
        }
        else if (report.Templates.Any(t => t.State == TemplateInstaller.Outdated))
        {
            advice.Add("Run 'behavior-sidecar setup --templates': the templates are of an older release.");
        }

        if (report.Templates.Any(t => t.State == TemplateInstaller.Newer))
            advice.Add("Upgrade this worker: a newer one has been here, and this one would write what it no longer expects.");
        foreach (var source in report.Sources)
            AddFor(source, now, advice);
        var unreadable = report.Sources.Where(s => s.Fault is not null).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (report.Detectors.Any(d => d.State is "off" or "degraded" && !unreadable.Contains(d.Source)))
            advice.Add("Map or ingest the fields that stand beside the detectors above (sources[].fields), or switch detectors off that you do not need (mode: off).");
        if (exit == ExitCode.Fine && advice.Count > 0)
            exit = ExitCode.Degraded;
        return report with { Exit = exit, Advice = advice };
    }

    private static void AddFor(SourceCheck source, DateTimeOffset now, List<string> advice)
    {
        if (source.Fault is not null)
            advice.Add($"Source {source.Id}: {source.Fault}. Check its index patterns and time field.");
        else if (source.NewestEvent > now)
            advice.Add(string.Create(CultureInfo.InvariantCulture, $"Source {source.Id}: its newest event is of {source.NewestEvent:yyyy-MM-dd HH:mm} UTC, in the future. Mend the clock or the time zone of whoever sends it."));
        else if (now - source.NewestEvent > Silence)
            advice.Add($"Source {source.Id}: nothing new for more than a day. Check what ships it.");
        if (source.Quality is not { } quality)
            return;
        if (quality.Future > 0)
            advice.Add(string.Create(CultureInfo.InvariantCulture, $"Source {source.Id}: {quality.Future:N0} events lie more than five minutes in the future: they are read when that time comes. Mend the clock or the time zone of whoever sends them."));
        foreach (var finding in quality.Findings)
            advice.Add($"Source {source.Id}: {finding.Problem}. {finding.Advice}");
        if (quality.Example is { } example)
            advice.Add($"Source {source.Id}: an event of those that failed: {example}");
    }
}

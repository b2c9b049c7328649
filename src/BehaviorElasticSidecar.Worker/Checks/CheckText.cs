using System.Globalization;
using System.Text;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Checks;

/// <summary>The report for a person with two minutes: trouble in full, what works in a line.</summary>
internal static class CheckText
{
    private static readonly string[] States = ["ready", "degraded", "off", "switched off"];

    /// <summary>A field that fewer events have is worth a word: it may be meant so.</summary>
    private const double Scarce = 0.01;

    public static string Of(CheckReport report, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Connection(report.Connection, text);
        if (report.Privileges is { } privileges)
            Privileges(privileges, text);
        if (report.Templates.Count > 0)
            Templates(report.Templates, text);
        if (report.Sources.Count > 0)
            Sources(report.Sources, now, text);
        QualityText.Add(report.Sources, text);
        if (report.Detectors.Count > 0)
            Detectors(report.Detectors, text);
        if (report.Cost is { } cost)
            QualityText.Add(cost, text);
        Advice(report.Advice, text);
        return text.ToString().TrimEnd();
    }

    private static void Connection(ConnectionCheck connection, StringBuilder text)
    {
        var nodes = string.Join(", ", connection.Nodes);
        text.Append("Connection  ").Append(connection.Fault is null
            ? $"{connection.Stack} {connection.Version}, cluster {SafeText.Neutralised(connection.ClusterName ?? "")}, at {nodes}"
            : $"FAILED at {nodes}: {SafeText.Neutralised(connection.Fault)}").Append('\n');
    }

    private static void Privileges(PrivilegeCheck privileges, StringBuilder text)
    {
        var who = privileges.User is null ? "" : $" (user {SafeText.Neutralised(privileges.User)})";
        text.Append("Privileges  ").Append(privileges.HasAll switch
        {
            true => $"all that are needed{who}",
            null when privileges.Missing.Count == 0 => $"this engine cannot be asked; everything tried was allowed{who}",
            _ => $"MISSING{who}: {string.Join("; ", privileges.Missing)}",
        }).Append('\n');
    }

    private static void Templates(IReadOnlyList<TemplateCheck> templates, StringBuilder text)
    {
        var wrong = templates.Where(t => t.State != "present").ToList();
        text.Append(CultureInfo.InvariantCulture, $"Templates   {templates.Count - wrong.Count} of {templates.Count} present and up to date\n");
        if (wrong.Count > 0)
            text.Append(TextTable.Of(
                ["template", "state", "installed", "shipped"],
                wrong.Select(t => (string[])[t.Name, t.State, Number(t.Installed), Number(t.Shipped)])));
    }

    private static void Sources(IReadOnlyList<SourceCheck> sources, DateTimeOffset now, StringBuilder text)
    {
        text.Append("Sources\n").Append(TextTable.Of(
            ["source", "indices", "documents", "size", "newest event", "late (p99)", "patterns"],
            sources.Select(s => (string[])
            [
                s.Id, Number(s.Indices), Number(s.Documents), QualityText.Bytes(s.Bytes), Age(s.NewestEvent, now),
                s.LatenessSeconds is { } late ? ProgressText.Duration(TimeSpan.FromSeconds(Math.Max(0, late))) : "not known",
                string.Join(", ", s.Patterns) + (s.Fault is null ? "" : $"  {s.Fault}"),
            ])));
    }

    private static void Detectors(IReadOnlyList<DetectorCheck> detectors, StringBuilder text)
    {
        var counts = detectors.GroupBy(d => d.State).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        text.Append("Detectors   ").AppendJoin(", ", States
            .Where(counts.ContainsKey).Select(state => string.Create(CultureInfo.InvariantCulture, $"{counts[state]} {state}"))).Append('\n');
        var ready = detectors.Where(d => d.State == "ready").Select(d => d.Id).Distinct().ToList();
        if (ready.Count > 0)
            text.Append("  ready: ").AppendJoin(", ", ready).Append('\n');
        foreach (var group in detectors.Where(d => d.ScarcestFraction is > 0 and < Scarce)
            .GroupBy(d => $"{d.Source}: {d.Scarcest} is in {QualityText.Share(d.ScarcestFraction)} of its events", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append("  see little of ").Append(SafeText.Neutralised(group.Key)).Append("\n      ").AppendJoin(", ", group.Select(d => d.Id)).Append('\n');
        // Whole groups often lack the same field: one reason, then all whom it keeps back.
        foreach (var group in detectors.Where(d => d.State is "degraded" or "off")
            .GroupBy(d => $"{d.State} on {d.Source}: {string.Join("; ", d.Reasons)}", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append("  ").Append(SafeText.Neutralised(group.Key)).Append("\n      ").AppendJoin(", ", group.Select(d => d.Id)).Append('\n');
    }

    private static void Advice(IReadOnlyList<string> advice, StringBuilder text)
    {
        if (advice.Count == 0)
        {
            text.Append("Nothing to do.\n");
            return;
        }

        text.Append("What to do\n");
        for (var i = 0; i < advice.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  {i + 1}. {string.Join("\n     ", advice[i].Split('\n').Select(SafeText.Neutralised))}\n");
    }

    private static string Age(DateTimeOffset? newest, DateTimeOffset now) =>
        newest is null ? "none" : newest > now ? "in the future" : $"{ProgressText.Duration(now - newest.Value)} ago";

    private static string Number(long? number) => number is null ? "-" : number.Value.ToString("N0", CultureInfo.InvariantCulture);
}

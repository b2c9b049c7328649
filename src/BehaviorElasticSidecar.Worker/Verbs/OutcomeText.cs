using System.Text.Json;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>Says how a run ended: words or JSON.</summary>
internal static class OutcomeText
{
    public static void Write(RunOutcome outcome, bool json, Surroundings surroundings)
    {
        if (json)
        {
            surroundings.Out.WriteLine(JsonSerializer.Serialize(outcome, RunJson.Default.RunOutcome));
            return;
        }

        var to = outcome.Exit is ExitCode.Fine or ExitCode.Degraded ? surroundings.Out : surroundings.Error;
        to.WriteLine(SafeLines(outcome.Message));
        foreach (var note in outcome.Notes)
            to.WriteLine($"  - {SafeText.Neutralised(note)}");
        foreach (var file in outcome.Written)
            to.WriteLine($"  {SafeText.Neutralised(file)}");
    }

    /// <summary>Our own line breaks stay: a message may end with a call to copy.</summary>
    private static string SafeLines(string message) => string.Join('\n', message.Split('\n').Select(SafeText.Neutralised));
}

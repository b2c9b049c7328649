using System.CommandLine;
using System.Text.Json;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class CheckVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var cost = new Option<bool>("--cost") { Description = "Also time one bucket of each feature query, and say what a day and the back-fill will cost the cluster." };
        var settings = new SettingsFlags(engine: true);
        var command = new TeachingCommand("check", "Say whether the cluster can be reached and read, and which detectors can work on what is there.")
        {
            Examples =
            [
                ("behavior-sidecar check", "Before the first run, and whenever something looks odd. Changes nothing."),
                ("behavior-sidecar check --cost", "Before the first run: seconds of the cluster's time, minutes of back-fill, bytes of state."),
                ("behavior-sidecar check --json | jq '.detectors[] | select(.state != \"ready\")'", "What cannot be watched, and why."),
            ],
            Notes = ["Says the call that grants what is missing; needs itself no more than the worker does."],
        };
        command.Add(json);
        command.Add(cost);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
                using var check = surroundings.Checks(inForce, loggers);
                var report = await check.CheckAsync(flags.GetValue(cost), token).ConfigureAwait(false);
                surroundings.Out.WriteLine(flags.GetValue(json)
                    ? JsonSerializer.Serialize(report, CheckJson.Default.CheckReport)
                    : CheckText.Of(report, surroundings.Time.GetUtcNow()));
                return report.Exit;
            },
            cancellationToken));
        return command;
    }
}

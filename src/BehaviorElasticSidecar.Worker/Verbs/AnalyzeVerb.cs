using System.CommandLine;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class AnalyzeVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "NDJSON or NDJSON.gz files of ECS events (plain events, or hits with _source), folders, or patterns; in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var outFolder = new Option<string>("--out", "-o") { Description = "Folder for the results; made if it does not exist.", HelpName = "DIR", Required = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end, and nothing else." };
        var span = new SpanFlags("the last third of the data");
        var settings = new SettingsFlags();
        var command = new TeachingCommand("analyze", "Learn and score exported events; needs no cluster.")
        {
            Examples =
            [
                ("behavior-sidecar analyze events.ndjson.gz --out result", "Then open result/report.html."),
                ("behavior-sidecar analyze exports/ --out result --score-from 2026-03-01", "Everything before March only teaches."),
                ("behavior-sidecar analyze 'logs-*.ndjson' --out result --json --set time_zone=Europe/Vienna", "Hours as people live them; result for a script."),
            ],
            Notes = ["Writes anomalies.ndjson, risk.ndjson, risk-latest.ndjson, summary.json and report.html."],
        };
        command.Add(files);
        command.Add(outFolder);
        span.AddTo(command);
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
                var request = new AnalyzeRequest(flags.GetRequiredValue(files), flags.GetRequiredValue(outFolder), span.Read(flags));
                var runs = surroundings.Runs(inForce, loggers);
                var outcome = await new ProgressDisplay(surroundings, flags.GetValue(json))
                    .ShowAsync(progress => runs.AnalyzeAsync(request, progress, token)).ConfigureAwait(false);
                OutcomeText.Write(outcome, flags.GetValue(json), surroundings);
                return outcome.Exit;
            },
            cancellationToken));
        return command;
    }
}

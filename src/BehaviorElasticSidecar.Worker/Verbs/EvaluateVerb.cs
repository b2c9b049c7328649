using System.CommandLine;
using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Reports;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>How good the program was on labelled data, of the range or of anybody's own.</summary>
internal static class EvaluateVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var folder = new Argument<string>("DIR") { Description = "Results of `analyze --out DIR`." };
        var labels = new Option<string>("--labels", "-l") { Description = "NDJSON, one attack a line: scenario, entities (kind, id), start, end.", HelpName = "FILE", Required = true };
        var events = new Option<string[]>("--events", "-e") { Description = "The analysed events: for the naive baselines, areas under curves and calibration.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var clean = new Option<string?>("--clean") { Description = "Results on the same events without the attacks, for false notices and calibration.", HelpName = "DIR" };
        var cleanEvents = new Option<string[]>("--clean-events") { Description = "The events behind --clean.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print evaluation.json instead of tables." };
        var settings = new SettingsFlags();
        var command = new TeachingCommand("evaluate", "Say how many labelled attacks were found, at what price, beside two naive baselines.")
        {
            Examples =
            [
                ("behavior-sidecar evaluate result --labels labels.ndjson", "Recall at 1, 3, 5, 10 and 20 notices a day, and each attack's place."),
                ("behavior-sidecar evaluate result --labels labels.ndjson --events range/events --clean twin --clean-events twin-range/events", "Everything."),
                ("behavior-sidecar range evaluate --users 300 --days 60 --seeds 1000-1003 --out accuracy", "Several seeds of the range at once, generated and analysed on the way."),
            ],
            Notes =
            [
                "Writes DIR/evaluation.json, and a section into DIR/report.html. Use the --config and --set that the analysis was made with.",
                "An attack is found at k when one of its entities is among the first k people and hosts of one of its local days; everything else among them is false.",
            ],
        };
        command.Add(folder);
        command.Add(labels);
        command.Add(events);
        command.Add(clean);
        command.Add(cleanEvents);
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                var results = Path.GetFullPath(flags.GetRequiredValue(folder), surroundings.Folder);
                var request = new EvaluateRequest(
                    results, Path.GetFullPath(flags.GetRequiredValue(labels), surroundings.Folder), flags.GetValue(events) ?? [],
                    flags.GetValue(clean) is { } twin ? Path.GetFullPath(twin, surroundings.Folder) : null, flags.GetValue(cleanEvents) ?? []);
                var evaluation = await new ProgressDisplay(surroundings, flags.GetValue(json)).ShowAsync(
                    progress => new EvaluateExecution(inForce, surroundings.Time).RunAsync(request, progress, token)).ConfigureAwait(false);
                await WriteAsync(evaluation, results, flags.GetValue(json), surroundings, token).ConfigureAwait(false);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    /// <summary>The file, the section of the report where there is one, and what a person or a script reads.</summary>
    public static async Task WriteAsync(EvaluationDocument evaluation, string folder, bool json, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "evaluation.json");
        var text = JsonSerializer.Serialize(evaluation, DocumentJson.Default.EvaluationDocument);
        await File.WriteAllTextAsync(path, text + "\n", cancellationToken).ConfigureAwait(false);
        var report = Path.Combine(folder, "report.html");
        var inReport = File.Exists(report) && await EvaluationSection.InsertAsync(report, evaluation, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            await surroundings.Out.WriteLineAsync(text).ConfigureAwait(false);
            return;
        }

        await EvaluationText.WriteAsync(evaluation, surroundings.Out).ConfigureAwait(false);
        await surroundings.Out.WriteLineAsync($"\nAlso in {path}{(inReport ? $" and {report}" : "")}").ConfigureAwait(false);
    }
}

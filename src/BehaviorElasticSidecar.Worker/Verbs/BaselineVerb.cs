using System.CommandLine;
using System.Text.Json;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>What is learnt, for people.</summary>
internal static class BaselineVerb
{
    public static Command Create(Surroundings surroundings) => new("baseline", "Baselines: what is learnt.") { Show(surroundings) };

    private static TeachingCommand Show(Surroundings surroundings)
    {
        var entity = new Argument<string>("ENTITY") { Description = "A user, host, address, ... as events or people write it; every spelling that is known to be the same is shown." };
        var kind = new Option<string?>("--kind") { Description = $"Only as this: {string.Join(", ", EntityKinds.All)}. Default: all that know the name.", HelpName = "KIND" };
        var files = new Option<string[]>("--files", "-f") { Description = "Learn these first (files, folders, patterns, as analyze takes them) instead of reading a cluster.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var span = new SpanFlags("the last third of the data");
        var settings = new SettingsFlags(engine: true);
        kind.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !EntityKinds.TryParse(t.Value, out _)))
                result.AddError($"--kind takes {string.Join(", ", EntityKinds.All)}, not '{SafeText.Neutralised(token.Value)}'");
        });
        var command = new TeachingCommand("show", "Say in words and pictures what is usual for one entity: hours, amounts, known values, gaps, partners, and how sure that is.")
        {
            Examples =
            [
                ("behavior-sidecar baseline show sarah.keller", "What the worker has stored of her. Changes nothing, and disturbs no worker."),
                ("behavior-sidecar baseline show db01 --kind host --json", "The same facts for a script (docs/documents.md)."),
                ("behavior-sidecar baseline show 'LAKESIDE\\sarah.keller' --files samples/ --set time_zone=America/Chicago", "Without a cluster: learns the files as analyze does."),
            ],
            Notes = ["Beside a cluster it shows the last checkpoint, up to state.checkpoint_interval old. Reads behavior-state and behavior-baselines, which the worker's role may."],
        };
        command.Add(entity);
        command.Add(kind);
        command.Add(files);
        span.AddTo(command);
        command.Add(json);
        settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (span.AreGiven(result) && result.GetValue(files) is not { Length: > 0 })
                result.AddError("--from, --to and --score-from need --files: a worker has learnt what it has learnt");
        });
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
                var request = new BaselineRequest(
                    flags.GetRequiredValue(entity), [.. Kinds(flags.GetValue(kind))], [.. (flags.GetValue(files) ?? []).Select(f => Path.GetFullPath(f, surroundings.Folder))], span.Read(flags));
                var run = new BaselineExecution(inForce, loggers, surroundings.Time);
                var learnt = request.Files.Count == 0
                    ? await run.BesideAsync(request, token).ConfigureAwait(false)
                    : await new ProgressDisplay(surroundings, flags.GetValue(json)).ShowAsync(progress => run.OfFilesAsync(request, progress, token)).ConfigureAwait(false);
                return Told(learnt, request, flags.GetValue(json), surroundings);
            },
            cancellationToken));
        return command;
    }

    private static ExitCode Told(LearntDocument learnt, BaselineRequest request, bool json, Surroundings surroundings)
    {
        foreach (var note in learnt.Notes)
            surroundings.Error.WriteLine(SafeText.Neutralised(note));
        if (learnt.Entities.Count == 0)
        {
            surroundings.Error.WriteLine(Unknown(learnt, request));
            return ExitCode.Settings;
        }

        if (json)
            surroundings.Out.WriteLine(JsonSerializer.Serialize(learnt, DocumentJson.Default.LearntDocument));
        else
            LearntText.Write(learnt, Paper.For(surroundings));
        return ExitCode.Fine;
    }

    private static string Unknown(LearntDocument learnt, BaselineRequest request)
    {
        var kinds = request.Kinds.Count == 1 ? $"the {request.Kinds[0].Name().Replace('_', ' ')} " : "";
        var advice = learnt.Nearest.Count > 0
            ? $"Did you mean {string.Join(" or ", learnt.Nearest.Select(n => $"'{SafeText.Neutralised(n)}'"))}?"
            : $"Names are those of events, without domain; who is known stands in {(request.Files.Count > 0 ? "entities.ndjson of analyze" : "behavior-entities")}.";
        return $"Nothing is learnt of {kinds}'{SafeText.Neutralised(request.Entity)}'. {advice}";
    }

    private static IEnumerable<EntityKind> Kinds(string? kind) =>
        EntityKinds.All.Where(k => kind is null || k == kind).Select(k => EntityKinds.TryParse(k, out var parsed) ? parsed : default);
}

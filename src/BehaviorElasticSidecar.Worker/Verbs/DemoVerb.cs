using System.CommandLine;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Worker.Execution;
using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Progress;
using BehaviorElasticSidecar.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>The program shown on a small organisation, on files or beside a cluster.</summary>
internal static class DemoVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var outFolder = new Option<string>("--out", "-o") { Description = "Folder for events and results.", HelpName = "DIR", DefaultValueFactory = _ => "behavior-demo" };
        var cluster = new Option<string?>("--cluster") { Description = $"Load the events into {DemoLoad.Index} of this cluster, up to now, and run beside it until stopped.", HelpName = "URL" };
        var settings = new SettingsFlags();
        var command = new TeachingCommand("demo", "Generate a small organisation, learn it, score it, and say who to look at.")
        {
            Examples =
            [
                ("behavior-sidecar demo", "Then open behavior-demo/result/report.html."),
                ("behavior-sidecar demo --cluster http://localhost:9200", "The same days, ending now, in a cluster of yours; results in behavior-*."),
            ],
            Notes =
            [
                "40 people, 45 days, five attacks: Sarah of accounting whose account comes back one night at two, the database whose nightly copy goes elsewhere, and three more.",
                $"Beside a cluster it makes the index {DemoLoad.Index} anew; delete it and behavior-* when you have seen enough.",
            ],
        };
        command.Add(outFolder);
        command.Add(cluster);
        settings.AddTo(command);
        cluster.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !Uri.TryCreate(t.Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
                result.AddError($"--cluster takes a URL such as http://localhost:9200, not '{token.Value}'");
        });
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var folder = Path.GetFullPath(flags.GetValue(outFolder)!, surroundings.Folder);
                if (flags.GetValue(cluster) is { } url)
                    return await BesideAsync(settings.Load(flags, surroundings, new SettingsFlag("engine.nodes", url, "--cluster")), folder, surroundings, token).ConfigureAwait(false);
                var inForce = settings.Load(flags, surroundings);
                var outcome = await new ProgressDisplay(surroundings, silent: false).ShowAsync(
                    progress => new DemoExecution(inForce, surroundings.Time).RunAsync(folder, progress, token)).ConfigureAwait(false);
                OutcomeText.Write(outcome with { Written = [] }, json: false, surroundings);
                return outcome.Exit;
            },
            cancellationToken));
        return command;
    }

    private static async Task<ExitCode> BesideAsync(EffectiveSettings given, string folder, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var first = DemoExecution.FirstDayFor(surroundings.Time.GetUtcNow());
        var options = DemoExecution.Options(first);
        var inForce = given.With("time_zone", options.Zone) with
        {
            Sources = [.. given.Sources.Take(1).Select(s => s with { Indices = [DemoLoad.Index] })],
        };
        using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
        using (var engine = new EngineClient(inForce.Get<EngineOptions>(), surroundings.Time, loggers.CreateLogger<EngineClient>()))
        {
            var (loaded, left) = await new ProgressDisplay(surroundings, silent: false).ShowAsync(async progress =>
            {
                await RangeGenerator.WriteFolderAsync(options, folder, new GeneratingProgress("Living", progress), cancellationToken).ConfigureAwait(false);
                return await new DemoLoad(engine, surroundings.Time).RunAsync(folder, progress, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
            await surroundings.Out.WriteLineAsync(FormattableString.Invariant(
                $"{loaded:N0} events are in {DemoLoad.Index} ({left} lines were broken on purpose or refused). Learning {first:yyyy-MM-dd} to now, then a cycle every few minutes; Ctrl-C stops.")).ConfigureAwait(false);
        }

        var span = new RunSpan(new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero), null, null);
        return await new WorkerHost(inForce, span, surroundings, loggers).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}

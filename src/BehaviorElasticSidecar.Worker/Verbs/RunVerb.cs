using System.CommandLine;
using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Logging;
using BehaviorElasticSidecar.Worker.Progress;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class RunVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var once = new Option<bool>("--once") { Description = "Do what is due, write a checkpoint, and end." };
        var json = new Option<bool>("--json") { Description = "With --once: print one JSON object at the end, and nothing else." };
        var span = new SpanFlags("the end of learning");
        var settings = new SettingsFlags(engine: true);
        var command = new TeachingCommand("run", "Learn and score beside a cluster: back-fill once, then a cycle every few minutes.")
        {
            Examples =
            [
                ("behavior-sidecar run", "As a service, with ./behavior-sidecar.yml; stop it with Ctrl-C or SIGTERM."),
                ("behavior-sidecar run --once", "From a scheduler of your own."),
                ("behavior-sidecar run --once --from 2026-01-01 --to 2026-03-01", "A stretch of the past."),
            ],
            Notes = ["Try 'behavior-sidecar check' first: it says what is missing and which call grants it."],
        };
        command.Add(once);
        span.AddTo(command);
        command.Add(json);
        settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && !result.GetValue(once))
                result.AddError("--json needs --once: a service has no end to report");
        });
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                var single = flags.GetValue(once);
                using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), single ? surroundings.Error : surroundings.Out);
                if (!single)
                    return await new WorkerHost(inForce, span.Read(flags), surroundings, loggers).RunAsync(token).ConfigureAwait(false);
                var runs = surroundings.Runs(inForce, loggers);
                var outcome = await new ProgressDisplay(surroundings, flags.GetValue(json))
                    .ShowAsync(progress => runs.RunOnceAsync(span.Read(flags), progress, token)).ConfigureAwait(false);
                OutcomeText.Write(outcome, flags.GetValue(json), surroundings);
                return outcome.Exit;
            },
            cancellationToken));
        return command;
    }
}

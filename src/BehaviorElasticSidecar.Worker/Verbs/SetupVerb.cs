using System.CommandLine;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class SetupVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var templates = new Option<bool>("--templates") { Description = "Install or update the index templates." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var settings = new SettingsFlags(engine: true);
        var command = new TeachingCommand("setup", "Install in the cluster what the worker needs.")
        {
            Examples =
            [
                ("behavior-sidecar setup --templates --dry-run", "What is missing or outdated."),
                ("behavior-sidecar setup --templates --set engine.username=admin --set engine.password_file=admin.pw", "With rights that the worker itself does not need."),
            ],
        };
        command.Add(templates);
        command.Add(dryRun);
        settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(templates))
                result.AddError("setup takes --templates");
        });
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var inForce = settings.Load(flags, surroundings);
                using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
                using var check = surroundings.Checks(inForce, loggers);
                var outcome = await check.SetUpTemplatesAsync(flags.GetValue(dryRun), token).ConfigureAwait(false);
                OutcomeText.Write(outcome, json: false, surroundings);
                return outcome.Exit;
            },
            cancellationToken));
        return command;
    }
}

using System.CommandLine;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class ConfigVerb
{
    public static Command Create(Surroundings surroundings)
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var settings = new SettingsFlags(engine: true);
        var show = new TeachingCommand("show", "Print the settings in force, secrets masked, and where each came from.")
        {
            Examples =
            [
                ("behavior-sidecar config show", "The output is YAML that can be the start of a settings file."),
                ("BEHAVIOR_SIDECAR__HISTORY=90d behavior-sidecar config show --json", "Any key can be set by environment: '.' becomes '__'."),
            ],
        };
        show.Add(json);
        settings.AddTo(show);
        show.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            token =>
            {
                var inForce = settings.Load(flags, surroundings);
                surroundings.Out.WriteLine(flags.GetValue(json) ? SettingsText.Json(inForce) : SettingsText.Yaml(inForce).TrimEnd());
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return new Command("config", "Settings: what is in force, and where it came from.") { show };
    }
}

using System.CommandLine;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Verbs;

/// <summary>The flags that every verb with settings takes.</summary>
/// <param name="engine">Whether the verb talks to a cluster.</param>
internal sealed class SettingsFlags(bool engine = false)
{
    private readonly Option<string?> _config = new("--config", "-c")
    {
        Description = "Settings file. Default: $BEHAVIOR_SIDECAR_CONFIG, else ./behavior-sidecar.yml if there is one.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set", "-s")
    {
        Description = "One setting, stronger than file and environment; may be repeated.",
        HelpName = "KEY=VALUE",
    };

    private readonly Option<string[]> _node = new("--node")
    {
        Description = "URL of a node of the cluster, instead of engine.nodes; may be repeated.",
        HelpName = "URL",
    };

    private readonly Option<string?> _logLevel = new("--log-level")
    {
        Description = "debug, information, warning or error, instead of logging.level.",
        HelpName = "LEVEL",
    };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
        if (engine)
            command.Add(_node);
        command.Add(_logLevel);
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"--set takes KEY=VALUE, not '{token.Value}'");
        });
    }

    /// <summary>Throws <see cref="Sources.Yaml.YamlFaultsException"/> with all faults.</summary>
    /// <param name="more">What flags of the verb's own set.</param>
    public EffectiveSettings Load(ParseResult flags, Surroundings surroundings, params SettingsFlag[] more)
    {
        var file = SettingsFile.Find(flags.GetValue(_config), surroundings.Environment, surroundings.Folder);
        var set = (flags.GetValue(_set) ?? []).Select(s => new SettingsFlag(s[..s.IndexOf('=', StringComparison.Ordinal)].Trim(), s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..], "--set"));
        var nodes = engine && flags.GetValue(_node) is { Length: > 0 } urls ? new[] { new SettingsFlag("engine.nodes", string.Join(',', urls), "--node") } : [];
        var level = flags.GetValue(_logLevel) is { } text ? new[] { new SettingsFlag("logging.level", text, "--log-level") } : [];
        return new SettingsLoader(new SettingsLayers(file, surroundings.Folder, surroundings.Environment, [.. set, .. nodes, .. level, .. more])).Load();
    }
}

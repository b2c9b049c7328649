using System.CommandLine;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class SourcesVerb
{
    private const int DefaultMost = 20_000;

    public static Command Create(Surroundings surroundings) =>
        new("sources", "Sources: what is read, and how its fields are understood.") { Detect(surroundings), Test(surroundings), List(surroundings), Show(surroundings) };

    private static TeachingCommand Detect(Surroundings surroundings)
    {
        var files = Files();
        var (json, write, most) = (Json(), new Option<string>("--write") { Description = "Write the proposed sources to this file, e.g. sources.d/detected.yml; one that exists is kept.", HelpName = "FILE" }, Most());
        var settings = new SettingsFlags(engine: true);
        var command = new TeachingCommand("detect", "Look at a cluster's indices, or at exported files, and propose the shipped profiles that fit, with how much each says.")
        {
            Examples =
            [
                ("behavior-sidecar sources detect", "Looks at the newest 500 events of every profile whose index patterns match. Changes nothing."),
                ("behavior-sidecar sources detect export/*.ndjson.gz", "The same for files, without a cluster."),
                ("behavior-sidecar sources detect --write detected.yml", "Then put its `sources:` into behavior-sidecar.yml."),
            ],
        };
        command.Add(files);
        command.Add(write);
        command.Add(most);
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            async token =>
            {
                var named = flags.GetValue(files) ?? [];
                SourceProposals proposals;
                if (named.Length > 0)
                {
                    proposals = OfFiles(surroundings, named, ShippedSources.Profiles, flags.GetValue(most), token);
                }
                else
                {
                    var inForce = settings.Load(flags, surroundings);
                    using var loggers = LogOutput.Create(inForce.Get<LoggingOptions>(), surroundings.Error);
                    using var check = surroundings.Checks(inForce, loggers);
                    proposals = await check.DetectSourcesAsync(ShippedSources.Profiles, token).ConfigureAwait(false);
                }

                var yaml = SourcesText.Yaml(proposals);
                surroundings.Out.WriteLine(flags.GetValue(json) ? SourcesText.Json(proposals) : SourcesText.Report(proposals, yaml));
                return flags.GetValue(write) is { } to ? Written(surroundings, Path.GetFullPath(to, surroundings.Folder), yaml) : ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static TeachingCommand Test(Surroundings surroundings)
    {
        var files = Files();
        files.Arity = ArgumentArity.OneOrMore;
        var (json, profile, most) = (Json(), new Option<string>("--profile") { Description = "Read with this shipped profile. Default: the sources of the settings.", HelpName = "ID" }, Most());
        var settings = new SettingsFlags();
        var command = new TeachingCommand("test", "Say for events of files who acted on whom, where, from where and with what outcome, as the sources understand them.")
        {
            Examples =
            [
                ("behavior-sidecar sources test vpn.ndjson", "Before trusting a field map of your own."),
                ("behavior-sidecar sources test --profile okta okta-export.ndjson.gz --json", "What a shipped profile makes of them."),
            ],
        };
        command.Add(files);
        command.Add(profile);
        command.Add(most);
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            token =>
            {
                var id = flags.GetValue(profile);
                var sources = id is null ? settings.Load(flags, surroundings).Sources : Named(id);
                if (sources.Count == 0)
                    return Task.FromResult(Unknown(surroundings, id!));
                var proposals = OfFiles(surroundings, flags.GetValue(files) ?? [], sources, flags.GetValue(most), token);
                surroundings.Out.WriteLine(flags.GetValue(json) ? SourcesText.Json(proposals) : SourcesText.Examples(proposals));
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static TeachingCommand List(Surroundings surroundings)
    {
        var command = new TeachingCommand("list", "Print the shipped profiles.")
        {
            Examples = [("behavior-sidecar sources list", "Ids for `profile:` under `sources:` of the settings.")],
        };
        command.SetAction((_, cancellationToken) => Boundary.RunAsync(
            surroundings,
            _ =>
            {
                surroundings.Out.WriteLine(SourcesText.List(ShippedSources.Profiles));
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static TeachingCommand Show(Surroundings surroundings)
    {
        var id = new Argument<string>("ID") { Description = "A shipped profile (sources list)." };
        var command = new TeachingCommand("show", "Print one shipped profile as it stands in its file.")
        {
            Examples = [("behavior-sidecar sources show okta", "To copy from, or to see what is understood how.")],
        };
        command.Add(id);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            _ =>
            {
                if (Named(flags.GetValue(id)!) is not [var profile])
                    return Task.FromResult(Unknown(surroundings, flags.GetValue(id)!));
                surroundings.Out.Write(ShippedSources.TextOf(profile.Id));
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static SourceProposals OfFiles(
        Surroundings surroundings, IReadOnlyList<string> named, IReadOnlyList<Source> sources, int most, CancellationToken cancellationToken)
    {
        var (proposals, broken) = SourceFiles.Survey([.. named.Select(f => Path.GetFullPath(f, surroundings.Folder))], sources, most, cancellationToken);
        if (broken > 0)
            surroundings.Error.WriteLine($"{broken:N0} lines are no JSON objects and were left out.");
        return proposals;
    }

    private static IReadOnlyList<Source> Named(string id) => [.. ShippedSources.Profiles.Where(p => p.Id == id)];

    private static ExitCode Unknown(Surroundings surroundings, string id)
    {
        surroundings.Error.WriteLine($"There is no shipped profile '{id}': behavior-sidecar sources list prints them.");
        return ExitCode.Settings;
    }

    private static ExitCode Written(Surroundings surroundings, string path, string yaml)
    {
        if (File.Exists(path))
        {
            surroundings.Error.WriteLine($"{path} exists and was kept: name another file, or remove it first.");
            return ExitCode.Fault;
        }

        File.WriteAllText(path, yaml);
        surroundings.Error.WriteLine($"Written to {path}.");
        return ExitCode.Fine;
    }

    private static Argument<string[]> Files() =>
        new("FILE") { Description = "NDJSON files of events, plain or gzip; folders and patterns.", Arity = ArgumentArity.ZeroOrMore };

    private static Option<bool> Json() => new("--json") { Description = "As one JSON object." };

    private static Option<int> Most() => new("--events")
    {
        Description = $"Events looked at of each file, from its beginning. Default {DefaultMost:N0}.", DefaultValueFactory = _ => DefaultMost, HelpName = "N",
    };
}

using System.CommandLine;
using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;
using BehaviorElasticSidecar.Worker.Checks;
using BehaviorElasticSidecar.Worker.Settings;

namespace BehaviorElasticSidecar.Worker.Verbs;

internal static class DetectorVerb
{
    public static Command Create(Surroundings surroundings) =>
        new("detector", "Detectors: what is watched.") { Validate(surroundings), List(surroundings) };

    /// <summary>The shipped detectors and the site's; throws <see cref="YamlFaultsException"/> with all faults.</summary>
    public static DetectorCatalogue Load(EffectiveSettings settings)
    {
        var folder = settings.Get<DetectorOptions>().Folder;
        return DetectorCatalogue.Load(Directory.Exists(folder) ? folder : null, MeasureCatalogue.Shipped.Grammars);
    }

    private static TeachingCommand Validate(Surroundings surroundings)
    {
        var files = new Argument<string[]>("FILE") { Description = "Detector files. Default: all of detectors.folder.", Arity = ArgumentArity.ZeroOrMore };
        var settings = new SettingsFlags();
        var command = new TeachingCommand("validate", "Check detector files, together with the shipped ones; every fault with file and line.")
        {
            Examples = [("behavior-sidecar detector validate detectors.d/vpn.yml", "Exit code 2 if anything is wrong: for a pipeline.")],
        };
        command.Add(files);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            token =>
            {
                var inForce = settings.Load(flags, surroundings);
                var named = flags.GetValue(files) ?? [];
                var catalogue = named.Length == 0 ? Load(inForce) : LoadWith(named, surroundings.Folder);
                surroundings.Out.WriteLine($"{catalogue.All.Count} detectors, no fault.");
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static DetectorCatalogue LoadWith(IReadOnlyList<string> files, string folder)
    {
        var faults = new YamlFaults();
        var site = new List<(string, YamlMapping)>();
        foreach (var file in files)
            if (YamlFileSource.Text(Path.GetFullPath(file, folder), file, faults) is { } text)
                site.Add((Path.GetFileName(file), YamlDocument.Read(file, text, faults)));
        var catalogue = DetectorCatalogue.Load(site, MeasureCatalogue.Shipped.Grammars, faults);
        faults.ThrowIfAny();
        return catalogue;
    }

    private static TeachingCommand List(Surroundings surroundings)
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var settings = new SettingsFlags();
        var command = new TeachingCommand("list", "Print all detectors, shipped and own.")
        {
            Examples = [("behavior-sidecar detector list --json | jq -r '.detectors[] | select(.mode==\"off\").id'", "What is switched off.")],
        };
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((flags, cancellationToken) => Boundary.RunAsync(
            surroundings,
            token =>
            {
                var all = Load(settings.Load(flags, surroundings)).All;
                surroundings.Out.WriteLine(flags.GetValue(json) ? Json(all) : Table(all));
                return Task.FromResult(ExitCode.Fine);
            },
            cancellationToken));
        return command;
    }

    private static string Table(IReadOnlyList<Detector> detectors) => TextTable.Of(
        ["detector", "entity", "measure", "bucket", "mode", "att&ck", "title"],
        detectors.Select(d => (string[])
            [d.Id, d.Entity.Name(), d.Measure, DurationText.Format(d.Bucket), Mode(d), string.Join(',', d.Attack), d.Title]),
        indent: "").TrimEnd();

    private static string Json(IReadOnlyList<Detector> detectors)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("detectors");
            foreach (var detector in detectors)
                Write(json, detector);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Detector detector)
    {
        json.WriteStartObject();
        json.WriteString("id", detector.Id);
        json.WriteString("title", detector.Title);
        json.WriteNumber("version", detector.Version);
        json.WriteString("hash", detector.Hash);
        json.WriteString("pack", detector.Pack);
        json.WriteString("entity", detector.Entity.Name());
        json.WriteString("measure", detector.Measure);
        json.WriteString("of", detector.Of);
        json.WriteString("by", detector.By);
        json.WriteString("bucket", DurationText.Format(detector.Bucket));
        json.WriteString("mode", Mode(detector));
        json.WriteString("family", detector.Family);
        json.WriteStartArray("attack");
        foreach (var technique in detector.Attack)
            json.WriteStringValue(technique);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Mode(Detector detector) => detector.Mode.ToString().ToLowerInvariant();
}

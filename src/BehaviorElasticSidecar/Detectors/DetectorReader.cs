using System.Globalization;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>From a YAML mapping to a detector. Everything wrong becomes a fault with its place; a detector with faults is null.</summary>
internal sealed class DetectorReader(IReadOnlyList<MeasureGrammar> measures, YamlFaults faults)
{
    private readonly YamlGrammar _grammar = DetectorGrammar.For([.. measures.Select(m => m.Name).Order(StringComparer.Ordinal)]);

    public Detector? Read(YamlMapping file)
    {
        var before = faults.Count;
        _grammar.Check(file);
        var filter = file.Mapping("source");
        var events = FilterReader.Read(filter, "ids");
        var part = file.Mapping("part") is { } narrower ? FilterReader.Read(narrower) : null;
        var sources = Sources(file, filter);
        var version = file.Whole("version", 1, int.MaxValue) ?? 1;
        var peers = file.Bool("peers") ?? true;
        var direction = CheckMeasure(file);
        CheckSentence(file);
        if (faults.Count > before || !EntityKinds.TryParse(file.Text("entity") ?? "", out var entity))
            return null;
        var detector = Checked(file, events, entity) with { Version = (int)version, Peers = peers, Direction = direction, Sources = sources, Part = part };
        return detector with { Hash = DetectorHash.Of(detector) };
    }

    /// <summary>Of a file without faults: what is required is there, and every text is of its form.</summary>
    private static Detector Checked(YamlMapping file, EventFilter events, EntityKind entity)
    {
        var id = file.Text("id")!;
        return new Detector
        {
            Id = id,
            Hash = "",
            Title = file.Text("title")!,
            Description = file.Text("description")?.Trim(),
            Pack = id[..id.IndexOf('.', StringComparison.Ordinal)],
            Events = events,
            Entity = entity,
            Measure = file.Text("measure")!,
            Of = file.Text("of"),
            By = file.Text("by"),
            Bucket = DurationText.TryParse(file.Text("bucket") ?? "", out var span) ? span : TimeSpan.FromHours(1),
            Attack = Ordered(file.TextList("attack")),
            Family = file.Text("family") ?? id,
            Mode = Enum.Parse<DetectorMode>(file.Text("mode") ?? "on", ignoreCase: true),
            Tags = Ordered(file.TextList("tags")),
            Odds = double.Parse(file.Text("odds") ?? "1", CultureInfo.InvariantCulture),
            Sentence = file.Text("sentence")!.Trim(),
        };
    }

    private static IReadOnlyList<string> Sources(YamlMapping file, YamlMapping? filter)
    {
        if (file.Has("sources") && filter?.Has("ids") == true)
            filter.Fault("ids", "given twice: keep either 'sources' or 'ids' inside of 'source'");
        return Ordered(file.TextList("sources") ?? filter?.TextList("ids"));
    }

    /// <summary>What the measure allows: its field, partner, direction and odds.</summary>
    private Direction CheckMeasure(YamlMapping file)
    {
        var measure = measures.FirstOrDefault(m => m.Name == file.Text("measure"));
        if (measure is null)
            return Direction.High;
        if (measure.OfRequired == true && !file.Has("of"))
            file.Fault("of", $"the measure {measure.Name} needs the field that it is about", ["a dotted ECS field, e.g. source.ip"]);
        if (measure.OfRequired == false && file.Has("of"))
            file.Fault("of", $"the measure {measure.Name} is about no field: remove the key");
        if (!measure.AllowsBy && file.Has("by"))
            file.Fault("by", $"the measure {measure.Name} keeps no baseline per partner: remove the key, or use one of these measures",
                [.. measures.Where(m => m.AllowsBy).Select(m => m.Name).Order(StringComparer.Ordinal)]);
        if (measure.Entity is { } only && file.Text("entity") is { } entity && entity != only.Name())
            file.Fault("entity", $"the measure {measure.Name} is about one kind of entity", [only.Name()]);
        if (measure.TakesPart && !file.Has("part"))
            file.Fault("part", $"the measure {measure.Name} needs the events whose share it watches", ["a filter, e.g. { outcome: failure }"]);
        if (!measure.TakesPart && file.Has("part"))
            file.Fault("part", $"the measure {measure.Name} watches no part of its events: remove the key, or use one of these measures",
                [.. measures.Where(m => m.TakesPart).Select(m => m.Name).Order(StringComparer.Ordinal)]);
        if (file.Text("odds") is "3" or "10" or "30" && measure.Name != DetectorGrammar.Fact)
            file.Fault("odds", $"only the measure {DetectorGrammar.Fact} has odds: {measure.Name} is judged by its own past");
        return CheckDirection(file, measure);
    }

    private static Direction CheckDirection(YamlMapping file, MeasureGrammar measure)
    {
        if (!file.Has("direction"))
            return measure.Directions.Contains(Direction.High) ? Direction.High : measure.Directions[0];
        if (!Enum.TryParse<Direction>(file.Text("direction"), ignoreCase: true, out var direction) || measure.Directions.Contains(direction))
            return direction;
        file.Fault("direction", $"the measure {measure.Name} does not know this direction", [.. measure.Directions.Select(d => d.ToString().ToLowerInvariant())]);
        return direction;
    }

    private static void CheckSentence(YamlMapping file)
    {
        if (file.Text("sentence") is not { } sentence)
            return;
        var found = SentenceGrammar.Faults(sentence);
        foreach (var fault in found)
            file.Fault("sentence", $"{fault.Placeholder}: {fault.Message}", fault.Allowed);
        if (found.Count > 0)
            return;
        try
        {
            SentenceTemplate.Compile(sentence);
        }
        catch (FormatException broken)
        {
            file.Fault("sentence", broken.Message);
        }
    }

    private static IReadOnlyList<string> Ordered(IReadOnlyList<string>? texts) =>
        [.. (texts ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

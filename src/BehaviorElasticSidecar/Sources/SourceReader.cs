using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>From YAML to sources. Everything wrong becomes a fault with its place; a source with faults is left out.</summary>
public static partial class SourceReader
{
    /// <summary>One source; null if it has faults.</summary>
    public static Source? Read(YamlMapping mapping, YamlFaults faults)
    {
        var before = faults.Count;
        mapping = OverProfile(mapping);
        SourceGrammar.Keys.Check(mapping);
        var filter = FilterReader.Read(mapping.Mapping("filter"));
        var delay = mapping.Duration("ingest_delay", TimeSpan.Zero, SourceGrammar.LongestDelay);
        var fields = FieldMap(mapping);
        var constants = Constants(mapping, fields);
        var entities = SourceRules.Entities(mapping);
        var derived = SourceRules.Derived(mapping, constants);
        var noise = SourceRules.Noise(mapping);
        if (faults.Count > before)
            return null;
        return new Source
        {
            Id = mapping.Text("id")!,
            Title = mapping.Text("title") ?? "",
            Datasets = [.. (mapping.TextList("datasets") ?? []).Distinct(StringComparer.Ordinal)],
            Indices = [.. mapping.TextList("indices")!.Distinct(StringComparer.Ordinal)],
            Filter = filter,
            TimeField = mapping.Text("time_field") ?? "@timestamp",
            IngestedField = mapping.Text("ingested_field") ?? "event.ingested",
            IngestDelay = delay ?? TimeSpan.FromMinutes(5),
            Fields = fields,
            Constants = constants,
            EntitySteps = entities,
            Derived = derived,
            Noise = noise,
        };
    }

    /// <summary>
    /// A site's sources, sorted by id: those listed under <c>sources:</c> and one per file of <paramref name="folder"/> (<c>sources.d</c>); where there are
    /// none, the shipped default <c>logs</c>.
    /// </summary>
    public static IReadOnlyList<Source> ReadAll(IReadOnlyList<YamlMapping>? listed, string? folder, YamlFaults faults)
    {
        var before = faults.Count;
        var files = folder is null ? [] : YamlFileSource.ReadFolder(folder, faults).Select(f => f.Root);
        var found = new SortedDictionary<string, Source>(StringComparer.Ordinal);
        var places = new Dictionary<string, YamlPlace>(StringComparer.Ordinal);
        foreach (var mapping in (listed ?? []).Concat(files))
        {
            if (Read(mapping, faults) is not { } source)
                continue;
            if (found.TryAdd(source.Id, source))
                places[source.Id] = mapping.PlaceOf("id");
            else
                mapping.Fault("id", $"the id already stands in {places[source.Id]}");
        }

        return found.Count == 0 && faults.Count == before ? ShippedSources.Default : [.. found.Values];
    }

    private static IReadOnlyDictionary<string, string> FieldMap(YamlMapping mapping)
    {
        var map = mapping.TextMap("fields");
        var inner = mapping.Mapping("fields");
        foreach (var (ecs, stored) in map)
        {
            if (!FilterGrammar.IsField(ecs) && ecs != "message")
                inner!.FaultAtKey(ecs, "not an ECS field name", ["a dotted ECS field, e.g. user.name"]);
            if (stored.Length > FilterGrammar.MaxFieldLength || !StoredField().IsMatch(stored))
                inner!.Fault(ecs, "not a field name");
        }

        return map;
    }

    private static IReadOnlyDictionary<string, string> Constants(YamlMapping mapping, IReadOnlyDictionary<string, string> fields)
    {
        var constants = mapping.TextMap("constants");
        var inner = mapping.Mapping("constants");
        foreach (var (ecs, value) in constants)
        {
            if (!FilterGrammar.IsField(ecs))
                inner!.FaultAtKey(ecs, "not an ECS field name", ["a dotted ECS field, e.g. event.category"]);
            if (fields.ContainsKey(ecs))
                inner!.FaultAtKey(ecs, "a field cannot be mapped and constant: keep one");
            if (value.Length is 0 or > FilterGrammar.MaxValueLength)
                inner!.Fault(ecs, $"must be a text of 1 to {FilterGrammar.MaxValueLength} characters");
        }

        return constants;
    }

    /// <summary>A site's keys over those of the shipped profile that it names, each as a whole.</summary>
    private static YamlMapping OverProfile(YamlMapping mapping)
    {
        if (mapping.Text(SourceGrammar.Profile) is not { } name)
            return mapping;
        if (ShippedSources.ProfileOf(name) is { } profile)
            return mapping.Over(profile);
        var near = NearestSpelling.Of(name, ShippedSources.ProfileIds);
        mapping.Fault(SourceGrammar.Profile, near is null ? "no shipped profile" : $"no shipped profile, did you mean '{near}'?", ShippedSources.ProfileIds);
        return mapping;
    }

    [GeneratedRegex(@"\A(?:" + SourceGrammar.AnyField + @")\z", RegexOptions.CultureInvariant, 200)]
    private static partial Regex StoredField();
}

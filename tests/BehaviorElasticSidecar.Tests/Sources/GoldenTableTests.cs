using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Sources;

/// <summary>Who did what to whom, where and from where in 400 documents of real integrations, as a reader found it in each, against what the shipped profiles make of them.</summary>
/// <remarks>The table was written by reading every document, before there was a program to copy from; <c>why</c> says what a stranger would ask. Values that no field holds are marked UNREACHABLE.</remarks>
public sealed class GoldenTableTests
{
    private static readonly string Tables = RepositoryFiles.At("tests", "data", "golden");

    private static readonly List<string> TablesOfDocuments = [.. TableFiles("*.ndjson").Where(f => !f.EndsWith("-cases", StringComparison.Ordinal))];

    public static TheoryData<string> Files { get; } = [.. TablesOfDocuments];

    public static TheoryData<string> Cases { get; } = [.. TableFiles("*-cases.ndjson")];

    [SharedDataTheory]
    [MemberData(nameof(Files))]
    public void Every_document_says_what_its_reader_found(string file)
    {
        var documents = Documents(file);
        var table = Lines(file);
        table.Count.ShouldBe(documents.Count);

        var wrong = table.Zip(documents).SelectMany((row, i) => Differences($"{file} {i + 1}", row.First, row.Second));

        wrong.ShouldBeEmpty();
    }

    [SharedDataFact]
    public void The_table_has_all_four_hundred_and_few_that_no_field_gives_away()
    {
        var rows = TablesOfDocuments.SelectMany(Lines).ToList();

        rows.Count.ShouldBe(400);
        rows.Count(IsUnreachable).ShouldBeLessThanOrEqualTo(9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stacks_without_samples_are_read_as_their_documentation_says(string file)
    {
        var profile = ShippedSources.Profiles.Single(p => p.Id == file[..^"-cases".Length]);
        var wrong = new List<string>();
        foreach (var (row, number) in Lines(file).Select((r, i) => (r, i + 1)))
        {
            var fields = Fields(row["document"]!.AsObject());
            if (!new IdentityReader(profile).IsOfSource(fields))
                wrong.Add($"{file} {number}: the profile's filter leaves it out");
            wrong.AddRange(Compare($"{file} {number}", row, new IdentityReader(profile).Read(fields)));
        }

        wrong.ShouldBeEmpty();
    }

    private static List<string> Differences(string name, JsonObject row, JsonObject document)
    {
        var dataset = (string)row["dataset"]!;
        var fields = Fields(Prepared(document, dataset));
        var profiles = ShippedSources.Profiles.Where(p => SourceMatch.IsOf(p, dataset)).Where(p => new IdentityReader(p).IsOfSource(fields)).ToList();
        if (profiles.Count != 1)
            return [$"{name} ({dataset}): read by {profiles.Count} profiles ({string.Join(", ", profiles.Select(p => p.Id))})"];
        var wrong = Compare($"{name} ({profiles[0].Id})", row, new IdentityReader(profiles[0]).Read(fields)).ToList();
        if (!IsUnreachable(row))
            return wrong;
        return wrong.Count > 0 ? [] : [$"{name}: marked UNREACHABLE and reached: take the mark away"];
    }

    private static IEnumerable<string> Compare(string name, JsonObject row, EventIdentity read)
    {
        (string Field, string? Expected, string? Actual)[] values =
        [
            ("actor", (string?)row["actor"], read.Actor),
            ("actor_kind", (string?)row["actor_kind"], Name(read.ActorKind)),
            ("target", (string?)row["target"], read.Target),
            ("host", (string?)row["host"], read.Host),
            ("origin", (string?)row["origin"], read.Origin),
            ("category", string.Join(' ', row["category"]!.AsArray().Select(c => (string)c!)), string.Join(' ', read.Category)),
            ("action", (string?)row["action"], read.Action),
            ("outcome", (string?)row["outcome"], read.Outcome),
        ];
        return values.Where(v => !string.Equals(v.Expected, v.Actual, StringComparison.OrdinalIgnoreCase))
            .Select(v => $"{name}: {v.Field} should be '{v.Expected}' but is '{v.Actual}'");
    }

    private static string? Name(ActorKind? kind) => kind switch
    {
        null => null,
        ActorKind.ServiceAccount => "service_account",
        ActorKind.BuiltIn => "built_in",
        _ => kind.Value.ToString().ToLowerInvariant(),
    };

    private static bool IsUnreachable(JsonObject row) => ((string?)row["why"] ?? "").Contains("UNREACHABLE", StringComparison.Ordinal);

    /// <summary>As an index would hold it: without the keys of the collection, with the data set that a pipeline test leaves out.</summary>
    private static JsonObject Prepared(JsonObject document, string dataset)
    {
        foreach (var key in new[] { "_source_path", "_package", "_data_stream", "_trimmed" })
            document.Remove(key);
        if (document.ContainsKey("event.dataset") || document["event"]?["dataset"] is not null || document.ContainsKey("winlog"))
            return document;
        document["data_stream.dataset"] = dataset;
        document["event.dataset"] = dataset;
        if (document["event"]?["module"] is null)
            document["event.module"] = dataset.Split('.')[0].Replace("_manager", "", StringComparison.Ordinal);
        return document;
    }

    private static FlatEvent Fields(JsonObject document)
    {
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        return FlatEvent.Of(parsed.RootElement);
    }

    private static List<JsonObject> Lines(string file) => [.. File.ReadLines(Path.Combine(Tables, file + ".ndjson")).Select(Line)];

    private static List<JsonObject> Documents(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(RepositoryFiles.Shared!, "data", "ecs-samples", file + ".ndjson.gz")), CompressionMode.Decompress));
        var documents = new List<JsonObject>();
        while (text.ReadLine() is { } line)
            documents.Add(Line(line));
        return documents;
    }

    private static JsonObject Line(string line) => JsonNode.Parse(line)!.AsObject();

    private static IEnumerable<string> TableFiles(string pattern) =>
        Directory.EnumerateFiles(Tables, pattern).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
}

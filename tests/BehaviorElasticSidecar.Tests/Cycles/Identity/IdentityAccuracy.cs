using System.Text.Json;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features.Files;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Cycles.Identity;

/// <summary>How well the spellings of a range's people were put together: over all pairs of spellings that stand in its events, at least one of them a person's.</summary>
/// <param name="Right">Pairs of one person that have one canonical id.</param>
/// <param name="Wrong">Pairs of two that have one.</param>
/// <param name="Missed">Pairs of one person that have two, or none.</param>
internal sealed record IdentityAccuracy(int Spellings, long Right, long Wrong, long Missed, IReadOnlyList<string> Examples)
{
    public double Precision => Right / (double)Math.Max(1, Right + Wrong);

    public double Recall => Right / (double)Math.Max(1, Right + Missed);

    /// <param name="range">Folder of <c>range generate</c>. Its lists of people are the truth and are not shown to the program.</param>
    public static async Task<IdentityAccuracy> MeasureAsync(string range, CancellationToken cancellationToken)
    {
        var book = await LearnAsync(range, cancellationToken);
        var (truth, people) = await TruthAsync(range, cancellationToken);
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(range, RangeGenerator.EventsFolder)).Order(StringComparer.Ordinal))
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
                Collect(line, truth, seen);
        return Compare(book, truth, people, [.. seen]);
    }

    private static async Task<AliasBook> LearnAsync(string range, CancellationToken cancellationToken)
    {
        var queries = IdentityPlanner.Plan(ShippedSources.Default, capabilities: null);
        var parts = new PipelineParts(queries, MeasureCatalogue.Shipped, SiteClock.Utc, new CycleSettings());
        var output = Directory.CreateTempSubdirectory("behavior-identity-");
        try
        {
            var options = new FileReadOptions { Paths = [Path.Combine(range, RangeGenerator.EventsFolder)], Now = DateTimeOffset.MaxValue.AddDays(-2) };
            using var source = new FileFeatureSource(queries, options, TimeProvider.System);
            await using var writer = new NdjsonResultWriter(output.FullName, new IndexNames(), null);
            var pipeline = await new AnalyzeRun(parts, source, writer, recorder: null).RunAsync(DateTimeOffset.MaxValue, output.FullName, cancellationToken);
            return pipeline.Population!.Identity.Aliases;
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static async Task<(Dictionary<string, HashSet<string>> Truth, HashSet<string> People)> TruthAsync(string range, CancellationToken cancellationToken)
    {
        var (truth, people) = (new Dictionary<string, HashSet<string>>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var line in File.ReadLinesAsync(Path.Combine(range, RangeGenerator.PeopleFile), cancellationToken))
        {
            using var row = JsonDocument.Parse(line);
            var login = row.RootElement.GetProperty("login").GetString()!;
            if (row.RootElement.GetProperty("kind").GetString() == "person")
                people.Add(login);
            foreach (var spelling in row.RootElement.GetProperty("spellings").EnumerateArray())
            {
                if (!truth.TryGetValue(spelling.GetString()!, out var whose))
                    truth[spelling.GetString()!] = whose = [];
                whose.Add(login);
            }
        }

        return (truth, people);
    }

    /// <summary>Broken lines, of which a range has some, hold nothing.</summary>
    private static void Collect(string line, Dictionary<string, HashSet<string>> truth, SortedSet<string> into)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            Collect(document.RootElement, truth, into);
        }
        catch (JsonException)
        {
        }
    }

    private static void Collect(JsonElement element, Dictionary<string, HashSet<string>> truth, SortedSet<string> into)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                Collect(property.Value, truth, into);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Collect(item, truth, into);
        else if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text && truth.ContainsKey(text))
            into.Add(text);
    }

    private static IdentityAccuracy Compare(AliasBook book, Dictionary<string, HashSet<string>> truth, HashSet<string> people, List<string> seen)
    {
        var ids = seen.Select(book.Find).ToList();
        var isPerson = seen.Select(s => truth[s].Overlaps(people)).ToList();
        long right = 0, wrong = 0, missed = 0;
        var examples = new List<string>();
        for (var i = 0; i < seen.Count; i++)
            for (var j = i + 1; j < seen.Count; j++)
            {
                if (!isPerson[i] && !isPerson[j])
                    continue;
                var (same, said) = (truth[seen[i]].Overlaps(truth[seen[j]]), ids[i] is not null && ids[i] == ids[j]);
                right += same && said ? 1 : 0;
                wrong += !same && said ? 1 : 0;
                missed += same && !said ? 1 : 0;
                if (same != said && examples.Count < 10)
                    examples.Add($"{(said ? "wrong" : "missed")}: {seen[i]}, {seen[j]}");
            }

        return new IdentityAccuracy(seen.Count, right, wrong, missed, examples);
    }
}

using System.Text.Json;
using BehaviorElasticSidecar.Range;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>A wide range with all attacks and, if asked for, its clean twin, each event by its id.</summary>
internal sealed record AttackedRange(SampleOptions Options, IReadOnlyDictionary<string, string> All, IReadOnlyDictionary<string, string> Clean, IReadOnlyList<JsonElement> Labels)
{
    public IEnumerable<string> Attacks => All.Where(e => !Clean.ContainsKey(e.Key)).Select(e => e.Value);

    public static async Task<AttackedRange> MakeAsync(ulong seed, int people, int days, bool withTwin = true)
    {
        var options = new SampleOptions { Seed = seed, People = people, Days = days, Wide = true };
        using var labels = new MemoryStream();
        var all = await EventsAsync(options, labels);
        var clean = withTwin ? await EventsAsync(options with { Scenarios = [] }, null) : [];
        labels.Position = 0;
        return new AttackedRange(options, all, clean, [.. Lines(labels).Select(l => JsonDocument.Parse(l).RootElement)]);
    }

    public static string IdOf(string line)
    {
        // Every source writes the id first in its event object.
        const string Before = "\"event\":{\"id\":\"";
        var from = line.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return line[from..line.IndexOf('"', from)];
    }

    private static async Task<Dictionary<string, string>> EventsAsync(SampleOptions options, Stream? labels)
    {
        using var stream = new MemoryStream();
        await SampleGenerator.WriteAsync(options, stream, labels, default);
        stream.Position = 0;
        return Lines(stream).ToDictionary(IdOf);
    }

    private static IEnumerable<string> Lines(MemoryStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}

using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Events;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Tests.Range;

/// <summary>Acts as the source that writes them tells them, and the clean wide range that several tests look at.</summary>
internal static class WideEvents
{
    public static readonly SampleOptions Options = SampleOptions.SmallOffice with { People = 40, Days = 8, Wide = true, Scenarios = [], Seed = 11 };

    private static readonly Lazy<Task<IReadOnlyList<JsonElement>>> Written = new(() => WriteAsync(Options));

    public static Organisation Site { get; } = Organisation.Make(Options.Seed, Options.People);

    public static Person Sarah => Site.People[0];

    public static Task<IReadOnlyList<JsonElement>> AllAsync() => Written.Value;

    public static async Task<IReadOnlyList<JsonElement>> WriteAsync(SampleOptions options)
    {
        using var stream = new MemoryStream();
        await SampleGenerator.WriteAsync(options, stream, null, default);
        return [.. Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    /// <summary>By Sarah on her laptop, from home, to another site of the web, unless the test says otherwise.</summary>
    public static Act An(ActKind kind) => new()
    {
        TimeMs = 1_772_463_600_000,
        Kind = kind,
        Who = Sarah.Account,
        On = Site.Laptop(Sarah, 1),
        From = Addresses.Lease(0, 1),
        To = Addresses.Web(3),
        Browser = Sarah.Browser,
        BytesOut = 1_200,
        BytesIn = 34_000,
        Salt = 0x0123_4567_89AB_CDEF,
    };

    public static JsonElement Told(in Act act)
    {
        using var writer = new EventWriter(0);
        writer.Write(act);
        return JsonDocument.Parse(writer.Lines).RootElement;
    }

    /// <summary>The text under a dotted path; a list's first; null where there is none.</summary>
    public static string? Field(this JsonElement from, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return null;
        }

        return from.ValueKind == JsonValueKind.Array ? from.GetArrayLength() == 0 ? null : from[0].ToString() : from.ToString();
    }

    public static long Number(this JsonElement from, string path)
    {
        foreach (var name in path.Split('.'))
            from = from.GetProperty(name);
        return from.GetInt64();
    }

    public static string[] List(this JsonElement from, string path)
    {
        foreach (var name in path.Split('.'))
            from = from.GetProperty(name);
        return [.. from.EnumerateArray().Select(e => e.GetString()!)];
    }
}

using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Range.Sites;

/// <summary>A place on the web, with the category that the proxy gives it.</summary>
internal sealed record WebSite(string Domain, string Category, uint Address, Place Place)
{
    private static readonly string[] First =
    [
        "north", "blue", "river", "quick", "open", "silver", "daily", "city", "green", "prime", "cloud", "lake", "first", "smart", "clear", "bright",
        "global", "home", "metro", "paper", "stone", "maple", "copper", "union", "harbor", "summit", "vector", "pixel", "orbit", "cedar", "amber", "delta",
    ];

    private static readonly string[] Second =
    [
        "news", "mail", "shop", "bank", "docs", "maps", "forum", "media", "travel", "tools", "market", "search", "play", "share", "parts", "health",
        "learn", "jobs", "weather", "sports", "photos", "music", "trade", "code", "files", "video", "social", "books", "foods", "cars", "games", "pay",
        "desk", "hub", "base", "link", "board", "space", "works", "lab", "point", "line", "store", "wire", "press", "group", "studio", "world",
        "zone", "net", "guide", "index", "source", "stream", "place", "house", "field", "craft", "view", "cast", "note", "plan", "care", "kit",
    ];

    private static readonly string[] Categories =
    [
        "Business", "News", "Search Engines", "Software", "Shopping", "Finance", "Social Networking", "Reference", "Travel", "Streaming", "Webmail",
        "File Sharing", "Advertising", "Health", "Uncategorized", "Newly Registered Domains",
    ];

    /// <summary>All sites, those that many visit first. Invented names below the reserved domain (RFC 2606).</summary>
    public static IReadOnlyList<WebSite> All { get; } = [.. Enumerable.Range(0, First.Length * Second.Length).Select(Make)];

    /// <summary>Where files are put for others: private clouds and transfer services.</summary>
    public static IReadOnlyList<WebSite> Storage { get; } = [.. All.Where(s => s.Category == "File Sharing").Take(24)];

    /// <summary>What machines ask for by themselves, whoever uses them.</summary>
    public static IReadOnlyList<WebSite> Telemetry { get; } =
        [.. Enumerable.Range(0, 40).Select(i => new WebSite($"{Kinds[i % Kinds.Length]}{i}.{First[i % First.Length]}soft.example", "Software", Addresses.Web(9_000 + i), Place.CloudRegion))];

    /// <summary>Names that say nothing: reputation lookups of the virus scanner, content networks.</summary>
    public static IReadOnlyList<string> Hashes { get; } = [.. Enumerable.Range(0, 2_000).Select(Hash)];

    /// <summary>Names that do not exist: slips of the keys, a browser's test of the network, search suffixes.</summary>
    public static IReadOnlyList<string> Missing { get; } = [.. Enumerable.Range(0, 1_500).Select(Slip)];

    private static string[] Kinds => ["telemetry", "update", "cdn", "config", "time"];

    private static WebSite Make(int index)
    {
        var domain = $"{First[index * 7 % First.Length]}{Second[index / First.Length * 11 % Second.Length]}.example";
        var mix = StableHash.Of(domain);
        var place = (mix >> 8) % 100 < 88 ? Place.CloudRegion
            : (mix >> 16) % 3 == 0 ? Place.Guessers[(int)((mix >> 24) % (ulong)Place.Guessers.Count)]
            : Place.Trips[(int)((mix >> 24) % (ulong)Place.Trips.Count)];
        return new WebSite(mix % 3 == 0 ? domain : $"www.{domain}", Categories[(int)((mix >> 32) % (ulong)Categories.Length)], Addresses.Web(index), place);
    }

    private static string Hash(int index)
    {
        var chance = Range.Chance.For(0, "hash", index, "web");
        return index % 2 == 0 ? $"{chance.Bits():x16}{chance.Bits():x16}.filecheck.example" : $"{chance.Bits() >> 24:x10}.edge.{First[index % First.Length]}cdn.example";
    }

    private static string Slip(int index)
    {
        var chance = Range.Chance.For(0, "slip", index, "web");
        if (index % 3 == 0)
            return string.Create(8 + chance.Below(7), chance, static (text, random) =>
            {
                for (var i = 0; i < text.Length; i++)
                    text[i] = (char)('a' + random.Below(26));
            }) + "." + Organisation.MailDomain;
        var domain = All[chance.Below(All.Count)].Domain;
        var at = 1 + chance.Below(Math.Max(1, domain.IndexOf('.', StringComparison.Ordinal) - 1));
        return index % 3 == 1 ? domain.Remove(at, 1) : $"{domain}.{Organisation.MailDomain}";
    }
}

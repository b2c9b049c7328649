using System.Globalization;
using System.Text.Json.Nodes;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Features.Cluster;
using BehaviorElasticSidecar.Quality;
using BehaviorElasticSidecar.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace BehaviorElasticSidecar.Tests.Cycles;

/// <summary>Five people and ten days in an engine in memory, with an intruder on the last one and somebody who stays away, and the program that runs beside it.</summary>
internal sealed class SmallSite
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>First start in the middle of day ten; then a cycle every two hours to the end of it.</summary>
    public static readonly IReadOnlyList<DateTimeOffset> Cycles = [.. Enumerable.Range(0, 5).Select(i => Start.AddDays(9).AddHours(14 + 3 * i))];

    /// <summary>Dan has no logons from here on: the morning of day ten.</summary>
    public static readonly DateTimeOffset DanLeaves = Start.AddDays(9);

    private static readonly string[] People = ["ana", "ben", "cleo", "dan", "eva"];

    public InMemoryEngine Engine { get; private init; } = new();

    public IReadOnlyList<Detector> Detectors { get; init; } =
    [
        A("t.logons", "count", null), A("t.new_address", "rare", "source.ip"), A("t.hours", "time", null),
        A("t.missing", "count", null) with { Direction = Direction.Low },
    ];

    public IReadOnlyList<Source> Sources { get; init; } = [Logs];

    public ContextBook Context { get; init; } = ContextBook.Empty;

    public PeerRules Peers { get; init; } = new([["department", "title"], ["department"]], 2);

    /// <summary>Learns who is who too: cleo is also <c>cleo.k</c>, from the sixth day on, and the intruder comes under that name.</summary>
    public bool Identity { get; init; }

    public CycleSettings Settings { get; init; } = new() { LearningDays = 7, BaselineBudgetBytes = 40_000 };

    public static Source Logs { get; } = new() { Id = "logs", Indices = ["logs-*"], IngestedField = "", IngestDelay = TimeSpan.FromMinutes(5) };

    public static Detector A(string id, string measure, string? of) => new()
    {
        Id = id,
        Hash = $"{id}-{measure}-{of}",
        Title = id,
        Pack = "t",
        Events = new EventFilter([new FieldCondition("event.category", ["authentication"])]),
        Entity = EntityKind.User,
        Measure = measure,
        Of = of,
        Family = id,
        Sentence = "{{entity}} was odd",
    };

    /// <param name="days">The intruder comes on the last one.</param>
    public SmallSite Filled(int days = 10)
    {
        var number = 0;
        for (var hour = 0; hour < days * 24; hour++)
        {
            var time = Start.AddHours(hour);
            for (var person = 0; person < People.Length; person++)
            {
                if (time.Hour is < 8 or > 16 || (People[person] == "dan" && time >= DanLeaves) || (hour + 3 * person) % 4 == 0)
                    continue;
                for (var logon = 0; logon <= (hour * 7 + person) % 3; logon++)
                    Add(++number, time.AddMinutes(7 * logon + person), People[person], $"10.0.0.{10 + person}");
            }

            if (Identity && time.Hour == 9 && time >= Start.AddDays(5))
                Add(++number, time.AddMinutes(30), "cleo.k", "10.0.0.12");
        }

        for (var logon = 0; logon < 40; logon++)
            Add(++number, Start.AddDays(days - 1).AddHours(15).AddMinutes(logon), Identity ? "cleo.k" : "cleo", $"203.0.113.{logon % 3}");
        return this;
    }

    /// <summary>Everybody every hour for so many days, but for the hours in which nothing arrives, and without a user where that is lost.</summary>
    public SmallSite Lasting(int days, Func<DateTimeOffset, bool> isDown, Func<DateTimeOffset, bool> isNameless)
    {
        for (var hour = 0; hour < days * 24; hour++)
            for (var person = 0; person < People.Length && !isDown(Start.AddHours(hour)); person++)
                Add(hour * 10 + person, Start.AddHours(hour).AddMinutes(9 * person), isNameless(Start.AddHours(hour)) ? "-" : People[person], $"10.0.0.{10 + person}");
        return this;
    }

    /// <summary>The same place with other detectors.</summary>
    public SmallSite With(params Detector[] detectors) => new() { Engine = Engine, Detectors = detectors, Settings = Settings };

    /// <summary>The same place with other lists.</summary>
    public SmallSite Knowing(ContextBook context) => new() { Engine = Engine, Detectors = Detectors, Settings = Settings, Context = context, Peers = Peers };

    /// <summary>The same place with other holidays.</summary>
    public SmallSite Resting(HolidayCalendar calendar) => new() { Engine = Engine, Detectors = Detectors, Settings = Settings, Calendar = calendar };

    public HolidayCalendar Calendar { get; init; } = HolidayCalendar.None;

    /// <summary>What the program does: open, catch up at each cycle's time, commit at the end. Returns at which cycle it was killed; null if it came through.</summary>
    public async Task<int?> RunAsync(int fromCycle, int? toCycle = null, IReadOnlyList<DateTimeOffset>? cycles = null)
    {
        cycles ??= Cycles;
        var at = fromCycle;
        try
        {
            var run = await OpenAsync(cycles[at]);
            for (; at < (toCycle ?? cycles.Count); at++)
                await run.CatchUpAsync(cycles[at], commitAtEnd: at == (toCycle ?? cycles.Count) - 1, progress: null, CancellationToken.None);
            return null;
        }
        catch (KilledException)
        {
            return at;
        }
    }

    /// <summary>A second source with the same detectors: one logon an hour of somebody else.</summary>
    public SmallSite WithDoor()
    {
        for (var hour = 0; hour < 10 * 24; hour++)
            Add(100_000 + hour, Start.AddHours(hour).AddMinutes(5), "fay", "10.0.1.1", "door-test");
        return new SmallSite { Engine = Engine, Detectors = Detectors, Settings = Settings, Sources = [.. Sources, Sources[0] with { Id = "door", Indices = ["door-*"] }] };
    }

    public async Task<ClusterRun> OpenAsync(DateTimeOffset now)
    {
        var client = new EngineClient(new EngineOptions { Nodes = [new Uri("http://memory:9200")], MaxTries = 1 }, TimeProvider.System, NullLogger<EngineClient>.Instance, Engine);
        var measures = MeasureCatalogue.Shipped;
        IReadOnlyList<FeatureQuery> queries =
        [
            .. FeaturePlanner.Plan(PipelinePlanner.Wanted(Detectors, Sources, measures)),
            .. Identity ? IdentityPlanner.Plan(Sources, Sources.ToDictionary(s => s.Id, _ => Mapped)) : [],
        ];
        var parts = new PipelineParts(queries, measures, SiteClock.In("UTC", Calendar), Settings).Knowing(Context, Peers);
        var names = new IndexNames("behavior-");
        var source = new ClusterFeatureSource(client, Sources.ToDictionary(s => s.Id, _ => Mapped), new ClusterReadOptions());
        var links = new ClusterRunLinks(client, names, source, new ClusterResultWriter(client, names, TimeProvider.System), NullLogger.Instance)
        {
            Quality = new SourceQualitySource(client, Sources.ToDictionary(s => s.Id, _ => Mapped)),
        };
        return await ClusterRun.OpenAsync(parts, new ClusterRunSettings { From = Start }, links, now, CancellationToken.None);
    }

    private static SourceCapabilities Mapped { get; } = SourceCapabilities.From("logs",
    [
        new MappedField("@timestamp", ["date"], true), new MappedField("event.category", ["keyword"], true),
        new MappedField("user.name", ["keyword"], true), new MappedField("source.ip", ["ip"], true), new MappedField("event.ingested", ["date"], true),
        new MappedField("user.id", ["keyword"], true), new MappedField("event.outcome", ["keyword"], true),
    ]);

    /// <summary>An event that reached the index so long after it happened.</summary>
    public void AddLate(int number, DateTimeOffset time, TimeSpan lag, string user, string address) => Add(200_000 + number, time, user, address, lag: lag);

    private void Add(int number, DateTimeOffset time, string user, string address, string index = "logs-test", TimeSpan? lag = null) => Engine.Load(
        index, string.Create(CultureInfo.InvariantCulture, $"e{number:D5}"), new JsonObject
        {
            ["@timestamp"] = time.ToString("O", CultureInfo.InvariantCulture),
            ["event"] = new JsonObject { ["category"] = "authentication", ["outcome"] = "success", ["ingested"] = (time + (lag ?? TimeSpan.FromSeconds(20))).ToString("O", CultureInfo.InvariantCulture) },
            ["user"] = new JsonObject { ["name"] = user, ["id"] = user == "-" ? user : $"S-1-5-21-1-2-3-{1100 + user[0]}" },
            ["source"] = new JsonObject { ["ip"] = address },
        }.ToJsonString());

    /// <summary>Everything the program has written, without what may differ between two runs, in one order: a line a document.</summary>
    public IReadOnlyList<string> EndState()
    {
        var lines = new List<string>();
        var checkpoints = Engine.Documents("behavior-state").Where(d => d.Id.StartsWith("checkpoint-", StringComparison.Ordinal))
            .ToDictionary(d => (string)d.Document["name"]!, d => d.Document);
        foreach (var (index, id, document) in Engine.Documents("behavior-*"))
        {
            var copy = document.DeepClone().AsObject();
            if (index.StartsWith("behavior-health", StringComparison.Ordinal) || index == "behavior-baselines" && !IsCommitted(checkpoints[(string)copy["feature_query"]!], copy))
                continue;
            foreach (var name in new[] { "term", "terms", "number", "checkpoint" })
                copy.Remove(name);
            if (copy["event"] is JsonObject fields)
            {
                fields.Remove("created");
                fields.Remove("ingested");
            }

            lines.Add($"{index} {(index == "behavior-baselines" ? id[..^2] : id)} {copy.ToJsonString()}");
        }

        return Newest(lines);
    }

    /// <summary>Of a baseline's two committed slots the newer counts; they were ordered by checkpoint number by the caller's engine.</summary>
    private List<string> Newest(List<string> lines)
    {
        var newest = Engine.Documents("behavior-baselines").GroupBy(d => d.Id[..^2]).ToDictionary(g => g.Key, g => g.ToList());
        var kept = lines.Where(l => !l.StartsWith("behavior-baselines ", StringComparison.Ordinal)).ToList();
        var checkpoints = Engine.Documents("behavior-state").Where(d => d.Id.StartsWith("checkpoint-", StringComparison.Ordinal))
            .ToDictionary(d => (string)d.Document["name"]!, d => d.Document);
        foreach (var (id, slots) in newest)
        {
            var best = slots.Where(s => IsCommitted(checkpoints[(string)s.Document["feature_query"]!], s.Document.AsObject()))
                .OrderByDescending(s => (long)s.Document["checkpoint"]!).FirstOrDefault();
            if (best.Document is not null)
                kept.Add($"behavior-baselines {id} {(string)best.Document["entity"]!} {(string)best.Document["state"]!}");
        }

        kept.Sort(StringComparer.Ordinal);
        return kept;
    }

    private static bool IsCommitted(JsonNode checkpoint, JsonObject baseline)
    {
        var before = 0L;
        foreach (var committed in checkpoint["terms"]!.AsArray())
        {
            var (term, last) = ((long)committed!["term"]!, (long)committed["last"]!);
            if (term == (long)baseline["term"]!)
                return (long)baseline["checkpoint"]! > before && (long)baseline["checkpoint"]! <= last;
            before = last;
        }

        return false;
    }
}

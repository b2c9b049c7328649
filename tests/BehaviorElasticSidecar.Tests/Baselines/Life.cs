using System.Buffers;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Baselines;

/// <summary>What one entity did in one bucket, before a measure sees it.</summary>
/// <param name="Count">Events; also what distinct columns hold, and times <see cref="Size"/> what sums hold.</param>
/// <param name="Values">Values of the group field, where the measure has one.</param>
internal sealed record Deed(DateTimeOffset At, double Count, params string[] Values)
{
    /// <summary>Number of each event.</summary>
    public double Size { get; init; } = 1000;

    /// <summary>Share of the events that pass a second filter.</summary>
    public double Part { get; init; } = 0.1;

    /// <summary>From its first event to its latest.</summary>
    public TimeSpan Lasting { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Days that the site has known the account for; null for nobody it knows.</summary>
    public int? Tenure { get; init; }

    /// <summary>How far the times and sizes of its events are from even: 1 is chance, 0 a clock.</summary>
    public double Jitter { get; init; } = 1;
}

/// <summary>Sightings for any measure, made from its request alone, so that a new measure is tested unasked.</summary>
internal sealed class Life
{
    public static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public Life(IMeasure measure, Direction direction = Direction.High, TimeSpan? bucket = null, string? of = "event.provider")
    {
        Measure = measure;
        Detector = new Detector
        {
            Id = $"test.{measure.Grammar.Name}", Hash = "0", Title = "", Pack = "identity", Events = new EventFilter([new FieldCondition("event.category", ["authentication"])]),
            Entity = EntityKind.User, Measure = measure.Grammar.Name, Of = measure.Grammar.OfRequired == false ? null : of, Direction = direction,
            Part = measure.Grammar.TakesPart ? new EventFilter([new FieldCondition("event.outcome", ["failure"])]) : null,
            Bucket = bucket ?? TimeSpan.FromHours(1), Family = "f", Sentence = "",
        };
        Request = measure.Request(Detector);
        Columns = [.. Enumerable.Range(1, Request.Columns.Count)];
        Population = measure.NewPopulation();
        Today = measure.NewDay();
    }

    public IMeasure Measure { get; }

    public Detector Detector { get; }

    public FeatureRequest Request { get; }

    private int[] Columns { get; }

    public SiteClock Clock { get; init; } = SiteClock.Utc;

    public Population Population { get; set; }

    /// <summary>Share of the peers that show whatever it is; null where nobody has peers.</summary>
    public double? PeersShare { get; set; }

    public PopulationDay Today { get; set; }

    public Dictionary<string, Baseline> Baselines { get; } = [];

    public Baseline Of(string entity) => Baselines.TryGetValue(entity, out var found) ? found : Baselines[entity] = Measure.NewBaseline();

    /// <summary>Largest surprise of the deed; 0 for none.</summary>
    public double Score(string entity, Deed deed, Baseline? baseline = null) => Surprises(entity, deed, baseline).Select(s => s.Value).DefaultIfEmpty().Max();

    public List<Surprise> Surprises(string entity, Deed deed, Baseline? baseline = null, Observation[]? rows = null)
    {
        var found = new List<Surprise>();
        var own = baseline ?? Of(entity);
        var sighting = Sighting(entity, deed, own, rows);
        Measure.Score(sighting, own, Population, found);
        return found;
    }

    public void Learn(string entity, Deed deed, double weight = 1, Baseline? baseline = null, Observation[]? rows = null)
    {
        var own = baseline ?? Of(entity);
        var sighting = Sighting(entity, deed, own, rows);
        Measure.Learn(sighting, own, Population, Today, weight);
    }

    public Explanation Explain(string entity, Deed deed)
    {
        var sighting = Sighting(entity, deed, Of(entity), null);
        var found = new List<Surprise>();
        Measure.Score(sighting, Of(entity), Population, found);
        return Measure.Explain(sighting, Of(entity), Population, found.MaxBy(s => s.Value));
    }

    public void Midnight(DateTimeOffset endOf)
    {
        Population = Measure.Advance(Population, Today, DateOnly.FromDateTime(endOf.UtcDateTime).DayNumber);
        Today = Measure.NewDay();
    }

    public byte[] Bytes(Baseline baseline) => Written(to => Measure.Write(baseline, to));

    public byte[] Bytes(Population population) => Written(to => Measure.Write(population, to));

    public byte[] Bytes(PopulationDay day) => Written(to => Measure.Write(day, to));

    public Observation[] Rows(string entity, Deed deed) => Request.GroupField is null || Detector.By is not null
        ? [new Observation(entity, Detector.By is null ? null : deed.Values[0], Numbers(deed))]
        : [.. deed.Values.Distinct().Order(StringComparer.Ordinal).Select(value => new Observation(entity, value, Numbers(deed)))];

    /// <summary>An organisation of office people and one service that never sleeps, day by day; returns the daily maxima of surprise.</summary>
    public List<(string Entity, int Day, double Surprise)> Live(int days, int entities = 10, ulong seed = 1, int firstDay = 0)
    {
        var maxima = new List<(string, int, double)>();
        for (var day = firstDay; day < firstDay + days; day++)
        {
            for (var i = 0; i < entities; i++)
            {
                var entity = $"user{i:00}";
                var today = 0.0;
                foreach (var deed in Days(entity, i, day, seed))
                {
                    today = Math.Max(today, Score(entity, deed));
                    Learn(entity, deed);
                }

                maxima.Add((entity, day, today));
            }

            Midnight(Monday.AddDays(day));
        }

        return maxima;
    }

    public static IEnumerable<Deed> Days(string entity, int number, int day, ulong seed)
    {
        var random = DeterministicRandom.For(seed, $"{entity}/{day}");
        var service = number == 0;
        if (!service && day % 7 >= 5)
            yield break;
        for (var hour = service ? 0 : 8; hour < (service ? 24 : 17); hour++)
        {
            if (random.NextDouble() > 0.7)
                continue;
            var count = 1 + random.NextPoisson((3 + number % 5 * 4) * Math.Exp(0.4 * random.NextNormal()));
            yield return new Deed(Monday.AddDays(day).AddHours(hour), count, Place(number, random.Next(4) == 0 ? 1 : 0));
        }
    }

    /// <summary>Homes in one country, each its own network.</summary>
    public static string Place(int entity, int which) => $"10.{entity}.{which}.7";

    /// <summary><c>ana-pc</c> is ana's, <c>ana</c> too; servers (<c>srv-1</c>) are nobody's. Every account is its own person.</summary>
    private sealed class Names : IMachineOwners
    {
        public string? OwnerOf(string host) => host.StartsWith("srv", StringComparison.Ordinal) ? null : host.Split('-')[0];

        public string PersonOf(string account) => account;
    }

    private Sighting Sighting(string entity, Deed deed, Baseline own, Observation[]? rows)
    {
        var bucket = TimeBucket.Holding(deed.At, Detector.Bucket);
        var bare = new Sighting
        {
            Detector = Detector, Entity = entity, Bucket = bucket, Local = Clock.At(bucket.From, Detector.Bucket), Columns = Columns,
            Rows = rows ?? Rows(entity, deed), Events = [], TenureDays = deed.Tenure,
            Owners = Request.EntityField is null ? null : new Names(), Peers = PeersShare is { } share ? new Peers(share) : null,
        };
        if (!Measure.NeedsEvents(bare, own))
            return bare;
        if (Request.EntityField is not null)
            return bare with { Events = Paths(deed, new Names().OwnerOf(entity)) };
        return Request.EventFields.Contains(FeatureFields.Time) ? bare with { Events = Beats(deed, bucket) }
            : Request.EventFields.SequenceEqual([Detector.Of]) ? bare with { Events = Texts(deed) }
            : bare with { Events = [.. deed.Values.Select((value, i) => Event(deed.At.AddSeconds(i), value))] };
    }

    private sealed class Peers(double share) : IPeerShares
    {
        public double? ShareOf(ulong trait) => share;
    }

    /// <summary>With the owner's own account; with another where the deed is one of a machine.</summary>
    private static List<EntityEvent> Paths(Deed deed, string? owner) =>
        [.. deed.Values.Select((value, i) => new EntityEvent(deed.At.AddSeconds(i), [deed.Jitter > 0 ? owner : "stranger", value]))];

    /// <summary>Words of few letters; of many where the deed is one of a machine.</summary>
    private static List<EntityEvent> Texts(Deed deed)
    {
        var (random, letters) = (DeterministicRandom.For(2, $"{deed.At:O} {deed.Count} {deed.Jitter}"), deed.Jitter > 0 ? 8 : 64);
        return [.. Enumerable.Range(0, (int)Math.Clamp(deed.Count, 0, 100)).Select(i => new EntityEvent(deed.At.AddSeconds(i),
            [string.Concat(Enumerable.Range(0, 8).Select(_ => (char)(' ' + random.Next(letters))))]))];
    }

    /// <summary>Over the whole bucket; sizes to begin with.</summary>
    private static List<EntityEvent> Beats(Deed deed, TimeBucket bucket)
    {
        var (random, count) = (DeterministicRandom.For(1, $"{deed}"), (int)Math.Clamp(deed.Count, 0, 500));
        var events = new List<EntityEvent>();
        for (var i = 0; i < count; i++)
        {
            var place = (1 - deed.Jitter) * (i + 0.5) / count + deed.Jitter * random.NextDouble();
            events.Add(new EntityEvent(bucket.From + place * bucket.Span, [Math.Round(deed.Size * Math.Exp(deed.Jitter * random.NextNormal())).ToString(System.Globalization.CultureInfo.InvariantCulture), $"{i}"]));
        }

        return [.. events.OrderBy(e => e.Time)];
    }

    /// <summary>10.x is in Frankfurt, everything else in Sydney.</summary>
    public static EntityEvent Event(DateTimeOffset at, string address) => address.StartsWith("10.", StringComparison.Ordinal)
        ? new EntityEvent(at, [address, "50.11,8.68", "DE", "3320"]) : new EntityEvent(at, [address, "-33.87,151.21", "AU", "1221"]);

    /// <summary>Whether the measure asks for the events of the deed.</summary>
    public bool Asks(string entity, Deed deed)
    {
        var bucket = TimeBucket.Holding(deed.At, Detector.Bucket);
        return Measure.NeedsEvents(
            new Sighting
            {
                Detector = Detector, Entity = entity, Bucket = bucket, Local = SiteClock.Utc.At(bucket.From), Columns = Columns, Rows = Rows(entity, deed), Owners = new Names(),
            },
            Of(entity));
    }

    private double[] Numbers(Deed deed) => [double.NaN, .. Request.Columns.Select(column => column.Metric switch
    {
        Metric.Count when Detector.Part is { } part && column.Filter == Detector.Events.And(part) => Math.Round(deed.Count * deed.Part),
        Metric.Count or Metric.Distinct => deed.Count,
        Metric.Sum => deed.Count * deed.Size,
        _ when column.Field != FeatureFields.Time => deed.Size,
        Metric.Max when Request.EventFields.Contains(FeatureFields.Time) => (TimeBucket.Holding(deed.At, Detector.Bucket).To - TimeSpan.FromSeconds(1)).ToUnixTimeMilliseconds(),
        Metric.Max => (deed.At + deed.Lasting).ToUnixTimeMilliseconds(),
        _ => deed.At.ToUnixTimeMilliseconds(),
    })];

    private static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}

using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>travel</c>: consecutive sign-ins too far apart for the time between them.</summary>
/// <remarks>
/// p = P(an impossible journey today) x P(as fast | impossible). The first is the entity's daily rate, shrunk to the population's (beta-binomial mean with a prior of
/// <see cref="PriorDays"/> days), or that of its passages at the address, where many users share it (<see cref="TravelBaseline.PassageRate"/>), if that is larger; the second 900 km/h / speed, a Pareto tail of exponent 1, not below <see cref="LeastSpeedProbability"/>: speed adds at most one decade,
/// as it is mostly an accident of timing. Left out: bordering countries, one carrier within one country. The last position is state,
/// so journeys across buckets count. Without geo data there is nothing to say.
/// </remarks>
internal sealed class TravelMeasure : IMeasure
{
    private const double PriorDays = 20, LeastSpeedProbability = 0.1;

    private const int LatestColumn = 2;

    public MeasureGrammar Grammar { get; } = new("travel", false, false, [Direction.High],
        "Consecutive sign-ins from places too far apart for the time between them (source.ip with source.geo).");

    public FeatureRequest Request(Detector detector) => new(Itinerary.Fields[0],
        [
            new FeatureColumn(detector.Events, Metric.Count, null),
            new FeatureColumn(detector.Events, Metric.Min, "@timestamp"),
            new FeatureColumn(detector.Events, Metric.Max, "@timestamp"),
        ],
        Itinerary.Fields) { ReadsLate = true };

    public Baseline NewBaseline() => new TravelBaseline();

    public Population NewPopulation() => new TravelPopulation(new DecayedSums(TravelPopulation.Length), new Prevalences(), 0);

    public PopulationDay NewDay() => new TravelDay(new DailySums(TravelPopulation.Length), new FirstShown());

    public bool NeedsEvents(in Sighting sighting, Baseline baseline)
    {
        var latest = ((TravelBaseline)baseline).Latest?.Address;
        return sighting.Rows.Length > 1 || sighting.Rows[0].Group != latest;
    }

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var (own, all) = ((TravelBaseline)baseline, (TravelPopulation)population);
        if (Events(sighting).Count == 0)
            return;
        var largest = new SortedDictionary<int, double>();
        foreach (var hop in Itinerary.Of(own, Events(sighting), all).Hops)
        {
            var row = Row(hop.News.Address, sighting.Rows);
            largest[row] = Math.Max(largest.GetValueOrDefault(row), SurpriseOf(hop, own, all, sighting.Local.Day));
        }

        foreach (var (row, value) in largest)
            into.Add(new Surprise(value, row));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var (own, all) = ((TravelBaseline)baseline, (TravelPopulation)population);
        var rows = sighting.Rows;
        ImpossibleHop? fastest = null;
        var largest = 0.0;
        foreach (var hop in Itinerary.Of(own, Events(sighting), all).Hops)
            if (Row(hop.News.Address, rows) == surprise.Row && SurpriseOf(hop, own, all, sighting.Local.Day) is var value && value > largest)
                (fastest, largest) = (hop, value);
        return new Explanation
        {
            Value = fastest is { } f ? Place(f.News) : rows[surprise.Row].Group,
            Actual = fastest?.SpeedKmh,
            TypicalP95 = Itinerary.FastestKmh,
            TypicalValues = own.Latest is { } last ? [Place(last)] : [],
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = all.Sums[TravelPopulation.ActiveDays] > 0
                ? Math.Clamp(all.Sums[TravelPopulation.ImpossibleDays] / all.Sums[TravelPopulation.ActiveDays], 0, 1) : null,
            PeersSize = all.Entities > 0 ? (long)all.Entities : null,
            Normal = string.Create(CultureInfo.InvariantCulture, $"at most {Itinerary.FastestKmh:0} km/h between places at least {Itinerary.LeastKm:0} km apart"),
            Details = fastest is { } hopTo ? Details(hopTo) : new Dictionary<string, string>(),
        };
    }

    public double SizeOf(Baseline baseline, int day) => ((TravelBaseline)baseline).ActiveDays / ((TravelBaseline)baseline).Growth(day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((TravelBaseline)baseline, (TravelPopulation)population);
        day = Math.Max(day, own.LastDay + 1);
        var days = SizeOf(own, day);
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = days,
            EvidenceUnit = "active days",
            OwnFraction = days / (days + PriorDays),
            Rate = new LearntRate("an impossible journey", 1 / RateToday(own, all, day), 1 / Math.Min(1, all.Rate)),
            Place = own.Last is { } last ? new LearntPlace(last.Address, last.Country, DateTimeOffset.FromUnixTimeMilliseconds(last.Time)) : null,
        };
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var (own, all, added) = ((TravelBaseline)baseline, (TravelPopulation)population, (TravelDay)day);
        weight = Weights.Clamp(weight);
        var first = own.Since is null;
        if (own.Arrive(sighting.Local.Day, sighting.Bucket.From))
        {
            added.Sums.Add(TravelPopulation.ActiveDays, 1L);
            if (first)
                added.Sums.Add(TravelPopulation.NewEntities, 1L);
        }

        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Rows[row].Group is { } address)
                LearnNetwork(address, own, added.Networks, sighting.Local.Day);
        if (Events(sighting).Count == 0)
        {
            if (weight > 0)
                (own.Last, own.Shared) = (Stayed(own.Last, sighting), Stayed(own.Shared, sighting));
            return;
        }

        var itinerary = Itinerary.Of(own, Events(sighting), all);
        foreach (var passage in itinerary.Passages)
        {
            added.Networks.Add(TravelPopulation.PassageHash(passage.Shared), 1);
            added.Networks.Add(TravelPopulation.ImpossibleHash(passage.Shared), passage.IsImpossible ? 1 : 0);
            own.Pass(passage.IsImpossible);
        }

        if (itinerary.Hops.Count > 0)
        {
            own.Travel(weight);
            if (!own.CountedToday)
                added.Sums.Add(TravelPopulation.ImpossibleDays, 1L);
            own.CountedToday = true;
        }

        if (weight > 0)
            (own.Last, own.Shared) = (Stayed(itinerary.Own, sighting), Stayed(itinerary.Shared, sighting));
    }

    public void Merge(PopulationDay day, PopulationDay other)
    {
        ((TravelDay)day).Sums.Merge(((TravelDay)other).Sums);
        ((TravelDay)day).Networks.Merge(((TravelDay)other).Networks);
    }

    public Population Advance(Population population, PopulationDay day, int dayNumber)
    {
        var (old, added) = ((TravelPopulation)population, (TravelDay)day);
        return new TravelPopulation(old.Sums.Advance(added.Sums, dayNumber), old.Networks.Advance(added.Networks, dayNumber),
            old.Entities + added.Sums[TravelPopulation.NewEntities]);
    }

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((TravelBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => TravelBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to)
    {
        var (writer, all) = (new StateWriter(to), (TravelPopulation)population);
        writer.Byte(1);
        writer.Double(all.Entities);
        all.Sums.Write(writer);
        all.Networks.Write(writer);
    }

    public Population ReadPopulation(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var entities = reader.Double();
        var population = new TravelPopulation(DecayedSums.Read(ref reader, TravelPopulation.Length), Prevalences.Read(ref reader), entities);
        reader.End();
        return population;
    }

    public void Write(PopulationDay day, IBufferWriter<byte> to)
    {
        var writer = new StateWriter(to);
        writer.Byte(1);
        ((TravelDay)day).Sums.Write(writer);
        ((TravelDay)day).Networks.Write(writer);
    }

    public PopulationDay ReadDay(ReadOnlySpan<byte> from)
    {
        var reader = new StateReader(from);
        reader.Version(1);
        var day = new TravelDay(DailySums.Read(ref reader, TravelPopulation.Length), FirstShown.Read(ref reader));
        reader.End();
        return day;
    }

    private static IReadOnlyList<EntityEvent> Events(in Sighting sighting) => sighting.Events ?? [];

    private static double RateToday(TravelBaseline own, TravelPopulation all, int day)
    {
        var unit = own.Growth(day);
        return Math.Min(1, (own.ImpossibleDays + PriorDays * unit * all.Rate) / (own.ActiveDays + PriorDays * unit));
    }

    private static double SurpriseOf(in ImpossibleHop hop, TravelBaseline own, TravelPopulation all, int day) =>
        Surprises.Of(Math.Log(Math.Max(RateToday(own, all, day), hop.Shared is { } shared ? own.PassageRate(all.RateOf(shared)) : 0)) + Math.Log(SpeedProbability(hop)));

    private static double SpeedProbability(in ImpossibleHop hop) => Math.Max(Itinerary.FastestKmh / hop.SpeedKmh, LeastSpeedProbability);

    /// <summary>The row of the address that a hop is told of; the first if the rows do not have it.</summary>
    private static int Row(string address, ReadOnlySpan<Observation> rows)
    {
        for (var row = 0; row < rows.Length; row++)
            if (rows[row].Group == address)
                return row;
        return 0;
    }

    /// <summary>An entity counts once for each address and network; who is seen there again keeps it remembered.</summary>
    private static void LearnNetwork(string address, TravelBaseline own, FirstShown networks, int day)
    {
        var hash = TravelPopulation.AddressHash(address);
        var shown = own.Networks.LastShown(hash);
        if (shown >= day)
            return;
        var network = TravelPopulation.NetworkHash(address);
        networks.Add(hash, shown is null ? 1 : 0);
        networks.Add(network, own.Networks.LastShown(network) is null ? 1 : 0);
        own.Networks.Learn([hash, network], day, 1, TravelBaseline.MostNetworks);
    }

    /// <summary>A sighting without events was all at the last address: only its time moves on.</summary>
    private static Position? Stayed(Position? end, in Sighting sighting)
    {
        if (end is null || Events(sighting).Count > 0)
            return end;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Rows[row].Group == end.Address && sighting.Number(row, LatestColumn) is var latest && latest > end.Time && latest < 1e14)
                return end with { Time = (long)latest };
        return end;
    }

    private static string Place(Position position) => position.Country is { } country ? $"{country} ({position.Address})" : position.Address;

    private static Dictionary<string, string> Details(in ImpossibleHop hop) => new()
    {
        ["from"] = Place(hop.From),
        ["to"] = Place(hop.To),
        ["distance_km"] = hop.DistanceKm.ToString("0", CultureInfo.InvariantCulture),
        ["speed_kmh"] = hop.SpeedKmh.ToString("0", CultureInfo.InvariantCulture),
    };
}

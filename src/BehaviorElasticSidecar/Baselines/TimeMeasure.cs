using System.Buffers;
using System.Runtime.Intrinsics;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary><c>time</c>: activity at an hour of the week that is unusual for the entity.</summary>
/// <remarks>
/// Density over the 168 hours of the week: own active buckets, spread over the neighbouring hours and, by half, over the other days of the kind (a kernel estimate on
/// the circle, Hall, Watson and Cabrera 1987), plus the population's density as a Dirichlet prior. p = mass of all hours about as likely as this one or less, the
/// p-value of a highest-density region (Hyndman 1996), so a service that works round the clock is never early. One look per active bucket. O(168).
/// </remarks>
internal sealed class TimeMeasure : IMeasure, IPeerMeasure
{
    /// <summary>
    /// Active hours that the population's density is worth: one working day. Entities differ much in their hours (people, services), so the prior must be
    /// weak, or the services' nights excuse those of people (one service among 20 simulated entities, six weeks: 24 hours left a person's Sunday night at a surprise of 1.6, 8 hours 2.1).
    /// </summary>
    private const double PriorHours = 8;

    /// <summary>Share of an hour that its weekday keeps; the rest goes to the other days of the kind.</summary>
    private const double OwnDayShare = 0.5;

    /// <summary>
    /// Hours up to twice as likely count as equally likely: estimates from a few weeks differ by that by chance, and the least used hour of a service that works
    /// round the clock must not look like a person's night (same simulation, without this: daily maxima of the service 1.6 in the median and up to 2.5, people's Sunday nights 2.3; with it 0.0, 0.1 and 2.1).
    /// </summary>
    private const double Tie = 2;

    private static readonly double[] Kernel = [0.25, 0.5, 0.25];

    public MeasureGrammar Grammar { get; } = new("time", false, false, [Direction.High], "Activity at an hour of the week that is unusual for the entity.");

    public FeatureRequest Request(Detector detector) => new(null, [new FeatureColumn(detector.Events, Metric.Count, null)], []) { ReadsLate = true };

    public Baseline NewBaseline() => new TimeBaseline();

    public Population NewPopulation() => new TimePopulation(new DecayedSums(TimePopulation.Length));

    public PopulationDay NewDay() => new SumsDay(new DailySums(TimePopulation.Length));

    public bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        var value = Surprises.Of(Math.Log(MassAtMost((TimeBaseline)baseline, (TimePopulation)population, Slot(sighting), sighting.Local.Day)));
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var own = (TimeBaseline)baseline;
        var all = (TimePopulation)population;
        var hours = sighting.Bucket.Span.TotalHours;
        var usual = UsualHours.Of(slot => own.Density[slot], hours);
        return new Explanation
        {
            Value = string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{(DayOfWeek)((sighting.Local.Weekday + 1) % 7)} {sighting.Local.HourOfWeek % 24:00}:00"),
            Actual = sighting.Number(0, 0),
            TypicalHours = usual,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = all.EntityDays > 0 ? all.ActiveShare(Slot(sighting)) : null,
            PeersSize = all.EntityDays > 0 ? all.EntitiesADay : null,
            Normal = usual ?? UsualHours.Of(slot => Math.Max(0, all.Sums[TimePopulation.Active + slot]), hours),
        };
    }

    public double SizeOf(Baseline baseline, int day) => HoursOf((TimeBaseline)baseline, day);

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day)
    {
        var (own, all) = ((TimeBaseline)baseline, (TimePopulation)population);
        var hours = HoursOf(own, Math.Max(day, own.LastDay + 1));
        return new LearntBaseline
        {
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            LastDay = own.Since is null ? null : DateOnly.FromDayNumber(own.LastDay),
            Evidence = hours,
            EvidenceUnit = WeekPicture.UnitOf(detector.Bucket.TotalHours),
            OwnFraction = hours / (hours + PriorHours),
            Week = WeekPicture.Of(slot => own.Density[slot], slot => Math.Max(0, all.Sums[TimePopulation.Active + slot]), detector.Bucket.TotalHours),
        };
    }

    private static double HoursOf(TimeBaseline own, int day)
    {
        var sum = 0.0;
        foreach (var hours in own.Density)
            sum += hours;
        return sum / own.Growth(day);
    }

    public void Shown(in Sighting sighting, List<ulong> traits) => traits.Add((ulong)Slot(sighting) + 1);

    public void Same(in Sighting sighting, Surprise surprise, List<ulong> traits) => Shown(sighting, traits);

    public void Likens(in Sighting sighting, Population population, List<LikenessTrait> traits) => traits.Add(new LikenessTrait((ulong)Slot(sighting) + 1, null));

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        var own = (TimeBaseline)baseline;
        var sums = ((SumsDay)day).Sums;
        var slot = Slot(sighting);
        var hours = sighting.Bucket.Span.TotalHours;
        if (own.Arrive(sighting.Local.Day, sighting.Bucket.From))
            sums.Add(TimePopulation.EntityDaysOf + HourOfWeek.Weekday(slot), 1L);
        sums.Add(TimePopulation.Active + slot, Math.Min(1, hours));
        var evidence = own.Growth(sighting.Local.Day) * Weights.Clamp(weight) * Math.Min(1, hours);
        if (evidence > 0)
            Spread(own.Density, slot, evidence, hours <= 1);
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new TimePopulation(((TimePopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber));

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((TimeBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => TimeBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((TimePopulation)population).Sums.WriteAlone(to);

    public Population ReadPopulation(ReadOnlySpan<byte> from) => new TimePopulation(DecayedSums.ReadAlone(from, TimePopulation.Length));

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, TimePopulation.Length);

    /// <summary>Mass, 0..1, of the hours whose density is at most <see cref="Tie"/> times that of <paramref name="slot"/>, itself included.</summary>
    private static double MassAtMost(TimeBaseline own, TimePopulation all, int slot, int day)
    {
        var prior = (float)(PriorHours * own.Growth(day));
        ReadOnlySpan<float> mine = own.Density, theirs = all.Density;
        var limit = Vector256.Create((mine[slot] + prior * theirs[slot]) * (float)Tie);
        Vector256<float> total = default, mass = default;
        // Eight lanes on every machine, in hardware or not: the same sums in the same order.
        for (var i = 0; i < HourOfWeek.Slots; i += Vector256<float>.Count)
        {
            var density = Vector256.Create(mine[i..]) + Vector256.Create(prior) * Vector256.Create(theirs[i..]);
            total += density;
            mass += density & Vector256.LessThanOrEqual(density, limit);
        }

        return (double)Vector256.Sum(mass) / Vector256.Sum(total);
    }

    /// <summary>One active bucket into the density: to its hour and the two beside it (buckets of an hour or less), to its day and the others of its kind.</summary>
    private static void Spread(Span<float> density, int slot, double evidence, bool neighbours)
    {
        var (hour, weekday) = (HourOfWeek.Hour(slot), HourOfWeek.Weekday(slot));
        var (from, to) = HourOfWeek.Kind(weekday);
        for (var day = from; day < to; day++)
        {
            var share = evidence * ((1 - OwnDayShare) / (to - from) + (day == weekday ? OwnDayShare : 0));
            if (!neighbours)
                density[HourOfWeek.Of(day, hour)] += (float)share;
            else
                for (var step = -1; step <= 1; step++)
                    density[HourOfWeek.Ring(day * 24 + hour + step)] += (float)(share * Kernel[step + 1]);
        }
    }

    private static int Slot(in Sighting sighting) => HourOfWeek.Slot(sighting.Local.HourOfWeek, sighting.Bucket.Span.TotalHours);
}

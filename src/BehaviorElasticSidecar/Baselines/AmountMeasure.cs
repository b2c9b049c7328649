using System.Buffers;
using System.Globalization;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>How much of something an entity (or an entity towards a partner) does in a bucket: whether at all, and if so how much.</summary>
/// <remarks>
/// Hurdle model (Mullahy 1986): p = P(active in this hour of the week) x P(this much or more | active); <c>low</c> asks P(this little or less | active),
/// <c>both</c> doubles the smaller. A NaN, negative or zero amount counts as no activity, above 1e15 as 1e15. Several rows of one sighting are taken together.
/// </remarks>
internal abstract class AmountMeasure(AmountLaw law, int amountColumn) : IMeasure, ISilenceMeasure, IPeerMeasure
{
    protected const double Largest = AmountLaw.Largest;

    /// <summary>An absence longer than this says no more of the rhythm of the population: the entity was away.</summary>
    private const int LongestAbsenceDays = 28;

    /// <summary>Buckets after which an entity's level is its own, so that its deviations tell of the rhythm of all.</summary>
    private const double EnoughForRhythm = 5;

    public abstract MeasureGrammar Grammar { get; }

    public abstract FeatureRequest Request(Detector detector);

    /// <summary>Whether it surprises that there is anything at this hour, and that there is nothing; if not, only how much there is.</summary>
    protected virtual bool CountsActivity => true;

    public Baseline NewBaseline() => new AmountBaseline();

    public Population NewPopulation() => new AmountPopulation(new DecayedSums(AmountPopulation.Length), ClosingPopulation.Empty, law);

    public PopulationDay NewDay() => new SumsDay(new DailySums(ClosingPopulation.DayLength));

    public virtual bool NeedsEvents(in Sighting sighting, Baseline baseline) => false;

    public void Score(in Sighting sighting, Baseline baseline, Population population, List<Surprise> into)
    {
        if (AmountOf(sighting) is not { } amount)
            return;
        var forecast = Forecast(sighting, baseline, population);
        if (!CountsActivity)
            forecast = forecast with { Active = 1 };
        var value = AmountModel.Surprise(law.Learnt(amount), forecast, law, sighting.Detector.Direction);
        if (value > 0)
            into.Add(new Surprise(value, 0));
    }

    public Explanation Explain(in Sighting sighting, Baseline baseline, Population population, Surprise surprise)
    {
        var own = (AmountBaseline)baseline;
        var all = (AmountPopulation)population;
        var amount = AmountOf(sighting) ?? 0;
        var forecast = Forecast(sighting, baseline, population);
        double median = law.Quantile(0.5, forecast), p95 = law.Quantile(0.95, forecast);
        return new Explanation
        {
            Partner = sighting.Detector.By is null ? null : sighting.Rows[0].Group,
            Actual = amount,
            TypicalMedian = median,
            TypicalP95 = p95,
            TypicalHours = UsualHours.Of(slot => own[slot].Active, Hours(sighting)),
            Times = median > 0 ? amount / median : null,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            PeersShare = all.ShareFrom(Band(amount)),
            PeersSize = all.EntityDays > 0 ? all.EntitiesADay : null,
            Normal = Normal(sighting.Detector.Direction, forecast, p95) + AtClosing(sighting.Local.Closing, forecast.Effect),
        };
    }

    public double SizeOf(Baseline baseline, int day)
    {
        var own = (AmountBaseline)baseline;
        return own.LevelWeight <= 0 ? 0 : Math.Min(law.AmountOf(own.LevelSum / own.LevelWeight), Largest) * AmountDescription.EvidenceOf(own, day);
    }

    public LearntBaseline Describe(Detector detector, Baseline baseline, Population population, int day) => AmountDescription.Of(
        (AmountBaseline)baseline, (AmountPopulation)population, law, (UnitOf(detector), detector.Bucket.TotalHours, CountsActivity), day);

    /// <summary>As <see cref="LearntAmount.Unit"/>.</summary>
    protected virtual string UnitOf(Detector detector) => UnitOfSum(detector);

    /// <summary>Of what is added up or compared as it is: bytes, the field, or events where there is none.</summary>
    internal static string UnitOfSum(Detector detector) => detector.IsInBytes ? "bytes" : detector.Of ?? "events";

    public Silence? FirstSurprising(in SilentSpan span, Baseline baseline, Population population, double wanted)
    {
        if (!CountsActivity)
            return null;
        var (own, all) = ((AmountBaseline)baseline, (AmountPopulation)population);
        var (bucket, surprise) = (span.Detector.Bucket, 0.0);
        for (var from = span.From; from < span.From + ISilenceMeasure.LongestSilence; from += bucket)
        {
            surprise += AmountModel.SilenceSurprise(own, all, law, AmountMoment.Of(span.Clock.At(from, bucket), bucket.TotalHours));
            if (surprise >= wanted)
                return new Silence(from + bucket, surprise);
        }

        return null;
    }

    public Explanation Explain(in SilentSpan span, Baseline baseline, Population population, in Silence silence)
    {
        var (own, all) = ((AmountBaseline)baseline, (AmountPopulation)population);
        var hours = span.Detector.Bucket.TotalHours;
        var forecast = AmountModel.Forecast(own, all, law, AmountMoment.Of(span.Clock.At(silence.End - span.Detector.Bucket, span.Detector.Bucket), hours));
        return new Explanation
        {
            Partner = span.Partner,
            Actual = 0,
            TypicalMedian = law.Quantile(0.5, forecast),
            TypicalP95 = law.Quantile(0.95, forecast),
            TypicalHours = UsualHours.Of(slot => own[slot].Active, hours),
            Times = 0,
            Since = own.Since is { } since ? DateTimeOffset.FromUnixTimeSeconds(since) : null,
            Normal = string.Create(CultureInfo.InvariantCulture, $"to be seen again: nothing since {span.From.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
        };
    }

    public void Shown(in Sighting sighting, List<ulong> traits)
    {
        if (AmountOf(sighting) is { } amount)
            traits.Add((ulong)Band(amount) + 1);
    }

    /// <summary>As much, by powers of two, or more.</summary>
    public void Same(in Sighting sighting, Surprise surprise, List<ulong> traits)
    {
        for (var band = Band(AmountOf(sighting) ?? 0); band < AmountPopulation.PeakBands; band++)
            traits.Add((ulong)band + 1);
    }

    public void Learn(in Sighting sighting, Baseline baseline, Population population, PopulationDay day, double weight)
    {
        if (AmountOf(sighting) is not { } amount)
            return;
        var own = (AmountBaseline)baseline;
        var sums = ((SumsDay)day).Sums;
        var all = (AmountPopulation)population;
        var (slot, localDay) = (HourOfWeek.Slot(sighting.Local.HourOfWeek, Hours(sighting)), sighting.Local.Day);
        var forecast = Forecast(sighting, baseline, population);
        var learnt = law.Learnt(amount);
        var share = Math.Min(1, Hours(sighting));

        if (own.Since is not null && localDay > own.LastDay)
            own.Closings.EndDay(law, sums);
        AddChances(sums, own.Arrive(localDay, sighting.Bucket.From), sighting.Local);
        AddPeak(sums, own, Band(amount), localDay);
        AddToPopulation(sums, slot, learnt, amount, share, forecast);
        if (localDay == own.LastDay && forecast.Evidence >= EnoughForRhythm)
            own.Closings.Add(sighting.Local.Closing, law.DeviationOf(learnt, law.Times(forecast.OwnCentre, -forecast.Effect)), Weights.Clamp(weight));

        var unit = own.Growth(localDay) * Weights.Clamp(weight);
        if (unit == 0)
            return;
        // Level and rhythm are those of ordinary days: a month's end must not raise what is expected of the days after it.
        var ordinary = law.Times(learnt, -forecast.Effect);
        own.Add(slot, unit * share, unit * share * ordinary);
        var (levelSum, levelWeight) = law.LevelOf(ordinary, all.Rhythm(slot));
        own.AddLevel(unit * levelSum, unit * levelWeight);
        var (spreadSum, spreadWeight) = law.SpreadOf(learnt, forecast);
        own.AddSpread(unit * spreadSum, unit * spreadWeight);
    }

    public void Merge(PopulationDay day, PopulationDay other) => ((SumsDay)day).Sums.Merge(((SumsDay)other).Sums);

    public Population Advance(Population population, PopulationDay day, int dayNumber) =>
        new AmountPopulation(
            ((AmountPopulation)population).Sums.Advance(((SumsDay)day).Sums, dayNumber), ((AmountPopulation)population).Closings.Advance(((SumsDay)day).Sums), law);

    public void Write(Baseline baseline, IBufferWriter<byte> to) => ((AmountBaseline)baseline).Write(new StateWriter(to));

    public Baseline ReadBaseline(ReadOnlySpan<byte> from) => AmountBaseline.Read(from);

    public void Write(Population population, IBufferWriter<byte> to) => ((AmountPopulation)population).Write(new StateWriter(to));

    public Population ReadPopulation(ReadOnlySpan<byte> from) => AmountPopulation.Read(from, law);

    public void Write(PopulationDay day, IBufferWriter<byte> to) => ((SumsDay)day).Write(to);

    public PopulationDay ReadDay(ReadOnlySpan<byte> from) => SumsDay.Read(from, ClosingPopulation.DayLength, AmountPopulation.Length);

    /// <summary>Null where there is nothing to learn or to judge.</summary>
    private double? AmountOf(in Sighting sighting) => Together(sighting) is var all && all >= law.Smallest ? Math.Min(all, Largest) : null;

    /// <summary>The amount of all rows; 0 or NaN where there is none.</summary>
    protected virtual double Together(in Sighting sighting) => SumOf(sighting, amountColumn);

    /// <summary>Of a column over all rows, each at most <see cref="Largest"/>; what is no positive number counts 0.</summary>
    internal static double SumOf(in Sighting sighting, int column)
    {
        var sum = 0.0;
        for (var row = 0; row < sighting.Rows.Length; row++)
            if (sighting.Number(row, column) is > 0 and var amount)
                sum += Math.Min(amount, Largest);
        return sum;
    }

    private AmountForecast Forecast(in Sighting sighting, Baseline baseline, Population population)
    {
        var (own, all) = ((AmountBaseline)baseline, (AmountPopulation)population);
        var moment = AmountMoment.Of(sighting.Local, Hours(sighting));
        if (own.Remembers(all, moment.Slot, moment.Day, out var forecast))
            return forecast;
        forecast = AmountModel.Forecast(own, all, law, moment);
        own.Remember(all, moment.Slot, moment.Day, forecast);
        return forecast;
    }

    private static double Hours(in Sighting sighting) => sighting.Bucket.Span.TotalHours;

    private static int Band(double amount) => Math.Clamp((int)Math.Floor(Math.Log2(Math.Max(1, amount))), 0, AmountPopulation.PeakBands - 1);

    /// <summary>Each day since the last sighting was a chance to be active, for its weekday.</summary>
    private static void AddChances(DailySums sums, int passed, in LocalHour local)
    {
        for (var back = 0; back < Math.Min(passed, LongestAbsenceDays); back++)
            sums.Add(AmountPopulation.Chances + local.JudgedWeekday(local.Day - back), 1L);
    }

    /// <summary>One entity-day counts once, in the band of its largest amount.</summary>
    private static void AddPeak(DailySums sums, AmountBaseline own, int band, int day)
    {
        if (day != own.LastDay || band <= own.DayPeak)
            return;
        if (own.DayPeak >= 0)
            sums.Add(AmountPopulation.Peaks + own.DayPeak, -1L);
        sums.Add(AmountPopulation.Peaks + band, 1L);
        own.DayPeak = band;
    }

    private void AddToPopulation(DailySums sums, int slot, double learnt, double amount, double share, in AmountForecast forecast)
    {
        var log = Math.Log(amount);
        sums.Add(AmountPopulation.Active + slot, share);
        sums.Add(AmountPopulation.Count, 1L);
        sums.Add(AmountPopulation.LogSum, log);
        sums.Add(AmountPopulation.LogSquares, log * log);
        if (forecast.Evidence < EnoughForRhythm)
            return;
        sums.Add(AmountPopulation.Residual + slot, law.Residual(law.Times(learnt, -forecast.Effect), forecast.Level));
        sums.Add(AmountPopulation.ResidualCount + slot, 1L);
        var (spreadSum, spreadWeight) = law.SpreadOf(learnt, forecast);
        sums.Add(AmountPopulation.SpreadSum, spreadSum);
        sums.Add(AmountPopulation.SpreadWeight, spreadWeight);
    }

    private string Normal(Direction direction, in AmountForecast forecast, double p95)
    {
        var low = law.Quantile(0.05, forecast);
        var (from, to) = (low.ToString("#,0.##", CultureInfo.InvariantCulture), p95.ToString("#,0.##", CultureInfo.InvariantCulture));
        return direction switch
        {
            Direction.High => $"up to {to}",
            Direction.Low => $"at least {from}",
            _ => $"{from} to {to}",
        };
    }

    /// <summary>Said where it changes what is expected by a tenth.</summary>
    private static string AtClosing(Closing closing, double effect) => Math.Abs(effect) < 0.1 ? ""
        : string.Create(CultureInfo.InvariantCulture, $" at a {(closing == Closing.Quarter ? "quarter" : "month")}'s end, {Math.Exp(effect):0.0} times as much as on other days");
}

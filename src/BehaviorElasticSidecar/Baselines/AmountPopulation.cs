using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Baselines;

/// <summary>The organisation's rhythm, level and spread of one amount: what an entity is judged by until it has shown its own.</summary>
internal sealed class AmountPopulation : Population
{
    /// <summary>Where the parts stand in the sums.</summary>
    public const int Chances = 0, Active = Chances + 7, Residual = Active + HourOfWeek.Slots, ResidualCount = Residual + HourOfWeek.Slots,
        Peaks = ResidualCount + HourOfWeek.Slots, Count = Peaks + PeakBands, LogSum = Count + 1, LogSquares = LogSum + 1,
        SpreadSum = LogSquares + 1, SpreadWeight = SpreadSum + 1, Length = SpreadWeight + 1;

    /// <summary>Bands of powers of two for an entity's largest amount of a day.</summary>
    public const int PeakBands = 64;

    /// <summary>Days of chances behind the prior of activity: an hour of a typical office week, active one hour in five.</summary>
    private const double PriorChances = 3, PriorActivity = 0.2;

    /// <summary>Buckets behind the prior of level and spread, and behind "no rhythm".</summary>
    private const double PriorCount = 5, PriorResiduals = 20;

    private readonly double[] _activity = new double[HourOfWeek.Slots];
    private readonly double[] _rhythm = new double[HourOfWeek.Slots];

    private const byte Version = 2;

    public AmountPopulation(DecayedSums sums, ClosingPopulation closings, AmountLaw law)
    {
        (Sums, Closings) = (sums, closings);
        double active = PriorChances * PriorActivity * HourOfWeek.Slots, chances = PriorChances * HourOfWeek.Slots;
        for (var slot = 0; slot < HourOfWeek.Slots; slot++)
            (active, chances) = (active + Math.Max(0, sums[Active + slot]), chances + Math.Max(0, sums[Chances + HourOfWeek.Weekday(slot)]));
        for (var slot = 0; slot < HourOfWeek.Slots; slot++)
        {
            var own = Math.Max(0, sums[Active + slot]) + PriorChances * active / chances;
            _activity[slot] = Math.Clamp(own / (Math.Max(0, sums[Chances + HourOfWeek.Weekday(slot)]) + PriorChances), 1e-6, 1);
            _rhythm[slot] = law.RhythmOf(Math.Clamp(sums[Residual + slot] / (Math.Max(0, sums[ResidualCount + slot]) + PriorResiduals), -2, 2));
        }

        var (priorLog, priorVariance, priorSpread) = law.Weakest;
        var count = sums[Count] + PriorCount;
        var mean = (sums[LogSum] + PriorCount * priorLog) / count;
        var squares = sums[LogSquares] + PriorCount * (priorVariance + priorLog * priorLog);
        var within = (sums[SpreadSum] + PriorCount * priorSpread) / (sums[SpreadWeight] + PriorCount);
        Prior = law.PriorOf(mean, Math.Max(0, squares / count - mean * mean), within);
        for (var band = 0; band < PeakBands; band++)
            EntityDays += Math.Max(0, sums[Peaks + band]);
    }

    public DecayedSums Sums { get; }

    /// <summary>The ends of months and quarters.</summary>
    public ClosingPopulation Closings { get; }

    public AmountPrior Prior { get; }

    /// <summary>Decayed number of entity-days with any amount.</summary>
    public double EntityDays { get; }

    /// <summary>Entities active on an average day.</summary>
    public long EntitiesADay => (long)Math.Round(Sums.Days == 0 ? 0 : EntityDays / Forgetting.Days(1, Sums.Days, Sums.Days));

    /// <summary>Probability that an entity is active in the slot, 0..1.</summary>
    public double Activity(int slot) => _activity[slot];

    /// <summary>How much more than usual an active bucket of the slot holds, as <see cref="AmountLaw.RhythmOf"/>; a factor of e^-2 to e^2.</summary>
    public double Rhythm(int slot) => _rhythm[slot];

    /// <summary>Share of entity-days whose largest amount reaches the band; null when none are known.</summary>
    public double? ShareFrom(int band)
    {
        if (EntityDays <= 0)
            return null;
        var sum = 0.0;
        for (var i = band; i < PeakBands; i++)
            sum += Math.Max(0, Sums[Peaks + i]);
        return Math.Min(1, sum / EntityDays);
    }

    public void Write(StateWriter to)
    {
        to.Byte(Version);
        Sums.Write(to);
        Closings.Write(to);
    }

    /// <summary>Version 1 knew nothing of closings.</summary>
    public static AmountPopulation Read(ReadOnlySpan<byte> from, AmountLaw law)
    {
        var reader = new StateReader(from);
        var version = reader.Version(Version);
        var sums = DecayedSums.Read(ref reader, Length);
        var closings = version < Version ? ClosingPopulation.Empty : ClosingPopulation.Read(ref reader);
        reader.End();
        return new AmountPopulation(sums, closings, law);
    }
}

/// <summary>What is expected of an entity that has shown nothing yet.</summary>
/// <param name="Level">Typical level, in the unit of the law.</param>
/// <param name="Within">Spread of one entity's buckets around its own level.</param>
/// <param name="Between">Spread of levels between entities.</param>
/// <param name="Strength">Buckets that the prior of the level is worth: within / between, empirical Bayes.</param>
internal readonly record struct AmountPrior(double Level, double Within, double Between, double Strength);

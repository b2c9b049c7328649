namespace BehaviorElasticSidecar.Documents;

/// <summary>What is learnt of everything that goes by a name, as <c>baseline show --json</c> prints it. Not stored. Texts from events are cleaned of control characters and cut.</summary>
public sealed record LearntDocument
{
    public required string Version { get; init; }

    /// <summary>The name as it was asked for.</summary>
    public required string Asked { get; init; }

    /// <summary>Everything before it is learnt by the feature query that has come farthest.</summary>
    public required DateTimeOffset ReadTo { get; init; }

    /// <summary>The midnight UTC whose population the entity is compared with.</summary>
    public required DateTimeOffset Midnight { get; init; }

    /// <summary>What is not as it should be: lists of context that could not be read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>One for each kind that knows the name, in the order of kinds; empty where nothing is learnt of it.</summary>
    public required IReadOnlyList<LearntEntity> Entities { get; init; }

    /// <summary>Names like the one that was asked for, where nothing is learnt of that; at most three.</summary>
    public IReadOnlyList<string> Nearest { get; init; } = [];
}

/// <summary>An entity with all its spellings.</summary>
public sealed record LearntEntity
{
    public required string Kind { get; init; }

    /// <summary>The canonical id, under which risk is kept.</summary>
    public required string Id { get; init; }

    /// <summary>Every other spelling that is known to be the same; baselines are kept per spelling of the source.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Zone in which its hours and days are counted, of the tz database.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Ordered by pack, source, detector and spelling.</summary>
    public required IReadOnlyList<LearntDetector> Detectors { get; init; }

    /// <summary>Detectors for its kind that have learnt nothing of it.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];
}

/// <summary>What one detector at one source knows of one spelling of the entity.</summary>
public sealed record LearntDetector
{
    /// <summary>Data domain: identity, endpoint, ...</summary>
    public required string Pack { get; init; }

    public required string Source { get; init; }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Measure { get; init; }

    /// <summary>ECS field that the measure is about; null where it needs none.</summary>
    public string? Of { get; init; }

    /// <summary>ECS field of the partner; null where there is one baseline for all.</summary>
    public string? By { get; init; }

    /// <summary>Length of a bucket, such as <c>1h</c>.</summary>
    public required string Bucket { get; init; }

    /// <summary>The entity's name as the source gives it.</summary>
    public required string Spelling { get; init; }

    /// <summary><c>speaking</c>; <c>learning</c>: no anomalies before <see cref="SpeaksFrom"/>; <c>frozen</c>: its source is in trouble, and nothing is learnt until that ends.</summary>
    public required string State { get; init; }

    /// <summary>UTC day from which it gives anomalies; null before it has seen anything.</summary>
    public DateOnly? SpeaksFrom { get; init; }

    /// <summary>Everything before it is learnt.</summary>
    public required DateTimeOffset ReadTo { get; init; }

    /// <summary>Baselines that there are: 1, or the partners known (at most 512).</summary>
    public required int Known { get; init; }

    /// <summary>The one, or those of the partners with whom it does most, at most five.</summary>
    public required IReadOnlyList<LearntBaseline> Baselines { get; init; }
}

/// <summary>One baseline in the measure's own terms; what does not apply is null. No number is NaN or infinite.</summary>
public sealed record LearntBaseline
{
    public string? Partner { get; init; }

    /// <summary>Start of the first bucket with anything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Local day of the latest sighting.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Local days from the first sighting to the latest, both included.</summary>
    public int? Days { get; init; }

    /// <summary>How much it rests on, in <see cref="EvidenceUnit"/>. Older evidence counts less: half after 30 days; returns half after 30 of them; days of <c>rare</c> all alike.</summary>
    public required double Evidence { get; init; }

    public required string EvidenceUnit { get; init; }

    /// <summary>Share, 0..1, that the entity's own habits have in what is expected of it; the rest is what others do.</summary>
    public required double OwnFraction { get; init; }

    public LearntWeek? Week { get; init; }

    public LearntAmount? Amount { get; init; }

    public LearntValues? Values { get; init; }

    public LearntRate? Rate { get; init; }

    public LearntGap? Gap { get; init; }

    public LearntPlace? Place { get; init; }
}

/// <summary>When it is active.</summary>
public sealed record LearntWeek
{
    /// <summary>In words, local time: <c>Mon-Fri 08-18</c>; the fewest hours that hold nine tenths of the activity.</summary>
    public required string Usual { get; init; }

    /// <summary>The same of everybody; null before anything is known.</summary>
    public string? OthersUsual { get; init; }

    /// <summary>Hours of each entry of <see cref="Shares"/>: 1 to 24.</summary>
    public required int SlotHours { get; init; }

    /// <summary>Activity from Monday 00:00 local time on, 0..1 of the busiest slot; 168 / <see cref="SlotHours"/> entries.</summary>
    public required IReadOnlyList<double> Shares { get; init; }
}

/// <summary>How much there is in a bucket with any, at the hours at which there is.</summary>
/// <param name="Unit"><c>events</c>, <c>values</c> (different ones), <c>bytes</c>, <c>share</c> (0..1), <c>bits</c> (per character), <c>score</c> (0..1, of a beacon), <c>hours</c> (of a session), <c>origins</c> (at once), or the name of the field that is summed.</param>
/// <param name="Median">Half of the buckets have less.</param>
/// <param name="P95">19 of 20 have less; of a share: of a bucket of 100 events.</param>
/// <param name="OthersMedian">What would be expected of a new entity at the same hours.</param>
public sealed record LearntAmount(string Unit, double Median, double P95, double? OthersMedian);

/// <summary>What it is known to show.</summary>
public sealed record LearntValues
{
    /// <summary>Different values that would not surprise.</summary>
    public required int Known { get; init; }

    /// <summary>Shown on most days first, at most five.</summary>
    public required IReadOnlyList<LearntValue> Most { get; init; }

    /// <summary>One active day in so many brings something new; 1 or more.</summary>
    public double? NewEveryDays { get; init; }

    /// <summary>The same of others who were active on as many days.</summary>
    public double? OthersNewEveryDays { get; init; }
}

/// <param name="Text">At most 64 characters.</param>
/// <param name="Days">On which it was shown, each with the weight with which that day was learnt.</param>
/// <param name="Entities">All that have ever shown it, as of the midnight; this one may be among them.</param>
/// <param name="IsKnown">False: shown when it was too surprising to be believed, or too long ago; it would surprise again.</param>
public sealed record LearntValue(string Text, double Days, long Entities, bool IsKnown);

/// <summary>How often something happens.</summary>
/// <param name="What">What happens, in words.</param>
/// <param name="EveryDays">About every so many days; 1 or more.</param>
/// <param name="OthersEveryDays">The same of others who ever had it.</param>
public sealed record LearntRate(string What, double EveryDays, double? OthersEveryDays);

/// <summary>How long it stays away, in local days (1 is back the next day).</summary>
/// <param name="MedianDays">Half of the returns come after as many days or more.</param>
/// <param name="P95Days">One return in 20 comes after as many days or more.</param>
/// <param name="OthersP95Days">The same of everybody.</param>
public sealed record LearntGap(int MedianDays, int P95Days, int OthersP95Days);

/// <summary>Where it was last.</summary>
/// <param name="Country">ISO code; null where the source has none.</param>
public sealed record LearntPlace(string Address, string? Country, DateTimeOffset At);

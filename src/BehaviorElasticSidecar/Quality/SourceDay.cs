namespace BehaviorElasticSidecar.Quality;

/// <summary>What one source held of one UTC day.</summary>
/// <param name="Day">Midnight UTC at which it begins.</param>
/// <param name="Hours">Events of each UTC hour, 24 of them.</param>
/// <param name="Having">Part to how many events have it.</param>
internal sealed record SourceDay(string Source, DateTimeOffset Day, IReadOnlyList<long> Hours, IReadOnlyDictionary<string, long> Having)
{
    /// <summary>Null where only volume and parts were asked for.</summary>
    public DayDetails? Details { get; init; }

    public long Events => Hours.Sum();

    /// <summary>All days as one, with the first one's date; details too, if all have them.</summary>
    public static SourceDay Sum(string source, IReadOnlyList<SourceDay> days)
    {
        var (hours, having) = (new long[24], new SortedDictionary<string, long>(StringComparer.Ordinal));
        foreach (var day in days)
        {
            for (var hour = 0; hour < hours.Length; hour++)
                hours[hour] += day.Hours[hour];
            foreach (var (part, events) in day.Having)
                having[part] = having.GetValueOrDefault(part) + events;
        }

        var details = days.Select(d => d.Details).OfType<DayDetails>().ToList();
        return new SourceDay(source, days.Count == 0 ? DateTimeOffset.UnixEpoch : days[0].Day, hours, having)
        {
            Details = details.Count == 0 || details.Count < days.Count ? null : details.Aggregate((a, b) => a.Plus(b)),
        };
    }

    /// <summary>0..1; NaN without events.</summary>
    public double Share(string part) => Events == 0 ? double.NaN : Having.GetValueOrDefault(part) / (double)Events;
}

/// <summary>How the events of a day came in, and what is odd about them. All of them numbers of events.</summary>
internal sealed record DayDetails
{
    /// <summary>ECS names that the details are read from; the ingest time is the source's own.</summary>
    public static readonly IReadOnlyList<string> Fields = [Created, Id, Outcome, Kind, Tags];

    public const string Created = "event.created", Id = "event.id", Outcome = "event.outcome", Kind = "event.kind", Tags = "tags";

    public const string PipelineError = "pipeline_error";

    /// <summary>What Logstash and the ingest pipelines of Beats and integrations put on an event that they could not take apart.</summary>
    public static readonly IReadOnlyList<string> FailureTags =
    [
        "_cefparsefailure", "_csvparsefailure", "_dateparsefailure", "_dissectfailure", "_geoip_lookup_failure", "_grokparsefailure", "_grokparsefailure_sysloginput",
        "_groktimeout", "_jsonparsefailure", "_kv_filter_error", "_rubyexception", "_split_type_failure", "_xmlparsefailure",
    ];

    /// <summary>Outcomes that ECS knows; detectors ask for these.</summary>
    public static readonly IReadOnlyList<string> KnownOutcomes = ["failure", "success", "unknown"];

    /// <summary>With a time of ingest.</summary>
    public long Ingested { get; init; }

    /// <summary>Ingested at or after the end of their hour and the rung of <see cref="QualityPlan.Rungs"/> at the same place.</summary>
    public required IReadOnlyList<long> LateBy { get; init; }

    /// <summary>Ingested before the hour in which they say to have happened: a clock or a time zone is ahead.</summary>
    public long Ahead { get; init; }

    /// <summary>With <c>event.created</c> before that hour: the machine that wrote them is ahead of the one that read them.</summary>
    public long CreatedAhead { get; init; }

    /// <summary>With an <c>event.id</c>; and how many different ones, within the engine's error.</summary>
    public long Ids { get; init; }

    public long DistinctIds { get; init; }

    /// <summary>The most frequent values of <c>event.outcome</c>.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>Marked by the pipeline as not understood.</summary>
    public long Failures { get; init; }

    /// <summary>With a field that the engine could not index (<c>_ignored</c>): too long, or of another type than its mapping. Files have none.</summary>
    public long Ignored { get; init; }

    /// <summary>Second copies: below one in a thousand (one in a hundred of more than 40,000 ids) it is within the error of counting, and 0.</summary>
    public long Duplicates
    {
        get
        {
            var copies = Ids - DistinctIds;
            return copies * (Ids > 40_000 ? 100 : 1000) < Ids ? 0 : copies;
        }
    }

    public DayDetails Plus(DayDetails other) => new()
    {
        Ingested = Ingested + other.Ingested,
        LateBy = [.. LateBy.Zip(other.LateBy, (a, b) => a + b)],
        Ahead = Ahead + other.Ahead,
        CreatedAhead = CreatedAhead + other.CreatedAhead,
        Ids = Ids + other.Ids,
        DistinctIds = DistinctIds + other.DistinctIds,
        Outcomes = new SortedDictionary<string, long>(
            Outcomes.Concat(other.Outcomes).GroupBy(o => o.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(o => o.Value), StringComparer.Ordinal),
            StringComparer.Ordinal),
        Failures = Failures + other.Failures,
        Ignored = Ignored + other.Ignored,
    };

    public long UnknownOutcomes => Outcomes.Where(o => !KnownOutcomes.Contains(o.Key, StringComparer.Ordinal)).Sum(o => o.Value);
}

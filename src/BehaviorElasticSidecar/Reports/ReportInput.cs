using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Reports;

/// <summary>All that <c>report.html</c> tells. Order does not matter: the page sorts by risk, score and time.</summary>
public sealed record ReportInput
{
    public required SummaryDocument Summary { get; init; }

    public required IReadOnlyList<AnomalyDocument> Anomalies { get; init; }

    /// <summary>Risk over time, as in <c>risk.ndjson</c>; an entity's last document is its risk at the end.</summary>
    public required IReadOnlyList<RiskDocument> RiskHistory { get; init; }

    /// <summary>Days of people and hosts, all detectors together; the rarest are shown.</summary>
    public IReadOnlyList<DayDocument> Days { get; init; } = [];

    /// <summary>For anomalies of amounts; others have no band to draw.</summary>
    public IReadOnlyList<AnomalySeries> Series { get; init; } = [];

    /// <summary>The zone in which times are shown; UTC stands beside them.</summary>
    public SiteClock Clock { get; init; } = SiteClock.Utc;

    public ReportLimits Limits { get; init; } = new();
}

/// <summary>What the page leaves out, so that it opens in a browser whatever the site's size. What is left out is counted on the page.</summary>
/// <param name="Entities">Entities with a section of their own, those of the highest risk first.</param>
/// <param name="AnomaliesPerEntity">The highest scores first.</param>
/// <param name="PointsPerSeries">The latest points of a chart.</param>
/// <param name="Days">The rarest days.</param>
public sealed record ReportLimits(int Entities = 50, int AnomaliesPerEntity = 20, int PointsPerSeries = 240, int Days = 20);

/// <summary>The buckets around one anomaly: what was seen against what was expected.</summary>
/// <param name="AnomalyId">The anomaly's <c>event.id</c>.</param>
/// <param name="Unit">Of actual and typical: <c>bytes</c> is written as kB to TB, anything else after the number (<c>events</c>, <c>hosts</c>); null for none.</param>
/// <param name="Points">Ordered by time, one per bucket; gaps are allowed.</param>
public sealed record AnomalySeries(string AnomalyId, string? Unit, IReadOnlyList<SeriesPoint> Points);

/// <summary>One bucket. NaN where it is not known; typical numbers come in the actual's unit.</summary>
public readonly record struct SeriesPoint(DateTimeOffset At, double Actual, double TypicalMedian, double TypicalP95);

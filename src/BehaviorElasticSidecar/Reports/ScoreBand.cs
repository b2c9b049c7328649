namespace BehaviorElasticSidecar.Reports;

/// <summary>Bands of the anomaly score for colours and counts: 75 is one in 10,000 entity-days, 50 one in 1,000, 25 one in 100.</summary>
internal sealed record ScoreBand(int From, string Class, string Title)
{
    public static IReadOnlyList<ScoreBand> All { get; } =
    [
        new(75, "s75", "75 and above"), new(50, "s50", "50 to 74"), new(0, "s25", "below 50"),
    ];

    public static ScoreBand Of(double score) => All.First(b => score >= b.From || b.From == 0);
}

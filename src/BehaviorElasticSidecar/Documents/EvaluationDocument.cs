namespace BehaviorElasticSidecar.Documents;

/// <summary><c>evaluation.json</c>: how many of the labelled attacks were found, at what price, beside two naive baselines.</summary>
public sealed record EvaluationDocument
{
    public required string Version { get; init; }

    public required IReadOnlyList<EvaluatedRun> Runs { get; init; }

    /// <summary>The product's first, then its other numbers, then the naive ones.</summary>
    public required IReadOnlyList<EvaluatedRanking> Rankings { get; init; }

    public required IReadOnlyList<EvaluatedScenario> Scenarios { get; init; }

    /// <summary>Scores of all detectors pooled; on the clean twins where there are some, else on days that no label touches.</summary>
    public required IReadOnlyList<EvaluatedScore> Calibration { get; init; }

    public required bool CalibratedOnClean { get; init; }
}

/// <summary>One labelled data set and, where there is one, its clean twin.</summary>
/// <param name="Days">Local days that were scored whole.</param>
/// <param name="Outside">Labels that lie outside these days and do not count.</param>
public sealed record EvaluatedRun(string Name, int Days, int Users, int Labels, int Outside, double ActivePerDay, bool HasClean);

/// <summary>One way to order entity-days, and what it would have found.</summary>
public sealed record EvaluatedRanking
{
    public required string Name { get; init; }

    public required bool Naive { get; init; }

    /// <summary>The day's k first.</summary>
    public required IReadOnlyList<EvaluatedBudget> Budgets { get; init; }

    /// <summary>k a day for each 1,000 users, taken over all days at once; k as given, not as scaled.</summary>
    public required IReadOnlyList<EvaluatedBudget> PerThousandUsers { get; init; }

    /// <summary>Above the threshold that lets k through on an average day of the clean twin; empty without one.</summary>
    public required IReadOnlyList<EvaluatedBudget> AtCleanRate { get; init; }

    /// <summary>Over entity-days with any activity; null without events.</summary>
    public double? RocAuc { get; init; }

    public double? PrAuc { get; init; }

    /// <summary>From the attack's first day to the first on which it is among the five first; null if none is found.</summary>
    public double? MedianDaysToDetect { get; init; }
}

/// <param name="K">Notices a day.</param>
/// <param name="Low">Lower end of the 95 % interval of the recall (Wilson).</param>
/// <param name="FalsePerDay">Entity-days among them that no label holds, a day.</param>
public sealed record EvaluatedBudget(double K, int Found, int Labels, double Recall, double Low, double High, double Precision, double FalsePerDay);

/// <summary>All labels of one name, over all runs. Ranks are the best over its days and entities; null: never ranked.</summary>
public sealed record EvaluatedScenario(string Scenario, string? Difficulty, IReadOnlyList<int?> Ranks, IReadOnlyList<int?> NeverSeenRanks, IReadOnlyList<int?> ThreeSigmaRanks);

/// <param name="Promised">Share of entity-days that should reach the score.</param>
/// <param name="Expected">Promised x entity-days.</param>
public sealed record EvaluatedScore(int Score, double Promised, double Observed, long Count, double Expected, long EntityDays);

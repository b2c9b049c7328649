namespace BehaviorElasticSidecar.Range.Scenarios;

/// <summary>The stories of the shipped sample, spread over the last third of its days, where nothing is learnt without being scored.</summary>
internal static class SmallOffice
{
    public static IReadOnlyList<IStory> Stories(int days) =>
    [
        new ImpossibleTravel(DayOf(days, 2)),
        new FanOut(DayOf(days, 5)),
        new StolenAccount(DayOf(days, 7)),
        new PasswordGuessing(DayOf(days, 9)),
        new RedirectedCopy(DayOf(days, 12)),
    ];

    /// <param name="fifteenth">Fifteenths of the last third: in 45 days, days after the 30th.</param>
    private static int DayOf(int days, int fifteenth) => days * 2 / 3 + fifteenth * (days - days * 2 / 3) / 15;
}

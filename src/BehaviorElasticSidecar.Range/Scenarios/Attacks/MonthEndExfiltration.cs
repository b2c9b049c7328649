using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Somebody of accounting waits for the end of the month, when everybody there uploads more, and lets company files go along.</summary>
/// <remarks>Seen: who compares with last month's end and with colleagues. Hidden by: on such days everybody's amounts are up.</remarks>
internal sealed class MonthEndExfiltration : Scenario
{
    private Person _insider = null!;
    private uint _to;
    private WebSite _site = null!;
    private int _days, _lastPlayed = -1;

    public override string Id => "month_end_exfiltration";

    public override string Title => "Exfiltration in the shadow of the month's end";

    public override IReadOnlyList<string> Techniques => ["T1048.002", "T1029"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => _days;

    /// <summary>Waits from the last third on for the first end of a month.</summary>
    public override int? BeginsOn(int days)
    {
        var begin = days / 3 + 2;
        _days = Math.Max(1, days - begin - 1);
        return begin;
    }

    public override void Cast(Casting casting)
    {
        _insider = casting.Person(p => p.Department.Name == "Accounting");
        _to = Moves.DropSite(casting.Chance);
        _site = casting.Chance.Pick(WebSite.Storage);
    }

    public override void Play(Stage stage)
    {
        var date = stage.Today.Day.Date;
        var left = DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
        // The last three days and, as a straggler, the first of the next month.
        var isEnd = left <= 2 || date.Day == 1;
        if (!isEnd || stage.Today.Day.Weekend || (_lastPlayed >= 0 && stage.Day > _lastPlayed + 5))
            return;
        _lastPlayed = Math.Max(_lastPlayed, stage.Day);
        var desk = Desk.Of(stage, _insider);
        var (megabytes, parts) = stage.Variant switch { 0 => (60.0, 5), 1 => (25.0, 2), 2 => (120.0, 12), _ => (45.0, 1) };
        for (var i = 0; i < parts; i++)
        {
            var at = stage.At(desk.SomeHour(stage.Chance));
            if (stage.Variant == 2)
                stage.Browse(_insider, desk.Laptop, _site, at, stage.Chance.LogNormal(megabytes * 1e6 / parts, 0.3), 9_000);
            else
                stage.Send(_insider.Account, desk.Laptop, _to, 443, at, stage.Chance.LogNormal(megabytes * 1e6 / parts, 0.3), stage.Chance.LogNormal(60_000, 0.4));
            stage.Open(_insider.Account, desk.Laptop, Folders.Of(_insider.Department), at - 120_000);
        }

        stage.About(_insider);
        stage.About(desk.Laptop);
    }
}

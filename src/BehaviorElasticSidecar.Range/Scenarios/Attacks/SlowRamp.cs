using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>From early on a person's uploads grow by three percent a day, so that the baseline learns each day before the next.</summary>
/// <remarks>Seen: by whoever compares with a month ago, or with colleagues. Hidden by: every day is like the day before.</remarks>
internal sealed class SlowRamp : Scenario
{
    private Person _insider = null!;
    private uint _to;
    private WebSite _site = null!;
    private int _days;

    public override string Id => "slow_ramp";

    public override string Title => "Slow ramp: uploads grow by three percent a day to teach the baseline";

    public override IReadOnlyList<string> Techniques => ["T1020", "T1030"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => _days;

    public override int? BeginsOn(int days)
    {
        var begin = Math.Max(1, days / 6);
        _days = Math.Clamp(days - begin - 2, 1, 42);
        return begin;
    }

    public override void Cast(Casting casting)
    {
        _insider = casting.Person(p => p.Department.Code is "SAL" or "ENG" or "OPS");
        _to = Moves.DropSite(casting.Chance);
        _site = casting.Chance.Pick(WebSite.Storage);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _insider);
        stage.About(_insider);
        stage.About(desk.Laptop);
        if (!desk.Works)
            return;
        var (megabytes, growth, sessions) = stage.Variant switch { 0 => (4.0, 1.03, 2), 1 => (1.5, 1.04, 1), 2 => (9.0, 1.03, 5), _ => (2.5, 1.035, 3) };
        for (var day = 0; day < stage.Day; day++)
            megabytes *= growth;
        for (var i = 0; i < sessions; i++)
        {
            var (at, bytes) = (stage.At(desk.SomeHour(stage.Chance)), stage.Chance.LogNormal(megabytes * 1e6 / sessions, 0.25));
            if (stage.Variant == 3)
                stage.Browse(_insider, desk.Laptop, _site, at, bytes, 5_000 + stage.Chance.Below(3_000));
            else
                stage.Send(_insider.Account, desk.Laptop, _to, 443, at, bytes, stage.Chance.LogNormal(50_000, 0.5));
        }
    }
}

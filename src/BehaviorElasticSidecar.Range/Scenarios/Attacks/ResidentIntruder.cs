using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An intruder who was there before anybody began to watch: an implant that calls home now and then, a look at a server each week.</summary>
/// <remarks>Seen: only beside colleagues, whose machines never call there. Hidden by: it is part of what was learnt as normal.</remarks>
internal sealed class ResidentIntruder : Scenario
{
    private Person _victim = null!;
    private uint _to;
    private int _days;

    public override string Id => "resident_intruder";

    public override string Title => "Intruder already inside when learning begins, to the end";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1071.001", "T1021.002"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => _days;

    public override int? BeginsOn(int days)
    {
        _days = days;
        return 0;
    }

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(Loot.IsOfficeWorker);
        _to = Moves.DropSite(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        stage.About(_victim);
        stage.About(desk.Laptop);
        if (!desk.Works)
            return;
        var (calls, everyDays) = stage.Variant switch { 0 => (6, 7), 1 => (2, 5), 2 => (14, 3), _ => (4, 10) };
        for (var i = 0; i < calls; i++)
        {
            var (at, size) = (stage.At(desk.Hour(stage.Chance, (i + 0.5) / calls)), stage.Chance.LogNormal(2_200, 0.15));
            if (stage.Variant == 2)
                stage.Connect(_victim.Account, desk.Laptop, "RuntimeBroker.exe", _to, at, size, size * 1.5);
            else
                stage.Send(_victim.Account, desk.Laptop, _to, 443, at, size, size * 1.5);
        }

        if (stage.Day % everyDays != 0)
            return;
        var visit = stage.At(desk.SomeHour(stage.Chance));
        stage.Logon(_victim.Account, desk.Laptop, Loot.Strange(stage.Site, _victim)[0], visit);
        stage.Open(_victim.Account, desk.Laptop, Loot.Anybodys(stage.Chance), stage.Soon(visit, 120));
    }
}

using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>In the days before the resignation letter a person downloads far more files than ever, from the office suite and the shares.</summary>
/// <remarks>Seen: number of files, shares of other departments, for some a storage site. Hidden by: it is the person, at its own machine, in its own hours.</remarks>
internal sealed class LeaverDownload : Scenario
{
    private Person _insider = null!;
    private WebSite _site = null!;

    public override string Id => "leaver_download";

    public override string Title => "Insider downloads files in the days before resigning";

    public override IReadOnlyList<string> Techniques => ["T1213.002", "T1039", "T1567.002"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override int DaysLong => 6;

    public override void Cast(Casting casting)
    {
        _insider = casting.Person(p => p.Department.Name is "Sales" or "Engineering" or "Accounting");
        _site = casting.Chance.Pick(WebSite.Storage);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _insider);
        stage.About(_insider);
        if (!desk.Works)
            return;
        var (files, growth, share) = stage.Variant switch { 0 => (60, 40, 0.3), 1 => (25, 15, 0.9), 2 => (400, 0, 0.0), _ => (12, 12, 0.5) };
        var at = stage.At(desk.Hour(stage.Chance, stage.Variant == 2 ? 0.8 : 0.25));
        for (var i = 0; i < files + growth * stage.Day; i++, at = stage.Soon(at, stage.Variant == 2 ? 4 : 35))
        {
            if (stage.Chance.Yes(share))
                stage.Open(_insider.Account, desk.Laptop, Loot.Anybodys(stage.Chance), at);
            else
                stage.Office(_insider.Account, desk.Seen, _insider.Browser, "FileDownloaded", stage.Chance.Pick(Folders.Of(_insider.Department).Documents), at);
        }

        if (stage.Variant is 1 or 3 && stage.Day >= 3)
            stage.Browse(_insider, desk.Laptop, _site, at, stage.Chance.LogNormal(90e6, 0.4), 6_000 + stage.Chance.Below(3_000));
    }
}

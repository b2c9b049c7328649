using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A file leaves as questions for names below one domain.</summary>
/// <remarks>Seen: hundreds of long names below one domain, text records. Hidden by: every machine asks names all day, and few keep that log.</remarks>
internal sealed class DnsTunnel : Scenario
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    private Person _victim = null!;

    public override string Id => "dns_tunnel";

    public override string Title => "DNS tunnel: data leaves as long names below one domain";

    public override IReadOnlyList<string> Techniques => ["T1071.004", "T1048.003"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override int DaysLong => 2;

    public override void Cast(Casting casting) => _victim = casting.Person(Loot.IsOfficeWorker);

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var (names, length, gapSeconds, type) = stage.Variant switch { 0 => (450, 44, 6, 16), 1 => (220, 28, 40, 1), 2 => (900, 58, 2, 16), _ => (120, 20, 150, 1) };
        var domain = stage.Variant % 2 == 0 ? "t.nsupdate.example" : "d.netcheck.example";
        var at = stage.At(desk.Hour(stage.Chance, 0.3));
        for (var i = 0; i < names; i++, at = stage.Soon(at, gapSeconds))
            stage.Ask(desk.Laptop, $"{Label(stage.Chance, length)}.{domain}", type, at, type == 16 ? 150 + stage.Chance.Below(90) : 60);
        stage.About(desk.Laptop);
        stage.AboutAddress(desk.Laptop.Address);
        stage.About(_victim);
    }

    private static string Label(Chance chance, int length) =>
        string.Create(length + chance.Below(5), chance, static (text, c) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = Letters[c.Below(Letters.Length)];
        });
}

using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>Somebody new, without a past to compare with, uses what nobody in the same department uses.</summary>
/// <remarks>Seen: only beside colleagues: their programs, servers and shares are others. Hidden by: everything a new person does is new.</remarks>
internal sealed class OddNewHire : Scenario
{
    private Person _hire = null!;
    private int? _joins;

    public override string Id => "odd_new_hire";

    public override string Title => "New hire who behaves unlike anybody in the department";

    public override IReadOnlyList<string> Techniques => ["T1078.002", "T1087.002", "T1039"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 8;

    /// <summary>Whoever joins once others have been learnt; in a range where nobody does, somebody who is there already.</summary>
    public override void Cast(Casting casting)
    {
        var joiner = casting.Joiner(casting.Days / 3 + 1, casting.Days - DaysLong - 1);
        _hire = joiner ?? casting.Person(p => p.Department.Name is "Operations" or "Sales" or "Accounting" && p.Account.Index > 0);
        _joins = joiner?.Career?.FirstDay;
    }

    public override int? BeginsOn(int days) => _joins;

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _hire);
        stage.About(_hire);
        stage.About(desk.Laptop);
        if (!desk.Works)
            return;
        var strange = Loot.Strange(stage.Site, _hire);
        for (var i = 0; i < 1 + stage.Variant % 2; i++)
        {
            var at = stage.At(desk.SomeHour(stage.Chance));
            stage.Run(_hire.Account, desk.Laptop, "explorer.exe", stage.Chance.Pick<string>(["powershell.exe", "ssh.exe", "python.exe", "mstsc.exe"]), at);
            stage.Logon(_hire.Account, desk.Laptop, strange[(stage.Day + i) % strange.Count], at + 60_000, stage.Variant == 3 ? 10 : 3);
            stage.Open(_hire.Account, desk.Laptop, Loot.Of(stage.Variant == 1 ? "People" : "IT"), stage.Soon(at, 200));
            if (stage.Variant != 2)
                continue;
            stage.Add(new Act
            {
                TimeMs = stage.Soon(at, 400),
                Kind = ActKind.SshLogin,
                Who = _hire.Account,
                On = stage.Site.Servers.Linux[1 + stage.Day % 3],
                From = desk.Laptop.Address,
                Salt = stage.Chance.Bits(),
            });
        }
    }
}

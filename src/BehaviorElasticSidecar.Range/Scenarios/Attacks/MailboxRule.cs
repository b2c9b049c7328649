using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>In somebody's mailbox a rule appears that hides answers, and a forwarding; then the mail is read for some days.</summary>
/// <remarks>Seen: rule and forwarding by somebody who sets none, reads from a second address. Hidden by: it is one click among hundreds, from the person's own city.</remarks>
internal sealed class MailboxRule : Scenario
{
    private Person _victim = null!;
    private Origin _from;

    public override string Id => "mailbox_rule";

    public override string Title => "Mailbox rule and forwarding set in somebody else's mailbox";

    public override IReadOnlyList<string> Techniques => ["T1114.003", "T1564.008", "T1114.002"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 3;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => p.Department.Name is "Accounting" or "Sales" or "People");
        _from = Origin.Near(casting.Site, _victim, casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var (who, browser) = (_victim.Account, stage.Variant == 2 ? Browser.Phone : _victim.Browser);
        var at = stage.At(stage.Variant switch { 0 => 11.2, 1 => 19.4, 2 => 7.1, _ => 14.8 }) + stage.Chance.Below(2_000_000);
        stage.SignIn(Days.ActKind.EntraSignIn, who, _from, at - 120_000, "Office 365", browser);
        if (stage.Day == 0)
        {
            stage.Office(who, _from, browser, "New-InboxRule", Loot.Rules[stage.Variant], at);
            if (stage.Variant != 3)
                stage.Office(who, _from, browser, stage.Variant == 1 ? "Set-InboxRule" : "Set-Mailbox", stage.Variant == 1 ? Loot.Rules[0] : "ForwardingSmtpAddress", stage.Soon(at, 90));
        }

        for (var i = 0; i < stage.Variant switch { 0 => 12, 1 => 30, 2 => 6, _ => 60 }; i++)
            stage.Office(who, _from, browser, "MailItemsAccessed", null, at = stage.Soon(at, 100));
        stage.About(_victim);
        stage.AboutAddress(_from.Address);
    }
}

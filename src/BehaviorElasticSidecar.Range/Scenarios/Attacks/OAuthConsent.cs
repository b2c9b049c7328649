using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A person agrees that a new application may read the mailbox; from then on it does, every few hours.</summary>
/// <remarks>Seen: consent to an application that nobody has, reads from a hosting address at all hours. Hidden by: the person did agree, and no sign-in is needed again.</remarks>
internal sealed class OAuthConsent : Scenario
{
    private static readonly string[] Applications = ["Mail Insights", "PDF Converter", "Calendar Sync", "Team Survey"];

    private Person _victim = null!;
    private Origin _from;

    public override string Id => "oauth_consent";

    public override string Title => "OAuth consent abuse: a new application reads a mailbox";

    public override IReadOnlyList<string> Techniques => ["T1528", "T1550.001", "T1114.002"];

    public override Difficulty Difficulty => Difficulty.Quiet;

    public override int DaysLong => 4;

    public override void Cast(Casting casting)
    {
        _victim = casting.Person(p => !p.Department.Privileged);
        _from = Origin.Hotel(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _victim);
        var who = _victim.Account;
        var consent = stage.At(desk.Hour(stage.Chance, 0.4));
        if (stage.Day == 0)
        {
            stage.Office(who, desk.Seen, _victim.Browser, "Consent to application.", Applications[stage.Variant], consent);
            stage.Tenant(who, desk.Seen, "Consent to application", null, Applications[stage.Variant], consent + 300);
        }

        var (sweeps, mails) = stage.Variant switch { 0 => (4, 15), 1 => (1, 120), 2 => (12, 4), _ => (2, 40) };
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var at = stage.Day == 0 ? stage.Soon(consent, 1_800 * (sweep + 1)) : stage.At(0.5 + 22.5 * sweep / sweeps) + stage.Chance.Below(600_000);
            for (var i = 0; i < mails; i++)
                stage.Office(who, _from, _victim.Browser, stage.Variant == 3 ? "FileAccessed" : "MailItemsAccessed", stage.Variant == 3 ? stage.Chance.Pick(Folders.Of(_victim.Department).Documents) : null, at += 700 + stage.Chance.Below(1_500));
        }

        stage.About(_victim);
        stage.AboutAddress(_from.Address);
    }
}

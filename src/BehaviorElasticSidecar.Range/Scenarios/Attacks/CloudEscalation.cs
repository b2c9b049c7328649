using BehaviorElasticSidecar.Range.Days;
using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An engineer's cloud account gives keys and rights to itself and others.</summary>
/// <remarks>Seen: identity calls by somebody who never made one. Hidden by: place, browser and hours are the engineer's own.</remarks>
internal sealed class CloudEscalation : Scenario
{
    private static readonly string[][] Calls =
    [
        ["ListUsers", "CreateAccessKey", "AttachUserPolicy", "ListRoles"],
        ["ListAttachedUserPolicies", "PutUserPolicy", "CreateAccessKey"],
        ["CreateUser", "AttachUserPolicy", "CreateLoginProfile", "CreateAccessKey"],
        ["ListRoles", "ListUsers", "AttachRolePolicy", "DeactivateMFADevice"],
    ];

    private Person _engineer = null!, _other = null!;

    public override string Id => "cloud_escalation";

    public override string Title => "Cloud privilege escalation: keys and policies for itself and others";

    public override IReadOnlyList<string> Techniques => ["T1098.001", "T1098.003", "T1087.004"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _engineer = casting.Person(p => p.Department.Name == "Engineering");
        _other = casting.Site.People.Last(p => p.Department.UsesCloud && p != _engineer);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _engineer);
        var at = stage.At(desk.Hour(stage.Chance, 0.3 + 0.15 * stage.Variant));
        stage.Cloud(_engineer.Account, desk.Seen, "ConsoleLogin", "signin", at, browser: _engineer.Browser);
        foreach (var call in Calls[stage.Variant])
        {
            at = stage.Soon(at, stage.Variant == 1 ? 1_500 : 80);
            stage.Add(new Act
            {
                TimeMs = at,
                Kind = ActKind.CloudCall,
                Who = _engineer.Account,
                From = desk.Seen.Address,
                At = desk.Seen.At,
                Browser = _engineer.Browser,
                Text = call,
                Detail = "iam",
                Target = call.StartsWith("List", StringComparison.Ordinal) ? null : _other.Account,
                Salt = stage.Chance.Bits(),
            });
        }

        stage.About(_engineer);
    }
}

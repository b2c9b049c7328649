using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>A key of the build server, found in a repository, is tried out from somebody else's line.</summary>
/// <remarks>Seen: a machine's key from a new country, calls it never made, refusals. Hidden by: the key calls all day; one variant stays with its own calls.</remarks>
internal sealed class CloudKeyAbuse : Scenario
{
    private static readonly (string Call, string Service)[] Looks =
        [("GetCallerIdentity", "sts"), ("ListBuckets", "s3"), ("ListUsers", "iam"), ("DescribeInstances", "ec2"), ("GetSecretValue", "secretsmanager"), ("RunInstances", "ec2"), ("DescribeTrails", "cloudtrail")];

    private Person _engineer = null!;
    private Origin _from;

    public override string Id => "cloud_key_abuse";

    public override string Title => "Cloud key of the build server or an engineer used from a new address";

    public override IReadOnlyList<string> Techniques => ["T1552.001", "T1078.004", "T1580"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _engineer = casting.Person(p => p.Department.UsesCloud);
        _from = Origin.Abroad(casting.Site, casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var who = stage.Variant % 2 == 0 ? stage.Site.Service("svc_build") : _engineer.Account;
        var (calls, gapSeconds, hour) = stage.Variant switch { 0 => (40, 20, 4.1), 1 => (18, 90, 13.2), 2 => (6, 900, 11.5), _ => (160, 3, 22.3) };
        var at = stage.At(hour) + stage.Chance.Below(1_800_000);
        for (var i = 0; i < calls; i++, at = stage.Soon(at, gapSeconds))
        {
            var (call, service) = stage.Variant == 2 ? ("PutObject", "s3") : i < Looks.Length ? Looks[i] : stage.Chance.Pick(Looks);
            stage.Cloud(who, _from, call, service, at, failed: service is "iam" or "secretsmanager" or "cloudtrail" && stage.Chance.Yes(0.7),
                browser: call == "PutObject" ? null : Browser.Office[1]);
        }

        stage.About(who);
        stage.AboutAddress(_from.Address);
    }
}

using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Days;

/// <summary>Calls to the cloud provider that are refused, read secrets or change identities, and sign-ins from a second machine with Linux: of engineering and IT alone.</summary>
internal static class CloudChanges
{
    private const double MedianCalls = 0.4, RefusedFraction = 0.12, SecondMachine = 0.2;

    private static readonly (string Call, string Service)[] Everyday =
    [
        ("GetSecretValue", "secretsmanager"), ("GetParameters", "ssm"), ("ListUsers", "iam"), ("ListAttachedUserPolicies", "iam"), ("GetBucketAcl", "s3"),
        ("DescribeTrails", "cloudtrail"), ("GetObject", "s3"), ("CreateSnapshot", "ec2"), ("RunInstances", "ec2"), ("CreateAccessKey", "iam"),
    ];

    private static readonly (string Call, string Service)[] Grave =
    [
        ("CreateUser", "iam"), ("CreateAccessKey", "iam"), ("AttachUserPolicy", "iam"), ("PutUserPolicy", "iam"), ("CreateLoginProfile", "iam"), ("AttachRolePolicy", "iam"),
        ("PutBucketPolicy", "s3"), ("ModifySnapshotAttribute", "ec2"), ("DeactivateMFADevice", "iam"), ("PutEventSelectors", "cloudtrail"), ("StopLogging", "cloudtrail"),
    ];

    public static void Do(Today today, DayPlan plan, Chance chance)
    {
        for (var i = chance.Bursty(MedianCalls * plan.Person.Activity * today.Rate, 0.9); i > 0; i--)
            today.Add(Call(today, plan, chance.PickSkewed(Everyday), chance) with { Failed = chance.Yes(RefusedFraction) });
        if (plan.Person.Department.Privileged && chance.Yes(0.02))
            today.Add(Call(today, plan, chance.PickSkewed(Grave), chance) with { Target = chance.Pick(today.Site.People).Account });
        if (chance.Yes(plan.Person.TypoFraction))
            today.Add(Call(today, plan, ("ConsoleLogin", "signin"), chance) with { Kind = ActKind.CloudSignIn, Failed = true });
        if (!chance.Yes(SecondMachine))
            return;
        var signIn = Call(today, plan, ("Office 365", ""), chance) with { Kind = ActKind.EntraSignIn, Browser = Browser.Stranger, Detail = null };
        today.Add(signIn);
        if (chance.Yes(0.5))
            today.Add(signIn with { TimeMs = signIn.TimeMs + 30_000 + chance.Below(600_000), Kind = ActKind.OktaSignIn, Text = "Source Control", Salt = chance.Bits() });
    }

    private static Act Call(Today today, DayPlan plan, (string Call, string Service) call, Chance chance) => new()
    {
        TimeMs = today.Day.Ms(plan.SomeHour(chance)),
        Kind = ActKind.CloudCall,
        Who = plan.Person.Account,
        From = plan.PublicAddress,
        At = plan.Place,
        Browser = plan.Person.Browser,
        Text = call.Call,
        Detail = call.Service,
        Target = call.Call == "CreateAccessKey" ? plan.Person.Account : null,
        Salt = chance.Bits(),
    };
}

using BehaviorElasticSidecar.Range.Sites;

namespace BehaviorElasticSidecar.Range.Scenarios.Attacks;

/// <summary>An engineer's cloud account lists the buckets and reads object after object, or copies a whole one to a foreign account.</summary>
/// <remarks>Seen: number of reads, a first call of its kind. Hidden by: reading buckets is engineers' work, from their own line or a hotel's.</remarks>
internal sealed class BucketTheft : Scenario
{
    private Person _engineer = null!;
    private Origin _hotel;

    public override string Id => "cloud_storage_exfiltration";

    public override string Title => "Cloud storage read object by object, or copied to a foreign account";

    public override IReadOnlyList<string> Techniques => ["T1619", "T1530", "T1537"];

    public override Difficulty Difficulty => Difficulty.Plain;

    public override void Cast(Casting casting)
    {
        _engineer = casting.Person(p => p.Department.UsesCloud);
        _hotel = Origin.Hotel(casting.Chance);
    }

    public override void Play(Stage stage)
    {
        var desk = Desk.Of(stage, _engineer);
        var from = stage.Variant % 2 == 0 ? desk.Seen : _hotel;
        var (reads, gapSeconds, part) = stage.Variant switch { 0 => (220, 6, 0.8), 1 => (90, 40, 0.5), 2 => (700, 2, 0.98), _ => (25, 300, 0.3) };
        var at = stage.At(desk.Hour(stage.Chance, part));
        foreach (var call in new[] { "ListBuckets", "GetBucketAcl" })
            stage.Cloud(_engineer.Account, from, call, "s3", at = stage.Soon(at, 20), browser: _engineer.Browser);
        for (var i = 0; i < reads; i++)
            stage.Cloud(_engineer.Account, from, "GetObject", "s3", at = stage.Soon(at, gapSeconds), browser: _engineer.Browser);
        if (stage.Variant == 3)
        {
            stage.Cloud(_engineer.Account, from, "PutBucketPolicy", "s3", at = stage.Soon(at, 120), browser: _engineer.Browser);
            stage.Cloud(_engineer.Account, from, "ModifySnapshotAttribute", "ec2", stage.Soon(at, 120), browser: _engineer.Browser);
        }

        stage.About(_engineer);
    }
}

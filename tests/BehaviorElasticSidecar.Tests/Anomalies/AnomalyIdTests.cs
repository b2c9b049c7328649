using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Anomalies;

public class AnomalyIdTests
{
    private static readonly EntityKey Ana = new(EntityKind.User, "ana");

    /// <summary>Computed with Python 3 hashlib: sha256 over, for each part, struct.pack("&lt;i", length) and its UTF-8 bytes; first 32 digits.</summary>
    [Fact]
    public void The_same_finding_has_the_same_id_for_ever() =>
        Of().ShouldBe("e444d19c0cf21feae7367619da3b4c8b");

    [Fact]
    public void Any_part_changes_it()
    {
        string[] ids =
        [
            Of(), Of(detector: "e"), Of(source: "t"), Of(entity: new EntityKey(EntityKind.User, "bea")), Of(entity: new EntityKey(EntityKind.Host, "ana")),
            Of(bucket: new TimeBucket(AFinding.Hour.From, AFinding.Hour.To.AddHours(1))), Of(bucket: new TimeBucket(AFinding.Hour.From.AddHours(-1), AFinding.Hour.To)),
            Of(partner: "p"), Of(partner: ""), Of(value: "v"), Of(value: ""), Of(partner: "v", value: "p"),
            AnomalyId.OfRisk(Ana, AFinding.Hour.To), AnomalyId.OfRisk(Ana, AFinding.Hour.From), AnomalyId.OfLatestRisk(Ana),
        ];

        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Length);
        ids.ShouldAllBe(id => id.Length == 32 && id.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public void What_came_late_of_a_bucket_is_told_from_what_came_in_time_and_from_what_came_later_still()
    {
        string[] ids = [Of(), Late(3), Late(4)];
        ids.Distinct().Count().ShouldBe(3);

        static string Late(int hours) => AnomalyId.Of(
            "d", "s", Ana, new BucketReading(AFinding.Hour, new TimeBucket(AFinding.Hour.From.AddHours(hours), AFinding.Hour.To.AddHours(hours))), null, null);
    }

    [Fact]
    public void Parts_never_run_together() => Of(detector: "ab", source: "c").ShouldNotBe(Of(detector: "a", source: "bc"));

    private static string Of(
        string detector = "d", string source = "s", EntityKey? entity = null, TimeBucket? bucket = null, string? partner = null, string? value = null) =>
        AnomalyId.Of(detector, source, entity ?? Ana, bucket ?? AFinding.Hour, partner, value);
}

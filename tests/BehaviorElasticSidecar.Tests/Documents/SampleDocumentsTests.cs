using System.Text.Json;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Documents;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Tests.Anomalies;

namespace BehaviorElasticSidecar.Tests.Documents;

public class SampleDocumentsTests
{
    [Fact]
    public void An_anomaly_with_every_field() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Anomaly(), DocumentJson.Default.AnomalyDocument, "anomaly");

    [Fact]
    public void An_anomaly_with_hardly_any() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.SmallestAnomaly(), DocumentJson.Default.AnomalyDocument, "anomaly-smallest");

    [Fact]
    public void An_anomaly_of_an_address_names_who_was_behind_it() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.AnomalyOfAddress(), DocumentJson.Default.AnomalyDocument, "anomaly-address");

    [Fact]
    public void Who_somebody_is() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Entity(), DocumentJson.Default.EntityDocument, "entity");

    [Fact]
    public void A_day_of_somebody() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Day(), DocumentJson.Default.DayDocument, "day");

    [Fact]
    public void Risk_of_a_user() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Risk(EntityKind.User), DocumentJson.Default.RiskDocument, "risk-user");

    [Fact]
    public void Risk_of_a_user_whom_a_list_names() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Risk(EntityKind.User, known: true), DocumentJson.Default.RiskDocument, "risk-user-in-context");

    [Fact]
    public void Risk_of_an_address_now() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Risk(EntityKind.Address, latest: true), DocumentJson.Default.RiskDocument, "risk-latest-address");

    [Fact]
    public void Health_of_a_source() =>
        ApprovedFile.ShouldBeApproved(SampleDocuments.Health(), DocumentJson.Default.HealthDocument, "health");

    [Theory]
    [InlineData(EntityKind.User, "user.name")]
    [InlineData(EntityKind.ServiceAccount, "user.name")]
    [InlineData(EntityKind.Host, "host.name")]
    [InlineData(EntityKind.Address, "source.ip")]
    [InlineData(EntityKind.CloudAccount, "cloud.account.id")]
    [InlineData(EntityKind.Application, "service.name")]
    public void Every_kind_is_named_by_its_ecs_field_and_by_one_of_our_own(EntityKind kind, string field)
    {
        var names = EntityDocumentFields.Of(new EntityKey(kind, "x"));
        using var json = JsonSerializer.SerializeToDocument(SampleDocuments.Risk(kind), DocumentJson.Default.RiskDocument);
        var at = json.RootElement;
        foreach (var part in field.Split('.'))
            at = at.GetProperty(part);

        names.NameField.ShouldBe(field);
        at.GetString().ShouldBe(json.RootElement.GetProperty("behavior").GetProperty("entity").GetProperty("id").GetString());
    }

    [Fact]
    public void Values_that_json_or_a_keyword_cannot_hold_are_left_out_or_cut()
    {
        var why = new Explanation { Value = new string('x', 40_000), Actual = double.NaN, Times = double.PositiveInfinity };
        var document = AnomalyDocuments.From(AFinding.Anomaly(AFinding.Of(why: why)), new DocumentStamp(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

        document.Behavior.Value!.Length.ShouldBe(1024);
        document.Behavior.Actual.ShouldBeNull();
        document.Behavior.Times.ShouldBeNull();
    }

    [Theory]
    [InlineData("user.target.name", "bea", "ana,bea", null, null)]
    [InlineData("host.name", "db-01", "ana", "db-01", null)]
    [InlineData("source.ip", "203.0.113.7", "ana", null, "203.0.113.7")]
    [InlineData("source.ip", "not an address", "ana", null, null)]
    [InlineData("process.name", "cmd.exe", "ana", null, null)]
    [InlineData("user_agent.name", "Firefox", "ana", null, null)]
    public void A_value_that_is_somebody_is_related(string of, string value, string users, string? hosts, string? addresses)
    {
        var anomaly = AFinding.Anomaly(AFinding.Of(AFinding.Detector(of: of), why: new Explanation { Value = value }));
        var related = AnomalyDocuments.From(anomaly, new DocumentStamp(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)).Related!;

        string.Join(',', related.User!).ShouldBe(users);
        (related.Hosts is null ? null : string.Join(',', related.Hosts)).ShouldBe(hosts);
        (related.Ip is null ? null : string.Join(',', related.Ip)).ShouldBe(addresses);
    }
}

using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Cycles.Identity;

public class IdentityDayTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly Source Logs = new() { Id = "logs", Indices = ["logs-*"] };

    [Theory]
    [InlineData("logs/identity/user/1d/user.id")]
    [InlineData("logs/identity/user/1d/source.ip")]
    [InlineData("logs/identity/user/1d/fortinet.firewall.tunnelip")]
    [InlineData("logs/identity/user/1h/-")]
    public void An_open_day_survives_its_bytes(string id)
    {
        var day = new IdentityDay(Query(id));
        day.Take(Batch(id, ("ana", Group(id), 3)));
        day.Take(Batch(id, ("ana", Group(id), 4), ("ben", Group(id), 1)));
        var bytes = day.Write();

        var read = new IdentityDay(Query(id));
        read.Restore(bytes);

        read.Write().ShouldBe(bytes);
        day.Clear();
        day.Write().ShouldBe(new IdentityDay(Query(id)).Write());
        bytes.Length.ShouldBeGreaterThan(day.Write().Length);
    }

    [Fact]
    public void Names_and_keys_that_are_nobody_are_left_out()
    {
        var day = new IdentityDay(Query("logs/identity/user/1d/user.id"));
        day.Take(Batch("logs/identity/user/1d/user.id", ("ana", "S-1-5-18", 3), ("ana", "1000", 3), ("ana", Told, 2), ("ben", Told, 0)));

        var pair = day.Aliases.Pairs.ShouldHaveSingleItem();
        (pair.Key.Name.Text, pair.Key.Key.Kind, pair.Key.Field, pair.Value.Events).ShouldBe(("ana", AliasKind.Sid, "logs user.id", 2));
    }

    [Fact]
    public void What_a_cluster_cannot_be_asked_is_not_planned()
    {
        var mapped = SourceCapabilities.From("logs", [new MappedField("@timestamp", ["date"], true), new MappedField("user.name", ["keyword"], true), new MappedField("user.id", ["keyword"], true)]);

        IdentityPlanner.Plan([Logs], new Dictionary<string, SourceCapabilities> { ["logs"] = mapped }).Select(q => q.Id).ShouldBe(["logs/identity/user/1d/user.id"]);
        IdentityPlanner.Plan([Logs], null).Count.ShouldBe(12);
        IdentityPlanner.Plan([Logs], null).ShouldAllBe(q => q.IsIdentity());
    }

    [Fact]
    public void Who_a_tunnel_was_given_to_holds_its_address_from_first_to_last()
    {
        const string Id = "logs/identity/user/1d/fortinet.firewall.tunnelip";
        var day = new IdentityDay(Query(Id));
        day.Take(Batch(Id, ("ana", "::ffff:10.212.134.7", 3), ("ben", "not given", 1)));

        var (address, claim) = day.Claims.ShouldHaveSingleItem();
        (address, claim.Holder.ToString(), claim.From, claim.To).ShouldBe(("10.212.134.7", "user:ana", Day.AddHours(8), Day.AddHours(9)));
    }

    private const string Told = "S-1-5-21-1-2-3-1101";

    private static string? Group(string id) => id.EndsWith('-') ? null : IdentityPlanner.IsAddress(Query(id).GroupField!) ? "10.0.0.1" : Told;

    private static FeatureQuery Query(string id) => IdentityPlanner.Plan([Logs], null).Single(q => q.Id == id);

    private static ObservationBatch Batch(string id, params (string Name, string? Group, double Events)[] rows)
    {
        var query = Query(id);
        var times = query.GroupField is { } group && IdentityPlanner.IsAddress(group);
        double first = times ? Day.AddHours(8).ToUnixTimeMilliseconds() : 1, last = times ? Day.AddHours(9).ToUnixTimeMilliseconds() : 2;
        return new ObservationBatch(query, TimeBucket.Holding(Day.AddHours(8), query.Bucket), [.. rows.Select(r =>
            new Observation(r.Name, r.Group, query.Columns.Count == 1 ? [r.Events] : [r.Events, first, last]))]);
    }
}

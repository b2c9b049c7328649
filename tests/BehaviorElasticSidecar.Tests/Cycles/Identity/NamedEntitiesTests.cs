using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Cycles.Identity;

public sealed class NamedEntitiesTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_spelling_leads_to_the_names_under_which_sources_count_the_same_person()
    {
        var names = new NamedEntities(Knowing(("sarah.keller", "s-1-5-21-1-2-3-1100"), ("skeller", "s-1-5-21-1-2-3-1100")));

        foreach (var typed in new[] { "sarah.keller", "LAKESIDE\\Sarah.Keller", "S-1-5-21-1-2-3-1100", "skeller" })
        {
            var named = names.Of(EntityKind.User, typed)!;
            named.Canonical.Id.ShouldBe("sarah.keller", typed);
            named.Names.ShouldBe(["s-1-5-21-1-2-3-1100", "sarah.keller", "skeller"]);
            named.Aliases.Order(StringComparer.Ordinal).ShouldBe(["s-1-5-21-1-2-3-1100", "skeller"]);
        }
    }

    [Fact]
    public void A_mail_address_is_not_whoever_has_its_first_part_for_a_name()
    {
        var names = new NamedEntities(Knowing(("ana.b", "ana@lakeside.example"), ("ana", "s-1-5-21-1-2-3-1200")));

        names.Of(EntityKind.User, "ana@lakeside.example")!.Canonical.Id.ShouldBe("ana.b");
        names.Of(EntityKind.User, "ana@lakeside.example")!.Names.ShouldNotContain("ana");
        names.Of(EntityKind.User, "ana")!.Names.ShouldBe(["ana", "s-1-5-21-1-2-3-1200"]);
    }

    [Fact]
    public void What_is_no_name_of_a_kind_is_none_and_others_are_as_sources_give_them()
    {
        var names = new NamedEntities(IdentityState.Empty);

        names.Of(EntityKind.User, "10.1.2.3").ShouldBeNull();
        names.Of(EntityKind.Address, "::ffff:10.1.2.3")!.Names.ShouldBe(["10.1.2.3"]);
        names.Of(EntityKind.Address, "db01").ShouldBeNull();
        names.Of(EntityKind.Host, "DB01$")!.Names.ShouldBe(["db01"]);
        names.Of(EntityKind.Application, "Payroll")!.Names.ShouldBe(["Payroll"]);
        names.Of(EntityKind.User, "-").ShouldBeNull();
    }

    [Fact]
    public void The_nearest_names_are_a_slip_away_or_longer()
    {
        var names = new NamedEntities(Knowing(("sarah.keller", "s-1-5-21-1-2-3-1100")));

        names.Nearest("sara.keler", []).ShouldBe(["sarah.keller"]);
        names.Nearest("keller", []).ShouldBe(["sarah.keller"]);
        names.Nearest("db01", ["db01.lakeside.example", "db02"]).ShouldBe(["db02", "db01.lakeside.example"]);
        names.Nearest("qqqqqqqq", ["db01"]).ShouldBeEmpty();
    }

    /// <summary>Names and ids that stood together in the events of a day.</summary>
    private static IdentityState Knowing(params (string Name, string Id)[] pairs)
    {
        var source = new Source { Id = "logs", Indices = ["logs-*"] };
        var days = pairs.GroupBy(p => p.Id.Contains('@', StringComparison.Ordinal) ? "user.email" : "user.id").Select(group =>
        {
            var query = IdentityPlanner.Plan([source], null).Single(q => q.Kind == EntityKind.User && q.GroupField == group.Key);
            var day = new IdentityDay(query);
            day.Take(new ObservationBatch(query, TimeBucket.UtcDay(Midnight), [.. group.Select(p => new Observation(p.Name, p.Id, [9.0]))]));
            return day;
        });
        return IdentityState.Empty.Advance([.. days], AliasInputs.None, Midnight);
    }
}

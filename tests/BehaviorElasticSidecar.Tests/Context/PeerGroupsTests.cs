using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;

namespace BehaviorElasticSidecar.Tests.Context;

public sealed class PeerGroupsTests
{
    [Fact]
    public void Peers_share_department_and_title_else_the_department()
    {
        var groups = PeerGroups.Of(new ContextBook(
            [.. People(5, "Accounting", "Accountant").Select(p => p with { Type = "person" }), .. People(2, "Accounting", "Head"), .. People(1, "Accounting", null), .. People(4, "Sales", "Clerk")]), new PeerOptions().ToRules());

        Names(groups, "accounting-accountant-0").ShouldBe(["5 people in Accounting with the title Accountant", "8 people in Accounting"]);
        Names(groups, "accounting-head-0").ShouldBe(["8 people in Accounting"]);
        Names(groups, "accounting--0").ShouldBe(["8 people in Accounting"]);
        Names(groups, "sales-clerk-0").ShouldBeEmpty();
        Names(groups, "stranger").ShouldBeEmpty();
        groups.Of(new EntityKey(EntityKind.Host, "accounting-head-0")).ShouldBeEmpty();
    }

    [Fact]
    public void Hosts_have_groups_of_their_own()
    {
        var hosts = Enumerable.Range(0, 6).Select(i => new EntityContext(new EntityKey(EntityKind.Host, $"ws{i}")) { Type = "laptop", Owner = $"p{i}" });

        PeerGroups.Of(new ContextBook(hosts), new PeerOptions().ToRules()).Of(new EntityKey(EntityKind.Host, "ws0")).Single().Name.ShouldBe("hosts of type laptop");
    }

    [Fact]
    public void A_group_keeps_its_key_when_people_come_and_go()
    {
        var before = PeerGroups.Of(new ContextBook(People(5, "Sales", "Clerk")), new PeerOptions().ToRules());
        var after = PeerGroups.Of(new ContextBook(People(9, "Sales", "Clerk")), new PeerOptions().ToRules());

        Of(after, "sales-clerk-0").Select(g => g.Key).ShouldBe(Of(before, "sales-clerk-0").Select(g => g.Key));
        PeerGroups.Of(ContextBook.Empty, new PeerOptions().ToRules()).ShouldBeSameAs(PeerGroups.None);
    }

    private static IEnumerable<EntityContext> People(int count, string department, string? title) => Enumerable.Range(0, count).Select(i =>
        new EntityContext(new EntityKey(EntityKind.User, $"{department}-{title}-{i}".ToLowerInvariant())) { Department = department, Title = title });

    private static IReadOnlyList<PeerGroup> Of(PeerGroups groups, string user) => groups.Of(new EntityKey(EntityKind.User, user));

    private static IEnumerable<string> Names(PeerGroups groups, string user) => Of(groups, user).Select(g => $"{g.Size} {g.Name}");
}

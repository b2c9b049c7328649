using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles.Identity;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Aliases;
using BehaviorElasticSidecar.Features;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Tests.Cycles.Identity;

public sealed class MachineOwnersTests
{
    [Fact]
    public void A_machine_is_that_of_who_works_at_it_unless_the_lists_say_otherwise()
    {
        var learnt = Learnt(("ana", "LAP01"), ("ben", "app01"), ("cem", "lap03"));
        new MachineOwners(learnt, ContextBook.Empty).OwnerOf("lap01").ShouldBe("ana");
        new MachineOwners(learnt, ContextBook.Empty).OwnerOf("app01").ShouldBe("ben");
        new MachineOwners(learnt, ContextBook.Empty).OwnerOf("lap09").ShouldBeNull();

        var listed = new MachineOwners(learnt, new ContextBook([Host("lap01") with { Owner = "CORP\\Dana" }, Host("app01") with { Type = "server" }]));
        listed.OwnerOf("lap01").ShouldBe("dana");
        listed.OwnerOf("app01").ShouldBeNull("a server is nobody's, whoever works at it");
        listed.OwnerOf("lap03").ShouldBe("cem");
    }

    [Fact]
    public void An_account_is_that_of_the_person_whose_alias_it_is()
    {
        var directory = AliasInputs.None with { Directory = [new DirectoryRow(EntityKind.User, "hr", ["ana", "adm_ana"], "Ana Ortega")] };
        var owners = new MachineOwners(IdentityState.Empty.Advance([], directory, Day), ContextBook.Empty);
        owners.PersonOf("adm_ana").ShouldBe(owners.PersonOf("ana"));
        owners.PersonOf("ben").ShouldBe("ben");
    }

    private static readonly DateTimeOffset Day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static EntityContext Host(string name) => new(new EntityKey(EntityKind.Host, name));

    private static IdentityState Learnt(params (string Account, string Host)[] work)
    {
        var query = IdentityPlanner.Plan([new Source { Id = "logs", Indices = ["logs-*"] }], capabilities: null).Single(q => q.Id == "logs/identity/user/1d/host.name");
        var state = IdentityState.Empty;
        for (var i = 0; i < 5; i++)
        {
            var day = new IdentityDay(query);
            day.Take(new ObservationBatch(query, TimeBucket.UtcDay(Day.AddDays(i)), [.. work.Select(w => new Observation(w.Account, w.Host, [3, 2]))]));
            state = state.Advance([day], AliasInputs.None, Day.AddDays(i));
        }

        return state;
    }
}

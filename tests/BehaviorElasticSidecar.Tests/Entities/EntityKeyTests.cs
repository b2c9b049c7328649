using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Entities;

public sealed class EntityKeyTests
{
    [Fact]
    public void Stored_and_read_again_it_is_the_same()
    {
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var key = new EntityKey(kind, "db01.corp.example");
            EntityKey.Read(StateFormat.Reader(StateFormat.Write(key.Write))).ShouldBe(key);
        }
    }

    [Fact]
    public void A_kind_that_this_program_does_not_know_is_refused() =>
        Should.Throw<InvalidDataException>(() => EntityKey.Read(StateFormat.Reader([99, 1, (byte)'a'])));
}

using BehaviorElasticSidecar.Entities.Machines;

namespace BehaviorElasticSidecar.Tests.Entities.Machines;

public sealed class MachineBookTests
{
    [Fact]
    public void Who_works_at_it_on_most_days_has_it_after_some()
    {
        Days(2, _ => [("lap01", "ana")]).OwnerOf("lap01", Anybody).ShouldBeNull();
        Days(4, _ => [("lap01", "ana")]).OwnerOf("lap01", Anybody).ShouldBe("ana");
        Days(10, day => day % 4 == 0 ? [("lap01", "ana"), ("lap01", "ben")] : [("lap01", "ana")]).OwnerOf("lap01", Anybody).ShouldBe("ana");
        Days(4, _ => [("lap01", "ana")]).OwnerOf("lap02", Anybody).ShouldBeNull();
    }

    [Fact]
    public void A_desk_of_many_is_nobodys() => Days(20, day => [("desk", $"user{day % 3}")]).OwnerOf("desk", Anybody).ShouldBeNull();

    [Fact]
    public void Services_own_nothing_and_do_not_stand_in_the_way() =>
        Days(10, day => day < 4 ? [("srv01", "svc_backup"), ("srv01", "ana")] : [("srv01", "svc_backup")])
            .OwnerOf("srv01", account => !account.StartsWith("svc_", StringComparison.Ordinal)).ShouldBe("ana");

    [Fact]
    public void A_machine_that_is_handed_on_changes_its_owner_within_weeks()
    {
        var book = Days(60, day => [("lap01", day < 30 ? "ana" : "ben")]);
        book.OwnerOf("lap01", Anybody).ShouldBe("ben");
    }

    [Fact]
    public void It_reads_back_as_it_was_and_forgets_what_is_gone()
    {
        var book = Days(9, day => [("lap01", "ana"), ("lap02", "ben"), .. day == 0 ? [("old", "cleo")] : Array.Empty<(string, string)>()]);
        Write(Read(Write(book))).ShouldBe(Write(book));
        Write(book.Advance([], 9 + MachineBook.ForgottenAfterDays)).Length.ShouldBeLessThan(Write(book).Length);
        book.Advance([("lap03", "dan")], 9, most: 2).OwnerOf("lap01", Anybody).ShouldBeNull();
    }

    private static bool Anybody(string account) => true;

    private static MachineBook Days(int days, Func<int, (string, string)[]> seen) =>
        Enumerable.Range(0, days).Aggregate(MachineBook.Empty, (book, day) => book.Advance(seen(day), day));

    private static byte[] Write(MachineBook book)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        book.Write(to);
        return stream.ToArray();
    }

    private static MachineBook Read(byte[] state)
    {
        using var from = new BinaryReader(new MemoryStream(state));
        return MachineBook.Read(from);
    }
}

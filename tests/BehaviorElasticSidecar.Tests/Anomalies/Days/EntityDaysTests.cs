using System.Text;
using BehaviorElasticSidecar.Anomalies.Days;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;

namespace BehaviorElasticSidecar.Tests.Anomalies.Days;

public sealed class EntityDaysTests
{
    private static readonly DayHolders Holders = new(
        SiteClock.Utc, e => e.Id == "ana.smith" ? ADay.User("ana") : e, h => h == ADay.Host("lap01") ? ADay.User("ana") : null,
        (address, _, _) => address.Id == "10.0.0.1" ? [new Attribution(ADay.Host("lap01"), 0.5, DateTimeOffset.UnixEpoch)] : []);

    [Fact]
    public void A_persons_spellings_machine_and_address_are_one_day_and_a_server_is_its_own()
    {
        var days = Step(EntityDays.Empty, 0, (ADay.User("ana"), "identity.places", 2.5), (ADay.User("ana.smith"), "endpoint.programs", 3), (ADay.Host("lap01"), "file.reads", 4),
            (new EntityKey(EntityKind.Address, "10.0.0.1"), "network.sends", 5), (ADay.Host("db01"), "file.reads", 2.2), (new EntityKey(EntityKind.Address, "10.9.9.9"), "network.sends", 5)).Closed;

        days.Select(d => d.Entity.Id).ShouldBe(["ana", "db01"], ignoreOrder: true);
        var ana = days.Single(d => d.Entity.Id == "ana");
        ana.Families.Select(f => (f.Family, f.Rarest.Log10Rarity, f.Rarest.Entity.Id)).ShouldBe(
            [("reads", 4, "lap01"), ("programs", 3, "ana"), ("places", 2.5, "ana"), ("sends", 2.5, "10.0.0.1")]);
        ana.Machines.Select(m => m.Id).ShouldBe(["lap01", "10.0.0.1"]);
        (ana.Start, ana.End).ShouldBe((At(0), At(1)));
    }

    [Fact]
    public void A_day_waits_until_it_is_over_everywhere()
    {
        var waiting = EntityDays.Empty.Advance([(ADay.First, ADay.User("ana"), [("file.reads", 3.0)])], ADay.First - 1, Holders, ADay.Judge);
        waiting.Closed.ShouldBeEmpty();
        var late = waiting.Advance([(ADay.First, ADay.Host("lap01"), [("network.sends", 4.0)])], ADay.First, Holders, ADay.Judge);
        late.Closed.Single().Families.Select(f => f.Family).ShouldBe(["sends", "reads"]);
        late.Advance([], ADay.First + 1, Holders, ADay.Judge).Closed.ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_of_a_day_that_is_closed_counts_with_the_next()
    {
        var closed = Step(EntityDays.Empty, 0, (ADay.User("ana"), "file.reads", 3));
        var late = closed.Advance([(ADay.First, ADay.User("ana"), [("network.sends", 4.0)]), (ADay.First + 1, ADay.User("ana"), [("file.reads", 2.5)])], ADay.First + 1, Holders, ADay.Judge);

        late.Closed.Single().ShouldSatisfyAllConditions(d => d.LocalDay.ShouldBe(ADay.First + 1), d => d.Families.Select(f => f.Family).ShouldBe(["sends", "reads"]));
    }

    [Fact]
    public void Order_does_not_matter_and_what_is_stored_goes_on_the_same()
    {
        var (there, back) = (EntityDays.Empty, EntityDays.Empty);
        for (var day = 0; day < 16; day++)
        {
            (EntityKey, string, double)[] seen = [.. Enumerable.Range(0, 30).SelectMany(i => ADay.Ordinary(day, i).Evidence.Select(e => (ADay.User($"user{i}"), e.DetectorId, e.Log10Rarity)))];
            there = Step(there, day, seen);
            back = Read(Write(Step(back, day, [.. seen.Reverse()])));
        }

        Write(back).ShouldBe(Write(there));
        (EntityKey, string, double)[] last = [(ADay.User("ana"), "file.reads", 3.5), (ADay.User("ana"), "network.sends", 2)];
        Step(back, 16, last).Closed.Single().Rarity.ShouldBe(Step(there, 16, last).Closed.Single().Rarity);
    }

    private static EntityDays Step(EntityDays days, int day, params (EntityKey Entity, string Detector, double Log10)[] seen) => days.Advance(
        seen.Select(s => (ADay.First + day, s.Entity, (IEnumerable<(string, double)>)[(s.Detector, s.Log10)])), ADay.First + day, Holders, ADay.Judge);

    private static DateTimeOffset At(int day) => new(DateOnly.FromDayNumber(ADay.First + day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static byte[] Write(EntityDays days)
    {
        using var stream = new MemoryStream();
        using (var to = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            days.Write(to);
        return stream.ToArray();
    }

    private static EntityDays Read(byte[] state)
    {
        using var from = new BinaryReader(new MemoryStream(state));
        return EntityDays.Read(from);
    }
}

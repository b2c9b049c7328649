using System.Buffers;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Context;
using FsCheck;
using FsCheck.Fluent;

namespace BehaviorElasticSidecar.Tests.Baselines.Peers;

public sealed class PeerTraitsTests
{
    private const int First = 20_000;

    private static readonly PeerGroup Accountants = new(1, "people in Accounting with the title Accountant", 10), Accounting = new(2, "people in Accounting", 30);

    [Fact]
    public void The_share_is_of_the_members_that_were_seen()
    {
        var traits = Lived(20, day => Day(10, member => member < 3 ? [7, 8] : [8]));

        Share(traits, 7).ShouldBe(0.3, 0.05);
        Share(traits, 8).ShouldBe(1);
        Share(traits, 9).ShouldBe(0);
        Share(traits, [9, 7], 20).ShouldBe(0.3, 0.05);
    }

    [Fact]
    public void A_share_of_more_than_can_be_counted_is_of_the_size_that_the_lists_know()
    {
        var crowd = new PeerGroup(3, "people in Sales", 20_000);
        var day = new PeerDay();
        for (var i = 0; i < 20_000; i++)
            day.Add(MemberBits.Of($"m{i}"), [crowd], i < 200 ? [7] : []);

        Lived(20, _ => day).Share([crowd], [7], 5, First + 20)!.Value.Share.ShouldBe(0.01, 0.002);
    }

    [Fact]
    public void A_group_that_is_new_or_too_small_does_not_speak_and_a_wider_one_does()
    {
        Lived(6, _ => Day(10, _ => [7])).Share([Accountants], [7], 5, First + 6).ShouldBeNull();
        Lived(7, _ => Day(10, _ => [7])).Share([Accountants], [7], 5, First + 7).ShouldNotBeNull();
        Lived(20, _ => Day(4, _ => [7])).Share([Accountants], [7], 5, First + 20).ShouldBeNull();

        var wide = new PeerDay();
        foreach (var member in Enumerable.Range(0, 6))
            wide.Add(MemberBits.Of($"m{member}"), member < 3 ? [Accountants, Accounting] : [Accounting], [7]);
        Lived(20, _ => wide).Share([Accountants, Accounting], [7], 5, First + 20)!.Value.Group.ShouldBe(Accounting);
    }

    [Fact]
    public void What_nobody_shows_any_more_is_forgotten_within_sixty_days_and_not_before_thirty()
    {
        var traits = Lived(20, day => Day(10, _ => day == 0 ? [7, 8] : [8]));
        for (var day = 20; day < 120; day++)
        {
            traits = traits.Advance(Day(10, _ => [8]), First + day);
            if (day <= PeerTraits.SpanDays)
                Share(traits, 7, day: day).ShouldBe(1);
        }

        Share(traits, 7, day: 120).ShouldBe(0);
        Share(traits, 8, day: 120).ShouldBe(1);
        traits.Count.ShouldBe(2);
    }

    [Fact]
    public void Days_merge_to_the_same_bytes_in_any_order() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), shown =>
    {
        var parts = shown.Select(s => Day(1 + Math.Abs(s % 5), m => [(ulong)Math.Abs(s % 11) + (ulong)m + 1])).ToList();
        var (forth, back) = (new PeerDay(), new PeerDay());
        foreach (var part in parts)
            forth.Merge(part);
        foreach (var part in Enumerable.Reverse(parts))
            back.Merge(part);
        return Bytes(forth.Write).SequenceEqual(Bytes(back.Write));
    }).Check(Config.QuickThrowOnFailure.WithReplay(20260301, 7));

    [Fact]
    public void State_is_written_and_read_to_the_same_bytes_and_shares()
    {
        var traits = Lived(45, day => Day(10, member => [(ulong)(day % 9 + member) + 1]));
        var bytes = Bytes(traits.Write);
        var reader = new StateReader(bytes);
        var read = PeerTraits.Read(ref reader);
        reader.End();

        Bytes(read.Write).ShouldBe(bytes);
        Share(read, 3, day: 45).ShouldBe(Share(traits, 3, day: 45));
        var day = Day(3, _ => [5, 6]);
        var dayReader = new StateReader(Bytes(day.Write));
        Bytes(PeerDay.Read(ref dayReader).Write).ShouldBe(Bytes(day.Write));
    }

    [Fact]
    public void Memory_is_bounded_and_what_is_shown_today_stays()
    {
        var flood = new PeerDay();
        flood.Add(MemberBits.Of("a"), [Accountants], [.. Enumerable.Range(1, 300).Select(i => (ulong)i)]);
        var traits = PeerTraits.Empty.Advance(flood, First, most: 100).Advance(Day(10, _ => [1000]), First + 40, most: 100);

        traits.Count.ShouldBeLessThanOrEqualTo(100);
        traits.Share([Accountants], [1000], 5, First + 60)!.Value.Share.ShouldBe(1);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(14, 1.5)]
    [InlineData(100, 10)]
    [InlineData(600, 100)]
    public void Members_are_counted_with_a_small_error(int members, double error) =>
        Enumerable.Range(0, members).Aggregate(MemberBits.None, (bits, i) => bits.With(MemberBits.Of($"person{i}"))).Count.ShouldBe(members, error);

    private static PeerTraits Lived(int days, Func<int, PeerDay> day) =>
        Enumerable.Range(0, days).Aggregate(PeerTraits.Empty, (traits, d) => traits.Advance(day(d), First + d));

    private static PeerDay Day(int members, Func<int, List<ulong>> traits)
    {
        var day = new PeerDay();
        foreach (var member in Enumerable.Range(0, members))
            day.Add(MemberBits.Of($"m{member}"), [Accountants], traits(member));
        return day;
    }

    private static double Share(PeerTraits traits, ulong same, int day = 20) => Share(traits, [same], day);

    private static double Share(PeerTraits traits, List<ulong> same, int day) => traits.Share([Accountants], same, 5, First + day)!.Value.Share;

    private static byte[] Bytes(Action<StateWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new StateWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }
}

using System.Buffers;
using BehaviorElasticSidecar.Baselines;
using BehaviorElasticSidecar.Baselines.Peers;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Numerics;

namespace BehaviorElasticSidecar.Tests.Baselines.Peers;

/// <summary>Who is like whom by what they do. Three trades of ten people, each with tools of its own, and what everybody uses.</summary>
public sealed class LearntPeersTests
{
    private const int Least = 5, Wednesday = 739_676 - 739_676 % 7 + 2;
    private static readonly string[] Trades = ["ledger", "warehouse", "compiler"];

    [Fact]
    public void Three_trades_are_three_groups_named_after_what_they_share()
    {
        var peers = Lived(days: 9);
        foreach (var trade in Trades)
        {
            var groups = Members(trade).Select(m => peers.Of(Key(m)).ShouldHaveSingleItem()).Distinct().ToList();
            groups.ShouldHaveSingleItem().Size.ShouldBe(10);
            groups[0].Name.ShouldContain(trade);
            groups[0].Name.ShouldNotContain("mail");
        }

        Trades.Select(t => peers.Of(Key($"{t}0"))[0].Key).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Nobody_is_grouped_in_the_first_week_nor_with_too_few()
    {
        Lived(days: 5).IsEmpty.ShouldBeTrue();
        Lived(days: 12, members: 3).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Groups_keep_their_key_while_people_come_and_go_and_a_joiner_is_of_them_the_next_day()
    {
        var peers = Lived(days: 9);
        var before = peers.Of(Key("ledger3"))[0].Key;
        peers = Day(peers, 9, (m => m != "ledger0", ["ledger10"]));
        peers.Of(Key("ledger10")).ShouldHaveSingleItem().Key.ShouldBe(before, "the day after the first");
        for (var day = 10; day < 24; day++)
            peers = Day(peers, day, (m => m != "ledger0", ["ledger10", "ledger11"]));
        peers.Of(Key("ledger3"))[0].Key.ShouldBe(before);
        peers.Of(Key("ledger11"))[0].Key.ShouldBe(before);
    }

    [Fact]
    public void What_is_kept_is_the_same_in_any_order_and_read_back()
    {
        var bytes = Bytes(Lived(days: 9));
        Bytes(Lived(days: 9, reversed: true)).ShouldBe(bytes);
        var reader = new StateReader(bytes);
        var again = LearntPeers.Read(ref reader);
        reader.End();
        Bytes(again).ShouldBe(bytes);
        again.Of(Key("ledger3"))[0].ShouldBe(Lived(days: 9).Of(Key("ledger3"))[0]);
    }

    [Fact]
    public void A_day_of_traits_is_united_in_any_order_and_bounded()
    {
        var parts = Enumerable.Range(0, 5).Select(part =>
        {
            var day = new LikenessDay();
            day.Add("ana", 1, [.. Enumerable.Range(part * 30, 40).Select(i => new LikenessTrait((ulong)i, $"tool {i}"))], named: true);
            return day;
        }).ToList();
        var (forward, backward) = (new LikenessDay(), new LikenessDay());
        parts.ForEach(forward.Merge);
        Enumerable.Reverse(parts).ToList().ForEach(backward.Merge);
        Bytes(forward.Write).ShouldBe(Bytes(backward.Write));
        forward.Shown["ana"].Count.ShouldBe(LikenessDay.Most);
        var all = Enumerable.Range(0, 160).Select(i => StableHash.Of((ulong)i, 1)).Order().Take(LikenessDay.Most);
        forward.Shown["ana"].ShouldBe(all, "the least of all, as if all had been kept");
        var reader = new StateReader(Bytes(forward.Write));
        Bytes(LikenessDay.Read(ref reader).Write).ShouldBe(Bytes(forward.Write));
    }

    private static LearntPeers Lived(int days, int members = 10, bool reversed = false)
    {
        var peers = LearntPeers.Empty;
        for (var day = 0; day < days; day++)
            peers = Day(peers, day, (_ => true, []), members, reversed);
        return peers;
    }

    /// <summary>Everybody uses four tools of their trade's six, turn by turn, mail, and one thing of their own.</summary>
    private static LearntPeers Day(LearntPeers peers, int day, (Func<string, bool> Stay, string[] Join) change, int members = 10, bool reversed = false)
    {
        var ledger = new LikenessDay();
        var people = Trades.SelectMany(t => Members(t, members)).Where(change.Stay).Concat(change.Join);
        foreach (var person in reversed ? people.Reverse() : people)
        {
            var trade = Trades.Single(t => person.StartsWith(t, StringComparison.Ordinal));
            var first = person.Length + person[^1] + day;
            List<string> shown = [.. Enumerable.Range(first, 4).Select(i => $"{trade} tool {i % 6}"), "mail", "intranet", $"own {person}"];
            ledger.Add(person, 7, [.. shown.Select(s => new LikenessTrait(StableHash.Of(s), s))], named: true);
        }

        return peers.Advance(ledger.Shown.Select(s => (Key(s.Key), (IReadOnlyCollection<ulong>)s.Value)), ledger.Names, Wednesday - 9 + day, Least);
    }

    private static IEnumerable<string> Members(string trade, int members = 10) => Enumerable.Range(0, members).Select(i => $"{trade}{i}");

    private static EntityKey Key(string person) => new(EntityKind.User, person);

    private static byte[] Bytes(LearntPeers peers) => Bytes(peers.Write);

    private static byte[] Bytes(Action<StateWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new StateWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }
}

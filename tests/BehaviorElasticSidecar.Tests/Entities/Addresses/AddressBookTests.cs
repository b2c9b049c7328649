using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Addresses;

namespace BehaviorElasticSidecar.Tests.Entities.Addresses;

public class AddressBookTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lease_names_its_host_and_confidence_falls_with_age()
    {
        var book = Book(("10.0.0.1", EntityKind.Host, "lt-1", 8, 17));

        var soon = book.At("10.0.0.1", Midnight.AddHours(9)).ShouldHaveSingleItem();
        soon.Holder.ShouldBe(new EntityKey(EntityKind.Host, "lt-1"));
        soon.Confidence.ShouldBe(Math.Pow(2, -16.0 / 48), 1e-9);
        soon.Seen.ShouldBe(Midnight.AddDays(-1).AddHours(17));
        book.At("10.0.0.1", Midnight.AddHours(33)).Single().Confidence.ShouldBeLessThan(soon.Confidence);
        book.At("10.0.0.1", Midnight.AddDays(5)).ShouldBeEmpty();
        book.At("10.0.0.1", Midnight.AddDays(-1).AddHours(12)).Single().Confidence.ShouldBe(1);
        book.At("10.0.0.1", Midnight.AddDays(-1).AddHours(7)).ShouldBeEmpty();
        book.At("10.0.0.2", Midnight).ShouldBeEmpty();
    }

    [Fact]
    public void The_one_who_holds_it_at_the_time_is_named_not_who_came_later()
    {
        var book = Book(("10.0.0.1", EntityKind.User, "ana", 8, 10), ("10.0.0.1", EntityKind.User, "ben", 14, 16));

        book.At("10.0.0.1", Midnight.AddDays(-1).AddHours(11)).Single().Holder.Id.ShouldBe("ana");
        book.At("10.0.0.1", Midnight.AddHours(1)).Single().Holder.Id.ShouldBe("ben");
    }

    [Fact]
    public void Over_a_day_that_is_past_whoever_was_there_longest_is_named_by_the_share_of_the_time()
    {
        var (day, book) = (Midnight.AddDays(-1), Book(("10.0.0.1", EntityKind.Host, "lt-1", 8, 17), ("10.0.0.1", EntityKind.Host, "lt-2", 18, 20)));

        var found = book.During("10.0.0.1", day, Midnight).ShouldHaveSingleItem();
        (found.Holder.Id, found.Seen).ShouldBe(("lt-1", day.AddHours(17)));
        found.Confidence.ShouldBe(9.5 / 12, 1e-9);
        book.During("10.0.0.1", day.AddHours(17.5), Midnight).Single().Holder.Id.ShouldBe("lt-2");
        // Nobody was seen on the next day: as at its end.
        book.During("10.0.0.1", Midnight, Midnight.AddDays(1)).ShouldBe(book.At("10.0.0.1", Midnight.AddDays(1)));
        book.During("10.0.0.2", day, Midnight).ShouldBeEmpty();
    }

    [Fact]
    public void Two_at_once_halve_the_confidence_and_four_name_nobody()
    {
        var two = Book(("10.0.0.1", EntityKind.User, "ana", 8, 17), ("10.0.0.1", EntityKind.User, "ben", 8, 17));
        two.At("10.0.0.1", Midnight.AddDays(-1).AddHours(12)).Single().Confidence.ShouldBe(0.5);

        var many = Book([.. Enumerable.Range(0, 4).Select(i => ("10.0.0.1", EntityKind.User, $"u{i}", 8, 17))]);
        many.At("10.0.0.1", Midnight.AddDays(-1).AddHours(12)).ShouldBeEmpty();
        many.All.Single().Claims.Count.ShouldBe(4);
    }

    [Fact]
    public void Host_and_user_are_named_side_by_side()
    {
        var book = Book(("10.0.0.1", EntityKind.User, "ana", 8, 17), ("10.0.0.1", EntityKind.Host, "lt-1", 8, 17));

        book.At("10.0.0.1", Midnight).Select(a => a.Holder.ToString()).ShouldBe(["host:lt-1", "user:ana"]);
    }

    [Fact]
    public void A_short_name_and_its_full_one_are_one_host_unless_two_domains_have_it()
    {
        var one = Book(("10.0.0.1", EntityKind.Host, "lt-1", 8, 17), ("10.0.0.1", EntityKind.Host, "lt-1.corp.example", 9, 18));
        one.HostOf("lt-1.corp.example").ShouldBe("lt-1");
        one.At("10.0.0.1", Midnight).Single().Confidence.ShouldBeGreaterThan(0.9);

        var two = Book(("10.0.0.1", EntityKind.Host, "lt-1", 8, 17), ("10.0.0.1", EntityKind.Host, "lt-1.corp.example", 9, 18), ("10.0.0.2", EntityKind.Host, "lt-1.lab.example", 9, 18));
        two.HostOf("lt-1.corp.example").ShouldBe("lt-1.corp.example");
    }

    [Fact]
    public void It_is_bounded_forgets_and_survives_its_bytes()
    {
        var book = AddressBook.Empty.Advance([Claim("10.0.0.1", EntityKind.Host, "a", 1, 2), Claim("10.0.0.2", EntityKind.Host, "b", 3, 4), Claim("10.0.0.3", EntityKind.Host, "c", 5, 6)], Midnight, most: 2);
        book.All.Select(a => a.Address).ShouldBe(["10.0.0.2", "10.0.0.3"]);

        using var from = new BinaryReader(new MemoryStream(Bytes(book)));
        Bytes(AddressBook.Read(from)).ShouldBe(Bytes(book));
        book.Advance([], Midnight.AddDays(AddressBook.RememberedDays)).All.ShouldBeEmpty();
    }

    private static AddressBook Book(params (string Address, EntityKind Kind, string Name, int From, int To)[] claims) =>
        AddressBook.Empty.Advance([.. claims.Select(c => Claim(c.Address, c.Kind, c.Name, c.From, c.To))], Midnight);

    private static (string Address, AddressClaim Claim) Claim(string address, EntityKind kind, string name, int from, int to) =>
        (address, new AddressClaim(new EntityKey(kind, name), Midnight.AddDays(-1).AddHours(from), Midnight.AddDays(-1).AddHours(to), 5));

    private static byte[] Bytes(AddressBook book)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        book.Write(to);
        to.Flush();
        return stream.ToArray();
    }
}

using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Entities.Accounts;
using BehaviorElasticSidecar.Entities.Aliases;
using static BehaviorElasticSidecar.Tests.Entities.Aliases.Told;

namespace BehaviorElasticSidecar.Tests.Entities.Aliases;

public class AliasMergeTests
{
    [Fact]
    public void Two_logins_of_one_sid_are_one_person()
    {
        var merge = new Told().Of("skeller", Sid1).Of("sarah.keller", Sid1).Of("sarah.keller", "sarah.keller@corp.example").Merge();

        ShouldBeOne(merge, "skeller", @"CORP\sarah.keller", Sid1, "Sarah.Keller@Corp.example");
        merge.Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void A_link_says_where_it_comes_from_and_how_often()
    {
        var link = new Told().Of("ana", Sid1, 100, 104).Merge().Links.ShouldHaveSingleItem();

        (link.Origin, link.Support).ShouldBe(("logs user.id", new Support(100, 104, 5, 15)));
    }

    [Fact]
    public void A_key_that_two_people_with_ids_of_their_own_claim_joins_nobody_and_is_listed()
    {
        var merge = new Told().Of("ana", Sid1).Of("ben", Sid2).Of("ana", "office@corp.example").Of("ben", "office@corp.example", 105, 110).Merge();

        ShouldBeTwo(merge, "ana", "ben");
        merge.Book.Find("office@corp.example").ShouldBe("ana");
        var conflict = merge.Conflicts.ShouldHaveSingleItem();
        conflict.Key.Text.ShouldBe("office@corp.example");
        conflict.Claimants.Select(c => c.Text).ShouldBe(["ana", "ben"]);
        conflict.Why.ShouldContain("an id of their own");
    }

    [Fact]
    public void One_odd_event_joins_nobody()
    {
        var merge = new Told().Of("ana", Sid1).Of("ben", Sid1, 110, 110).Merge();

        ShouldBeTwo(merge, "ana", "ben");
        merge.Conflicts.ShouldHaveSingleItem().Why.ShouldContain("hardly supported");
    }

    [Fact]
    public void An_account_that_was_made_again_keeps_both_ids_and_two_at_once_are_a_conflict()
    {
        ShouldBeOne(new Told().Of("ana", Sid1, 100, 104).Of("ana", Sid2, 106, 110).Merge(), "ana", Sid1, Sid2);

        var merge = new Told().Of("ana", Sid1, 100, 110).Of("ana", Sid2, 104, 110).Merge();
        ShouldBeTwo(merge, Sid1, Sid2);
        merge.Conflicts.ShouldHaveSingleItem().Key.Text.ShouldBe(Sid2.ToLowerInvariant());
    }

    [Fact]
    public void What_many_names_carry_links_nobody()
    {
        var merge = new Told().Of("ana", "tenant00112233").Of("ben", "tenant00112233").Of("cleo", "tenant00112233").Of("dan", "tenant00112233").Merge();

        new[] { "ana", "ben", "cleo", "dan" }.Select(merge.Book.Find).Distinct().Count().ShouldBe(4);
        merge.Conflicts.ShouldHaveSingleItem().Why.ShouldContain("4 names");
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("svc_backup")]
    [InlineData("reception")]
    public void Nobody_is_linked_through_built_in_service_and_shared_accounts(string account)
    {
        var merge = new Told().Of("ana", Sid1).Of(account, Sid1).Merge();

        ShouldBeTwo(merge, "ana", account);
    }

    [Fact]
    public void Nor_through_an_account_that_behaves_like_one()
    {
        var told = new Told { Kinds = key => key.Text == "desk" ? AccountKind.Shared : null };

        ShouldBeTwo(told.Of("ana", Sid1).Of("desk", Sid1).Merge(), "ana", "desk");
    }

    [Fact]
    public void A_full_name_is_its_only_bearers_and_joins_names_that_are_made_of_it()
    {
        ShouldBeOne(new Told().Of("skeller", "Sarah Keller").Of("sarah.keller", "Sarah Keller").Merge(), "skeller", "sarah.keller", "Keller, Sarah");

        var alike = new Told().Of("john.smith", "John Smith").Of("jsmith", "John Smith").Of("john.smith", Sid1).Of("jsmith", Sid2).Merge();
        ShouldBeTwo(alike, "john.smith", "jsmith");
        alike.Conflicts.ShouldHaveSingleItem().Key.Kind.ShouldBe(AliasKind.FullName);

        ShouldBeTwo(new Told().Of("intern7", "Sarah Keller").Of("skeller", "Sarah Keller").Merge(), "intern7", "skeller");
    }

    [Fact]
    public void A_directory_joins_what_events_cannot()
    {
        var told = new Told
        {
            Inputs = AliasInputs.None with { Directory = [new DirectoryRow(EntityKind.User, "hr.csv:7", ["skeller", "adm_keller", "sarah.keller@corp.example", Sid1], "Sarah Keller")] },
        };
        var merge = told.Of("skeller", Sid1).Of("adm_keller", Sid2).Merge();

        ShouldBeOne(merge, "skeller", "adm_keller", Sid1, Sid2, "sarah.keller@corp.example", "Sarah Keller");
        merge.Links.ShouldContain(l => l.Origin == "hr.csv:7");
    }

    [Fact]
    public void Two_addresses_of_different_realms_that_begin_alike_are_not_one_name()
    {
        var told = new Told { Inputs = AliasInputs.None with { Directory = [Row("a", "m1@one.example", Sid1), Row("b", "ana@one.example", Sid1), Row("c", "ana@two.example", Sid2)] } };
        var merge = told.Of("ana", "ana@three.example", 100, 100).Merge();

        ShouldBeTwo(merge, Sid1, Sid2);
        merge.Conflicts.ShouldContain(c => c.Key.Text == "ana");

        static DirectoryRow Row(string origin, params string[] keys) => new(EntityKind.User, origin, keys);
    }

    [Fact]
    public void Settings_are_stronger_than_what_was_learnt()
    {
        var told = new Told { Inputs = new AliasInputs([], new ManualLinks([Keys("ana", "ops7")], [Keys("skeller", "sarah.keller")])) };
        var merge = told.Of("skeller", Sid1).Of("sarah.keller", Sid1).Of("ana", Sid2).Of("ops7", "S-1-5-21-1-2-3-1103").Merge();

        ShouldBeOne(merge, "ana", "ops7");
        ShouldBeTwo(merge, "skeller", "sarah.keller");
    }

    [Fact]
    public void The_canonical_id_is_the_login_and_stays_when_more_becomes_known()
    {
        var told = new Told().Of("sarah.keller", Sid1);
        var first = told.Merge(111).Book;
        first.Find(Sid1).ShouldBe("sarah.keller");

        told.Previous = first;
        var second = told.Of("a.earlier.name", Sid1, 90, 99).Merge(112).Book;

        second.Find(Sid1).ShouldBe("sarah.keller");
        second.Find("a.earlier.name").ShouldBe("sarah.keller");
        second.Canonical(new EntityKey(EntityKind.User, "a.earlier.name")).Id.ShouldBe("sarah.keller");
    }

    [Fact]
    public void Of_two_that_become_one_the_older_id_stays_and_after_a_split_it_stays_with_its_login()
    {
        var told = new Told { Previous = new Told().Of("zoe", Sid2, 90, 95).Merge(96).Book };
        told.Previous = told.Of("zoe", Sid2, 90, 95).Of("anna", "anna@corp.example").Merge(111).Book;
        var one = told.Of("anna", Sid2).Merge(112).Book;
        one.Find("anna").ShouldBe("zoe");

        told.Previous = one;
        told.Inputs = new AliasInputs([], new ManualLinks([], [Keys("anna", "zoe")]));
        var apart = told.Merge(113).Book;

        apart.Find("zoe").ShouldBe("zoe");
        apart.Find("anna").ShouldBe("anna");
    }

    [Fact]
    public void The_order_of_evidence_does_not_matter_and_a_book_survives_its_bytes()
    {
        var one = new Told().Of("ana", Sid1).Of("ben", Sid1).Of("ben", "ben@corp.example").Merge().Book;
        var other = new Told().Of("ben", "ben@corp.example").Of("ben", Sid1).Of("ana", Sid1).Merge().Book;

        Bytes(other).ShouldBe(Bytes(one));
        using var from = new BinaryReader(new MemoryStream(Bytes(one)));
        Bytes(AliasBook.Read(from)).ShouldBe(Bytes(one));
    }

    private static byte[] Bytes(AliasBook book)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        book.Write(to);
        to.Flush();
        return stream.ToArray();
    }
}

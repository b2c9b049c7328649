using System.Text;
using System.Text.Json;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Range;
using BehaviorElasticSidecar.Tests.Engine;

namespace BehaviorElasticSidecar.Tests.Context;

public sealed class ContextBookSourceTests : IDisposable
{
    private readonly ContextFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task A_csv_is_read_by_its_header_whatever_parts_its_columns(char delimiter)
    {
        var csv = string.Join('\n', "Login,Full Name,dept,Admin,Last Day", "\"CORP\\Ana\",\"Keller \"\"Ana\"\" M.\",Accounting,yes,2026-03-31", "ben@corp.example,Ben,Sales,0,").Replace(',', delimiter) + "\n";

        var (book, report) = await ReadAsync(_folder.People("people.csv", csv, ("name", "login"), ("full_name", "full name"), ("department", "dept"), ("privileged", "admin"), ("end", "last day")));

        Said(book, "ana").ShouldBe(new EntityContext(User("ana")) { FullName = "Keller \"Ana\" M.", Department = "Accounting", Privileged = true, End = new DateOnly(2026, 3, 31) });
        Said(book, "ben").ShouldBe(new EntityContext(User("ben")) { FullName = "Ben", Department = "Sales", Privileged = false });
        report.IsSound.ShouldBeTrue(report.Message);
    }

    [Fact]
    public async Task A_byte_order_mark_says_how_a_csv_is_encoded()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("name;title\r\njörg;Geschäftsführer\r\n")).ToArray();

            var (book, _) = await ReadAsync(_folder.People("people.csv", bytes));

            book.Of(User("jörg"))!.Title.ShouldBe("Geschäftsführer", encoding.EncodingName);
        }
    }

    [Fact]
    public async Task Keys_of_ndjson_may_be_nested_dotted_or_mixed()
    {
        var (book, _) = await ReadAsync(_folder.People("people.ndjson", """
            {"user":{"name":"ana"},"org":{"unit":"Accounting"}}
            {"user.name":"ben","org":{"unit":["Sales","Support"]}}

            {"user":{"name":"cleo"},"org.unit":7}
            """, ("name", "user.name"), ("department", "org.unit")));

        new[] { "ana", "ben", "cleo" }.Select(n => book.Of(User(n))!.Department).ShouldBe(["Accounting", "Sales", "7"]);
    }

    [Fact]
    public async Task Further_spellings_stand_in_one_cell_or_in_a_list_and_become_rows_of_a_directory()
    {
        var csv = _folder.People("people.csv", "name,mail,aliases,full_name\nana,ana.keller@corp.example,CORP\\akeller; S-1-5-21-1-2-3-1104 ;-,Ana Keller\nben,,,\n", ("email", "mail"));
        var ndjson = _folder.People("people.ndjson", """{"name":"ana","aliases":["akeller2",7,{"no":1},"ana.keller@corp.example"]}""");

        var book = await BookAsync(csv, ndjson);

        book.Of(User("ana"))!.Spellings.All.ShouldBe(["ana.keller@corp.example", "CORP\\akeller", "S-1-5-21-1-2-3-1104", "akeller2", "7"]);
        var row = book.Directory.ShouldHaveSingleItem();
        row.Origin.ShouldBe("people.csv");
        row.FullName.ShouldBe("Ana Keller");
        row.Keys.ShouldBe(["ana", "ana.keller@corp.example", "CORP\\akeller", "S-1-5-21-1-2-3-1104", "akeller2", "7"]);
        book.Hash.ShouldNotBe((await BookAsync(csv)).Hash);
    }

    [Fact]
    public async Task Wrong_rows_are_left_out_counted_and_shown_with_their_line()
    {
        var (book, report) = await ReadAsync(_folder.People("people.csv", """
            name,criticality,start,end,time_zone,privileged,department
            ana,hihg,2026-02-30,,Europe/Wien,perhaps,Accounting
            ,high,,,,,Nobody
            -,high,,,,,Nobody either
            WS-01$,high,,,,,Machines
            ben,high,2026-03-02,2026-03-01,,,Sales
            ben,high,2026-03-02,,,,Sales
            ben,low,2026-03-02,,,,Sales
            short,low
            cleo,,,,,,"Sal"es
            """));

        book.All.Select(e => e.Entity.Id).ShouldBe(["ana", "ben"]);
        Said(book, "ana").ShouldBe(new EntityContext(User("ana")) { Department = "Accounting" });
        Said(book, "ben").ShouldBe(new EntityContext(User("ben")) { Department = "Sales", Criticality = Criticality.High, Start = new DateOnly(2026, 3, 2) });
        report.Faults.Select(f => (f.Reason, f.Count, f.Example)).ShouldBe(
        [
            ("end_before_start", 1L, "line 6: 2026-03-01"), ("no_name", 2L, "line 3; line 4"), ("not_an_entity", 1L, "line 5: WS-01$"), ("other_values", 1L, "line 8: ben"),
            ("unknown_criticality", 1L, "line 2: hihg"), ("unknown_privileged", 1L, "line 2: perhaps"), ("unknown_start", 1L, "line 2: 2026-02-30"),
            ("unknown_time_zone", 1L, "line 2: Europe/Wien"), ("unreadable", 2L, "line 9: fewer columns than the header; line 10: its quotes do not match"),
        ]);
    }

    [Fact]
    public async Task Broken_files_are_said_and_never_fatal()
    {
        (await ReadAsync(_folder.People("a.csv", ""))).Report.Message.ShouldContain("line 1: the file is empty");
        (await ReadAsync(_folder.People("b.csv", "login,dept\nana,Sales\n"))).Report.Message.ShouldContain("line 1: no column 'name' for name");
        (await ReadAsync(_folder.People("c.csv", "name,title\nana,\"" + new string('x', 300_000)))).Report.Message.ShouldContain("a row has no end");
        (await ReadAsync(_folder.People("d.ndjson", "[1]\n{broken\n" + new string(' ', 2_000_000) + "\n{\"name\":\"ana\"}"))).Report
            .ShouldSatisfyAllConditions(r => r.Faults.Single().Count.ShouldBe(3), r => r.Message.ShouldContain("line 3: the line is longer than 1 MB"), r => r.Entities.ShouldBe(1));
    }

    [Fact]
    public async Task Hostile_texts_are_cleaned_and_cut()
    {
        var (book, _) = await ReadAsync(_folder.People("people.ndjson", "{\"name\":\"ana\",\"title\":\"a\\r\\n\\u001b[31m" + new string('x', 5000) + "\"}"));

        var title = book.Of(User("ana"))!.Title!;
        title.Length.ShouldBeLessThanOrEqualTo(256);
        title.ShouldAllBe(c => !char.IsControl(c));
    }

    [Fact]
    public async Task Dates_may_be_written_as_the_list_writes_them()
    {
        var german = _folder.People("people.csv", "name;start\nana;02.03.2026\n") with { DateFormat = "dd.MM.yyyy" };

        (await ReadAsync(german)).Book.Of(User("ana"))!.Start.ShouldBe(new DateOnly(2026, 3, 2));
        (await ReadAsync(_folder.People("p.ndjson", """{"name":"ana","start":"2026-03-02T00:00:00Z"}"""))).Book.Of(User("ana"))!.Start.ShouldBe(new DateOnly(2026, 3, 2));
    }

    [Fact]
    public async Task The_first_of_two_lists_counts_and_the_other_fills_what_it_leaves_open()
    {
        var first = _folder.People("hr.csv", "name,department,title\nana,Accounting,\n");
        var second = _folder.People("directory.csv", "name,department,title\nana,Finance,Accountant\nsvc,IT,\n");

        var source = new ContextBookSource([first, second], null, TimeProvider.System);
        await source.ReadChangedAsync(CancellationToken.None);

        Said(source.Book, "ana").ShouldBe(new EntityContext(User("ana")) { Department = "Accounting", Title = "Accountant" });
        source.Book.Of(new EntityKey(EntityKind.ServiceAccount, "CORP\\Svc"))!.Department.ShouldBe("IT");
    }

    [Fact]
    public async Task Equal_lists_give_equal_hashes_in_any_order_and_format()
    {
        var (csv, _) = await ReadAsync(_folder.People("a.csv", "name,title\nana,Accountant\nben,Clerk\n"));
        var (json, _) = await ReadAsync(_folder.People("a.ndjson", "{\"name\":\"BEN\",\"title\":\"Clerk\"}\n{\"title\":\"Accountant\",\"name\":\"ana\"}\n"));
        var (other, _) = await ReadAsync(_folder.People("b.csv", "name,title\nana,Accountant\nben,Clerk 2\n"));

        json.Hash.ShouldBe(csv.Hash);
        other.Hash.ShouldNotBe(csv.Hash);
        csv.Hash.ShouldNotBe(ContextBook.Empty.Hash);
    }

    [Fact]
    public async Task A_file_is_read_again_when_it_has_changed_and_keeps_what_it_said_when_it_vanishes()
    {
        var list = _folder.People("people.csv", "name,title\nana,Accountant\n");
        var source = new ContextBookSource([list], null, TimeProvider.System);
        await source.ReadChangedAsync(CancellationToken.None);
        var first = source.Book;

        (await source.ReadChangedAsync(CancellationToken.None)).ShouldBeEmpty();
        source.Book.ShouldBeSameAs(first);

        await File.WriteAllTextAsync(list.File!, "name,title\nana,Head of accounting\n");
        (await source.ReadChangedAsync(CancellationToken.None)).Count.ShouldBe(1);
        source.Book.Of(User("ana"))!.Title.ShouldBe("Head of accounting");

        File.Delete(list.File!);
        (await source.ReadChangedAsync(CancellationToken.None)).Single().Trouble.ShouldBe("the file is gone");
        (await source.ReadChangedAsync(CancellationToken.None)).ShouldBeEmpty();
        source.Book.Of(User("ana"))!.Title.ShouldBe("Head of accounting");

        await File.WriteAllTextAsync(list.File!, "name,title\nana,Accountant\n");
        (await source.ReadChangedAsync(CancellationToken.None)).Single().IsSound.ShouldBeTrue();
        source.Book.Hash.ShouldBe(first.Hash);
    }

    [Fact]
    public async Task A_file_that_is_emptied_keeps_what_it_said_until_it_names_somebody_again()
    {
        var list = _folder.People("people.csv", "name,title\nana,Accountant\n");
        var source = new ContextBookSource([list], null, TimeProvider.System);
        await source.ReadChangedAsync(CancellationToken.None);

        await File.WriteAllTextAsync(list.File!, "");
        (await source.ReadChangedAsync(CancellationToken.None)).Single().Trouble.ShouldBe("it names nobody any more");
        source.Book.Of(User("ana"))!.Title.ShouldBe("Accountant");

        await File.WriteAllTextAsync(list.File!, "name,title\nben,Clerk\n");
        await source.ReadChangedAsync(CancellationToken.None);
        source.Book.All.Select(e => e.Entity.Id).ShouldBe(["ben"]);
    }

    [Fact]
    public async Task An_index_is_paged_and_read_again_after_an_hour()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch);
        Script(engine, """{"_id":"2","_source":{"user":{"name":"ben"},"criticality":"extreme"},"sort":[1]},{"_id":"1","_source":{"user.name":"ana"},"sort":[2]}""");
        Script(engine, """{"_id":"1","_source":{"user.name":"ana","criticality":"low"},"sort":[1]}""");
        using var client = engine.Client();
        var list = new ContextList { Kind = EntityKind.User, Index = "hr-people", Format = ContextFormat.Ndjson, Map = new Dictionary<string, string> { ["name"] = "user.name" } };
        var source = new ContextBookSource([list], client, engine.Time);

        (await source.ReadChangedAsync(CancellationToken.None)).Single().Message.ShouldBe("Context of people from index hr-people: 2 rows, 2 people");
        source.Book.Of(User("ben"))!.Criticality.ShouldBe(Criticality.Extreme);
        (await source.ReadChangedAsync(CancellationToken.None)).ShouldBeEmpty();
        engine.Time.Advance(TimeSpan.FromHours(1));
        await source.ReadChangedAsync(CancellationToken.None);

        source.Book.All.ShouldHaveSingleItem().Criticality.ShouldBe(Criticality.Low);
        engine.Left.ShouldBe(0);
    }

    [Fact]
    public async Task An_index_that_is_not_there_is_trouble_and_no_end()
    {
        var engine = new ScriptedEngine().Answer(ScriptedEngine.Elasticsearch).Error(404, "index_not_found_exception").Error(404, "index_not_found_exception");
        using var client = engine.Client();
        var source = new ContextBookSource([new ContextList { Kind = EntityKind.User, Index = "hr-people" }], client, engine.Time);

        (await source.ReadChangedAsync(CancellationToken.None)).Single().Trouble.ShouldNotBeNull().ShouldContain("hr-people");
        source.Book.Count.ShouldBe(0);
    }

    [Fact]
    public async Task An_index_without_a_cluster_is_said()
    {
        var source = new ContextBookSource([new ContextList { Kind = EntityKind.Host, Index = "cmdb" }], null, TimeProvider.System);

        (await source.ReadChangedAsync(CancellationToken.None)).Single().Message.ShouldBe(
            "Context of hosts from index cmdb could not be read: it is an index, and files are analysed without a cluster");
    }

    [Fact]
    public async Task The_lists_of_a_range_are_read_whole()
    {
        var options = new SampleOptions { Wide = true, Seed = 7, People = 30, Days = 1, Scenarios = [] };
        await RangeGenerator.WriteFolderAsync(options, _folder.Path("range"), null, CancellationToken.None);
        var people = _folder.List("range/" + RangeGenerator.PeopleFile, EntityKind.User,
            ("name", "login"), ("full_name", "name"), ("start", "employment_start"), ("end", "employment_end"), ("type", "kind"));
        var source = new ContextBookSource([people, _folder.List("range/" + RangeGenerator.HostsFile, EntityKind.Host)], null, TimeProvider.System);

        var reports = await source.ReadChangedAsync(CancellationToken.None);

        reports.ShouldAllBe(r => r.IsSound, string.Join('\n', reports.Select(r => r.Message)));
        var rows = File.ReadLines(people.File!).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        reports[0].Rows.ShouldBe(rows.Count);
        foreach (var row in rows)
        {
            var read = source.Book.Of(User(row.GetProperty("login").GetString()!)).ShouldNotBeNull();
            read.FullName.ShouldBe(row.GetProperty("name").GetString());
            read.Department.ShouldBe(row.GetProperty("department").GetString());
            read.Privileged.ShouldBe(row.GetProperty("privileged").GetBoolean());
            read.TimeZone.ShouldBe(row.TryGetProperty("time_zone", out var zone) ? zone.GetString() : null);
            read.Start?.ToString("yyyy-MM-dd").ShouldBe(row.TryGetProperty("employment_start", out var start) ? start.GetString() : null);
        }

        source.Book.All.Count(e => e.Entity.Kind == EntityKind.Host && e.Criticality is not null).ShouldBe(reports[1].Entities);
    }

    private static void Script(ScriptedEngine engine, string hits) => engine
        .Answer("""{"id":"p1","_shards":{"total":1,"failed":0}}""")
        .Answer($$$"""{"pit_id":"p1","timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"hits":[{{{hits}}}]}}""")
        .Answer("""{"succeeded":true,"num_freed":1}""");

    private static async Task<(ContextBook Book, ContextListReport Report)> ReadAsync(ContextList list)
    {
        var source = new ContextBookSource([list], null, TimeProvider.System);
        var report = (await source.ReadChangedAsync(CancellationToken.None)).Single();
        return (source.Book, report);
    }

    private static async Task<ContextBook> BookAsync(params ContextList[] lists)
    {
        var source = new ContextBookSource(lists, null, TimeProvider.System);
        await source.ReadChangedAsync(CancellationToken.None);
        return source.Book;
    }

    /// <summary>Wherever it is said.</summary>
    private static EntityContext Said(ContextBook book, string name) => book.Of(User(name))! with { Origin = null };

    private static EntityKey User(string id) => new(EntityKind.User, id);
}

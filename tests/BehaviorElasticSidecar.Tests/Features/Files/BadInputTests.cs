using System.Text;
using BehaviorElasticSidecar.Features;

namespace BehaviorElasticSidecar.Tests.Features.Files;

public sealed class BadInputTests
{
    private const string Good = """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"}}""";

    [Theory]
    [InlineData("broken_json", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"}""")]
    [InlineData("broken_json", """{"@timestamp":"2026-01-05T10:15:00Z"} {"user":{"name":"ana"}}""")]
    [InlineData("broken_json", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"\ud800"}}""")]
    [InlineData("broken_json", "Jan  5 10:15:00 host sshd[1]: no JSON at all")]
    [InlineData("not_an_object", """["2026-01-05T10:15:00Z","ana"]""")]
    [InlineData("not_an_object", "null")]
    [InlineData("no_time", """{"user":{"name":"ana"}}""")]
    [InlineData("no_time", """{"@timestamp":null,"user":{"name":"ana"}}""")]
    [InlineData("bad_time", """{"@timestamp":"yesterday","user":{"name":"ana"}}""")]
    [InlineData("bad_time", """{"@timestamp":"2026-02-30T00:00:00Z","user":{"name":"ana"}}""")]
    [InlineData("bad_time", """{"@timestamp":true,"user":{"name":"ana"}}""")]
    [InlineData("future_time", """{"@timestamp":"2026-03-02T00:00:01Z","user":{"name":"ana"}}""")]
    [InlineData("ancient_time", """{"@timestamp":"1989-12-31T23:59:59Z","user":{"name":"ana"}}""")]
    [InlineData("ancient_time", """{"@timestamp":1767608100,"user":{"name":"ana"}}""")]
    [InlineData("no_entity", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"-"}}""")]
    [InlineData("no_entity", """{"@timestamp":"2026-01-05T10:15:00Z"}""")]
    [InlineData("not_an_entity", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"DC01$"}}""")]
    [InlineData("wrong_type", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":{"first":"ana"}}}""")]
    [InlineData("wrong_type", """{"@timestamp":"2026-01-05T10:15:00Z","user":"ana"}""")]
    public void Each_fault_is_counted_with_its_place_and_the_rest_goes_on(string reason, string line)
    {
        using var run = new Run();
        run.File("a.ndjson", Good, line, "", Good);
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 2"]);
        run.Drops(reason).ShouldBe(1);
        run.Example(reason)!.ShouldContain("a.ndjson:2: " + line[..Math.Min(line.Length, 10)]);
    }

    [Fact]
    public void Where_a_query_only_gathers_names_an_event_without_one_is_no_loss()
    {
        using var run = new Run();
        run.File("a.ndjson", Good, """{"@timestamp":"2026-01-05T10:15:00Z"}""", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"DC01$"}}""");
        run.Rows(Q.Users() with { MayLackEntities = true }).ShouldBe(["q 01-05 10:00 ana 1"]);
        (run.Drops("no_entity"), run.Drops("not_an_entity")).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("""{"source":{"ip":"not an address","bytes":5}}""")]
    [InlineData("""{"source":{"ip":"10.1","bytes":5}}""")]
    [InlineData("""{"source":{"bytes":["many",5]}}""")]
    [InlineData("""{"source":{"bytes":[1e999,5]}}""")]
    public void A_value_of_the_wrong_type_is_left_out_and_its_event_stays(string line)
    {
        using var run = new Run();
        run.File("a.ndjson", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},""" + line[1..]);
        run.Rows(Q.Users(Q.Events, Q.Column(Metric.Sum, "source.bytes"), Q.Column(Metric.Distinct, "source.ip"))).ShouldBe(["q 01-05 10:00 ana 1 5 0"]);
        run.Drops("wrong_type").ShouldBe(1);
    }

    [Fact]
    public void Texts_above_the_bound_are_absent_as_in_an_index()
    {
        using var run = new Run();
        run.File("a.ndjson", Line(new string('é', 1024)), Line(new string('e', 1025)));
        run.Rows(Q.Users(Q.Events, Q.Column(Metric.Count, null, Q.Is("process.name")))).ShouldBe(["q 01-05 10:00 ana 2 1"]);
        run.Drops("value_too_long").ShouldBe(1);

        static string Line(string process) => $$$"""{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},"process":{"name":"{{{process}}}"}}""";
    }

    [Fact]
    public void Absurdly_many_values_do_not_multiply_without_end()
    {
        using var run = new Run();
        var many = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"v{i:D5}\""));
        run.File("a.ndjson", $$$"""{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},"host":{"name":[{{{many}}}]}}""");
        run.Rows(Q.Users() with { GroupField = "host.name" }).Count.ShouldBe(256);
        run.Drops("too_many_values").ShouldBe(1);
    }

    [Fact]
    public void A_line_without_end_is_counted_once_and_skipped_whole()
    {
        using var run = new Run();
        run.File("a.ndjson", Good, $$"""{"x":"{{new string('x', 3 << 20)}}"}""", Good, $$"""{"x":"{{new string('x', 1 << 20)}}"}""", "{");
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 2"]);
        run.Drops("line_too_long").ShouldBe(2);
        run.Example("line_too_long")!.ShouldEndWith("a.ndjson:2");
        run.Example("broken_json")!.ShouldEndWith("a.ndjson:5: {");
    }

    [Fact]
    public void A_line_of_just_the_bound_is_read()
    {
        using var run = new Run();
        var (head, tail) = ("""{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},"x":" """, "\"}");
        run.File("a.ndjson", Good, head + new string('x', (1 << 20) - 1 - head.Length - tail.Length) + tail, Good);
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 3"]);
        run.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Control_characters_reach_no_message()
    {
        using var run = new Run();
        run.File("a.ndjson", "{\u001b[31m\u0000\u202egnp.exe\r" + new string('y', 500));
        run.Rows(Q.Users()).ShouldBeEmpty();
        var example = run.Example("broken_json")!;
        example.ShouldEndWith("…");
        example.ShouldContain("{·[31m··gnp.exe");
        example.ShouldAllBe(c => !char.IsControl(c));
        example.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void Control_characters_in_names_are_replaced()
    {
        using var run = new Run();
        run.File("a.ndjson", """{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"an\u0000\u001ba"}}""");
        run.Batches([Q.Users()])[0].Rows[0].Entity.ShouldBe("an\ufffd\ufffda");
    }

    [Theory]
    [InlineData(0, 3000, 0)]
    [InlineData(4, 3000, 1)]
    [InlineData(8, 3000, 1)]
    [InlineData(2000, null, 1)]
    public void A_gzip_that_ends_early_is_said_and_what_came_before_counts(int cut, int? events, int drops)
    {
        using var run = new Run();
        var text = new StringBuilder();
        for (var i = 0; i < 3000; i++)
            text.Append($$$"""{"@timestamp":"2026-01-05T10:15:00Z","user":{"name":"ana"},"x":{{{(long)i * 7919 * 104729 % 1000003}}}}""").Append('\n');
        run.Gzip("a.ndjson.gz", text.ToString(), cut);
        var rows = run.Rows(Q.Users());
        run.Drops("truncated_gzip").ShouldBe(drops);
        run.Drops("broken_json").ShouldBe(0);
        if (events is not null)
            rows.ShouldBe([$"q 01-05 10:00 ana {events}"]);
        else
            double.Parse(rows[0].Split(' ')[^1], null).ShouldBeInRange(1000, 2999);
    }

    [Fact]
    public void A_gzip_of_several_members_and_an_empty_one_are_whole()
    {
        using var run = new Run();
        var (one, two) = (run.Gzip("one", Good + "\n"), run.Gzip("two", Good));
        File.WriteAllBytes(Path.Combine(run.Folder, "all.ndjson"), [.. File.ReadAllBytes(one), .. File.ReadAllBytes(two)]);
        run.Gzip("none.json.gz", "");
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 2"]);
        run.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Byte_order_mark_windows_line_ends_and_a_missing_last_one_do_no_harm()
    {
        using var run = new Run();
        File.WriteAllText(Path.Combine(run.Folder, "a.json"), $"{Good}\r\n\r\n{Good}", new UTF8Encoding(true));
        run.Rows(Q.Users()).ShouldBe(["q 01-05 10:00 ana 2"]);
        run.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Excerpts_can_be_withheld()
    {
        using var run = new Run();
        run.File("a.ndjson", """{"user":{"name":"ana"}}""");
        run.Rows(Q.Users(), o => o with { ShowExcerpts = false });
        run.Example("no_time")!.ShouldEndWith("a.ndjson:1");
    }
}

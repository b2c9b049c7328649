using System.Globalization;
using System.Text.Json;
using BehaviorElasticSidecar.Worker.Verbs;

namespace BehaviorElasticSidecar.Worker.Tests.Verbs;

/// <summary><c>baseline show</c> over files: three weeks of a person with office hours in Chicago, of her database and of a name that would move the cursor.</summary>
public sealed class BaselineVerbTests : IDisposable
{
    /// <summary>A Monday, 06:00 UTC: midnight in Chicago in winter.</summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    private readonly SidecarProcess _sidecar = new();

    [Fact]
    public async Task Hours_addresses_and_amounts_are_told_in_words_and_plain_pictures()
    {
        Write();

        (await ShowAsync("LAKESIDE\\Sarah.Keller")).ShouldBe(ExitCode.Fine, _sidecar.Complained);

        var lines = _sidecar.Printed.Split('\n').Select(l => l.TrimEnd()).ToList();
        lines[0].ShouldBe("user sarah.keller");
        lines.ShouldContain(l => l.StartsWith("  also ", StringComparison.Ordinal) && l.Contains("s-1-5-21-1-2-3-1100", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("  usually Mon-Fri 08:00 to 18:00 Chicago time, from 2 addresses", StringComparison.Ordinal));
        lines.ShouldContain("  Mon         -#@@@@@@@@#-     |", "smoothed by an hour");
        lines.ShouldContain("  Sat                          |");
        lines.ShouldContain(l => l.StartsWith("    2 addresses known: 10.1.2.3 (15 days, known to ", StringComparison.Ordinal) && l.Contains("198.51.100.7", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("    usually about 2 events an active hour", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains(" active hours in 19 days, 2026-01-05 to 2026-01-23; own habits weigh ", StringComparison.Ordinal));
        _sidecar.Printed.Any(c => c is '\u001b' or '█').ShouldBeFalse();
    }

    [Fact]
    public async Task On_a_terminal_there_are_colours_and_blocks_but_not_with_NO_COLOR()
    {
        Write();
        _sidecar.IsOutTerminal = true;

        (await ShowAsync("sarah.keller")).ShouldBe(ExitCode.Fine, _sidecar.Complained);
        _sidecar.Printed.ShouldContain("\u001b[1muser sarah.keller\u001b[0m");
        _sidecar.Printed.ShouldContain("█");

        _sidecar.Environment["NO_COLOR"] = "1";
        _sidecar.Out.GetStringBuilder().Clear();
        (await ShowAsync("sarah.keller")).ShouldBe(ExitCode.Fine);
        _sidecar.Printed.Any(c => c is '\u001b' or '█').ShouldBeFalse();
    }

    [Fact]
    public async Task JSON_says_the_same_for_every_spelling()
    {
        Write();

        (await ShowAsync("s-1-5-21-1-2-3-1100", "--json")).ShouldBe(ExitCode.Fine, _sidecar.Complained);
        var first = Entities(_sidecar.Printed);
        _sidecar.Out.GetStringBuilder().Clear();
        (await ShowAsync("sarah.keller", "--json", "--kind", "user")).ShouldBe(ExitCode.Fine);

        Entities(_sidecar.Printed).ShouldBe(first);
        using var document = JsonDocument.Parse(_sidecar.Printed);
        document.RootElement.GetProperty("read_to").GetDateTimeOffset().ShouldBe(Start.AddDays(18).AddHours(18));
        var entity = document.RootElement.GetProperty("entities")[0];
        entity.GetProperty("time_zone").GetString().ShouldBe("America/Chicago");
        var hours = Detector(entity, "identity.unusual_hour").GetProperty("baselines")[0].GetProperty("week");
        hours.GetProperty("usual").GetString().ShouldBe("Mon-Fri 08-18");
        hours.GetProperty("shares").GetArrayLength().ShouldBe(168);
        var addresses = Detector(entity, "identity.new_address").GetProperty("baselines")[0].GetProperty("values");
        addresses.GetProperty("known").GetInt32().ShouldBe(2);
        addresses.GetProperty("most").EnumerateArray().Select(v => v.GetProperty("text").GetString()).ShouldBe(["10.1.2.3", "198.51.100.7"]);
        entity.GetProperty("unseen").EnumerateArray().Select(u => u.GetString()).ShouldContain("identity.new_country");
    }

    [Fact]
    public async Task Of_many_partners_those_with_most_are_told_and_the_others_counted()
    {
        var folder = Path.GetDirectoryName(_sidecar.Write("detectors.d/network/bytes_to_partner.yml", """
            id: network.bytes_to_partner
            title: Bytes to one machine
            source: { category: network }
            entity: host
            measure: sum
            of: source.bytes
            by: destination.ip
            sentence: "{{entity}} sent {{actual}} to {{partner}}."
            """))!;
        _sidecar.Write("events.ndjson", string.Concat(
            from day in Enumerable.Range(0, 20) from partner in Enumerable.Range(1, 7)
            select $$$"""{"@timestamp":"{{{Start.AddDays(day).AddHours(2):yyyy-MM-ddTHH:mm:ssZ}}}","event":{"category":["network"]},"host":{"name":"DB01"},"source":{"bytes":{{{partner}}}000000},"destination":{"ip":"10.9.0.{{{partner}}}"}}""" + "\n"));

        (await ShowAsync("db01", "--set", $"detectors.folder={Path.GetDirectoryName(folder)}")).ShouldBe(ExitCode.Fine, _sidecar.Complained);

        var lines = _sidecar.Printed.Split('\n').Select(l => l.TrimEnd()).ToList();
        lines[0].ShouldBe("host db01");
        var at = lines.IndexOf("    with 7 addresses, most with:");
        lines.Skip(at).Where(l => l.StartsWith("    10.9.0.", StringComparison.Ordinal)).ShouldBe(["    10.9.0.7", "    10.9.0.6", "    10.9.0.5", "    10.9.0.4", "    10.9.0.3"]);
        lines[at + 2].ShouldBe("      usually Mon-Sun 02-03; others Mon-Sun 02-03");
        lines[at + 3].ShouldMatch(@"^      usually about (6\.[5-9]|7\.[0-4]|7) MB an active hour, up to [78].* MB in 19 of 20; others about \d.* MB$");
    }

    [Fact]
    public async Task Who_is_not_known_is_said_with_names_that_are()
    {
        Write();

        (await ShowAsync("sara.keler\u001b[2J")).ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("Nothing is learnt of 'sara.keler\\u001b[2J'.");
        (await ShowAsync("sara.keler")).ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("Nothing is learnt of 'sara.keler'. Did you mean 'sarah.keller'?");
        (await ShowAsync("zzzzzzzzzz", "--kind", "host")).ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("Nothing is learnt of the host 'zzzzzzzzzz'.");
        (await ShowAsync("sarah.keller", "--kind", "person")).ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("--kind takes user, ");
        _sidecar.Printed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_of_events_cannot_move_the_cursor()
    {
        Write(address: "10.1.2.3", logonHost: "ws01\\u001b[31m\\u202eevil");

        (await ShowAsync("sarah.keller")).ShouldBe(ExitCode.Fine, _sidecar.Complained);

        _sidecar.Printed.ShouldContain("evil");
        _sidecar.Printed.Where(c => c != '\n' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_event_or_a_cluster_it_says_what_to_do()
    {
        _sidecar.Write("events.ndjson", "{}\n");
        (await ShowAsync("sarah.keller")).ShouldBe(ExitCode.Fault);
        _sidecar.Complained.ShouldContain("No event with a time was found");

        _sidecar.Run("baseline", "show", "sarah.keller", "--to", "2026-02-01").ShouldBe(ExitCode.Settings);
        _sidecar.Complained.ShouldContain("--from, --to and --score-from need --files");
        _sidecar.Run("baseline", "show", "sarah.keller", "--node", "http://127.0.0.1:9").ShouldBe(ExitCode.Fault);
        _sidecar.Complained.ShouldContain("127.0.0.1:9");
    }

    private Task<ExitCode> ShowAsync(string entity, params string[] more) => _sidecar.RunAsync(
        CancellationToken.None, ["baseline", "show", entity, "--files", Path.Combine(_sidecar.Folder, "events.ndjson"), "--set", "time_zone=America/Chicago", .. more]);

    private void Write(string address = "198.51.100.7", string logonHost = "ws01")
    {
        var lines = new List<string>();
        for (var day = 0; day < 21; day++)
            for (var hour = 8; hour < 18 && day % 7 < 5; hour++)
                for (var one = 0; one < 2; one++)
                {
                    var time = Start.AddDays(day).AddHours(hour).AddMinutes(20 * one + 3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                    var from = hour == 12 && day > 1 ? address : "10.1.2.3";
                    lines.Add($$$"""{"@timestamp":"{{{time}}}","event":{"category":["authentication"],"outcome":"success"},"user":{"name":"Sarah.Keller","id":"S-1-5-21-1-2-3-1100"},"host":{"name":"{{{logonHost}}}"},"source":{"ip":"{{{from}}}"}}""");
                    lines.Add($$$"""{"@timestamp":"{{{time}}}","event":{"category":["authentication"],"outcome":"success"},"user":{"name":"ben"},"host":{"name":"db01"},"source":{"ip":"10.1.2.4"}}""");
                }

        _sidecar.Write("events.ndjson", string.Join('\n', lines) + "\n");
    }

    private static string Entities(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("entities").GetRawText();
    }

    private static JsonElement Detector(JsonElement entity, string id) => entity.GetProperty("detectors").EnumerateArray().Single(d => d.GetProperty("id").GetString() == id);

    public void Dispose() => _sidecar.Dispose();
}

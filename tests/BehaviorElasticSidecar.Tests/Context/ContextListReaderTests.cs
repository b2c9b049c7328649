using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Context;

public sealed class ContextListReaderTests
{
    [Fact]
    public void A_list_is_a_file_or_an_index_with_a_map()
    {
        var lists = Read("""
            context:
              - { kind: user, file: people.csv, delimiter: tab, date_format: dd.MM.yyyy, map: { name: login, department: dept } }
              - { kind: host, index: cmdb-hosts }
            """, out var faults);

        faults.ShouldBeEmpty();
        lists[0].ShouldSatisfyAllConditions(
            l => l.Kind.ShouldBe(EntityKind.User), l => l.Format.ShouldBe(ContextFormat.Csv), l => l.Delimiter.ShouldBe('\t'),
            l => l.DateFormat.ShouldBe("dd.MM.yyyy"), l => l.Map["department"].ShouldBe("dept"));
        lists[1].ShouldSatisfyAllConditions(l => l.Kind.ShouldBe(EntityKind.Host), l => l.File.ShouldBeNull(), l => l.Index.ShouldBe("cmdb-hosts"));
    }

    [Theory]
    [InlineData("{ kind: user, file: p.ndjson }", ContextFormat.Ndjson)]
    [InlineData("{ kind: user, file: p.TSV }", ContextFormat.Csv)]
    [InlineData("{ kind: user, file: p.dat, format: csv }", ContextFormat.Csv)]
    [InlineData("{ kind: user, file: p.csv, format: ndjson }", ContextFormat.Ndjson)]
    public void The_ending_tells_the_format_unless_it_is_given(string list, ContextFormat format) =>
        Read("context: [" + list + "]", out _).Single().Format.ShouldBe(format);

    [Theory]
    [InlineData("{ file: p.csv }", "context[0].kind: the key is missing")]
    [InlineData("{ kind: person, file: p.csv }", "context[0].kind: not one of the allowed values (seen: person); allowed: user, host")]
    [InlineData("{ kind: user }", "context[0].file: a list needs a file or an index")]
    [InlineData("{ kind: user, file: p.csv, index: people }", "context[0].index: a list is a file or an index: keep one (seen: people)")]
    [InlineData("{ kind: user, index: People }", "context[0].index: not of the allowed form (seen: People)")]
    [InlineData("{ kind: user, file: p.dat }", "context[0].file: its ending does not tell how it is written: give format (seen: p.dat); allowed: csv, ndjson")]
    [InlineData("{ kind: user, file: p.csv, delimiter: ':' }", "context[0].delimiter: not one of the allowed values (seen: :); allowed: ,, ;, |, tab")]
    [InlineData("{ kind: user, file: p.ndjson, delimiter: ',' }", "context[0].delimiter: NDJSON has no columns to part (seen: ,)")]
    [InlineData("{ kind: user, index: people, format: csv }", "context[0].format: is about files only (seen: csv)")]
    [InlineData("{ kind: user, file: p.csv, date_format: dd.MM }", "context[0].date_format: not a pattern that writes day, month and year (seen: dd.MM); allowed: yyyy-MM-dd, dd.MM.yyyy, M/d/yyyy")]
    [InlineData("{ kind: user, file: p.csv, map: { departement: d } }", "context[0].map.departement: unknown key, did you mean 'department'? (seen: departement)")]
    [InlineData("{ kind: host, file: p.csv, map: { title: d } }", "context[0].map.title: unknown key (seen: title); allowed: criticality, department, name, owner")]
    [InlineData("{ kind: user, file: p.csv, map: { name: '' } }", "context[0].map.name: must be the name of a column or field, of 1 to 256 characters")]
    [InlineData("{ kind: user, file: p.csv, colour: red }", "context[0].colour: unknown key (seen: colour)")]
    public void What_is_wrong_is_said_with_place_value_and_what_is_allowed(string list, string message)
    {
        Read("context: [" + list + "]", out var faults).ShouldBeEmpty();

        faults.ShouldContain(f => f.StartsWith("s.yml:1:", StringComparison.Ordinal) && f.Contains(message, StringComparison.Ordinal), string.Join('\n', faults));
    }

    private static List<ContextList> Read(string yaml, out IReadOnlyList<string> said)
    {
        var faults = new YamlFaults();
        var read = YamlDocument.Read("s.yml", yaml, faults).Mappings("context")!.Select(m => ContextListReader.Read(m, faults)).OfType<ContextList>().ToList();
        said = [.. faults.Sorted.Select(f => f.ToString())];
        return read;
    }
}

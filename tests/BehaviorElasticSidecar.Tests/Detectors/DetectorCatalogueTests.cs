using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Tests.Detectors;

public sealed class DetectorCatalogueTests
{
    private const string Country = """
        id: identity.new_country
        title: Sign-in from a new country
        source: { category: authentication, outcome: success }
        entity: user
        measure: rare
        of: source.geo.country_iso_code
        attack: [T1078.004]
        sentence: "{{entity}} signed in from {{value}}"
        """;

    private readonly YamlFaults _faults = new();

    [Fact]
    public void A_whole_detector_is_read()
    {
        var detector = Load(site: Country + "\nbucket: 1d\nversion: 3\ntags: [b-b, a-a]\nfamily: places\nmode: shadow\n").ShouldHaveSingleItem();

        _faults.Sorted.ShouldBeEmpty();
        detector.ShouldSatisfyAllConditions(
            d => d.Pack.ShouldBe("identity"),
            d => d.Entity.ShouldBe(EntityKind.User),
            d => d.Bucket.ShouldBe(TimeSpan.FromDays(1)),
            d => d.Mode.ShouldBe(DetectorMode.Shadow),
            d => d.Tags.ShouldBe(["a-a", "b-b"]),
            d => d.Version.ShouldBe(3),
            d => d.Events.ShouldBe(new EventFilter([new("event.category", ["authentication"]), new("event.outcome", ["success"])])),
            d => d.Hash.Length.ShouldBe(16));
    }

    [Fact]
    public void A_site_file_changes_only_the_keys_that_it_holds()
    {
        var detector = Load(Country, "id: identity.new_country\nmode: off\ntitle: Ours\n").ShouldHaveSingleItem();

        (detector.Mode, detector.Title, detector.Of).ShouldBe((DetectorMode.Off, "Ours", "source.geo.country_iso_code"));
        _faults.Count.ShouldBe(0);
    }

    [Fact]
    public void A_detector_that_is_off_is_listed_but_not_active()
    {
        var catalogue = DetectorCatalogue.Merge([("identity/a.yml", Root(Country, "identity/a.yml"))],
            [("a.yml", Root("id: identity.new_country\nmode: off\n", "a.yml"))], Grammars.Fixed, _faults);

        catalogue.All.Count.ShouldBe(1);
        catalogue.Active.ShouldBeEmpty();
    }

    [Fact]
    public void Detectors_come_sorted_by_id()
    {
        var other = Country.Replace("identity.new_country", "cloud.a", StringComparison.Ordinal);

        Load(Country, other).Select(d => d.Id).ShouldBe(["cloud.a", "identity.new_country"]);
    }

    [Fact]
    public void Every_fault_of_every_file_is_said_at_once_with_line_key_and_what_is_allowed()
    {
        Load(Country.Replace("rare", "rar", StringComparison.Ordinal), Country.Replace("new_country", "b", StringComparison.Ordinal)
            .Replace("T1078.004", "T78", StringComparison.Ordinal) + "\nbucket: 5h\nby: host.name\nodds: 3\nmod: on\n");

        _faults.Sorted.Select(f => f.ToString()).ShouldBe(
        [
            "shipped.yml:5:10: measure: not one of the allowed values, did you mean 'rare'? (seen: rar); allowed: count, distinct, fact, rare, sum, time, travel",
            "site.yml:7:10: attack[0]: not of the allowed form (seen: T78); allowed: T1078 or T1078.004",
            "site.yml:9:9: bucket: not one of the allowed values (seen: 5h); allowed: 1h, 2h, 3h, 4h, 6h, 8h, 12h, 1d",
            "site.yml:10:5: by: the measure rare keeps no baseline per partner: remove the key, or use one of these measures (seen: host.name); allowed: count, distinct, sum",
            "site.yml:11:7: odds: only the measure fact has odds: rare is judged by its own past (seen: 3)",
            "site.yml:12:1: mod: unknown key, did you mean 'mode'? (seen: mod); allowed: attack, bucket, by, description, direction, entity, family, id, measure, mode, "
                + "odds, of, part, peers, sentence, source, sources, tags, title, version",
        ]);
    }

    [Fact]
    public void A_fault_of_an_override_names_the_file_that_holds_it()
    {
        Load(Country, "id: identity.new_country\nof: 'source geo'\n").ShouldBeEmpty();

        _faults.Sorted.ShouldHaveSingleItem().File.ShouldBe("site.yml");
    }

    [Theory]
    [InlineData("measure: count", "of")]
    [InlineData("measure: rare\ndirection: low", "direction")]
    [InlineData("id: other.thing", "id")]
    [InlineData("entity: person", "entity")]
    [InlineData("odds: 2", "odds")]
    [InlineData("version: 0", "version")]
    [InlineData("peers: perhaps", "peers")]
    [InlineData("sentence: '{{entity'", "sentence")]
    [InlineData("sentence: '{{enity}}'", "sentence")]
    [InlineData("source: everything", "source")]
    [InlineData("source: { catgory: authentication }", "source.catgory")]
    [InlineData("source: { category: authentification }", "source.category")]
    [InlineData("source: { category: [] }", "source.category")]
    [InlineData("source: { not: { not: { code: 1 } } }", "source.not.not")]
    [InlineData("source: { exists: [message text] }", "source.exists[0]")]
    [InlineData("source: { ids: [logs] }\nsources: [logs]", "source.ids")]
    public void What_is_wrong_is_refused_at_its_key(string change, string key)
    {
        var keys = change.Split('\n').Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);
        var kept = Country.Split('\n').Where(l => !keys.Contains(l[..l.IndexOf(':', StringComparison.Ordinal)]));

        Load(site: string.Join('\n', kept) + "\n" + change + "\n").ShouldBeEmpty();

        _faults.Sorted.ShouldHaveSingleItem().Key.ShouldBe(key);
    }

    [Fact]
    public void Two_site_files_with_one_id_are_a_fault_that_names_both()
    {
        DetectorCatalogue.Merge([], [("a.yml", Root(Country, "a.yml")), ("b.yml", Root(Country, "b.yml"))], Grammars.Fixed, _faults);

        _faults.Sorted.ShouldHaveSingleItem().ToString().ShouldBe("b.yml:1:5: id: the id already stands in a.yml:1:5 (seen: identity.new_country)");
    }

    [Fact]
    public void A_folder_named_as_a_pack_holds_only_that_pack()
    {
        DetectorCatalogue.Merge([], [("network/a.yml", Root(Country, "network/a.yml"))], Grammars.Fixed, _faults);

        _faults.Sorted.ShouldHaveSingleItem().Allowed.ShouldBe(["network.<name>"]);
    }

    [Theory]
    [InlineData("title: Another")]
    [InlineData("sentence: '{{entity}} did it'")]
    [InlineData("mode: shadow")]
    [InlineData("tags: [x]")]
    [InlineData("family: other")]
    [InlineData("attack: [T1110]")]
    [InlineData("source: { outcome: success, category: [authentication] }")]
    public void What_does_not_change_learning_keeps_the_hash(string change)
    {
        Hash(change).ShouldBe(Hash(""));
    }

    [Theory]
    [InlineData("version: 2")]
    [InlineData("source: { category: authentication, outcome: failure }")]
    [InlineData("source: { category: authentication, not: { outcome: success } }")]
    [InlineData("source: { category: authentication, outcome: success, ids: [logs] }")]
    [InlineData("of: source.ip")]
    [InlineData("entity: host")]
    [InlineData("measure: distinct")]
    [InlineData("bucket: 2h")]
    [InlineData("peers: false")]
    public void What_changes_learning_changes_the_hash(string change)
    {
        Hash(change).ShouldNotBe(Hash(""));
    }

    [Fact]
    public void The_hash_is_the_same_on_every_machine()
    {
        Hash("").ShouldBe("3e050fb62573234a");
    }

    [Fact]
    public void A_site_folder_is_read_with_its_folders_and_a_missing_one_is_a_fault()
    {
        var folder = Directory.CreateTempSubdirectory("detectors.d").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "identity"));
            File.WriteAllText(Path.Combine(folder, "identity", "own.yml"), Country.Replace("new_country", "own_thing", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder, "notes.txt"), "not a detector");
            File.WriteAllBytes(Path.Combine(folder, "latin.yml"), [0x69, 0x64, 0x3a, 0x20, 0xe9]);

            DetectorCatalogue.Load(folder, Grammars.Shipped, _faults).All.ShouldContain(d => d.Id == "identity.own_thing");

            _faults.Sorted.ShouldHaveSingleItem().Message.ShouldBe("the file is not UTF-8 text");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Should.Throw<YamlFaultsException>(() => DetectorCatalogue.Load(folder, Grammars.Shipped)).Message.ShouldContain("the folder cannot be read");
    }

    [Fact]
    public void A_ratio_needs_its_part_and_nothing_else_takes_one()
    {
        var mine = Country.Replace("of: source.geo.country_iso_code", "part: { outcome: failure }", StringComparison.Ordinal);
        var ratio = DetectorCatalogue.Merge([("a.yml", Root(mine.Replace("rare", "ratio", StringComparison.Ordinal), "a.yml"))], [], Grammars.Shipped, _faults).All.ShouldHaveSingleItem();
        ratio.Part.ShouldNotBeNull().Conditions.ShouldHaveSingleItem().Field.ShouldBe("event.outcome");
        var other = mine.Replace("rare", "ratio", StringComparison.Ordinal).Replace("failure }", "success }", StringComparison.Ordinal);
        DetectorCatalogue.Merge([("a.yml", Root(other, "a.yml"))], [], Grammars.Shipped, _faults).All.Single().Hash.ShouldNotBe(ratio.Hash);
        _faults.Count.ShouldBe(0);

        DetectorCatalogue.Merge([("a.yml", Root(mine.Replace("rare", "count", StringComparison.Ordinal), "a.yml"))], [], Grammars.Shipped, _faults);
        DetectorCatalogue.Merge([("b.yml", Root(Country.Replace("rare", "ratio", StringComparison.Ordinal), "b.yml"))], [], Grammars.Shipped, _faults);
        Should.Throw<YamlFaultsException>(_faults.ThrowIfAny).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain("the measure count watches no part of its events"), m => m.ShouldContain("the measure ratio needs the events whose share it watches"));
    }

    [Fact]
    public void A_measure_about_one_kind_of_entity_refuses_others()
    {
        DetectorCatalogue.Merge([("a.yml", Root(Country.Replace("rare", "spread", StringComparison.Ordinal), "a.yml"))], [], Grammars.Shipped, _faults);
        Should.Throw<YamlFaultsException>(_faults.ThrowIfAny).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain("the measure spread is about one kind of entity"), m => m.ShouldContain("host"));
    }

    private string Hash(string change) => Load(Country, "id: identity.new_country\n" + change + "\n").ShouldHaveSingleItem().Hash;

    private IReadOnlyList<Detector> Load(string? shipped = null, string? site = null) => DetectorCatalogue.Merge(
        shipped is null ? [] : [("shipped.yml", Root(shipped, "shipped.yml"))],
        site is null ? [] : [("site.yml", Root(site, "site.yml"))], Grammars.Fixed, _faults).All;

    private YamlMapping Root(string text, string file) => YamlDocument.Read(file, text, _faults);
}

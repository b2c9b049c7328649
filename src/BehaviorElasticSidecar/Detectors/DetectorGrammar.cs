using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Detectors;

/// <summary>The keys of a detector file; validation, editor schema and <c>docs/detectors.md</c> follow this table.</summary>
public static class DetectorGrammar
{
    /// <summary>Data domains; the first part of an id.</summary>
    public static IReadOnlyList<string> Packs { get; } = ["application", "cloud", "endpoint", "file", "identity", "network"];

    /// <summary>Whole hours that divide a day: an hour of week is the finest rhythm that baselines learn.</summary>
    public static IReadOnlyList<string> Buckets { get; } = ["1h", "2h", "3h", "4h", "6h", "8h", "12h", "1d"];

    public static IReadOnlyList<string> Directions { get; } = ["high", "low", "both"];

    public static IReadOnlyList<string> Modes { get; } = ["on", "shadow", "off"];

    public static IReadOnlyList<string> Odds { get; } = ["1", "3", "10", "30"];

    /// <summary>Name of the only measure with <c>odds</c>.</summary>
    public const string Fact = "fact";

    /// <summary>For the measures that are there; <paramref name="measures"/> are their names.</summary>
    public static YamlGrammar For(IReadOnlyList<string> measures) => new([.. Identity, .. Watching(measures), .. Reporting]);

    private static IReadOnlyList<YamlKey> Identity { get; } =
    [
        new("id", YamlKeyKind.Text, "Pack and name, e.g. identity.new_country. A site's file with the id of a shipped detector changes only the keys that it holds.")
        {
            Required = true, Pattern = $"({string.Join('|', Packs)})\\.[a-z0-9_]+", Hint = $"<pack>.<name>, lower case, pack one of {string.Join(' ', Packs)}", MaxLength = 80,
        },
        new("title", YamlKeyKind.Text, "What was found, in a few words, as it stands in lists and as rule.name.") { Required = true, MaxLength = 120 },
        new("description", YamlKeyKind.Text, "Why it matters, what makes it fire wrongly, and what to look at first.") { MaxLength = 2000 },
        new("version", YamlKeyKind.Whole, "Raise it when the meaning changes: its baselines are then learnt again. Default 1."),
    ];

    private static IReadOnlyList<YamlKey> Reporting { get; } =
    [
        new("attack", YamlKeyKind.Texts, "ATT&CK technique ids, e.g. T1078 or T1078.004.") { Pattern = @"T\d{4}(\.\d{3})?", Hint = "T1078 or T1078.004" },
        new("family", YamlKeyKind.Text, "One source, one idea: of a family only the rarest finding of a day counts. Default: the id.") { MaxLength = 80 },
        new("mode", YamlKeyKind.Text, "on; shadow: scored and shown, but no risk and no notices; off. Default on.") { Allowed = Modes },
        new("tags", YamlKeyKind.Texts, "Free words for couplings and filters, e.g. account-takeover.") { Pattern = "[a-z0-9][a-z0-9-]*", Hint = "lower case letters, digits and -", MaxLength = 60 },
        new("odds", YamlKeyKind.Whole, "How much likelier the fact is under attack: prior knowledge, for the measure fact only. Default 1.") { Allowed = Odds },
        new("sentence", YamlKeyKind.Text, "What an analyst reads first. Handlebars with the names listed in docs/detectors.md, and #if, #unless, #each.") { Required = true, MaxLength = 1000 },
    ];

    private static IReadOnlyList<YamlKey> Watching(IReadOnlyList<string> measures) =>
    [
        new("source", YamlKeyKind.Filter, "Which events count: every key must hold, a list means any of its values.") { Required = true },
        new("sources", YamlKeyKind.Texts, "Ids of the sources it runs on. Default: all. The same as ids inside of source."),
        new("entity", YamlKeyKind.Text, "Whose behaviour it is.") { Required = true, Allowed = EntityKinds.All },
        new("measure", YamlKeyKind.Text, "What kind of feature is watched.") { Required = true, Allowed = measures },
        new("of", YamlKeyKind.Text, "The ECS field that the measure is about.") { Pattern = FilterGrammar.FieldPattern, Hint = "a dotted ECS field, e.g. source.ip", MaxLength = FilterGrammar.MaxFieldLength },
        new("by", YamlKeyKind.Text, "The ECS field of a partner: one baseline per entity and partner.") { Pattern = FilterGrammar.FieldPattern, Hint = "a dotted ECS field, e.g. destination.ip", MaxLength = FilterGrammar.MaxFieldLength },
        new("part", YamlKeyKind.Filter, "Which of the events are the part whose share is watched, e.g. the failures; for the measure ratio only."),
        new("bucket", YamlKeyKind.Text, "Length of the time slot that is judged as one. Default 1h.") { Allowed = Buckets },
        new("direction", YamlKeyKind.Text, "Too much (high), too little (low: silence counts too) or both. Default: the measure's first.") { Allowed = Directions },
        new("peers", YamlKeyKind.Bool, "Compare with peers as well as with the entity's own past. Default true."),
    ];
}

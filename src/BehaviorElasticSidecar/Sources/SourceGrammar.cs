using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The keys of a source; validation, editor schema and <c>docs/sources.md</c> follow this table.</summary>
public static class SourceGrammar
{
    /// <summary>Kinds of entities that a source may give an actor order for; the same words as in detectors.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["user", "service_account", "host", "address", "cloud_account", "application", ActorOrders.Target];

    /// <summary>A bucket is never read later than this after its end: late data has its own pass.</summary>
    public static TimeSpan LongestDelay { get; } = TimeSpan.FromDays(1);

    /// <summary>Names a shipped profile whose keys hold where the file has none of its own.</summary>
    public const string Profile = "profile";

    public static YamlGrammar Keys { get; } = new(
    [
        new(Profile, YamlKeyKind.Text, "A shipped profile to start from (behavior-sidecar sources list): keys that stand here replace the profile's as a whole.") { MaxLength = 40 },
        new("id", YamlKeyKind.Text, "Stable name: part of every baseline's key, so a new id learns again.")
        {
            Required = true, Pattern = "[a-z0-9][a-z0-9_-]*", Hint = "lower case letters, digits, - and _", MaxLength = 40,
        },
        new("indices", YamlKeyKind.Texts, "Index patterns as the cluster takes them, e.g. logs-*, remote:logs-*, -logs-noise-* to leave out.")
        {
            Required = true, Pattern = @"[^\s,/\\?""<>|#A-Z]+", Hint = "an index pattern: lower case, no spaces, commas or / \\ ? \" < > | #", MaxLength = 255,
        },
        new("filter", YamlKeyKind.Filter, "Events outside of it are never read. The same grammar as a detector's source."),
        Field("time_field", "When it happened. Default @timestamp."),
        new("ingested_field", YamlKeyKind.Text, "When it reached the index; '' where the source has no such field. Default event.ingested.")
        {
            Pattern = $"|{AnyField}", Hint = "a field name, or '' for none", MaxLength = FilterGrammar.MaxFieldLength,
        },
        new("ingest_delay", YamlKeyKind.Duration, "A bucket is read this long after its end, at most 1d. Default 5m."),
        new("fields", YamlKeyKind.TextMap, "Field map: ECS name to the field that holds it, e.g. user.name: data.srcuser."),
        new("constants", YamlKeyKind.TextMap, "ECS names that have one value in all events of the source, e.g. event.category: authentication."),
        new("entities", YamlKeyKind.StepsMap, "Per kind of entity the ECS fields that name it, best first, e.g. user: [user.email, user.id]; [] for none.") { Allowed = Kinds },
        new("derive", YamlKeyKind.RulesMap, "What a classification field holds whatever is stored, e.g. event.outcome: [{ when: { code: 529 }, value: failure }].")
        {
            Allowed = DerivedValue.Fields,
        },
        new("noise", YamlKeyKind.Filters, "Events that are no behaviour and are never read; each entry a filter."),
        new("title", YamlKeyKind.Text, "What it is, in a few words.") { MaxLength = 120 },
        new("datasets", YamlKeyKind.Texts, "Data sets whose events it reads, e.g. okta.system or panw.*: how sources detect recognises it.")
        {
            Pattern = @"[A-Za-z0-9][\w.-]*(\*)?", Hint = "a data set, e.g. okta.system or panw.*", MaxLength = 100,
        },
    ]);

    /// <summary>Fields of events need no dot: logs that are not ECS have <c>clientip</c> and <c>message</c>.</summary>
    internal const string AnyField = @"[@A-Za-z_][\w@:/-]*(\.[\w@:/-]+)*";

    private static YamlKey Field(string name, string help) =>
        new(name, YamlKeyKind.Text, help) { Pattern = AnyField, Hint = "a field name", MaxLength = FilterGrammar.MaxFieldLength };
}

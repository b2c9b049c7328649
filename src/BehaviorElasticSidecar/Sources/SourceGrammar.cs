using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The keys of a source; validation, editor schema and <c>docs/sources.md</c> follow this table.</summary>
public static class SourceGrammar
{
    /// <summary>Kinds of entities that a source may give an actor order for; the same words as in detectors.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["user", "service_account", "host", "address", "cloud_account", "application"];

    /// <summary>A bucket is never read later than this after its end: late data has its own pass.</summary>
    public static TimeSpan LongestDelay { get; } = TimeSpan.FromDays(1);

    public static YamlGrammar Keys { get; } = new(
    [
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
        new("entities", YamlKeyKind.TextsMap, "Per kind of entity the ECS fields that name it, best first, e.g. user: [user.email, user.id].") { Allowed = Kinds },
    ]);

    /// <summary>Fields of events need no dot: logs that are not ECS have <c>clientip</c> and <c>message</c>.</summary>
    internal const string AnyField = @"[@A-Za-z_][\w@-]*(\.[\w@-]+)*";

    private static YamlKey Field(string name, string help) =>
        new(name, YamlKeyKind.Text, help) { Pattern = AnyField, Hint = "a field name", MaxLength = FilterGrammar.MaxFieldLength };
}

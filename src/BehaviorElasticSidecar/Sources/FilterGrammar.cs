using System.Text.RegularExpressions;

namespace BehaviorElasticSidecar.Sources;

/// <summary>The words of a filter: short keys for <c>event.*</c>, the values ECS gives them, and what a field name looks like.</summary>
public static partial class FilterGrammar
{
    public const string Exists = "exists";

    public const string Not = "not";

    /// <summary>A dotted name, or <c>tags</c>, which ECS has at the root.</summary>
    public const string FieldPattern = @"tags|[@A-Za-z_][\w@-]*(\.[\w@-]+)+";

    public const int MaxFieldLength = 256;

    /// <summary>Longest value that keyword fields of the common templates still index (<c>ignore_above</c>).</summary>
    public const int MaxValueLength = 1024;

    /// <summary>Most values that one condition may list: far below the engines' limit of 65,536 terms.</summary>
    public const int MaxValues = 1000;

    /// <summary>Short key, its field, its values. Values are ECS 8.17's with the leftovers of 7.x; none: anything.</summary>
    public static IReadOnlyList<(string Key, string Field, IReadOnlyList<string> Values, string Help)> ShortKeys { get; } =
    [
        ("category", "event.category",
        [
            "api", "authentication", "configuration", "database", "driver", "email", "file", "host", "iam", "intrusion_detection", "library", "malware",
            "network", "network_traffic", "package", "process", "registry", "security_threat", "session", "threat", "vulnerability", "web",
        ], "What area the event is about (event.category)."),
        ("type", "event.type",
        [
            "access", "admin", "allowed", "authentication_failure", "authentication_success", "change", "connection", "creation", "deletion", "denied",
            "device", "end", "error", "group", "indicator", "info", "installation", "protocol", "start", "user",
        ], "What happened (event.type)."),
        ("outcome", "event.outcome", ["failure", "success", "unknown"], "How it ended (event.outcome). Not 'login failed' unless the category is authentication."),
        ("kind", "event.kind", ["alert", "asset", "enrichment", "event", "metric", "pipeline_error", "signal", "state"], "event.kind."),
        ("action", "event.action", [], "The source's own word for what was done (event.action), e.g. ssh_login, ConsoleLogin."),
        ("code", "event.code", [], "The source's own number (event.code), e.g. 4625."),
        ("dataset", "event.dataset", [], "event.dataset, e.g. okta.system."),
        ("provider", "event.provider", [], "event.provider, e.g. iam.amazonaws.com."),
        ("module", "event.module", [], "event.module, e.g. okta."),
    ];

    public static bool IsField(string name) => name.Length <= MaxFieldLength && FieldName().IsMatch(name);

    [GeneratedRegex(@"\A(?:" + FieldPattern + @")\z", RegexOptions.CultureInvariant, 200)]
    private static partial Regex FieldName();
}

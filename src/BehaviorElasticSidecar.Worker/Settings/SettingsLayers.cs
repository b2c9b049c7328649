using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Where settings come from, weakest first: defaults, file, environment, flags.</summary>
/// <param name="File">Path as given, shown in faults; null if there is none.</param>
/// <param name="Folder">The working folder: what relative paths of environment and flags start from.</param>
/// <param name="Environment">All variables of the process.</param>
/// <param name="Flags">Key and value of each <c>--set</c> and specific flag, in order.</param>
internal sealed record SettingsLayers(
    string? File, string Folder, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<SettingsFlag> Flags)
{
    internal const string FileName = "behavior-sidecar.yml";

    internal const string FileVariable = "BEHAVIOR_SIDECAR_CONFIG";

    private const string EnvironmentOrigin = "environment ";

    private const string FlagOrigin = "flag ";

    public static string OfEnvironment(string name) => EnvironmentOrigin + name;

    public static string OfFlag(string name) => FlagOrigin + name;

    /// <summary>1 file, 2 environment, 3 flag.</summary>
    public static int Rank(YamlPlace place) =>
        place.Line > 0 ? 1 : place.File.StartsWith(EnvironmentOrigin, StringComparison.Ordinal) ? 2 : 3;

    /// <summary>For people: file and line, or the variable or flag.</summary>
    public string Origin(YamlPlace place) => place.Line > 0 ? $"{File}:{place.Line}" : place.File;

    /// <summary>Paths in the file are relative to the file, so that it can be moved with them.</summary>
    public string FolderOf(YamlPlace place) =>
        place.Line > 0 && File is not null ? Path.GetDirectoryName(Path.GetFullPath(File, Folder)) ?? Folder : Folder;
}

/// <summary>A key set on the command line.</summary>
/// <param name="Flag">As shown in faults: <c>--set</c>, <c>--node</c>.</param>
internal sealed record SettingsFlag(string Key, string Value, string Flag);

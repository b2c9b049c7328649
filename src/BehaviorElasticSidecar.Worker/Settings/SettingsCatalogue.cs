using System.Reflection;
using BehaviorElasticSidecar.Anomalies;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Cycles;
using BehaviorElasticSidecar.Detectors;
using BehaviorElasticSidecar.Engine;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Risk;
using BehaviorElasticSidecar.Worker.Hosting;
using BehaviorElasticSidecar.Worker.Logging;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>Every key that the settings file may hold, but for <c>sources</c> and <c>context</c>, which have readers of their own.</summary>
internal static class SettingsCatalogue
{
    internal const string Sources = "sources";

    internal const string Context = "context";

    /// <summary>Stands for a secret wherever settings are shown.</summary>
    internal const string Mask = "********";

    /// <summary>Added to the key of a secret: the file that holds it.</summary>
    internal const string FileSuffix = "_file";

    private static readonly (string Group, Type Options)[] Groups =
    [
        ("", typeof(SiteOptions)), ("engine", typeof(EngineOptions)), ("detectors", typeof(DetectorOptions)), ("entities", typeof(EntityOptions)),
        ("calendar", typeof(CalendarOptions)), ("learning", typeof(LearningOptions)),
        ("schedule", typeof(ScheduleOptions)), ("state", typeof(StateOptions)), ("anomalies", typeof(AnomalyOptions)), ("risk", typeof(RiskOptions)), ("peers", typeof(PeerOptions)),
        ("analyze", typeof(AnalyzeOptions)), ("logging", typeof(LoggingOptions)),
    ];

    /// <summary>In the order of the groups and, within them, of the properties.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Groups.SelectMany(SettingsOf)];

    public static IReadOnlyList<string> GroupNames { get; } = [.. Groups.Select(g => g.Group).Where(g => g.Length > 0)];

    public static string GroupOf(Type options) => Groups.First(g => g.Options == options).Group;

    public static IReadOnlyList<Setting> Of(string group) => [.. All.Where(s => s.Group == group)];

    /// <summary>Keys that may stand directly under the group; at the root (empty group) the groups themselves too.</summary>
    public static IReadOnlyList<string> KeysIn(string group)
    {
        var own = Of(group).SelectMany(s => s.Kind == SettingKind.Secret ? [s.Name, s.Name + FileSuffix] : new[] { s.Name });
        return group.Length == 0 ? [.. own, .. GroupNames, Context, Sources] : [.. own];
    }

    /// <summary>Keys with their group, the files of secrets included: what environment variables and flags may name.</summary>
    public static IReadOnlyList<string> FullKeys { get; } =
        [.. All.SelectMany(s => s.Kind == SettingKind.Secret ? [s.Key, s.Key + FileSuffix] : new[] { s.Key })];

    private static IEnumerable<Setting> SettingsOf((string Group, Type Options) group)
    {
        var defaults = Activator.CreateInstance(group.Options)!;
        return group.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.MetadataToken)
            .Select(p => new Setting(group.Group, p, defaults));
    }
}

using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>The value in force for one key, and where it came from: <c>default</c>, <c>behavior-sidecar.yml:4</c>, <c>environment ...</c> or <c>flag ...</c>.</summary>
internal sealed record EffectiveValue(Setting Setting, object? Value, string Origin)
{
    public const string FromDefault = "default";

    public bool IsDefault => Origin == FromDefault;
}

/// <summary>All settings after file, environment and flags, without a fault.</summary>
/// <param name="File">The settings file; null if there was none.</param>
/// <param name="Sources">As read; the shipped ones where none are given.</param>
internal sealed record EffectiveSettings(string? File, IReadOnlyList<EffectiveValue> Values, IReadOnlyList<Source> Sources, string SourcesOrigin)
{
    /// <summary>Lists of people and hosts, files with full paths.</summary>
    public IReadOnlyList<ContextList> Context { get; init; } = [];

    /// <summary>The site's holidays, read at the start.</summary>
    public HolidayCalendar Calendar { get; init; } = HolidayCalendar.None;

    public string ContextOrigin { get; init; } = EffectiveValue.FromDefault;

    /// <summary>A new options object of the group that <typeparamref name="T"/> stands for.</summary>
    public T Get<T>()
        where T : class, new()
    {
        var options = new T();
        Fill(options);
        return options;
    }

    /// <summary>The same with one value changed by the program itself.</summary>
    public EffectiveSettings With(string key, object value) =>
        this with { Values = [.. Values.Select(v => v.Setting.Key == key ? v with { Value = value } : v)] };

    /// <summary>Sets every property of <paramref name="options"/> that is a setting.</summary>
    public void Fill<T>(T options)
        where T : class
    {
        var group = SettingsCatalogue.GroupOf(typeof(T));
        foreach (var value in Values.Where(v => v.Setting.Group == group))
            value.Setting.Set(options, value.Value);
    }
}

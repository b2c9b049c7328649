using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Context;
using BehaviorElasticSidecar.Entities;
using BehaviorElasticSidecar.Sources;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>From file, environment and flags to settings in force; or all faults at once.</summary>
internal sealed partial class SettingsLoader(SettingsLayers layers)
{
    private const string CalendarFile = "calendar.file";

    private readonly YamlFaults _faults = new();

    /// <summary>Throws <see cref="YamlFaultsException"/> with every fault, secrets masked.</summary>
    public EffectiveSettings Load()
    {
        var root = WithFlags(WithEnvironment(FromFile()));
        root.RefuseUnknown(SettingsCatalogue.KeysIn(""));
        var values = new List<EffectiveValue>();
        foreach (var setting in SettingsCatalogue.All)
            values.Add(ValueOf(setting, setting.Group.Length == 0 ? root : root.Has(setting.Group) ? root.Mapping(setting.Group) : null));
        foreach (var name in SettingsCatalogue.GroupNames.Where(root.Has))
            root.Mapping(name)?.RefuseUnknown(SettingsCatalogue.KeysIn(name));
        new SettingsRules(root, values.ToDictionary(v => v.Setting.Key, v => v.Value, StringComparer.Ordinal)).Check();
        var sources = SourceReader.ReadAll(root.Mappings(SettingsCatalogue.Sources), folder: null, _faults);
        var calendar = Holidays(values.First(v => v.Setting.Key == CalendarFile), root);
        var context = ContextLists(root.Mappings(SettingsCatalogue.Context) ?? []);
        Masked().ThrowIfAny();
        var origin = root.Has(SettingsCatalogue.Sources) ? layers.Origin(root.PlaceOf(SettingsCatalogue.Sources)) : EffectiveValue.FromDefault;
        return new EffectiveSettings(layers.File, values, sources, origin)
        {
            Context = context,
            Calendar = calendar,
            ContextOrigin = root.Has(SettingsCatalogue.Context) ? layers.Origin(root.PlaceOf(SettingsCatalogue.Context)) : EffectiveValue.FromDefault,
        };
    }

    /// <summary>The content is an input like a list of context: what is wrong in it is said with all other faults.</summary>
    private HolidayCalendar Holidays(EffectiveValue file, YamlMapping root)
    {
        if (file.Value is not string path)
            return HolidayCalendar.None;
        try
        {
            return HolidayCalendar.Read(path, File.ReadAllText(path), _faults);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var missing = unreadable is FileNotFoundException or DirectoryNotFoundException;
            root.Mapping(file.Setting.Group)!.Fault(file.Setting.Name, missing ? "no such file" : "the file cannot be read by this user");
            return HolidayCalendar.None;
        }
    }

    private List<ContextList> ContextLists(IReadOnlyList<YamlMapping> listed)
    {
        var lists = new List<ContextList>();
        foreach (var mapping in listed)
        {
            var list = ContextListReader.Read(mapping, _faults);
            var file = list?.File is { } written ? Path.GetFullPath(written, layers.FolderOf(mapping.PlaceOf("file"))) : null;
            if (file is not null && !File.Exists(file))
                mapping.Fault("file", "no such file");
            if (list is not null)
                lists.Add(list with { File = file });
        }

        return lists;
    }

    private YamlMapping FromFile()
    {
        var substitution = new VariableSubstitution(layers.Environment);
        return YamlDocument.Read(layers.File ?? SettingsLayers.FileName, TextOf(layers.File), _faults, substitution.Expand);
    }

    private string TextOf(string? file)
    {
        if (file is null)
            return "";
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, layers.Folder));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var missing = unreadable is FileNotFoundException or DirectoryNotFoundException;
            _faults.Add(new YamlPlace(file, 0, 0), "", missing ? "no such file" : "the file cannot be read by this user");
            return "";
        }
    }

    private YamlMapping WithEnvironment(YamlMapping root)
    {
        foreach (var (name, value) in layers.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Setting.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase) || value.Length == 0)
                continue;
            var key = name[Setting.EnvironmentPrefix.Length..].Replace("__", ".", StringComparison.Ordinal).ToLowerInvariant();
            root = With(root, key, value, SettingsLayers.OfEnvironment(name));
        }

        return root;
    }

    private YamlMapping WithFlags(YamlMapping root)
    {
        foreach (var (key, value, flag) in layers.Flags)
            root = With(root, key, value, SettingsLayers.OfFlag(flag));
        return root;
    }

    private YamlMapping With(YamlMapping root, string key, string value, string origin)
    {
        if (SettingsCatalogue.FullKeys.Contains(key))
            return root.With(key, value, origin);
        var near = NearestSpelling.Of(key, SettingsCatalogue.FullKeys);
        var about = new[] { SettingsCatalogue.Sources, SettingsCatalogue.Context }.FirstOrDefault(l => key == l || key.StartsWith(l + ".", StringComparison.Ordinal)) is { } list
            ? $"{list} can be given in the settings file only"
            : near is null ? "unknown key" : $"unknown key, did you mean '{near}'?";
        _faults.Add(new YamlPlace(origin, 0, 0), key, about);
        return root;
    }

    private EffectiveValue ValueOf(Setting setting, YamlMapping? group)
    {
        if (group is null)
            return Defaulted(setting);
        if (setting.Kind == SettingKind.Secret)
        {
            var (secret, origin) = new SecretReader(layers).Read(setting, group);
            return new EffectiveValue(setting, secret, origin ?? EffectiveValue.FromDefault);
        }

        if (!group.Has(setting.Name))
            return Defaulted(setting);
        var place = group.PlaceOf(setting.Name);
        var value = SettingReader.Read(setting, group);
        if (setting.Kind == SettingKind.Path && value is string path)
            value = Path.GetFullPath(path, layers.FolderOf(place));
        return new EffectiveValue(setting, value, layers.Origin(place));
    }

    private EffectiveValue Defaulted(Setting setting)
    {
        var value = setting.Kind == SettingKind.Path && setting.Default is string path
            ? Path.GetFullPath(path, layers.FolderOf(new YamlPlace("", 1, 1)))
            : setting.Default;
        return new EffectiveValue(setting, value, EffectiveValue.FromDefault);
    }

    /// <summary>Faults show what was seen; for secrets, and for credentials inside URLs, they must not.</summary>
    private YamlFaults Masked()
    {
        var secrets = SettingsCatalogue.All.Where(s => s.Kind == SettingKind.Secret).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var masked = new YamlFaults();
        // A reference that could not be expanded is no value: what else is wrong with it is noise.
        var unexpanded = _faults.Sorted.Where(f => f.Line > 0 && f.Seen is { } seen && seen.Contains("${", StringComparison.Ordinal))
            .GroupBy(f => (f.File, f.Line, f.Column)).SelectMany(g => g.Skip(1)).ToHashSet();
        foreach (var fault in _faults.Sorted.Where(f => !unexpanded.Contains(f)))
            masked.Add(fault with { Seen = fault.Seen is null ? null : secrets.Contains(fault.Key) ? SettingsCatalogue.Mask : WithoutUser(fault.Seen) });
        return masked;
    }

    private static string WithoutUser(string text) => UserInUrl().Replace(text, "://" + SettingsCatalogue.Mask + "@");

    [GeneratedRegex("://[^/@]*@", RegexOptions.None, 1000)]
    private static partial Regex UserInUrl();
}

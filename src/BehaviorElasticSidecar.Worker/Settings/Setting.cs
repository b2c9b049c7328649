using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using BehaviorElasticSidecar.Sources.Yaml;
using Microsoft.Extensions.Configuration;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>One key of the settings file, as the property of its options class defines it: type, range and default stand there and nowhere else.</summary>
internal sealed class Setting
{
    internal const string EnvironmentPrefix = "BEHAVIOR_SIDECAR__";

    private readonly PropertyInfo _property;

    public Setting(string group, PropertyInfo property, object defaults)
    {
        _property = property;
        Group = group;
        Kind = KindOf(property);
        Name = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? NameOf(property.Name, Kind);
        Default = property.GetValue(defaults);
        Range = property.GetCustomAttribute<RangeAttribute>();
    }

    /// <summary>First part of the key; empty for keys at the root.</summary>
    public string Group { get; }

    public string Name { get; }

    public string Key => Group.Length == 0 ? Name : $"{Group}.{Name}";

    public SettingKind Kind { get; }

    public object? Default { get; }

    public string EnvironmentName => EnvironmentPrefix + Key.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    public RangeAttribute? Range { get; }

    /// <summary>Null where any text will do.</summary>
    public RegularExpressionAttribute? Pattern => _property.GetCustomAttribute<RegularExpressionAttribute>();

    public Type ValueType => Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;

    public IReadOnlyList<string> Choices => Kind == SettingKind.Choice ? [.. Enum.GetNames(ValueType).Select(n => n.ToLowerInvariant())] : [];

    public void Set(object options, object? value) =>
        _property.SetValue(options, value is long bytes && ValueType == typeof(int) ? (int)bytes : value);

    /// <summary>As it would be written in the file; a secret is never part of it.</summary>
    public string Format(object? value) => value switch
    {
        null => "",
        _ when Kind == SettingKind.Secret => SettingsCatalogue.Mask,
        TimeSpan duration => DurationText.Format(duration),
        _ when Kind == SettingKind.Bytes => BytesText.Format(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        bool on => on ? "true" : "false",
        Enum choice => choice.ToString().ToLowerInvariant(),
        IEnumerable<Uri> urls => string.Join(", ", urls.Select(u => u.OriginalString)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static SettingKind KindOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(string) => KindOfText(property.GetCustomAttribute<DataTypeAttribute>()),
            _ when type == typeof(TimeSpan) => SettingKind.Duration,
            _ when (type == typeof(long) || type == typeof(int)) && property.Name.EndsWith("Bytes", StringComparison.Ordinal) => SettingKind.Bytes,
            _ when type == typeof(bool) => SettingKind.Switch,
            _ when type == typeof(int) => SettingKind.Whole,
            _ when type == typeof(double) => SettingKind.Number,
            _ when type.IsEnum => SettingKind.Choice,
            _ when type == typeof(IReadOnlyList<Uri>) => SettingKind.Urls,
            _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: settings of type {type.Name} have no spelling in YAML"),
        };
    }

    private static SettingKind KindOfText(DataTypeAttribute? type) => type switch
    {
        { DataType: DataType.Password } => SettingKind.Secret,
        { CustomDataType: "path" } => SettingKind.Path,
        _ => SettingKind.Text,
    };

    private static string NameOf(string property, SettingKind kind)
    {
        if (kind == SettingKind.Bytes)
            property = property[..^"Bytes".Length];
        var name = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using BehaviorElasticSidecar.Sources.Yaml;

namespace BehaviorElasticSidecar.Worker.Settings;

/// <summary>One value from its place in the merged settings, checked against what its options class allows. A wrong one adds a fault and reads as null.</summary>
internal static class SettingReader
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public static object? Read(Setting setting, YamlMapping group) => setting.Kind switch
    {
        SettingKind.Duration => Duration(setting, group),
        SettingKind.Bytes => Bytes(setting, group),
        SettingKind.Whole => (int?)group.Whole(setting.Name, Bound<int>(setting, min: true), Bound<int>(setting, min: false)),
        SettingKind.Number => group.Number(setting.Name, Bound<double>(setting, min: true), Bound<double>(setting, min: false)),
        SettingKind.Choice => Choice(setting, group),
        SettingKind.Switch => group.Bool(setting.Name),
        SettingKind.Urls => Urls(setting, group),
        _ => Text(setting, group),
    };

    private static TimeSpan? Duration(Setting setting, YamlMapping group) =>
        group.Duration(setting.Name, Bound<TimeSpan>(setting, min: true), Bound<TimeSpan>(setting, min: false));

    private static long? Bytes(Setting setting, YamlMapping group)
    {
        var text = group.Text(setting.Name);
        if (text is null)
            return null;
        if (!BytesText.TryParse(text, out var bytes))
        {
            group.Fault(setting.Name, "not an amount of bytes", BytesText.Examples);
            return null;
        }

        long least = Bound<long>(setting, min: true), most = Bound<long>(setting, min: false);
        if (bytes >= least && bytes <= most)
            return bytes;
        group.Fault(setting.Name, "an amount of bytes out of range", [$"{BytesText.Format(least)} to {BytesText.Format(most)}"]);
        return null;
    }

    private static object? Choice(Setting setting, YamlMapping group) =>
        group.Choice(setting.Name, setting.Choices) is { } text ? Enum.Parse(setting.ValueType, text, ignoreCase: true) : null;

    private static string? Text(Setting setting, YamlMapping group)
    {
        var text = group.Text(setting.Name);
        if (text is null || setting.Pattern is not { } pattern || Regex.IsMatch(text, $"^(?:{pattern.Pattern})$", RegexOptions.None, PatternTimeout))
            return text;
        group.Fault(setting.Name, "not a name that can stand here", [pattern.ErrorMessage!]);
        return null;
    }

    private static List<Uri>? Urls(Setting setting, YamlMapping group)
    {
        var texts = group.TextList(setting.Name);
        if (texts is null)
            return null;
        // One text may hold several, so that a variable or a flag can.
        var split = texts.Count == 1;
        if (split)
            texts = texts[0].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var urls = new List<Uri>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (Wrong(texts[i], out var url) is { } wrong)
                group.FaultAt(setting.Name, split ? 0 : i, wrong, ["http://host:9200", "https://host:9200"]);
            else
                urls.Add(url!);
        }

        if (texts.Count == 0)
            group.Fault(setting.Name, "at least one is needed", ["http://host:9200", "https://host:9200"]);
        return urls.Count == texts.Count && urls.Count > 0 ? urls : null;
    }

    private static string? Wrong(string text, out Uri? url)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https"))
            return "not the URL of a node";
        if (url.UserInfo.Length > 0)
            return "a node's URL holds no user or password: they belong in engine.username and engine.password_file";
        return url.Query.Length + url.Fragment.Length > 0 ? "a node's URL ends with its path" : null;
    }

    /// <summary>Attributes hold bounds of <see cref="TimeSpan"/> and <see cref="long"/> as text until they first validate.</summary>
    private static T Bound<T>(Setting setting, bool min)
        where T : IParsable<T>
    {
        var bound = min ? setting.Range!.Minimum : setting.Range!.Maximum;
        return bound is T known ? known : T.Parse(Convert.ToString(bound, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
    }
}
